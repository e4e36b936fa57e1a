// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/evaporator.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {
namespace {

std::string problems_of(const Evaporator& evaporator) {
  try {
    check_evaporator(evaporator);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(Evaporator, EmitsThroughAllItsNozzles) {
  EvaporationSource s{.evaporant = Evaporant::copper, .nozzles = 2, .nozzle_diameter = 0.02};
  s.nozzle_length = 0.02;  // two radii
  const double area = 2 * std::numbers::pi * 1e-4;
  EXPECT_NEAR(emission(s, 1700), area * 0.5142 * effusion_flux(Evaporant::copper, 1700),
              2e-4 * emission(s, 1700));
  s.across = {-0.1, 0, 0.1};
  EXPECT_NEAR(emission(s, 1700), 1.5 * area * 0.5142 * effusion_flux(Evaporant::copper, 1700),
              2e-4 * emission(s, 1700));
  EXPECT_EQ(emission(s, 0), 0);
}

TEST(Evaporator, PlacesNozzlesAboutTheMiddle) {
  EXPECT_EQ(nozzles_of({.nozzles = 3, .spacing = 0.1}), (std::vector{-0.1, 0.0, 0.1}));
  EXPECT_EQ(nozzles_of({.nozzles = 2, .spacing = 0.1}), (std::vector{-0.05, 0.05}));
  EXPECT_EQ(nozzles_of({.across = {0.02}}), std::vector{0.02});
}

TEST(Evaporator, MixesGalliumAsStatedAtTheStatedTemperature) {
  const Evaporator e;
  EXPECT_DOUBLE_EQ(interdiffusivity(e, e.diffusion_temperature), e.diffusivity);
}

// Walks a described struct as a reader does and notes every default beyond its own range.
struct RangeVisitor {
  std::size_t keys = 0;
  std::string beyond = {};

  void operator()(double& value, const Field& f) {
    const double written = value / f.unit;
    check(f.key, written >= f.low - 1e-9 && written <= f.high + 1e-9);
  }
  void operator()(std::vector<double>&, const Field& f) { check(f.key, true); }
  void operator()(std::int64_t& value, const CountField& f) {
    check(f.key, value >= f.low && value <= f.high);
  }
  void operator()(std::string& value, const Key& k) { check(k.key, !value.empty()); }
  void operator()(Evaporant&, const Key& k) { check(k.key, true); }
  template <class T>
  void operator()(std::vector<T>& list, const Key& k) {
    check(k.key, !list.empty());
    for (T& item : list) {
      describe(*this, item);
    }
  }
  void check(std::string_view key, bool is_within) {
    ++keys;
    beyond += is_within ? "" : std::string(key) + " ";
  }
};

TEST(Evaporator, HasDefaultsWithinTheirOwnRanges) {
  Evaporator e;
  RangeVisitor visitor;
  describe(visitor, e);
  EXPECT_EQ(visitor.beyond, "");
  // Ten of the tool, five of each of seven zones, sixteen of each of 23 sources.
  EXPECT_EQ(visitor.keys, 8U + 5 * 7 + 16 * 23);
}

TEST(Evaporator, OfThePlansMakesSense) { EXPECT_EQ(problems_of({}), ""); }

TEST(Evaporator, SaysAllThatIsWrongAtOnce) {
  Evaporator e;
  e.zones = {{.name = "back", .start = 0.1, .length = 0.3}, {.name = "front", .start = 0.3}};
  e.sources = {{.name = "cu", .zone = "bakc", .distance = -0.1},
               {.name = "in",
                .evaporant = Evaporant::indium,
                .zone = "front",
                .share = 0,
                .temperature = 1800 * unit::degC,
                .limit = 1300 * unit::degC},
               {.name = "ga", .evaporant = Evaporant::gallium, .zone = "front", .share = 0}};
  EXPECT_EQ(problems_of(e),
            "error: evaporator.zones.front.start: 300 mm, wanted 400 mm or more [E4310]\n"
            "      note: the zone before it reaches that far\n"
            "error: evaporator.sources.cu.zone: no zone 'bakc' [E4310]\n"
            "      note: did you mean 'back'?\n"
            "error: evaporator.sources.cu.distance: -100 mm, wanted above 0 [E4310]\n"
            "error: evaporator.sources.in.temperature: 1800 degC, wanted at most the crucible's "
            "limit of 1300 degC [E4310]\n"
            "error: evaporator.sources: shares of all sources of gallium to be tuned add up to 0, "
            "wanted more [E4310]\n");
}

// The hottest zone counts. What is said is tested in full, as text.
TEST(Evaporator, WarnsOfAWebThatIsHotterThanItStands) {
  Evaporator e;
  EXPECT_TRUE(warnings_of(e, 480 * unit::degC).empty());
  const std::vector<Diagnostic> hot = warnings_of(e, 490.5 * unit::degC);
  ASSERT_EQ(hot.size(), 1U);
  EXPECT_TRUE(is_warning(hot[0]));
  EXPECT_EQ(format(hot[0]),
            "warning: recipe.absorber.substrate_temperature: 490.5 degC, wanted at most 480 degC, "
            "what the web stands [W4314]\n"
            "      note: a hotter web shrinks and wrinkles; evaporator.web_limit says what it "
            "stands\n");
  e.zones[2].temperature_offset = 30;
  EXPECT_TRUE(warnings_of(e, 450 * unit::degC).empty());
  const std::vector<Diagnostic> zone = warnings_of(e, 460 * unit::degC);
  ASSERT_EQ(zone.size(), 1U);
  EXPECT_EQ(zone[0].message, "460 degC and 30 K in the zone '" + e.zones[2].name +
                                 "' are 490 degC, wanted at most 480 degC, what the web stands");
  e.web_limit = 500 * unit::degC;
  EXPECT_TRUE(warnings_of(e, 460 * unit::degC).empty());
}

}  // namespace
}  // namespace heliofab::process
