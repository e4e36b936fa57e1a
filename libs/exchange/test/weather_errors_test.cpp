// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/exchange/read_weather.hpp"
#include "weather_writers.hpp"

namespace heliofab::exchange {
namespace {

using ::testing::ElementsAre;

// "line:column: message [code]" of each.
std::vector<std::string> told(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& d : diagnostics) {
    lines.push_back(fmt::format("{}:{}: {} [{}]", d.line, d.column, d.message, d.code));
  }
  return lines;
}

// Empty when the text is read.
std::vector<std::string> problems_of(const std::string& text) {
  try {
    parse_weather(text, "year");
  } catch (const InputError& error) {
    return told(error.diagnostics());
  }
  return {};
}

std::vector<std::string> warnings_of(const std::string& text) {
  return told(parse_weather(text, "year").warnings);
}

const std::string& bundled() {
  static const std::string text = [] {
    std::ifstream in(HELIOFAB_SOURCE_DIR "/data/weather/thornton-synthetic.epw", std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  return text;
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// The text with another line; what comes back for a line becomes that line.
template <class Change>
std::string with_lines(const std::string& text, Change change) {
  std::string result;
  int number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    result += change(number, text.substr(at, end - at + 1));
    at = end + 1;
  }
  return result;
}

std::string cut_after(const std::string& text, int lines) {
  return with_lines(text, [&](int n, std::string line) { return n <= lines ? line : ""; });
}

// Cell `index` of a line with commas becomes another text.
std::string with_cell(const std::string& text, int line, std::size_t index, std::string_view cell) {
  return with_lines(text, [&](int n, std::string row) {
    if (n == line) {
      std::size_t begin = 0;
      for (std::size_t i = 0; i < index; ++i) {
        begin = row.find(',', begin) + 1;
      }
      row.replace(begin, row.find_first_of(",\n", begin) - begin, cell);
    }
    return row;
  });
}

TEST(WeatherErrors, OfABundledYearThatIsCutOff) {
  EXPECT_THAT(problems_of(cut_after(bundled(), 108)),
              ElementsAre("108:1: the last row is of 2010-01-05 04:00 and the 100th, wanted 8760 "
                          "[E7112]"));
  const std::string torn = bundled().substr(0, cut_after(bundled(), 108).size() - 40);
  EXPECT_THAT(problems_of(torn),
              ElementsAre("107:1: the last row is of 2010-01-05 03:00 and the 100th, wanted 8760 "
                          "[E7112]",
                          ::testing::StartsWith("108:")));
  EXPECT_THAT(problems_of(cut_after(bundled(), 8)), ElementsAre("8:1: no rows of weather [E7112]"));
}

TEST(WeatherErrors, OfABundledYearWithOtherLabels) {
  const std::string from_zero = with_lines(bundled(), [](int n, std::string line) {
    if (n <= 8) {
      return line;
    }
    const std::size_t hour = line.find(',', line.find(',', 5) + 1) + 1;
    const std::size_t end = line.find(',', hour);
    const int was = std::stoi(line.substr(hour, end - hour));
    return line.replace(hour, end - hour, std::to_string(was - 1));
  });
  const auto found = problems_of(from_zero);
  ASSERT_EQ(found.size(), 21U);
  EXPECT_EQ(found[0], "9:10: hour 0, wanted 1 to 24 [E7107]");
  EXPECT_EQ(found[20], "0:0: 345 more problems after the first 20 [E7199]");

  const std::string one_zone_off = changed(bundled(), ",-7.0,", ",-6.0,");
  EXPECT_THAT(warnings_of(one_zone_off),
              ::testing::Contains("9:1: light fits the sun far better 60 min later [W7122]"));
  EXPECT_THAT(warnings_of(one_zone_off), ::testing::Contains(::testing::HasSubstr("[W7120]")));
}

TEST(WeatherErrors, OfABundledYearWithNumbersThatCannotBe) {
  std::string text = with_cell(bundled(), 20, 6, "nan");
  text = with_cell(text, 21, 13, "-5");
  text = with_cell(text, 22, 14, "");
  text = with_cell(text, 23, 21, "999");
  text = with_cell(text, 24, 9, "835");
  EXPECT_THAT(problems_of(text),
              ElementsAre("20:17: dry bulb 'nan' is no number [E7107]",
                          "21:39: global horizontal -5, wanted 0 to 2000 W/m2 [E7108]",
                          "22:43: direct normal is blank, wanted a number [E7109]",
                          "23:55: wind speed 999 marks a missing value, wanted one [E7109]",
                          "24:30: pressure 835, wanted 31000 to 120000 Pa [E7108]"));
}

TEST(WeatherErrors, OfRowsThatAreMissingOrTwice) {
  const auto without = [](int gone) {
    return with_lines(bundled(),
                      [&](int n, const std::string& line) { return n == gone ? "" : line; });
  };
  EXPECT_THAT(problems_of(without(50)),
              ElementsAre("50:1: 2010-01-02 19:00 follows 2010-01-02 17:00, wanted 60 min later "
                          "[E7110]"));
  const std::string twice = with_lines(
      bundled(), [](int n, const std::string& line) { return n == 50 ? line + line : line; });
  EXPECT_THAT(problems_of(twice),
              ElementsAre("51:1: 2010-01-02 18:00 follows 2010-01-02 18:00, wanted a later time "
                          "[E7111]"));
}

TEST(WeatherErrors, OfEachFormatCutOffOrWithNegativeLight) {
  const field::Weather made = field::synthetic_weather({});
  field::Weather dark = made;
  dark.global[12] = -7;
  field::Weather cut = made;
  cut.time.pop_back();
  struct Case {
    std::string (*write)(const field::Weather&);
    const char* negative;
    const char* end;
  };
  const std::array cases{
      Case{as_tmy3, "15:18: GHI (W/m^2) -7, wanted 0 to 2000 W/m2 [E7108]",
           "8761:1: the last row is of 2010-12-31 23:00 and the 8759th, wanted 8760 [E7112]"},
      Case{as_nsrdb, "16:16: GHI -7, wanted 0 to 2000 W/m2 [E7108]",
           "8762:1: the last row is of 2010-12-31 22:30 and the 8759th, wanted whole days "
           "[E7112]"},
      Case{as_tmy2, "14:18: global -007, wanted 0 to 2000 W/m2 [E7108]",
           "8760:1: the last row is of 1910-12-31 23:00 and the 8759th, wanted 8760 [E7112]"},
      Case{as_pvgis_csv, "20:26: G(h) -7.00, wanted 0 to 2000 W/m2 [E7108]",
           "8766:1: the last row is of 2011-01-01 05:00 and the 8759th, wanted 8760 "
           "[E7112]"}};
  for (const auto& [write, negative, end] : cases) {
    EXPECT_THAT(problems_of(write(dark)), ElementsAre(negative));
    EXPECT_THAT(problems_of(write(cut)), ElementsAre(end));
  }
  const auto in_json = problems_of(as_pvgis_json(dark));
  ASSERT_EQ(in_json.size(), 1U);
  EXPECT_THAT(in_json[0], ::testing::EndsWith("G(h) -7.00, wanted 0 to 2000 W/m2 [E7108]"));
  const std::string json = as_pvgis_json(made);
  EXPECT_THAT(problems_of(json.substr(0, 3000)),
              ElementsAre(::testing::MatchesRegex("1:....?: .*E7114.")));
}

TEST(WeatherErrors, OfHeads) {
  EXPECT_THAT(problems_of(changed(bundled(), "39.90,-105.00", "93.90,west")),
              ElementsAre("1:47: latitude 93.9, wanted -90 to 90 [E7104]",
                          "1:53: longitude 'west' is no number [E7104]"));
  EXPECT_THAT(problems_of(changed(bundled(), "PERIODS,1,1", "PERIODS,1,7")),
              ElementsAre("8:16: rows an hour are no whole part of an hour [E7104]"));
  const std::string nsrdb = as_nsrdb(field::synthetic_weather({}));
  EXPECT_THAT(problems_of(changed(nsrdb, ",GHI,DHI,DNI,", ",GHI,DHI,other,")),
              ElementsAre("3:1: missing columns: 'DNI' [E7105]"));
  EXPECT_THAT(problems_of(changed(nsrdb, "w/m2,c,mbar", "w/m2,F,mbar")),
              ElementsAre("2:59: Temperature in 'F', wanted c [E7115]"));
  const std::string series = as_pvgis_series(field::synthetic_weather({}));
  EXPECT_THAT(problems_of(changed(series, "Slope: 0 deg.", "Slope: 35 deg. (optimum)")),
              ElementsAre("7:8: light on a slope of '35 deg. (optimum)' [E7113]"));
  EXPECT_THAT(problems_of(changed(series, "Gb(i),Gd(i),Gr(i)", "G(i),x,y")),
              ElementsAre("9:1: light in one sum, wanted its components [E7113]"));
}

TEST(WeatherErrors, OfWhatIsNoWeather) {
  EXPECT_THAT(problems_of(""), ElementsAre("1:1: the file is empty [E7103]"));
  EXPECT_THAT(problems_of("  \n\n"), ElementsAre("1:1: the file is empty [E7103]"));
  EXPECT_THAT(problems_of("a,b,c\n1,2,3\n"),
              ElementsAre("1:1: no weather file that is known [E7103]"));
  EXPECT_THAT(problems_of(std::string("PK\3\4\0\0\0", 7)),
              ElementsAre("1:3: byte 0x03, wanted text [E7102]"));
  EXPECT_THAT(problems_of("LOCATION,a\rb\r"), ElementsAre("1:11: byte 0x0d, wanted text [E7102]"));
  EXPECT_THAT(problems_of(bundled() + std::string(100'000, '1') + "\n"),
              ElementsAre("8769:65536: a line of 100000 bytes, wanted at most 65536 [E7102]"));
  EXPECT_THAT(problems_of(std::string(100, '[')), ElementsAre("1:1: no weather file that is known "
                                                              "[E7103]"));
  EXPECT_THAT(problems_of("{\"a\": " + std::string(100, '[')),
              ElementsAre("1:39: nested too deeply [E7114]"));
  EXPECT_THROW(read_weather("/no/such/file.epw"), InputError);
  EXPECT_THROW(read_weather("/"), InputError);
}

// Any cut and any byte changed end in a weather or in problems with a place.
TEST(WeatherErrors, NeverCrashOnWhatIsCutOrChanged) {
  field::Weather some = field::synthetic_weather({});
  some.time.resize(48);
  for (const auto write : {as_epw, as_tmy3, as_tmy2, as_nsrdb, as_pvgis_csv, as_pvgis_json}) {
    const std::string text = write(some);
    for (std::size_t at = 0; at < text.size(); at += 7) {
      problems_of(text.substr(0, at));
      std::string other = text;
      other[at] = static_cast<char>(33 + at % 90);
      try {
        parse_weather(other, "a");
      } catch (const InputError& error) {
        for (const Diagnostic& d : error.diagnostics()) {
          EXPECT_TRUE(d.line > 0 || d.code == "E7199") << format(d);
        }
      }
    }
  }
}

}  // namespace
}  // namespace heliofab::exchange
