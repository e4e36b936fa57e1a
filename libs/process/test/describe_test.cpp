// SPDX-License-Identifier: Apache-2.0
// What every described tool must hold: its defaults lie in the ranges that a plan may give, and
// each key comes once and says what it means.
#include <cstdint>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/process/chemical_bath.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/process/interconnect.hpp"
#include "heliofab/process/lamination.hpp"
#include "heliofab/process/print.hpp"
#include "heliofab/process/scribe_place.hpp"
#include "heliofab/process/sputter.hpp"

namespace heliofab::process {
namespace {

struct DefaultsInRange {
  std::set<std::string> keys;

  void operator()(double value, const Field& field) {
    constexpr double rounding = 1e-9;
    const double number = value / field.unit;
    EXPECT_GE(number, field.low - rounding * (1 + field.low)) << field.key;
    EXPECT_LE(number, field.high + rounding * field.high) << field.key;
    note(field.key, field.note);
  }
  void operator()(std::int64_t value, const CountField& field) {
    EXPECT_GE(value, field.low) << field.key;
    EXPECT_LE(value, field.high) << field.key;
    note(field.key, field.note);
  }
  void operator()(bool /*value*/, const Key& key) { note(key.key, key.note); }
  template <class Struct>
  void operator()(Struct& value, const Key& key) {
    note(key.key, key.note);
    DefaultsInRange inside;
    describe(inside, value);
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
}

}  // namespace
}  // namespace heliofab::process
