// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/gauge.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/core/estimate.hpp"
#include "heliofab/process/control_chart.hpp"

namespace heliofab::process {
namespace {

constexpr double gauge_web_speed = 0.3 / 60;  // [m/s]
constexpr double gauge_day = 86400;           // [s]

// Values of one roll that stays at `truth`, missing ones left out.
std::vector<double> values_of(const GaugeChannel& channel, double truth, std::int64_t count) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) {
    const Reading reading = channel.read(3, 0, {.number = i}, truth);
    if (reading.value.has_value()) {
      values.push_back(*reading.value);
    }
  }
  return values;
}

TEST(SamplingPlan, ReadsAtEveryHeadAfterEachSpacing) {
  const auto places = reading_places(Gauges{}.four_point_probe.sampling, gauge_web_speed, 300);
  ASSERT_EQ(places.size(), 180U);  // 60 times at three heads
  EXPECT_DOUBLE_EQ(places[0].position, 5);
  EXPECT_DOUBLE_EQ(places[0].time, 1000);  // 5 m at 5 mm/s
  EXPECT_DOUBLE_EQ(places[1].across, 0.5);
  EXPECT_DOUBLE_EQ(places[3].position, 10);
  EXPECT_DOUBLE_EQ(places[179].position, 300);
  EXPECT_EQ(places[179].number, 179);
}

TEST(SamplingPlan, TraversesToAndFro) {
  const SamplingPlan plan{.interval = 10, .heads = {0.1, 0.9}, .crossing = 40};
  const std::vector<double> ways{0.3, 0.5, 0.7, 0.9, 0.7, 0.5, 0.3, 0.1, 0.3};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    EXPECT_NEAR(reading_place(plan, gauge_web_speed, static_cast<std::int64_t>(i)).across, ways[i],
                1e-12);
  }
}

// The mean of a straight line is its value in the middle of the span, down the web and across it.
TEST(SamplingPlan, AveragesOverTheSpanUnderItsHead) {
  const SamplingPlan plan{.interval = 20, .heads = {0, 1}, .crossing = 40, .span = 0.05};
  const ReadingPlace place = reading_place(plan, gauge_web_speed, 0);  // 0.1 m, half way across
  const auto down = [](double position, double) { return position; };
  const auto across = [](double, double y) { return y; };
  EXPECT_NEAR(span_mean(plan, gauge_web_speed, place, down), 0.075, 1e-12);
  EXPECT_NEAR(span_mean(plan, gauge_web_speed, place, across), 0.375, 1e-12);  // 5 s before, of 40
}

// Four standard errors of a standard deviation are 4 / sqrt(2 n).
TEST(Gauge, ScattersByItsRelativeAndItsAbsoluteNoise) {
  const GaugeChannel channel({.repeatability = 0.03, .floor = 0.04}, 1, "xrf", "cgi", 0.8);
  const Subgroup s = subgroup_of(values_of(channel, 1.6, 20'000));
  const double spread = std::hypot(0.03 * 1.6, 0.04 * 0.8);
  EXPECT_NEAR(s.deviation, spread, spread * 4 / std::sqrt(40'000.0));
  EXPECT_NEAR(s.mean, 1.6, 4 * spread / std::sqrt(20'000.0));
}

TEST(Gauge, DriftsFromOneCalibrationToTheNext) {
  const Gauge gauge{
      .bias = 0.02, .calibration = 0.005, .drift = 0.01, .calibration_interval = 7 * gauge_day};
  const GaugeChannel channel(gauge, 1, "xrf", "thickness", 2e-6);
  EXPECT_NEAR(channel.bias(6.999 * gauge_day) - channel.bias(0), 0.00999857, 1e-8);
  EXPECT_NE(channel.bias(7 * gauge_day), channel.bias(0));
  std::vector<double> after;
  for (int i = 0; i < 4000; ++i) {
    after.push_back(channel.bias(7 * gauge_day * i));
  }
  const Subgroup left = subgroup_of(after);
  EXPECT_NEAR(left.mean, 0.02, 4 * 0.005 / std::sqrt(4000.0));
  EXPECT_NEAR(left.deviation, 0.005, 0.005 * 4 / std::sqrt(8000.0));
  EXPECT_DOUBLE_EQ(*channel.read(0, 3 * gauge_day, {.time = 0.5 * gauge_day}, 2e-6).value,
                   2e-6 * (1 + channel.bias(3.5 * gauge_day)));
}

TEST(Gauge, ShowsStepsOfItsResolution) {
  const GaugeChannel channel({.floor = 0.05, .resolution = 0.02}, 1, "camera", "p2", 50e-6);
  for (const double value : values_of(channel, 47e-6, 100)) {
    EXPECT_NEAR(std::remainder(value, 1e-6), 0, 1e-18);
  }
}

// One lost reading is lost for all quantities of the gauge; their noise is their own.
TEST(Gauge, LosesReadingsOfAllItsQuantitiesTogether) {
  const Gauge gauge{.dead_time = 120, .repeatability = 0.01, .missing = 0.2};
  const GaugeChannel cgi(gauge, 1, "xrf", "cgi", 0.88);
  const GaugeChannel ggi(gauge, 1, "xrf", "ggi", 0.32);
  std::vector<double> lost;
  for (std::int64_t i = 0; i < 10'000; ++i) {
    const Reading a = cgi.read(5, 0, {.number = i, .time = 60}, 0.88);
    const Reading b = ggi.read(5, 0, {.number = i, .time = 60}, 0.32);
    EXPECT_EQ(a.value.has_value(), b.value.has_value());
    EXPECT_EQ(a.known_at, 180);
    if (a.value.has_value()) {
      EXPECT_GT(std::abs(*a.value / 0.88 - *b.value / 0.32), 1e-9);
    }
    lost.push_back(a.value.has_value() ? 0 : 1);
  }
  const Estimate share = estimate(lost);
  EXPECT_NEAR(share.value, 0.2, 4 * share.error);
}

TEST(Gauge, SaysTheSameWhateverElseWasRead) {
  const Gauge gauge = Gauges{}.luminescence;
  const GaugeChannel one(gauge, 7, "luminescence", "signal", 1);
  const GaugeChannel other(gauge, 7, "luminescence", "signal", 1);
  values_of(one, 1, 50);
  const ReadingPlace place = reading_place(gauge.sampling, gauge_web_speed, 17);
  EXPECT_EQ(one.read(4, 5 * gauge_day, place, 1.1), other.read(4, 5 * gauge_day, place, 1.1));
  EXPECT_NE(one.read(4, 5 * gauge_day, place, 1.1).value,
            one.read(5, 5 * gauge_day, place, 1.1).value);
}

}  // namespace
}  // namespace heliofab::process
