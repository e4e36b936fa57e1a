// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/ramp.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "refusal.hpp"

namespace heliofab::market {
namespace {

// A third and a fourth CIGS tool, then a laminator that is there at once.
RampPolicy policy_with_purchases() {
  return {.purchases = {
              {.name = "third CIGS tool", .station = "cigs", .backlog = 3, .lead_time = 9},
              {.name = "fourth CIGS tool", .station = "cigs", .backlog = 4, .lead_time = 6},
              {.name = "two laminators", .station = "lamination", .tools = 2, .lead_time = 0}}};
}

// The decision at a backlog of so many months of an output of 100 kW.
RampDecision decide(const RampPolicy& policy, const RampState& state, double months) {
  return ramp_decision(policy, state, months * 100e3, 100e3);
}

TEST(Ramp, AddsAShiftOnlyAboveItsBacklog) {
  const RampState state{.month = 5, .shifts = 1};
  EXPECT_EQ(decide({}, state, 1.5).shifts, 1);
  const RampDecision more = decide({}, state, 1.6);
  EXPECT_EQ(more.shifts, 2);
  EXPECT_EQ(more.next, (RampState{.month = 6, .shifts = 2, .last_change = 5}));
  EXPECT_EQ(more.reason, "backlog of 1.6 months of output: a shift added, 2 a day");
}

TEST(Ramp, DropsAShiftOnlyBelowItsBacklog) {
  const RampState state{.month = 5, .shifts = 3};
  EXPECT_EQ(decide({}, state, 0.25).shifts, 3);
  const RampDecision less = decide({}, state, 0.2);
  EXPECT_EQ(less.shifts, 2);
  EXPECT_EQ(less.next, (RampState{.month = 6, .shifts = 2, .last_change = 5}));
  EXPECT_EQ(less.reason, "backlog of 0.2 months of output: a shift dropped, 2 a day");
}

TEST(Ramp, StaysBetweenOneShiftAndTheMost) {
  EXPECT_EQ(decide({}, {.month = 5, .shifts = 3}, 100).shifts, 3);
  EXPECT_EQ(decide({.max_shifts = 2}, {.month = 5, .shifts = 2}, 100).shifts, 2);
  EXPECT_EQ(decide({}, {.month = 5, .shifts = 1}, 0).shifts, 1);
}

TEST(Ramp, LeavesTheShiftsAloneForTheDwell) {
  for (const double months : {0.0, 10.0}) {
    EXPECT_EQ(decide({}, {.month = 12, .shifts = 2, .last_change = 10}, months).shifts, 2);
    EXPECT_NE(decide({}, {.month = 13, .shifts = 2, .last_change = 10}, months).shifts, 2);
  }
}

TEST(Ramp, TakesABacklogWithoutOutputForInfinite) {
  const RampState state{.month = 5, .shifts = 1};
  const RampDecision more = ramp_decision({}, state, 1, 0);
  EXPECT_EQ(more.shifts, 2);
  EXPECT_EQ(more.reason, "backlog without output: a shift added, 2 a day");
  EXPECT_EQ(ramp_decision({}, {.month = 5, .shifts = 2}, 0, 0).shifts, 1);
}

TEST(Ramp, BuysToolsFromTheirBacklogOn) {
  const RampState state{.month = 7, .shifts = 3};
  EXPECT_TRUE(decide(policy_with_purchases(), state, 2.99).ordered.empty());
  const RampDecision decision = decide(policy_with_purchases(), state, 3);
  const Arrival third{.station = "cigs", .tools = 1, .month = 16};
  EXPECT_EQ(decision.ordered, std::vector<Arrival>{third});
  EXPECT_TRUE(decision.installed.empty());
  EXPECT_EQ(decision.next, (RampState{.month = 8, .shifts = 3, .bought = 1, .on_order = {third}}));
  EXPECT_EQ(decision.reason, "backlog of 3.0 months of output: third CIGS tool bought");
}

// Else a first month with little output would buy a tool.
TEST(Ramp, BuysNoToolWhileAShiftCanBeAdded) {
  const RampDecision decision = decide(policy_with_purchases(), {.month = 7, .shifts = 2}, 50);
  EXPECT_EQ(decision.shifts, 3);
  EXPECT_TRUE(decision.ordered.empty());
}

TEST(Ramp, BuysInTheOrderOfThePlanOneAMonth) {
  const RampPolicy policy = policy_with_purchases();
  RampState state{.month = 10, .shifts = 3};
  std::vector<Arrival> ordered;
  for (int month = 0; month < 5; ++month) {
    const RampDecision decision = decide(policy, state, 5);
    ASSERT_LE(decision.ordered.size(), 1u);
    ordered.insert(ordered.end(), decision.ordered.begin(), decision.ordered.end());
    state = decision.next;
  }
  EXPECT_EQ(ordered, (std::vector<Arrival>{{.station = "cigs", .tools = 1, .month = 19},
                                           {.station = "cigs", .tools = 1, .month = 17},
                                           {.station = "lamination", .tools = 2, .month = 12}}));
  // The second waits for its backlog, and the third waits for the second.
  EXPECT_TRUE(decide(policy, {.month = 20, .shifts = 3, .bought = 1}, 3.5).ordered.empty());
}

TEST(Ramp, InstallsToolsAfterTheirLeadTime) {
  const Arrival late{.station = "cigs", .tools = 1, .month = 19};
  const Arrival early{.station = "cigs", .tools = 2, .month = 17};
  RampState state{.month = 16, .shifts = 1, .on_order = {late, early}};
  EXPECT_TRUE(decide({}, state, 1).installed.empty());
  state.month = 17;
  const RampDecision decision = decide({}, state, 1);
  EXPECT_EQ(decision.installed, std::vector<Arrival>{early});
  EXPECT_EQ(decision.next.on_order, std::vector<Arrival>{late});
  EXPECT_EQ(decision.reason, "2 more at cigs");
}

TEST(Ramp, InstallsToolsWithoutLeadTimeInTheMonthOfTheirPurchase) {
  const RampDecision decision =
      decide(policy_with_purchases(), {.month = 7, .shifts = 3, .bought = 2}, 5);
  EXPECT_EQ(decision.installed, decision.ordered);
  EXPECT_TRUE(decision.next.on_order.empty());
  EXPECT_EQ(decision.reason,
            "backlog of 5.0 months of output: two laminators bought; 2 more at lamination");
}

TEST(Ramp, ChangesNothingWithoutABacklog) { EXPECT_TRUE(decide({}, {}, 0).reason.empty()); }

TEST(Ramp, RefusesNegativePower) {
  EXPECT_THROW(ramp_decision({}, {}, -1, 0), LogicError);
  EXPECT_THROW(ramp_decision({}, {}, 0, -1), LogicError);
}

// Whatever the market does: one shift at a time, never within the dwell, between the bounds; every
// tool that is bought starts once, after its lead time.
RC_GTEST_PROP(Ramp, KeepsItsRulesInAnyMarket, ()) {
  const RampPolicy policy = policy_with_purchases();
  RampState state;
  std::int64_t last_change = 0;
  std::vector<Arrival> ordered;
  std::vector<Arrival> installed;
  for (std::int64_t month = 0; month < 60; ++month) {
    RC_ASSERT(state.month == month);
    const double backlog = *rc::gen::inRange(0, 1000) * 1e3;
    const double output = *rc::gen::inRange(0, 200) * 1e3;
    const RampDecision decision = ramp_decision(policy, state, backlog, output);
    const std::int64_t change = decision.shifts - state.shifts;
    RC_ASSERT(change >= -1 && change <= 1);
    RC_ASSERT(decision.shifts >= 1 && decision.shifts <= policy.max_shifts);
    if (change != 0) {
      RC_ASSERT(month - last_change >= policy.dwell);
      last_change = month;
    }
    for (const Arrival& arrival : decision.installed) {
      RC_ASSERT(arrival.month == month);
      installed.push_back(arrival);
    }
    ordered.insert(ordered.end(), decision.ordered.begin(), decision.ordered.end());
    RC_ASSERT(ordered.size() == installed.size() + decision.next.on_order.size());
    state = decision.next;
  }
  RC_ASSERT(ordered.size() <= policy.purchases.size());
}

TEST(RampCheck, ReportsEverythingThatIsWrongAtOnce) {
  const RampPolicy policy{.add_shift_backlog = 1,
                          .drop_shift_backlog = 1.5,
                          .purchases = {{.name = "tool", .station = "cigs"}, {.name = "tool"}}};
  EXPECT_EQ(refusal_of([&] { check(policy); }),
            "error: ramp.drop_shift_backlog: 1.5 months, wanted less than add_shift_backlog, "
            "1 [E4406]\n"
            "      note: between the two the shifts stay as they are\n"
            "error: ramp.purchases.tool: a second purchase of this name, wanted each name "
            "once [E4407]\n"
            "error: ramp.purchases.tool.station: no station, wanted the name of one [E4408]\n"
            "      note: name the station of the line that gets the tools\n");
  EXPECT_NO_THROW(check(RampPolicy{}));
  EXPECT_NO_THROW(check(policy_with_purchases()));
}

}  // namespace
}  // namespace heliofab::market
