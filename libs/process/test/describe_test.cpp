// SPDX-License-Identifier: Apache-2.0
// What every described tool must hold: its defaults lie in the ranges that a plan may give, and
// each key comes once and says what it means.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/process/chemical_bath.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/process/flash_tester.hpp"
#include "heliofab/process/interconnect.hpp"
#include "heliofab/process/lamination.hpp"
#include "heliofab/process/line_tools.hpp"
#include "heliofab/process/print.hpp"
#include "heliofab/process/scribe_place.hpp"
#include "heliofab/process/sputter.hpp"

namespace heliofab::process {
namespace {

struct DefaultsInRange {
  std::set<std::string> keys;

  void hold(double value, const Field& field) {
    const double number = value / field.unit;
    const double slack = 1e-9 * std::max({1.0, std::abs(field.low), std::abs(field.high)});
    EXPECT_GE(number, field.low - slack) << field.key;
    EXPECT_LE(number, field.high + slack) << field.key;
    EXPECT_TRUE(field.grade[0] >= 'A' && field.grade[0] <= 'D') << field.key;
  }
  void operator()(double value, const Field& field) {
    hold(value, field);
    note(field.key, field.note);
  }
  void operator()(std::int64_t value, const CountField& field) {
    EXPECT_GE(value, field.low) << field.key;
    EXPECT_LE(value, field.high) << field.key;
    note(field.key, field.note);
  }
  void operator()(const std::vector<double>& values, const Field& field) {
    for (const double value : values) {
      hold(value, field);
    }
    note(field.key, field.note);
  }
  template <class Part>
  void operator()(std::vector<Part>& parts, const Key& key) {
    note(key.key, key.note);
    for (Part& part : parts) {
      DefaultsInRange inside;
      describe(inside, part);
    }
  }
  template <class Part>
  void operator()(Part& value, const Key& key) {
    // A name needs no meaning of its own.
    note(key.key, std::is_same_v<Part, std::string> ? "a name" : key.note);
    if constexpr (std::is_enum_v<Part>) {
      EXPECT_LT(static_cast<std::size_t>(value), names_of(value).size()) << key.key;
    } else if constexpr (std::is_class_v<Part> && !std::is_same_v<Part, std::string>) {
      DefaultsInRange inside;
      describe(inside, value);
    }
  }
  void note(std::string_view key, std::string_view meaning) {
    EXPECT_TRUE(keys.emplace(key).second) << key;
    EXPECT_FALSE(meaning.empty()) << key;
  }
};

template <class Struct>
std::size_t described(Struct value = {}) {
  DefaultsInRange visit;
  describe(visit, value);
  return visit.keys.size();
}

TEST(Describe, PutsDefaultsInTheirRanges) {
  EXPECT_EQ(described<Magnetrons>(), 15U);
  EXPECT_EQ(described(azo_magnetrons()), 15U);
  EXPECT_EQ(described<SputterSettings>(), 3U);
  EXPECT_EQ(described<MolybdenumGrowth>(), 5U);
  EXPECT_EQ(described<OxygenControl>(), 2U);
  EXPECT_EQ(described<ChemicalBath>(), 11U);
  EXPECT_EQ(described<BathSettings>(), 3U);
  EXPECT_EQ(described<LaserBeam>(), 3U);
  EXPECT_EQ(described(p2_beam()), 3U);
  EXPECT_EQ(described<AblatedFilm>(), 4U);
  EXPECT_EQ(described(cigs_film(2e-6)), 4U);
  EXPECT_EQ(described<Needle>(), 3U);
  EXPECT_EQ(described<ScribeContact>(), 2U);
  EXPECT_EQ(described<WebMechanics>(), 6U);
  EXPECT_EQ(described<WebLoad>(), 3U);
  EXPECT_EQ(described<ScribeError>(), 2U);
  EXPECT_EQ(described<SilverInk>(), 7U);
  EXPECT_EQ(described<BusBar>(), 6U);
  EXPECT_EQ(described<Encapsulant>(), 9U);
  EXPECT_EQ(described<PressSettings>(), 2U);
  EXPECT_EQ(described<MoistureBarrier>(), 8U);
  EXPECT_EQ(described<FilmPhysics>(), 31U);
  EXPECT_EQ(described<Recipe>(), 2U);
  EXPECT_EQ(described<LineTools>(), 9U);
  EXPECT_EQ(described<Gauges>(), 5U);
  EXPECT_EQ(described<FlashTester>(), 8U);
}

}  // namespace
}  // namespace heliofab::process
