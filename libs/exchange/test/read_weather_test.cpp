// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/read_weather.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "weather_writers.hpp"

namespace heliofab::exchange {
namespace {

using field::IntervalLabel;
using field::Weather;

const Weather& year() {
  static const Weather made = field::synthetic_weather({});
  return made;
}

// What a format keeps of each column: half a digit.
struct Digits {
  double light, air, humidity, pressure, wind;
};

struct Format {
  WeatherFormat format;
  std::string (*write)(const Weather&);
  IntervalLabel label;
  Digits half;
};

const std::array formats{
    Format{WeatherFormat::epw, as_epw, IntervalLabel::end, {0.5, 0.05, 0.005, 0.5, 0.05}},
    Format{WeatherFormat::tmy3, as_tmy3, IntervalLabel::end, {0.5, 0.05, 0.005, 50, 0.05}},
    Format{WeatherFormat::tmy2, as_tmy2, IntervalLabel::end, {0.5, 0.05, 0.005, 50, 0.05}},
    Format{WeatherFormat::nsrdb, as_nsrdb, IntervalLabel::centre, {0.5, 0.05, 5e-5, 50, 0.05}},
    Format{WeatherFormat::pvgis_csv,
           as_pvgis_csv,
           IntervalLabel::centre,
           {0.005, 0.005, 5e-5, 0.5, 0.005}},
    Format{WeatherFormat::pvgis_json,
           as_pvgis_json,
           IntervalLabel::centre,
           {0.005, 0.005, 5e-5, 0.5, 0.005}}};

double worst(const std::vector<double>& a, const std::vector<double>& b) {
  double most = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    most = std::max(most, std::abs(a[i] - b[i]));
  }
  return most;
}

void expect_same(const Weather& read, const Weather& wanted, const Digits& half) {
  constexpr double rounding = 1e-9;
  EXPECT_LE(worst(field::sun_times(read), field::sun_times(wanted)), 0);
  EXPECT_LE(worst(read.global, wanted.global), half.light + rounding);
  EXPECT_LE(worst(read.beam, wanted.beam), half.light + rounding);
  EXPECT_LE(worst(read.diffuse, wanted.diffuse), half.light + rounding);
  EXPECT_LE(worst(read.air, wanted.air), half.air + rounding);
  EXPECT_LE(worst(read.wind, wanted.wind), half.wind + rounding);
  EXPECT_LE(worst(read.humidity, wanted.humidity), half.humidity + rounding);
  EXPECT_LE(worst(read.pressure, wanted.pressure), half.pressure + rounding);
  EXPECT_NEAR(read.site.latitude, wanted.site.latitude, 1e-9);
  EXPECT_NEAR(read.site.longitude, wanted.site.longitude, 1e-9);
  EXPECT_EQ(read.site.elevation, wanted.site.elevation);
  EXPECT_EQ(read.zone, wanted.zone);
  EXPECT_EQ(read.step, wanted.step);
}

TEST(ReadWeather, FindsTheSameYearInEachFormat) {
  for (const Format& f : formats) {
    SCOPED_TRACE(names_of(f.format)[static_cast<std::size_t>(f.format)]);
    // Years of a TMY2 have two digits, of the last century.
    const Weather wanted =
        f.format == WeatherFormat::tmy2 ? field::synthetic_weather({.year = 1990}) : year();
    const WeatherFile file = parse_weather(f.write(wanted), "year");
    EXPECT_EQ(file.format, f.format);
    EXPECT_EQ(file.weather.label, f.label);
    EXPECT_TRUE(file.warnings.empty()) << (file.warnings.empty() ? "" : format(file.warnings[0]));
    expect_same(file.weather, wanted, f.half);
  }
}

TEST(ReadWeather, ClosesASeriesOfPvgisOnTheLevel) {
  const WeatherFile file = parse_weather(as_pvgis_series(year()), "series");
  EXPECT_LE(worst(file.weather.global, year().global), 0.011);
  EXPECT_LE(worst(file.weather.diffuse, year().diffuse), 12);  // a sun below 1 deg is diffuse
  EXPECT_TRUE(file.weather.humidity.empty());
  EXPECT_FALSE(file.weather.is_typical);
}

// The bundled year is what `synthetic_weather` makes, to the last digit or the one beside it:
// libraries of mathematics differ in the last bits. Where it is not, the text wanted is left in
// the folder for temporary files.
TEST(BundledYear, IsTheSyntheticOne) {
  const std::filesystem::path bundled =
      std::filesystem::path(HELIOFAB_SOURCE_DIR) / "data/weather/thornton-synthetic.epw";
  const std::string wanted = as_epw(year());
  std::ifstream in(bundled, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text != wanted) {
    const auto made = std::filesystem::temp_directory_path() / "thornton-synthetic.epw";
    std::ofstream(made, std::ios::binary) << wanted;
    ASSERT_FALSE(text.empty()) << "copy " << made;
  }
  EXPECT_LT(text.size(), 700'000U);
  const WeatherFile file = read_weather(bundled.string());
  EXPECT_TRUE(file.warnings.empty());
  expect_same(file.weather, year(), {1, 0.1, 0.01, 1, 0.1});
}

TEST(ReadWeather, TakesAnyLineEndsAMarkAtTheFrontAndNoEndOfTheLastLine) {
  for (const Format& f : formats) {
    SCOPED_TRACE(static_cast<int>(f.format));
    const std::string text = f.write(year());
    const Weather wanted = parse_weather(text, "a").weather;
    std::string dos = "\xEF\xBB\xBF";
    for (const char c : text) {
      dos += c == '\n' ? "\r\n" : std::string(1, c);
    }
    EXPECT_EQ(parse_weather(dos, "a").weather, wanted);
    if (f.format != WeatherFormat::pvgis_csv) {
      EXPECT_EQ(parse_weather(text.substr(0, text.find_last_not_of('\n') + 1), "a").weather,
                wanted);
    }
  }
}

TEST(ReadWeather, LeavesMissingColumnsOutAndHoldsMissingValues) {
  std::string text = as_nsrdb(year());
  const std::size_t line = text.find("2010,1,2,12,30");
  const std::size_t albedo = text.find(",0.2,", line);
  text.replace(albedo, 5, ",-9999,");
  const WeatherFile file = parse_weather(text, "gap.csv");
  EXPECT_EQ(file.weather.albedo[36], 0.2);
  ASSERT_EQ(file.warnings.size(), 1U);
  EXPECT_EQ(file.warnings[0].code, "W7123");
  EXPECT_EQ(file.warnings[0].message, "Surface Albedo: 1 of 8760 values are missing");
  EXPECT_EQ(file.warnings[0].line, 40);
  EXPECT_TRUE(parse_weather(as_tmy2(year()), "a").weather.albedo.empty());
}

// The whole way: what a file with global light alone makes of a year lies near what it was made of.
TEST(ReadWeather, SplitsGlobalLightThatStandsAlone) {
  std::string text = as_nsrdb(year());
  text.replace(text.find(",DHI,DNI,"), 9, ",one,two,");
  const WeatherFile file = parse_weather(text, "global.csv");
  ASSERT_EQ(file.warnings.size(), 1U);
  EXPECT_EQ(file.warnings[0].code, "W7125");
  EXPECT_EQ(file.warnings[0].line, 4);
  EXPECT_EQ(file.weather.global, parse_weather(as_nsrdb(year()), "all.csv").weather.global);
  double split = 0, whole = 0;
  for (std::size_t i = 0; i < file.weather.size(); ++i) {
    EXPECT_LE(file.weather.diffuse[i], file.weather.global[i]);
    split += file.weather.diffuse[i];
    whole += year().diffuse[i];
  }
  EXPECT_NEAR(split / whole, 1, 0.3);
}

TEST(ReadWeather, ReadsHalfHoursAndUtcFilesOfOtherZones) {
  const Weather fine = field::resample(year(), 2);
  const WeatherFile file = parse_weather(as_nsrdb(fine), "half.csv");
  EXPECT_EQ(file.weather.step, std::chrono::minutes(30));
  EXPECT_EQ(file.weather.time, fine.time);
}

}  // namespace
}  // namespace heliofab::exchange
