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
  return ramp_decision(policy, state, {months * 100e3, 100e3});
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
  const RampDecision more = ramp_decision({}, state, {1, 0});
  EXPECT_EQ(more.shifts, 2);
  EXPECT_EQ(more.reason, "backlog without output: a shift added, 2 a day");
  EXPECT_EQ(ramp_decision({}, {.month = 5, .shifts = 2}, {0, 0}).shifts, 1);
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

TEST(Ramp, QualifiesToolsThatCostAndDoNotProduce) {
  const RampPolicy policy{
      .purchases = {
          {.name = "third", .station = "cigs", .backlog = 3, .lead_time = 2, .qualification = 2}}};
  RampState state{.month = 7, .shifts = 3};
  std::vector<std::size_t> qualifying;
  std::vector<std::size_t> installed;
  for (int month = 0; month < 5; ++month) {
    const RampDecision d = decide(policy, state, 5);
    qualifying.push_back(d.qualifying.size());
    installed.push_back(d.installed.size());
    state = d.next;
  }
  EXPECT_EQ(qualifying, (std::vector<std::size_t>{0, 0, 1, 1, 0}));
  EXPECT_EQ(installed, (std::vector<std::size_t>{0, 0, 0, 0, 1}));
}

// Hired in month 5, on the pay roll from month 7, at work from month 8.
TEST(Hiring, MakesAShiftWaitForItsCrew) {
  const RampPolicy policy{.hiring = {.recruiting = 2, .training = 1}};
  RampState state{.month = 5, .shifts = 1};
  std::vector<std::int64_t> shifts;
  std::vector<std::int64_t> paid;
  std::string reasons;
  for (int month = 0; month < 4; ++month) {
    const RampDecision d = decide(policy, state, 10);
    shifts.push_back(d.shifts);
    paid.push_back(d.paid_crews);
    reasons += d.reason + "|";
    state = d.next;
  }
  EXPECT_EQ(shifts, (std::vector<std::int64_t>{1, 1, 1, 2}));
  EXPECT_EQ(paid, (std::vector<std::int64_t>{1, 1, 2, 2}));
  EXPECT_EQ(reasons,
            "backlog of 10.0 months of output: a crew is hired|||a crew is trained: 2 shifts a "
            "day|");
}

TEST(Hiring, TakesNoCrewOnWhenTheBacklogIsGone) {
  const RampPolicy policy{.dwell = 1, .hiring = {.recruiting = 3}};
  const RampDecision hired = decide(policy, {.month = 5, .shifts = 1}, 10);
  EXPECT_EQ(hired.next.crew_ready, 8);
  const RampDecision d = decide(policy, hired.next, 0.1);
  EXPECT_EQ(d.next.crew_ready, 0);
  EXPECT_EQ(d.shifts, 1);
  EXPECT_EQ(d.reason, "backlog of 0.1 months of output: the crew in hand is not taken on");
}

TEST(Hiring, PaysCrewsUntilTheirNoticeEnds) {
  const RampPolicy policy{.hiring = {.notice = 2}};
  RampState state{.month = 5, .shifts = 3};
  std::vector<std::int64_t> paid;
  for (int month = 0; month < 3; ++month) {
    const RampDecision d = decide(policy, state, month == 0 ? 0.0 : 1.0);
    paid.push_back(d.paid_crews);
    state = d.next;
  }
  EXPECT_EQ(paid, (std::vector<std::int64_t>{3, 3, 2}));
}

// 100 kW in each of three months, then 20: a fifth of what was usual keeps one shift of three.
TEST(Collapse, TakesTheShiftsWithItAtOnce) {
  const RampPolicy policy{.hiring = {.notice = 1}, .collapse = {.share = 0.5, .over = 3}};
  RampState state{.month = 1, .shifts = 3, .last_change = 1};
  RampDecision d;
  for (const double demand : {100e3, 100e3, 100e3, 20e3}) {
    d = ramp_decision(policy, state, {100e3, 100e3, demand});
    state = d.next;
  }
  EXPECT_EQ(d.shifts, 1);
  EXPECT_EQ(d.paid_crews, 3) << "two crews are on notice";
  EXPECT_EQ(d.reason, "demand at 20 % of its usual level: 2 dropped, 1 a day");
  d = ramp_decision(policy, state, {100e3, 100e3, 1});
  EXPECT_EQ(d.shifts, 1) << "what is usual begins anew";
  EXPECT_EQ(d.paid_crews, 1);
}

TEST(Collapse, NeverComesByDefault) {
  RampState state{.month = 1, .shifts = 3, .last_change = 1};
  for (const double demand : {100e3, 100e3, 100e3, 0.0}) {
    const RampDecision d = ramp_decision({}, state, {100e3, 100e3, demand});
    EXPECT_EQ(d.shifts, 3);
    EXPECT_TRUE(d.next.demands_W.empty());
    state = d.next;
  }
}

TEST(Ramp, ChangesNothingWithoutABacklog) { EXPECT_TRUE(decide({}, {}, 0).reason.empty()); }

TEST(Ramp, RefusesNegativePower) {
  EXPECT_THROW(ramp_decision({}, {}, {-1, 0}), LogicError);
  EXPECT_THROW(ramp_decision({}, {}, {0, -1}), LogicError);
  EXPECT_THROW(ramp_decision({}, {}, {0, 0, -1}), LogicError);
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
    const RampDecision decision = ramp_decision(policy, state, {backlog, output});
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
