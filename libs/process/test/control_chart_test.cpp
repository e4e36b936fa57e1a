// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/control_chart.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/process/run_rules.hpp"

namespace heliofab::process {
namespace {

// Tables of the textbooks [montgomery2013]; two and three values have closed forms.
TEST(ChartConstants, AreThoseOfTheTables) {
  EXPECT_NEAR(c4(2), std::sqrt(2 / std::numbers::pi), 1e-14);
  EXPECT_NEAR(c4(5), 0.9400, 5e-5);
  EXPECT_NEAR(c4(25), 0.9896, 5e-5);
  EXPECT_NEAR(d2(2), 2 / std::sqrt(std::numbers::pi), 1e-8);
  EXPECT_NEAR(d2(3), 3 / std::sqrt(std::numbers::pi), 1e-8);
  EXPECT_NEAR(d2(5), 2.326, 5e-4);
  EXPECT_NEAR(d2(25), 3.931, 5e-4);
  EXPECT_NEAR(d3(2), std::sqrt(2 - 4 / std::numbers::pi), 1e-7);
  EXPECT_NEAR(d3(5), 0.864, 5e-4);
  EXPECT_NEAR(d3(25), 0.708, 5e-4);
}

std::vector<double> normal_sample(std::size_t n, double mean, double sigma) {
  const Stream draw(1, "test.normal");
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(mean + sigma * draw.normal(0, i));
  }
  return values;
}

// A2 0.577, D3 0, D4 2.114; A3 1.427, B4 2.089 of subgroups of five [montgomery2013].
TEST(ControlChart, PutsLimitsWhereTheTablesDo) {
  const std::vector<double> values = normal_sample(50, 10, 2);
  const PhaseOne r = subgroups(values, 5, SpreadOf::range);
  EXPECT_NEAR((r.mean.upper - r.mean.centre) / r.spread.centre, 0.577, 5e-4);
  EXPECT_NEAR((r.mean.centre - r.mean.lower) / r.spread.centre, 0.577, 5e-4);
  EXPECT_EQ(r.spread.lower, 0);
  EXPECT_NEAR(r.spread.upper / r.spread.centre, 2.114, 1e-3);
  const PhaseOne s = subgroups(values, 5, SpreadOf::deviation);
  EXPECT_NEAR((s.mean.upper - s.mean.centre) / s.spread.centre, 1.427, 5e-4);
  EXPECT_NEAR(s.spread.upper / s.spread.centre, 2.089, 5e-4);
  // D3 and B3 of ten are above 0.
  EXPECT_NEAR(subgroups(values, 10, SpreadOf::range).spread.lower /
                  subgroups(values, 10, SpreadOf::range).spread.centre,
              0.223, 5e-4);
  EXPECT_NEAR(subgroups(values, 10, SpreadOf::deviation).spread.lower /
                  subgroups(values, 10, SpreadOf::deviation).spread.centre,
              0.284, 5e-4);
}

// 20,000 values: about 1 % of sigma at four standard errors; ranges are less efficient.
TEST(ControlChart, EstimatesSigmaWithoutBias) {
  const std::vector<double> values = normal_sample(20'000, 10, 2);
  EXPECT_NEAR(individuals(values).sigma, 2, 0.06);
  EXPECT_NEAR(subgroups(values, 5, SpreadOf::range).sigma, 2, 0.05);
  EXPECT_NEAR(subgroups(values, 4, SpreadOf::deviation).sigma, 2, 0.05);
  EXPECT_NEAR(subgroups(values, 4, SpreadOf::range).baseline().sigma, 1, 0.025);
}

// Moving ranges of a drift are small although its values are far apart: that is what they are for.
TEST(ControlChart, DoesNotTakeADriftForScatter) {
  std::vector<double> values = normal_sample(2000, 0, 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] += 0.01 * static_cast<double>(i);
  }
  EXPECT_NEAR(individuals(values).sigma, 1, 0.1);
  EXPECT_GT(subgroup_of(values).deviation, 5);
}

TEST(ControlChart, MeasuresEachSideByItsOwnLimit) {
  const ChartLimits ranges{0, 2, 5};
  EXPECT_DOUBLE_EQ(ranges.z(5), 3);
  EXPECT_DOUBLE_EQ(ranges.z(0), -3);
  EXPECT_DOUBLE_EQ(ranges.z(1), -1.5);
}

// The index, from 1, of the point that fires a rule first; 0 if none does.
std::size_t first_signal(const RunRules& rules, Rule rule, const std::vector<double>& points) {
  RunState state;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (next_point(state, rules, points[i]).contains(rule)) {
      return i + 1;
    }
  }
  return 0;
}

TEST(RunRules, FireAtThePointThatCompletesThem) {
  const RunRules all = nelson();
  EXPECT_EQ(first_signal(all, Rule::beyond_limits, {0, 3, -3.01}), 3U);
  EXPECT_EQ(first_signal(all, Rule::two_of_three, {2.1, 0, -2.1, 2.1, 2.2}), 5U);
  EXPECT_EQ(first_signal(all, Rule::two_of_three, {2.1, 0, 0, 2.1, 0, 0}), 0U);
  EXPECT_EQ(first_signal(all, Rule::four_of_five, {-1.1, -1.1, 0, -1.2, -1.3}), 5U);
  EXPECT_EQ(first_signal(all, Rule::four_of_five, {1.1, 1.1, 0, 1.2, -1.3, 1.3}), 0U);
  EXPECT_EQ(first_signal(all, Rule::one_side, {1, .1, .1, .1, 0, .1, .1, .1, .1, .1, .1, .1, .1}),
            0U);
  EXPECT_EQ(first_signal(all, Rule::one_side, {-1, .1, .1, .1, .1, .1, .1, .1, .1, .1}), 10U);
  EXPECT_EQ(
      first_signal(western_electric(), Rule::one_side, {-1, .1, .1, .1, .1, .1, .1, .1, .1, .1}),
      9U);
  EXPECT_EQ(first_signal(all, Rule::trend, {0, -1, -.8, -.6, .1, .5, .7}), 7U);
  EXPECT_EQ(first_signal(all, Rule::trend, {1, .8, .6, .6, .5, .4, .3, .2}), 0U);
  EXPECT_EQ(first_signal(all, Rule::alternating,
                         {.1, .5, .1, .5, .1, .5, .1, .5, .1, .5, .1, .5, .1, .5}),
            14U);
  EXPECT_EQ(first_signal(all, Rule::within_one_sigma, std::vector<double>(15, .5)), 15U);
  EXPECT_EQ(first_signal(all, Rule::beyond_one_sigma, {1.5, -1.5, 1.2, -2, 2.5, -1.1, 1.1, -1.3}),
            8U);
}

TEST(RunRules, GoOnFiringWhileARunGoesOn) {
  RunState state;
  for (int i = 1; i <= 30; ++i) {
    EXPECT_EQ(next_point(state, western_electric(), 0.5).contains(Rule::one_side), i >= 8);
  }
}

// The rules read off the whole history, as a book states them.
RuleSet plain_rules(const RunRules& rules, const std::vector<double>& z) {
  const auto last = [&](std::int64_t n, auto&& holds) {
    const auto count = static_cast<std::int64_t>(z.size());
    std::int64_t hits = 0;
    for (std::int64_t i = std::max<std::int64_t>(0, count - n); i < count; ++i) {
      hits += holds(static_cast<std::size_t>(i)) ? 1 : 0;
    }
    return hits;
  };
  const auto row = [&](std::int64_t n, auto&& holds) { return last(n, holds) >= n; };
  RuleSet fired;
  fired.add(Rule::beyond_limits, std::abs(z.back()) > 3);
  for (const double side : {-1.0, 1.0}) {
    const auto beyond = [&](double limit) {
      return [&z, side, limit](std::size_t i) { return side * z[i] > limit; };
    };
    fired.add(Rule::two_of_three, beyond(2)(z.size() - 1) && last(3, beyond(2)) >= 2);
    fired.add(Rule::four_of_five, beyond(1)(z.size() - 1) && last(5, beyond(1)) >= 4);
    fired.add(Rule::one_side, row(rules.one_side, beyond(0)));
    const auto step = [&](std::size_t i) { return i > 0 && side * (z[i] - z[i - 1]) > 0; };
    fired.add(Rule::trend, row(rules.trend - 1, step));
    // Steps on even places go this way, those on odd places the other way.
    const auto turn = [&](std::size_t i) {
      return i > 0 && (i % 2 == 0 ? side : -side) * (z[i] - z[i - 1]) > 0;
    };
    fired.add(Rule::alternating, row(rules.alternating - 1, turn));
  }
  const auto within = [&](std::size_t i) { return std::abs(z[i]) < 1; };
  const auto outside = [&](std::size_t i) { return std::abs(z[i]) > 1; };
  fired.add(Rule::within_one_sigma, row(rules.within_one_sigma, within));
  fired.add(Rule::beyond_one_sigma, row(rules.beyond_one_sigma, outside));
  return fired;
}

// Shorter runs than Nelson's and points on a coarse grid, so that all rules and ties occur often.
TEST(RunRules, AgreeWithTheirPlainVersion) {
  const RunRules rules{.two_of_three = true,
                       .four_of_five = true,
                       .one_side = 5,
                       .trend = 4,
                       .alternating = 6,
                       .within_one_sigma = 4,
                       .beyond_one_sigma = 3};
  const Stream draw(1, "test.rules");
  std::array<int, 8> seen{};
  for (std::uint64_t run = 0; run < 200; ++run) {
    RunState state;
    std::vector<double> z;
    for (std::uint64_t i = 0; i < 50; ++i) {
      z.push_back(std::round(6 * draw.normal(run, i)) / 4);
      const RuleSet fired = next_point(state, rules, z.back());
      ASSERT_EQ(fired, plain_rules(rules, z)) << "run " << run << ", point " << i;
      for (std::size_t rule = 0; rule < seen.size(); ++rule) {
        seen[rule] += fired.contains(static_cast<Rule>(rule)) ? 1 : 0;
      }
    }
  }
  for (const int count : seen) {
    EXPECT_GT(count, 100);
  }
}

}  // namespace
}  // namespace heliofab::process
