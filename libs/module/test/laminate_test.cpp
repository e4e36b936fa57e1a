// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/laminate.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "laminate_cases.hpp"

// Laminates against closed forms: mass, neutral plane, strains, limits.
namespace heliofab::module {
namespace {

using namespace testing_laminates;

constexpr double radius = 10e-3;  // [m]

std::vector<LayerStrain> strains(const std::vector<LaminateLayer>& layers, double length = 0) {
  return bending_strains(layers, 1 / radius, length);
}

// A single foil: t / 2R at its faces, E' t^3 / 12 for its stiffness.
TEST(Laminate, OfOneFoilIsStrainedByItsHalfThickness) {
  const std::vector<LaminateLayer> foil{polyimide(50e-6)};
  EXPECT_DOUBLE_EQ(areal_mass(foil), 1420 * 50e-6);
  EXPECT_DOUBLE_EQ(neutral_plane(foil), 25e-6);
  EXPECT_DOUBLE_EQ(strains(foil)[0].most, 50e-6 / (2 * radius));
  EXPECT_DOUBLE_EQ(strains(foil)[0].least, -50e-6 / (2 * radius));
  EXPECT_NEAR(bending_stiffness(foil) / (2.5e9 / (1 - 0.34 * 0.34) * std::pow(50e-6, 3) / 12), 1,
              1e-14);
  EXPECT_EQ(coupling_length(foil), 0);
}

// Suo et al. for films of any stiffness; plate moduli in place of Young's.
TEST(Laminate, OfAFilmOnAFoilFollowsSuoAndOthers) {
  for (const double modulus : {1e9, 2.5e9, 70e9, 200e9}) {
    for (const double thickness : {0.1e-6, 2e-6, 25e-6, 80e-6}) {
      const std::vector<LaminateLayer> sheet{
          {.thickness = thickness, .modulus = modulus, .poisson = 0.25}, polyimide(25e-6)};
      EXPECT_NEAR(strains(sheet)[0].most / suo_strain(sheet, radius), 1, 1e-13)
          << modulus << " Pa, " << thickness << " m";
    }
  }
}

// A film in the neutral plane of equal sheets bears any radius but for its own thickness; a cover
// on one side alone does not help.
TEST(Laminate, HidesAFilmInItsNeutralPlane) {
  LaminateLayer film{.thickness = 2e-6, .modulus = 70e9, .poisson = 0.25, .crack_strain = 0.01};
  const std::vector<LaminateLayer> bare{film, polyimide(25e-6)};
  const std::vector<LaminateLayer> between{polyimide(25e-6), film, polyimide(25e-6)};
  EXPECT_NEAR(strains(between)[1].most, 2e-6 / (2 * radius), 1e-15);
  EXPECT_NEAR(bend_limit(between, BendSense::outward)->radius, 1e-6 / 0.01, 1e-15);
  EXPECT_GT(bend_limit(bare, BendSense::outward)->radius, 5e-4);
  film.crack_strain = 0;
  EXPECT_FALSE(
      bend_limit(std::vector{polyimide(25e-6), film, polyimide(25e-6)}, BendSense::outward));
}

// The mirror image of a laminate bends inward as the laminate does outward.
RC_GTEST_PROP(Laminate, TurnedOverBendsTheOtherWay, ()) {
  std::vector<LaminateLayer> layers;
  for (int i = 0, n = *rc::gen::inRange(1, 7); i < n; ++i) {
    layers.push_back({.thickness = 1e-6 * *rc::gen::inRange(1, 300),
                      .modulus = 1e6 * *rc::gen::inRange(1, 200'000),
                      .poisson = 0.01 * *rc::gen::inRange(0, 50),
                      .crack_strain = 1e-4 * *rc::gen::inRange(0, 100),
                      .crush_strain = 1e-4 * *rc::gen::inRange(0, 100),
                      .residual_strain = 1e-5 * *rc::gen::inRange(-50, 50),
                      .is_soft = *rc::gen::inRange(0, 2) == 1});
  }
  const std::vector<LaminateLayer> mirror(layers.rbegin(), layers.rend());
  const double length = 1e-3 * *rc::gen::inRange(0, 50);
  const auto out = bend_limit(layers, BendSense::outward, length);
  const auto in = bend_limit(mirror, BendSense::inward, length);
  RC_ASSERT(out.has_value() == in.has_value());
  if (out && std::isfinite(out->radius)) {
    RC_ASSERT(std::abs(in->radius / out->radius - 1) < 1e-9);
  }
  RC_ASSERT(std::abs(bending_stiffness(mirror, length) / bending_stiffness(layers, length) - 1) <
            1e-9);
  // At its least radius nothing is beyond its limit, and something is at it.
  if (out && std::isfinite(out->radius)) {
    const auto at = bending_strains(layers, 1 / out->radius, length);
    const LaminateLayer& l = layers[out->layer];
    const double share = out->is_tension ? at[out->layer].most / l.crack_strain
                                         : -at[out->layer].least / l.crush_strain;
    RC_ASSERT(std::abs(share - 1) < 1e-9);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      RC_ASSERT(layers[i].crack_strain == 0 ||
                at[i].most <= layers[i].crack_strain * (1 + 1e-9) + 1e-15);
    }
  }
}

// Two equal sheets on a soft joint: as one plate where the stretch is long, as two where it is
// short, and between them by 1 - 1 / cosh(length / 2 over the coupling length).
TEST(Laminate, SlidesOnASoftJoint) {
  const Sandwich s;
  const std::vector<LaminateLayer> layers = s.layers();
  EXPECT_NEAR(coupling_length(layers) / s.coupling(), 1, 1e-12);
  const double together = s.height() / (2 * radius);
  const double alone = s.sheet.thickness / (2 * radius);
  EXPECT_NEAR(strains(layers)[0].most, together, 1e-12 * together);
  EXPECT_NEAR(strains(layers, 1e-6)[0].most, alone, 1e-4 * alone);
  for (const double length : {2e-3, 5e-3, 20e-3, 60e-3}) {
    const double share = 1 - 1 / std::cosh(length / 2 / s.coupling());
    EXPECT_NEAR(strains(layers, length)[0].most, alone + share * (together - alone),
                1e-12 * together)
        << length << " m";
    const double one = s.one_stiffness();
    const double two = s.two_stiffness();
    EXPECT_NEAR(bending_stiffness(layers, length), two + share * (one - two), 1e-12 * one);
  }
}

// What is hidden in the middle is not where the sheets slide, at the ends of the bend.
TEST(Laminate, SlidesAtTheEndsOfALongStretch) {
  LaminateLayer film{.thickness = 1e-9, .modulus = 70e9, .crack_strain = 0.01};
  const LaminateLayer soft{.thickness = 1e-4, .modulus = 1e5, .is_soft = true};
  const std::vector<LaminateLayer> hidden{polyimide(50e-6), soft, film, polyimide(50e-6)};
  const auto at = strains(hidden)[2];
  EXPECT_NEAR(at.least, -50e-6 / radius, 5e-6 / radius);  // of all: the middle of the soft layer
  EXPECT_NEAR(at.most, 25e-6 / radius, 1e-6 / radius);    // alone, on its foil
}

TEST(Laminate, CracksSoonerWhereItIsInTensionWhileFlat) {
  LaminateLayer film{
      .thickness = 0.5e-6, .modulus = 100e9, .crack_strain = 0.01, .crush_strain = 0.02};
  const auto limit = [&](double residual, BendSense sense) {
    film.residual_strain = residual;
    return bend_limit(std::vector{film, polyimide(25e-6)}, sense)->radius;
  };
  const double flat = limit(0, BendSense::outward);
  EXPECT_NEAR(limit(0.005, BendSense::outward) / flat, 2, 1e-12);
  EXPECT_NEAR(limit(-0.005, BendSense::outward) / flat, 1 / 1.5, 1e-12);
  EXPECT_NEAR(limit(-0.005, BendSense::inward) / limit(0, BendSense::inward), 4.0 / 3, 1e-12);
  EXPECT_EQ(limit(0.01, BendSense::outward), std::numeric_limits<double>::infinity());
}

TEST(Laminate, ResistsMoreWhereItIsCracked) {
  const CrackLaw law{.onset = 0.005, .e_fold = 0.002};
  EXPECT_EQ(sheet_resistance_factor(law, -0.1), 1);
  EXPECT_EQ(sheet_resistance_factor(law, 0.005), 1);
  EXPECT_NEAR(sheet_resistance_factor(law, 0.009), std::exp(2), 1e-12);
  // A gauge factor of 60,000 over 1 % from the start: what the default was made of.
  EXPECT_NEAR(sheet_resistance_factor({.onset = 0}, 0.01), 601, 10);
}

TEST(Laminate, SaysWhatIsWrong) {
  const auto message = [](const std::vector<LaminateLayer>& layers, double length = 0) {
    try {
      bend_limit(layers, BendSense::inward, length);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(message({}), "error: laminate: no layer [E4104]\n");
  EXPECT_EQ(message({polyimide(25e-6), {.modulus = 1}}),
            "error: laminate[1].thickness: 0, wanted above 0 [E4104]\n");
  EXPECT_EQ(message({{.thickness = 1e-6, .modulus = 1, .poisson = 0.5}}),
            "error: laminate[0].poisson: 0.5, wanted 0 to below 0.5 [E4104]\n");
  EXPECT_EQ(message({polyimide(25e-6)}, -1), "error: length: -1 m, wanted 0 or more [E4104]\n");
}

}  // namespace
}  // namespace heliofab::module
