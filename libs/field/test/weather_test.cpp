// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/weather.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/field/sun_path.hpp"

namespace heliofab::field {
namespace {

using std::chrono::days;
using std::chrono::hours;

double sum(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

const Weather& year() {
  static const Weather made = synthetic_weather({});
  return made;
}

// Rows of `year` alone, in both senses.
Weather part(std::size_t first, std::size_t n) {
  Weather w = year();
  for (auto* column : {&w.global, &w.beam, &w.diffuse, &w.air, &w.wind, &w.pressure, &w.humidity,
                       &w.dew_point, &w.albedo, &w.water}) {
    *column = {column->begin() + static_cast<std::ptrdiff_t>(first),
               column->begin() + static_cast<std::ptrdiff_t>(first + n)};
  }
  w.time = {w.time.begin() + static_cast<std::ptrdiff_t>(first),
            w.time.begin() + static_cast<std::ptrdiff_t>(first + n)};
  return w;
}

TEST(Weather, TakesTheSunInTheMiddleOfTheIntervalOrAtTheInstantOfItsLight) {
  Weather w = part(12, 1);
  const double middle = sun_times(w)[0];
  w.label = IntervalLabel::end;
  EXPECT_EQ(sun_times(w)[0], middle - 1800);
  w.label = IntervalLabel::start;
  EXPECT_EQ(sun_times(w)[0], middle + 1800);
  EXPECT_EQ(centre_of(w, 0), w.time[0] + std::chrono::minutes(30));
  w.light_offset = duration_from_s(0.1761 * 3600);
  EXPECT_NEAR(sun_times(w)[0], middle + 0.1761 * 3600, 1e-6);
}

// Means of the Front Range: 4.6 to 5.0 kWh/m2 a day, a beam of 5.5 to 6.5; ours is meant to be like
// it, no more.
TEST(SyntheticWeather, IsLikeADryContinentalYear) {
  const Weather& w = year();
  ASSERT_EQ(w.size(), 8760U);
  EXPECT_NEAR(sum(w.global) / 1000, 1750, 150);  // [kWh/m2]
  EXPECT_NEAR(sum(w.beam) / 1000, 2100, 350);
  EXPECT_NEAR(sum(w.air) / 8760 - 273.15, 10.35, 1);
  EXPECT_GT(std::ranges::min(w.air), 273.15 - 40);
  EXPECT_LT(std::ranges::max(w.air), 273.15 + 45);
  EXPECT_NEAR(sum(w.wind) / 8760, 3.6, 0.7);
  EXPECT_TRUE(check_weather(w).empty());
  EXPECT_EQ(synthetic_weather({}), w);
  EXPECT_NE(synthetic_weather({.seed = 7}), w);
}

std::vector<WeatherFinding> of(const std::vector<WeatherFinding>& all, WeatherFault fault) {
  std::vector<WeatherFinding> some;
  std::ranges::copy_if(all, std::back_inserter(some),
                       [&](const WeatherFinding& f) { return f.fault == fault; });
  return some;
}

TEST(CheckWeather, FindsGapsAndRepeatedTimes) {
  Weather w = year();
  w.time[100] = w.time[99];
  const auto found = check_weather(w);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (WeatherFinding{WeatherFault::repeated, 100, "time", 0}));
  EXPECT_EQ(found[1], (WeatherFinding{WeatherFault::gap, 101, "time", 1}));
  Weather back = part(0, 48);
  std::ranges::reverse(back.time);
  EXPECT_EQ(of(check_weather(back), WeatherFault::repeated).size(), 47U);
}

TEST(CheckWeather, FindsNumbersThatCannotBe) {
  Weather w = year();
  w.beam[20] = -1;
  w.wind[30] = std::numeric_limits<double>::quiet_NaN();
  w.water[40] = std::numeric_limits<double>::infinity();
  const auto found = check_weather(w);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], (WeatherFinding{WeatherFault::negative, 20, "beam", -1}));
  EXPECT_EQ(found[1].fault, WeatherFault::not_a_number);
  EXPECT_EQ(found[1].column, "wind");
  EXPECT_EQ(found[2].column, "water");
}

TEST(CheckWeather, FindsLightAtNightAndMoreDiffuseThanGlobalLight) {
  Weather w = year();
  w.global[1] = 50;  // one o'clock at night
  w.diffuse[12] = w.global[12] * 1.06 + 20;
  const auto found = check_weather(w);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (WeatherFinding{WeatherFault::night_light, 1, "global", 50}));
  EXPECT_EQ(found[1].fault, WeatherFault::diffuse_above_global);
  EXPECT_EQ(found[1].row, 12U);
}

TEST(CheckWeather, FindsTimesThatSlippedByHalfAnHourOrAnHour) {
  for (const int minutes : {-60, -30, 30, 60}) {
    Weather w = year();
    for (SimTime& time : w.time) {
      time += std::chrono::minutes(minutes);
    }
    const auto found = of(check_weather(w), WeatherFault::slipped);
    ASSERT_EQ(found.size(), 1U) << minutes;
    EXPECT_EQ(found[0].amount, -60.0 * minutes);
  }
  Weather relabelled = year();
  relabelled.label = IntervalLabel::end;
  EXPECT_EQ(of(check_weather(relabelled), WeatherFault::slipped).at(0).amount, 1800);
}

TEST(CheckWeather, KnowsLeapDaysAndTypicalYears) {
  Weather leap = synthetic_weather({.year = 2012});
  EXPECT_TRUE(of(check_weather(leap), WeatherFault::gap).empty());
  const std::size_t february_ends = (31 + 28) * 24;
  for (std::size_t i = february_ends; i < leap.size(); ++i) {
    leap.time[i] += days(1);
  }
  const auto found = of(check_weather(leap), WeatherFault::leap_day_left_out);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].row, february_ends);
  EXPECT_TRUE(of(check_weather(leap), WeatherFault::gap).empty());

  Weather typical = leap;  // from April on another year, and a leap year's February
  for (std::size_t i = (31 + 28 + 31) * 24; i < typical.size(); ++i) {
    typical.time[i] -= days(366 + 365);
  }
  EXPECT_EQ(of(check_weather(typical), WeatherFault::repeated).size(), 1U);
  typical.is_typical = true;
  EXPECT_TRUE(of(check_weather(typical), WeatherFault::repeated).empty());
  EXPECT_TRUE(of(check_weather(typical), WeatherFault::gap).empty());
}

// The mean of each hour is kept, and so is the sum of beam and diffuse light on the level.
TEST(Resample, KeepsTheLightOfEachIntervalAndClosesIt) {
  const Weather& w = year();
  for (const int parts : {1, 4, 60}) {
    const Weather fine = resample(w, parts);
    ASSERT_EQ(fine.size(), w.size() * static_cast<std::size_t>(parts));
    EXPECT_EQ(fine.step * parts, w.step);
    double worst = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
      double mean = 0;
      for (int k = 0; k < parts; ++k) {
        mean += fine.global[i * static_cast<std::size_t>(parts) + static_cast<std::size_t>(k)];
      }
      worst = std::max(worst, std::abs(mean / parts - w.global[i]));
    }
    EXPECT_LT(worst, 1e-9) << parts;
    EXPECT_TRUE(check_weather(fine).empty()) << parts;
    EXPECT_LT(std::ranges::max(fine.beam), 1410);
    EXPECT_GE(std::ranges::min(fine.diffuse), 0);
  }
}

// At 1630 m the air bends a low sun's rays by a fifth less than at the sea: minutes between the two
// horizons would have a beam from below.
TEST(Resample, GivesNoBeamWhileTheSunIsDown) {
  const Weather fine = resample(year(), 60);
  const std::vector<double> time = sun_times(fine);
  std::vector<double> up(fine.size());
  sun_path(SunTable(time.front(), time.back()), fine.site, standard_air(fine.site), time,
           {.up = up});
  int in_light = 0;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    ASSERT_TRUE(up[i] > 0 || fine.beam[i] == 0) << i;
    in_light += up[i] < 0.01 && fine.beam[i] > 0 ? 1 : 0;
  }
  EXPECT_GT(in_light, 100);
}

TEST(Resample, IsLinearInTheAirBetweenMiddlesOfIntervals) {
  Weather w = part(0, 24);
  std::iota(w.air.begin(), w.air.end(), 280.0);
  const Weather fine = resample(w, 2);
  EXPECT_EQ(fine.air[0], 280);     // level before the first middle
  EXPECT_EQ(fine.air[1], 280.25);  // a quarter of an hour behind it
  EXPECT_EQ(fine.air[2], 280.75);
  EXPECT_EQ(fine.air[47], 303);
  EXPECT_EQ(fine.time[1] - w.time[0], std::chrono::minutes(15));
  EXPECT_THROW(resample(w, 0), LogicError);
}

// Saturated air of 20 degC has 2339 Pa, of 10 degC 1228 Pa in any steam table: 52.5 %.
TEST(Weather, KnowsHumidityFromTheDewPoint) {
  Weather w = part(0, 1);
  w.humidity.clear();
  w.air = {293.15};
  w.dew_point = {283.15};
  EXPECT_NEAR(relative_humidity(w)[0], 0.525, 0.003);
  EXPECT_NEAR(wind_factor(10, 2), 0.7946, 1e-4);
}

}  // namespace
}  // namespace heliofab::field
