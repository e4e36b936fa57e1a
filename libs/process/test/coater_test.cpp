// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/coater.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

namespace heliofab::process {
namespace {

constexpr std::uint64_t line_seed = 2010;
constexpr double roll_length = 60;  // [m]

Coater coater_of(const LineTools& tools) {
  return {Recipe{}, FilmPhysics{}, tools, LineSpeeds{}, CoatedWidth{}, 0.2e-2, line_seed};
}

double mean_over(const WebMap& map, double Film::*member) {
  double sum = 0;
  for (const Film& film : map.films) {
    sum += film.*member;
  }
  return sum / static_cast<double>(map.films.size());
}

double spread_over(const WebMap& map, double Film::*member) {
  const double mean = mean_over(map, member);
  double square = 0;
  for (const Film& film : map.films) {
    square += (film.*member - mean) * (film.*member - mean);
  }
  return std::sqrt(square / static_cast<double>(map.films.size()));
}

// Tools that do as they are told lay down what the recipe wants. What is left is geometry: plumes
// and magnetrons that are not the same across, and what zones mean to a mean.
TEST(Coater, LaysDownTheRecipeWhereNothingStrays) {
  const Coater coater = coater_of(without_straying({}));
  const CoatedWeb web = coater.coat(1, roll_length, coater.start());
  const Recipe recipe;
  const Film wanted = nominal_film(recipe, {}, 0.2e-2);
  EXPECT_NEAR(mean_over(web.map, &Film::thickness), wanted.thickness, 0.01 * wanted.thickness);
  EXPECT_NEAR(mean_over(web.map, &Film::cgi), wanted.cgi, 0.005);
  EXPECT_NEAR(mean_over(web.map, &Film::ggi), wanted.ggi, 0.003);
  EXPECT_NEAR(mean_over(web.map, &Film::sodium), 1, 0.02);
  EXPECT_NEAR(mean_over(web.map, &Film::back_ratio), wanted.back_ratio, 0.02);
  EXPECT_NEAR(mean_over(web.map, &Film::mo_sheet_resistance), wanted.mo_sheet_resistance,
              0.01 * wanted.mo_sheet_resistance);
  EXPECT_NEAR(mean_over(web.map, &Film::tco_sheet_resistance), wanted.tco_sheet_resistance,
              0.01 * wanted.tco_sheet_resistance);
  EXPECT_NEAR(web.map.films.front().azo_carriers, wanted.azo_carriers, 1e-9 * wanted.azo_carriers);
  EXPECT_TRUE(web.faults.empty());
  EXPECT_TRUE(web.lost.empty());
  EXPECT_TRUE(web.alarms.empty());
  // Every frame is like every other.
  for (std::size_t z = 0; z < web.map.zones; ++z) {
    EXPECT_NEAR(web.map.films[z].thickness,
                web.map.films[web.map.films.size() - web.map.zones + z].thickness, 1e-12);
    EXPECT_NEAR(web.map.films[z].cds_thickness, 50e-9, 1e-13);
  }
}

LineTools tools_with(const std::function<void(LineTools&)>& change) {
  LineTools tools;
  change(tools);
  return tools;
}

// A source that runs down by a quarter thins the film; feedback holds it.
TEST(Coater, HoldsTheFilmByItsReadings) {
  const auto run_down = [](LineTools& t) { t.cigs.straying.depletion = 0.25; };
  LineTools open = tools_with(run_down);
  open.cigs.control.is_on = false;
  open.cigs.control.monitor.policy.run = Reaction::none;
  open.cigs.control.monitor.policy.beyond_limits = Reaction::none;
  const LineTools held = tools_with(run_down);
  const double without = spread_over(coater_of(open).coat(2, 300, {}).map, &Film::thickness);
  const double with = spread_over(coater_of(held).coat(2, 300, {}).map, &Film::thickness);
  // A trend from +12.5 to -12.5 % has a standard deviation of 7.2 %.
  EXPECT_NEAR(without / 2e-6, 0.072, 0.02);
  EXPECT_LT(with, 0.6 * without);
}

// The next roll begins with what the last one learned.
TEST(Coater, CarriesItsTrimsToTheNextRoll) {
  LineTools tools = without_straying({});
  // Sheets come out 10 % too resistive until the power has followed.
  LineMemory memory;
  memory.molybdenum.log_power = std::log(1 / 1.1);
  memory.molybdenum.learned.intercept = 0;
  const Coater coater = coater_of(tools);
  const double wanted = nominal_film({}, {}, 0.2e-2).mo_sheet_resistance;
  double first = 0;
  double last = 0;
  for (std::int64_t roll = 0; roll < 12; ++roll) {
    const CoatedWeb web = coater.coat(roll, roll_length, memory);
    last = std::abs(std::log(web.molybdenum.mean / wanted));
    first = roll == 0 ? last : first;
    memory = web.after;
  }
  EXPECT_GT(first, 0.08);
  EXPECT_LT(last, 0.02);
}

// A crucible that suddenly gives 10 % less, as one that was filled wrongly, is an alarm.
TEST(Coater, RaisesAnAlarmWhenASourceFails) {
  LineTools tools;
  tools.cigs.control.is_on = false;
  const Coater quiet = coater_of(tools);
  LineMemory memory;
  memory.cigs.trims = {-0.15, 0, 0};
  const CoatedWeb web = quiet.coat(3, roll_length, memory);
  ASSERT_FALSE(web.alarms.empty());
  EXPECT_TRUE(std::ranges::any_of(web.alarms, [](const ChartAlarm& a) {
    return a.quantity == 1 && a.alarm.rules.contains(Rule::beyond_limits);
  }));
}

}  // namespace
}  // namespace heliofab::process
