// SPDX-License-Identifier: Apache-2.0
// How many rolls a fab begins: for what is ordered, and no more than its line may hold.
#include <algorithm>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/simulate.hpp"

namespace heliofab::twin {
namespace {

RunRecord run_with(std::vector<std::string> overrides) {
  overrides.insert(overrides.begin(), "process.film_from=recipe");
  const io::Read<FabPlan> plan = fab2::small_plan(overrides);
  return simulate(plan.value, plan.inputs, fab2::data(), {}, nullptr, {});
}

// Rolls between their first tool and the cut at the beginning of each of them, the most.
std::ptrdiff_t most_in_process(const RunRecord& r) {
  std::ptrdiff_t most = 0;
  for (const RollRow& roll : r.rolls) {
    most = std::max(most, std::ranges::count_if(r.rolls, [&](const RollRow& other) {
                      return other.started <= roll.started && other.finished > roll.started;
                    }));
  }
  return most;
}

const std::string plenty = "market.segments.building.demand=2000 kW/month";

TEST(Release, HoldsBackRollsWhereWorkInProcessIsLimited) {
  EXPECT_GT(most_in_process(run_with({plenty})), 2);
  const RunRecord held = run_with({plenty, "line.wip_limit=2"});
  EXPECT_EQ(most_in_process(held), 2);
  EXPECT_GT(held.rolls.size(), 2U);
}

// Orders for a few rolls: a limit that lets all of them in at once changes nothing, not even what
// waits for a tool over night.
TEST(Release, BeginsTheSameRollsUnderALimitThatNeverBinds) {
  const std::string few = "market.segments.building.demand=3 kW/month";
  const RunRecord free = run_with({few});
  const RunRecord held = run_with({few, "line.wip_limit=1000000"});
  EXPECT_FALSE(free.rolls.empty());
  EXPECT_EQ(held.rolls, free.rolls);
  EXPECT_EQ(held.passes, free.passes);
  EXPECT_EQ(held.in_process, free.in_process);
  EXPECT_EQ(held.months, free.months);
}

TEST(Release, RefusesRollsThatArriveByThemselves) {
  try {
    fab2::plan({"line.arrivals.interval=5 h"});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "--set:1:24: error: fab.line.arrivals.interval: rolls that arrive, in a fab whose "
                 "orders release them [E6140]\n"
                 "    1 | line.arrivals.interval=5 h\n"
                 "      |                        ^~~\n"
                 "      = note: delete arrivals; wip_limit holds back rolls before the cut\n");
  }
}

}  // namespace
}  // namespace heliofab::twin
