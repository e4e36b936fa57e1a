// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/alarm.hpp"

#include <gtest/gtest.h>

namespace heliofab::process {
namespace {

constexpr Baseline cgi_baseline{.centre = 0.88, .sigma = 0.01};

TEST(Monitor, DoesTheStrongestOfWhatIsDue) {
  const MonitorPlan plan{.uses_cusum = true,
                         .cusum = {.reference = 0.5, .decision = 2.5},
                         .policy = {.beyond_limits = Reaction::stop, .cusum = Reaction::hold}};
  MonitorState state = start_of(plan);
  EXPECT_EQ(next_point(state, plan, cgi_baseline, 0.905), Alarm{});
  const Alarm run = next_point(state, plan, cgi_baseline, 0.905);  // 2.5 sigma twice: the sum is 4
  EXPECT_TRUE(run.rules.contains(Rule::two_of_three));
  EXPECT_EQ(run.cusum, Side::above);
  EXPECT_EQ(run.reaction, Reaction::hold);  // beyond the run's adjust
  EXPECT_EQ(next_point(state, plan, cgi_baseline, 0.92).reaction, Reaction::stop);
}

TEST(Monitor, LeavesOutTheChartsThatThePlanDoesNotUse) {
  const MonitorPlan plan{.rules = {}, .uses_ewma = true};
  MonitorState state = start_of(plan);
  Alarm alarm;
  for (int i = 0; i < 40; ++i) {
    alarm = next_point(state, plan, cgi_baseline, 0.87);  // 1 sigma low
  }
  EXPECT_TRUE(alarm.rules.is_empty());
  EXPECT_EQ(alarm.ewma, Side::below);
  EXPECT_EQ(alarm.cusum, Side::none);
  EXPECT_EQ(alarm.reaction, Reaction::adjust);
}

TEST(Monitor, KnowsThatItIsBlind) {
  const MonitorPlan plan{.policy = {.blind = Reaction::stop, .blind_after = 3}};
  MonitorState state = start_of(plan);
  next_point(state, plan, cgi_baseline, {});
  next_point(state, plan, cgi_baseline, {});
  next_point(state, plan, cgi_baseline, 0.88);
  next_point(state, plan, cgi_baseline, {});
  EXPECT_EQ(next_point(state, plan, cgi_baseline, {}).reaction, Reaction::none);
  const Alarm blind = next_point(state, plan, cgi_baseline, {});
  EXPECT_TRUE(blind.is_blind);
  EXPECT_EQ(blind.reaction, Reaction::stop);
}

}  // namespace
}  // namespace heliofab::process
