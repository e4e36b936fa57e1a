// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/watch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/scribe_camera.hpp"

namespace heliofab::process {
namespace {

constexpr double watch_roll = 60;      // [m]
constexpr double watch_kT = 0.025693;  // [V] at 25 degC

Coater watched_line(const std::function<void(LineTools&)>& change) {
  LineTools tools;
  change(tools);
  return {Recipe{}, FilmPhysics{}, tools, LineSpeeds{}, CoatedWidth{}, 0.2e-2, 2010};
}

CoatedWeb watched_web(const std::function<void(LineTools&)>& change) {
  const Coater coater = watched_line(change);
  return coater.coat(5, watch_roll, coater.start());
}

const WatchedRoll& of(const CoatedWeb& web, Watched quantity) {
  return web.watched[static_cast<std::size_t>(quantity)];
}

double mean_of(const WatchedRoll& roll) {
  double sum = 0;
  for (const WatchPoint& point : roll.points) {
    sum += point.value.value();
  }
  return sum / static_cast<double>(roll.points.size());
}

bool is_beyond_limits(const WatchedRoll& roll) {
  return std::ranges::any_of(
      roll.alarms, [](const WatchAlarm& a) { return a.alarm.rules.contains(Rule::beyond_limits); });
}

TEST(Watch, MakesPointsOfReadingsAndLeavesOutWhatIsMissing) {
  const Watch watch{.gauge = {.sampling = {.spacing = 1}, .missing = 0.5}, .readings_per_point = 4};
  const Watcher watcher(watch, 1, "transmission", "cds", 1, 0.01);
  const auto points = watcher.read(1, 0, 400, [](const ReadingPlace& p) { return p.position; });
  ASSERT_EQ(points.size(), 100U);
  double known = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_NEAR(points[i].position, 4.0 * static_cast<double>(i + 1), 1e-9);
    if (points[i].value) {
      ++known;
      EXPECT_GE(*points[i].value, points[i].position - 3);
      EXPECT_LE(*points[i].value, points[i].position);
    }
  }
  // All four are missing once in sixteen.
  EXPECT_NEAR(known / 100, 15.0 / 16, 0.08);
}

TEST(Watch, ChartsAboutWhatItLearned) {
  const std::vector<WatchPoint> learned{{0, 1.0}, {1, 3.0}, {2, std::nullopt}};
  const Baseline baseline = about(2, learned);
  EXPECT_EQ(baseline, (Baseline{2, 1}));
  EXPECT_EQ(about(2, std::vector<WatchPoint>{{0, 1.0}}).sigma, 0);
  const std::vector<WatchPoint> points{{0, 4.9}, {1, std::nullopt}, {2, 5.1}, {3, -1.1}};
  const auto alarms = chart(limits_alone(), baseline, 1e-9, points);
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_EQ(alarms[0].position, 2);
  EXPECT_EQ(alarms[1].position, 3);
  EXPECT_EQ(alarms[0].alarm.reaction, Reaction::none);
  EXPECT_TRUE(chart(limits_alone(), {2, 0}, 1e-9, points).empty());
}

// Light goes with lifetime and doping: a factor e is kT/q.
TEST(WebWatch, ReadsWhatTheFilmIs) {
  EXPECT_NEAR(implied_voltage(std::exp(1.0)), watch_kT, 1e-6);
  EXPECT_EQ(implied_voltage(1), 0);
  EXPECT_TRUE(std::isfinite(implied_voltage(-0.1)));
  const CoatedWeb web = watched_web([](LineTools& t) { t = without_straying(t); });
  EXPECT_NEAR(mean_of(of(web, Watched::cds_thickness)), 50e-9, 1e-12);
  EXPECT_NEAR(mean_of(of(web, Watched::implied_voltage)), 0, 0.5e-3);  // the mean over zones
  const double azo = watched_targets({}, nominal_film({}, {}, 0.2e-2))[2];
  EXPECT_NEAR(mean_of(of(web, Watched::azo_thickness)), azo, 0.01 * azo);
  EXPECT_TRUE(of(web, Watched::cds_thickness).alarms.empty());
}

TEST(WebWatch, SeesACoolerWebByItsLight) {
  const CoatedWeb usual = watched_web([](LineTools&) {});
  const CoatedWeb cool =
      watched_web([](LineTools& t) { t.cigs.straying.temperature_offset = -40; });
  // temperature_scale is 40 K: each place shines 1/e of what it would.
  EXPECT_NEAR(
      mean_of(of(cool, Watched::implied_voltage)) - mean_of(of(usual, Watched::implied_voltage)),
      -watch_kT, 0.02 * watch_kT);
  EXPECT_TRUE(is_beyond_limits(of(cool, Watched::implied_voltage)));
  EXPECT_EQ(of(cool, Watched::cds_thickness), of(usual, Watched::cds_thickness));
  EXPECT_EQ(cool.lost, usual.lost);
}

// Limits of a chart are three of the sigma that the roll tells.
TEST(WebWatch, TellsTheSigmaOfItsCharts) {
  const CoatedWeb cool =
      watched_web([](LineTools& t) { t.cigs.straying.temperature_offset = -15; });
  const WatchedTargets targets = watched_targets({}, nominal_film({}, {}, 0.2e-2));
  for (std::size_t q = 0; q < watched_count; ++q) {
    const WatchedRoll& roll = cool.watched[q];
    EXPECT_GT(roll.sigma, 0) << q;
    std::vector<double> beyond;
    for (const WatchPoint& point : roll.points) {
      if (std::abs(point.value.value() - targets[q]) > 3 * roll.sigma) {
        beyond.push_back(point.position);
      }
    }
    std::vector<double> alarms;
    for (const WatchAlarm& a : roll.alarms) {
      alarms.push_back(a.position);
    }
    EXPECT_EQ(beyond, alarms) << q;
  }
  const CoatedWeb still = watched_web([](LineTools& t) { t = without_straying(t); });
  EXPECT_EQ(of(still, Watched::cds_thickness).sigma, 0);
  EXPECT_GT(cool.sigma[0], 0);
}

TEST(WebWatch, SeesABathWithoutItsPump) {
  const CoatedWeb spent = watched_web([](LineTools& t) { t.cds.delivered = 0; });
  EXPECT_TRUE(is_beyond_limits(of(spent, Watched::cds_thickness)));
}

// In control few points are beyond three standard deviations, of each chart.
TEST(WebWatch, IsQuietWhenTheToolsAreSetRight) {
  const Coater coater = watched_line([](LineTools&) {});
  LineMemory memory = coater.start();
  std::array<std::size_t, watched_count> points{};
  std::array<std::size_t, watched_count> alarms{};
  for (std::int64_t roll = 0; roll < 10; ++roll) {
    const CoatedWeb web = coater.coat(roll, 300, memory);
    for (std::size_t q = 0; q < watched_count; ++q) {
      points[q] += web.watched[q].points.size();
      alarms[q] += web.watched[q].alarms.size();
    }
    memory = web.after;
    EXPECT_NEAR(memory.cds.time, static_cast<double>(roll + 1) * 300 / (0.9 / 60), 1e-6);
  }
  for (std::size_t q = 0; q < watched_count; ++q) {
    EXPECT_EQ(points[q], q == 1 ? 100U : 1000U);
    EXPECT_LE(alarms[q], points[q] / 25) << q;
  }
}

TEST(WebWatch, HoldsTheWebThatItIsToldToHold) {
  const CoatedWeb held = watched_web([](LineTools& t) {
    t.cigs.straying.temperature_offset = -60;
    t.cds.luminescence.monitor.policy.beyond_limits = Reaction::hold;
  });
  EXPECT_TRUE(std::ranges::any_of(
      held.lost, [](const Stretch& s) { return s.station == "cds" && s.cause == "held"; }));
}

TEST(CheckWatches, NamesWhatNobodyCanDo) {
  LineTools tools;
  check_watches(tools);
  tools.cds.luminescence.monitor.policy.ewma = Reaction::stop;
  tools.scribe.camera.monitor.policy.beyond_limits = Reaction::hold;
  tools.tco.transmission.gauge.sampling.heads.clear();
  try {
    check_watches(tools);
    FAIL();
  } catch (const InputError& error) {
    ASSERT_EQ(error.diagnostics().size(), 3U);
    EXPECT_EQ(error.diagnostics()[0].path, "cds.luminescence.monitor.policy.ewma");
    EXPECT_EQ(error.diagnostics()[0].message, "stop, wanted none or hold");
    EXPECT_EQ(error.diagnostics()[1].path, "tco.transmission.gauge.sampling.heads");
    EXPECT_EQ(error.diagnostics()[2].message, "hold, wanted none");
  }
}

ScribedStripes watched_stripes(double position) {
  return {.roll = 7, .position = position, .cells = 54};
}

std::vector<double> watched_film(const ScribedStripes& s) {
  return std::vector<double>(static_cast<std::size_t>(s.cells * places_along(s.length)), 2e-6);
}

TEST(ScribeInspector, ReadsTheLineUnderItsHead) {
  ScribeTool tool = without_straying({}).scribe;
  tool.p2.wander = 5e-6;
  tool.camera.gauge.sampling = {.spacing = 0.5, .heads = {1.0}};
  const ScribedStripes s = watched_stripes(10);
  const ScribedSheet sheet = SheetScriber(tool, {}, 1).scribe(s, watched_film(s));
  const ScribeInspector inspector(tool.camera, {}, 1);
  const auto seen = inspector.look(s, sheet);
  ASSERT_EQ(seen.size(), 10U);
  const auto places = static_cast<std::size_t>(places_along(s.length));
  EXPECT_EQ(seen.back(), sheet.places.back());
  EXPECT_EQ(seen.front(), sheet.places[53 * places + 1]);
  double mean = 0;
  for (const ScribeDimensions& d : seen) {
    mean += d.p1_p2_gap / 10;
  }
  EXPECT_NEAR(inspector.read(s, 0, seen)[1].value(), mean, 1e-15);
}

TEST(ScribeInspector, KnowsHowSheetsScatter) {
  const ScribeTool tool;
  const ScribeBaselines baselines = scribe_baselines(tool, {}, watched_stripes(0), 1);
  EXPECT_EQ(baselines[1].centre, 50e-6);
  // Registration of P1 and P2, 4 um each, and the little that is left of wander and encoder.
  EXPECT_NEAR(baselines[1].sigma, std::hypot(4e-6, 4e-6), 1.5e-6);
  ScribeTool wrong = tool;
  wrong.p2.offset = 100e-6;
  wrong.p3.energy = 3;
  EXPECT_EQ(scribe_baselines(wrong, {}, watched_stripes(0), 1), baselines);
}

}  // namespace
}  // namespace heliofab::process
