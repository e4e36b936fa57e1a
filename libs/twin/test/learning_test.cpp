// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/learning.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::twin {
namespace {

const std::string key_of_repairs = "line.stations.cigs.breakdowns.mttr";

FabPlan with_learning(std::vector<Learning> learning) {
  FabPlan plan = fab2::plan().value;
  plan.learning = std::move(learning);
  return plan;
}

std::string what_is_wrong(const std::vector<Learning>& learning) {
  try {
    check(with_learning(learning));
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

double repair_time(const FabPlan& plan) {
  return plan.line.stations[plant::find_station(plan.line, "cigs")].breakdowns.mttr;
}

// From 6 h to 3 h: after as many rolls as the constant says 1/e of the way is left.
TEST(Learning, GoesFromTheFirstValueToTheLast) {
  FabPlan plan = with_learning({{.name = "repairs",
                                 .key = key_of_repairs,
                                 .first = "6 h",
                                 .last = "180 min",
                                 .by = LearningClock::rolls,
                                 .constant = 50}});
  const Learner learner(plan);
  EXPECT_FALSE(learner.learn(plan, 99, 0)) << "no film has moved";
  EXPECT_NEAR(repair_time(plan), 6 * 3600, 1e-9);
  learner.learn(plan, 0, 50);
  EXPECT_NEAR(repair_time(plan), 3600 * (3 + 3 / std::exp(1.0)), 1e-6);
  learner.learn(plan, 0, 1e9);
  EXPECT_NEAR(repair_time(plan), 3 * 3600, 1e-9);
}

TEST(Learning, SaysWhenItMovedTheFilm) {
  FabPlan plan = with_learning({{.name = "flakes",
                                 .key = "process.tools.defects.flakes.density",
                                 .first = "0.6 1/m2",
                                 .last = "0.08 1/m2"}});
  const Learner learner(plan);
  EXPECT_TRUE(learner.learn(plan, 0, 0));
  EXPECT_FALSE(learner.learn(plan, 0, 70)) << "months count, not rolls";
  EXPECT_TRUE(learner.learn(plan, 1, 70));
}

TEST(Learning, RefusesWhatItCannotMove) {
  EXPECT_EQ(what_is_wrong({{.name = "a",
                            .key = "line.stations.cigs.breakdowns.mtr",
                            .first = "1 h",
                            .last = "1 h"}}),
            "error: fab.learning.a.key: no number 'line.stations.cigs.breakdowns.mtr' [E6130]\n"
            "      note: did you mean 'line.stations.cigs.breakdowns.mttr'?\n");
  EXPECT_EQ(
      what_is_wrong(
          {{.name = "a", .key = "process.recipe.absorber.ggi", .first = "0.3", .last = "0.32"}}),
      "error: fab.learning.a.key: 'process.recipe.absorber.ggi' is fixed for a run: tools "
      "are tuned by it, or the line is built so [E6130]\n"
      "      note: write the path below fab\n");
  EXPECT_EQ(what_is_wrong({{.name = "a", .key = key_of_repairs, .first = "6", .last = "-1 h"}}),
            "error: fab.learning.a.first: '6' has no unit [E6136]\n"
            "      note: write it as '6 h' or in another unit of time\n"
            "error: fab.learning.a.last: -1 h is outside 0 .. 10000 h [E6136]\n");
  EXPECT_EQ(what_is_wrong({{.name = "a", .key = key_of_repairs, .first = "6 h", .last = "3 h"},
                           {.name = "b", .key = key_of_repairs, .first = "6 h", .last = "3 h"}}),
            "error: fab.learning.b.key: a second curve for 'line.stations.cigs.breakdowns.mttr' "
            "[E6137]\n");
}

}  // namespace
}  // namespace heliofab::twin
