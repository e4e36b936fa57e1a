// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/gauge.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

std::int64_t heads_at_a_time(const SamplingPlan& plan) {
  return plan.crossing > 0 ? 1 : static_cast<std::int64_t>(plan.heads.size());
}

// Seconds between readings.
double sampling_step(const SamplingPlan& plan, double web_speed) {
  const double step = plan.spacing > 0 ? plan.spacing / web_speed : plan.interval;
  if (plan.heads.empty() || !(step > 0) || !(web_speed > 0)) {
    throw InputError(
        "E4320", "sampling",
        fmt::format("{} heads, a reading each {} s, web at {} m/s; wanted at least one head, and "
                    "time and speed above 0",
                    plan.heads.size(), step, web_speed));
  }
  return step;
}

// Where a traversing head is: to and fro between the ends, from the first one at time 0.
double traversing_head(const SamplingPlan& plan, double time) {
  const double phase = std::fmod(time / plan.crossing, 2.0);
  const double way = phase < 1 ? phase : 2 - phase;
  return plan.heads.front() + way * (plan.heads.back() - plan.heads.front());
}

std::string gauge_purpose(std::string_view kind, std::string_view rest) {
  return fmt::format("process.gauge.{}.{}", kind, rest);
}

}  // namespace

ReadingPlace reading_place(const SamplingPlan& plan, double web_speed, std::int64_t number) {
  const double step = sampling_step(plan, web_speed);
  const std::int64_t heads = heads_at_a_time(plan);
  const std::int64_t before = number / heads;  // times at which all heads have read
  const double time = static_cast<double>(before + 1) * step;
  const double across = plan.crossing > 0 ? traversing_head(plan, time)
                                          : plan.heads[static_cast<std::size_t>(number % heads)];
  return {number, time, time * web_speed, across};
}

std::vector<ReadingPlace> reading_places(const SamplingPlan& plan, double web_speed,
                                         double length) {
  std::vector<ReadingPlace> places;
  for (std::int64_t number = 0;; ++number) {
    const ReadingPlace place = reading_place(plan, web_speed, number);
    // A hair of tolerance, so that the last metre of 300 m is read each 5 m.
    if (place.position > length * (1 + 1e-12)) {
      return places;
    }
    places.push_back(place);
  }
}

double span_mean(const SamplingPlan& plan, double web_speed, const ReadingPlace& place,
                 const std::function<double(double, double)>& value) {
  if (!(plan.span > 0)) {
    return value(place.position, place.across);
  }
  constexpr int points = 8;
  double sum = 0;
  for (int i = 0; i < points; ++i) {
    const double back = plan.span * (i + 0.5) / points;
    const double position = std::max(0.0, place.position - back);
    const double across = plan.crossing > 0
                              ? traversing_head(plan, std::max(0.0, place.time - back / web_speed))
                              : place.across;
    sum += value(position, across);
  }
  return sum / points;
}

GaugeChannel::GaugeChannel(Gauge gauge, std::uint64_t seed, std::string_view kind,
                           std::string_view quantity, double nominal)
    : gauge_(std::move(gauge)),
      nominal_(nominal),
      noise_(seed, gauge_purpose(kind, fmt::format("{}.noise", quantity))),
      calibration_(seed, gauge_purpose(kind, fmt::format("{}.calibration", quantity))),
      missing_(seed, gauge_purpose(kind, "missing")) {
  HELIOFAB_CHECK(nominal != 0);
}

double GaugeChannel::bias(double time) const noexcept {
  const bool again = gauge_.calibration_interval > 0;
  const double calibrations = again ? std::max(0.0, time / gauge_.calibration_interval) : 0;
  const double last = std::floor(calibrations);
  return gauge_.bias +
         gauge_.calibration * calibration_.normal(static_cast<std::uint64_t>(last), 0) +
         gauge_.drift * (calibrations - last);
}

Reading GaugeChannel::read(std::int64_t roll, double start, const ReadingPlace& place,
                           double true_value) const {
  const auto entity = static_cast<std::uint64_t>(roll);
  const auto draw = static_cast<std::uint64_t>(place.number);
  Reading reading{place, place.time + gauge_.dead_time, {}};
  if (missing_.uniform(entity, draw) < gauge_.missing) {
    return reading;
  }
  const double spread = std::hypot(gauge_.repeatability * true_value, gauge_.floor * nominal_);
  double value = true_value * (1 + bias(start + place.time)) + spread * noise_.normal(entity, draw);
  if (gauge_.resolution > 0) {
    const double step = std::abs(gauge_.resolution * nominal_);
    value = step * std::round(value / step);
  }
  reading.value = value;
  return reading;
}

}  // namespace heliofab::process
