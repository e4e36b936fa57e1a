// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "csv_table.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/materials/free_carriers.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "heliofab/materials/material_set.hpp"
#include "heliofab/materials/semiconductor.hpp"

namespace heliofab::materials {
namespace {

using testing_data::read_cigs;
using testing_data::read_constants;

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

OpticalConstants ramp() {
  return {.wavelength = {400e-9, 500e-9, 700e-9}, .n = {2.0, 2.2, 2.0}, .k = {0.4, 0.2, 0.0}};
}

TEST(OpticalConstants, IsLinearBetweenRows) {
  EXPECT_NEAR(std::abs(ramp().at(450e-9) - std::complex(2.1, 0.3)), 0, 1e-14);
  EXPECT_NEAR(std::abs(ramp().at(650e-9) - std::complex(2.05, 0.05)), 0, 1e-14);
  EXPECT_EQ(ramp().at(700 * unit::nm), std::complex(2.0, 0.0));
  EXPECT_EQ(ramp().at(400e-9 * (1 - 1e-12)), std::complex(2.0, 0.4));
}

TEST(OpticalConstants, RefusesAWavelengthOutsideTheTable) {
  EXPECT_EQ(error_of([] { ramp().at(750e-9); }),
            "error: material.wavelength: 750 nm is outside the table of 400 .. 700 nm [E2102]\n"
            "      note: restrict the spectrum to the table, or give a wider table\n");
}

TEST(OpticalConstants, ListsEverythingWrongWithATable) {
  const OpticalConstants bad{.wavelength = {400e-9, 300e-9}, .n = {0, 1}, .k = {0, -1}};
  EXPECT_EQ(error_of([&] { check(bad, "cds"); }),
            "error: cds: n = 0 at 400 nm, wanted above 0 [E2101]\n"
            "error: cds: wavelength 300 nm in row 2, wanted a larger one than before [E2101]\n"
            "error: cds: k = -1 at 300 nm, wanted 0 or more [E2101]\n");
}

RC_GTEST_PROP(OpticalConstants, ResampleAgreesWithAt, ()) {
  std::vector<double> where;
  double x = 400e-9;
  for (int i = 0; i < 20 && x <= 700e-9; ++i) {
    where.push_back(x);
    x += *rc::gen::inRange(1, 40) * 1e-9;
  }
  const OpticalConstants table = resample(ramp(), where);
  for (std::size_t i = 0; i < where.size(); ++i) {
    RC_ASSERT(std::abs(std::complex(table.n[i], table.k[i]) - ramp().at(where[i])) < 1e-13);
  }
}

TEST(MaterialSet, SuggestsTheNearestName) {
  const MaterialSet set{.materials = {{.name = "mo"}, {.name = "mgf2"}}, .cigs = {}};
  EXPECT_EQ(error_of([&] { (void)set.at("mgf"); }),
            "error: materials: no optical constants named 'mgf' [E2103]\n"
            "      note: did you mean 'mgf2'?\n");
}

TEST(CigsOptics, ReturnsATableAtItsOwnComposition) {
  const auto tables = read_cigs();
  for (const CigsTable& table : tables) {
    const OpticalConstants made = cigs_optics(tables, table.ggi, table.cgi);
    for (std::size_t i = 0; i < made.n.size(); ++i) {
      EXPECT_NEAR(made.n[i], table.constants.n[i], 1e-12) << table.ggi;
      EXPECT_NEAR(made.k[i], table.constants.k[i], 1e-12) << table.ggi;
    }
  }
}

// Less copper, wider gap: the edge moves to the blue by 0.34 eV per CGI [minoura2015], whatever the
// gallium.
TEST(CigsOptics, EdgeMovesToTheBlueAsCopperGoes) {
  const auto tables = read_cigs();
  for (const double ggi : {0.2, 0.3, 0.4, 0.6}) {
    const auto edge = [&](double cgi) {
      const OpticalConstants film = cigs_optics(tables, ggi, cgi);
      return find_root(
                 [&](double eV) {
                   return film.at(constants::photon_energy_wavelength / eV).imag() - 0.02;
                 },
                 0.96, 1.6, 1e-6)
          .value();
    };
    double before = edge(0.995);
    for (const double cgi : {0.95, 0.90, 0.85, 0.80, 0.75, 0.70}) {
      const double now = edge(cgi);
      EXPECT_GT(now, before) << ggi << " " << cgi;
      before = now;
    }
    EXPECT_NEAR((edge(0.80) - edge(0.90)) / 0.10, 0.34, 0.06) << ggi;
  }
}

// Leave one out: 0.30 made from 0.20 and 0.40. The limits are what was measured (0.0102 in n,
// 0.0018 in k), rounded up; a mixture without the shift misses k by 0.035 at the edge.
TEST(CigsOptics, MakesTheTableOf30PercentFromItsNeighbours) {
  const auto tables = read_cigs();
  const std::vector<CigsTable> neighbours{tables[1], tables[3]};
  const OpticalConstants made = cigs_optics(neighbours, 0.30);
  const OpticalConstants& wanted = tables[2].constants;
  double worst_n = 0;
  double worst_k = 0;
  double unshifted_k = 0;
  for (std::size_t i = 0; i < made.n.size(); ++i) {
    worst_n = std::max(worst_n, std::abs(made.n[i] - wanted.n[i]));
    worst_k = std::max(worst_k, std::abs(made.k[i] - wanted.k[i]));
    const double mean = (tables[1].constants.k[i] + tables[3].constants.k[i]) / 2;
    unshifted_k = std::max(unshifted_k, std::abs(mean - wanted.k[i]));
  }
  EXPECT_LT(worst_n, 0.0105);
  EXPECT_LT(worst_k, 0.002);
  EXPECT_GT(unshifted_k, 10 * worst_k);
}

// More gallium, wider gap: near the edge (900 .. 1100 nm) k never rises with ggi.
TEST(CigsOptics, EdgeMovesToTheBlueWithGallium) {
  const auto tables = read_cigs();
  for (const double nm : {900.0, 950.0, 1000.0, 1050.0, 1100.0}) {
    double before = 1;
    for (int step = 0; step <= 50; ++step) {
      const double k = cigs_optics(tables, 0.01 * step).at(nm * unit::nm).imag();
      EXPECT_LE(k, before) << nm << " nm, ggi " << 0.01 * step;
      before = k;
    }
  }
}

TEST(CigsOptics, RefusesACompositionOutsideTheTables) {
  const auto tables = read_cigs();
  EXPECT_EQ(error_of([&] { cigs_optics(tables, 1.2); }),
            "error: ggi: 1.2 is outside the tables of 0 .. 1 [E2104]\n");
  EXPECT_EQ(error_of([&] { cigs_optics(tables, 0.3, 1.1); }),
            "error: cgi: 1.1 is outside the tables of 0.69 .. 1 [E2104]\n");
  EXPECT_EQ(error_of([&] { cigs_optics(std::span(tables).first(5), 0.3, 0.88); }),
            "error: cgi: 0.88 is outside the tables of 0.9 .. 0.9 [E2104]\n");
}

TEST(FreeCarriers, DefaultFilmComesBackAsItsTable) {
  const OpticalConstants table = read_constants("azo");
  const OpticalConstants same = azo_optics(table, {});
  for (std::size_t i = 0; i < table.n.size(); ++i) {
    EXPECT_NEAR(same.n[i], table.n[i], 1e-14);
    EXPECT_NEAR(same.k[i], table.k[i], 1e-14);
  }
}

// The tabulated film has 4.7e-4 ohm cm [treharne2011]; 300 nm of it are 15.7 ohm/sq.
TEST(FreeCarriers, DefaultFilmHasTheResistivityOfItsSource) {
  EXPECT_NEAR(sheet_resistance({}, 300 * unit::nm), 4.7e-6 / 300e-9, 0.05);
}

// eps2 of the Drude term is Ep^2 G / (E (E^2 + G^2)) with Ep^2 ~ density and G ~ 1 / mobility. By
// hand at 1300 nm: twice the carriers at two thirds of the mobility raise eps2 by exactly the
// difference of the two terms, since the table absorbs a little more than its own.
TEST(FreeCarriers, InfraredLossFollowsDrude) {
  const OpticalConstants table = read_constants("azo");
  const OpticalConstants film = azo_optics(table, {.density = 7.8e26, .mobility = 34e-4 / 1.5});
  const double energy = 1.2398419843320026 / 1.3;
  const auto loss = [energy](double strength, double damping) {
    return strength * damping / (energy * (energy * energy + damping * damping));
  };
  const double strength = 1.339 * 1.339;
  const double added = loss(2 * strength, 1.5 * 0.0639) - loss(strength, 0.0639);
  const double before = 2 * table.n.back() * table.k.back();
  EXPECT_NEAR(2 * film.n.back() * film.k.back(), before + added, 1e-12);
}

RC_GTEST_PROP(FreeCarriers, MoreCarriersConductAndAbsorbMore, ()) {
  const OpticalConstants table = read_constants("azo");
  const double density = 1e26 * *rc::gen::inRange(0, 9);
  const double mobility = 1e-4 * *rc::gen::inRange(10, 40);
  const OpticalConstants few = azo_optics(table, {density, mobility});
  const OpticalConstants many = azo_optics(table, {density + 0.5e26, mobility});
  RC_ASSERT(many.at(1200e-9).imag() > few.at(1200e-9).imag());
  RC_ASSERT(many.at(800e-9).imag() > few.at(800e-9).imag());
  check(few, "few");  // passive everywhere, however few
}

RC_GTEST_PROP(FreeCarriers, CarriersForInvertsSheetResistance, ()) {
  const double wanted = *rc::gen::inRange(5, 100);
  const double thickness = *rc::gen::inRange(100, 1000) * 1e-9;
  const double mobility = *rc::gen::inRange(10, 40) * 1e-4;
  const double made = sheet_resistance(carriers_for(wanted, thickness, mobility), thickness);
  RC_ASSERT(std::abs(made - wanted) <= 1e-12 * wanted);
}

// 1.035 and 1.68 eV at the ends; 1.2915 eV halfway.
TEST(Semiconductor, CigsGapHasItsEndPointsAndBowing) {
  EXPECT_DOUBLE_EQ(cigs_gap(0), 1.035);
  EXPECT_DOUBLE_EQ(cigs_gap(1), 1.68);
  EXPECT_NEAR(cigs_gap(0.5), 1.2915, 1e-12);
  EXPECT_EQ(error_of([] { cigs_gap(-0.1); }), "error: ggi: -0.1 is outside 0 .. 1 [E2104]\n");
}

TEST(Semiconductor, GalliumLiftsMostlyTheConductionBand) {
  for (int step = 1; step <= 100; ++step) {
    const Semiconductor low = cigs(0.01 * (step - 1));
    const Semiconductor high = cigs(0.01 * step);
    const double added = high.gap_eV - low.gap_eV;
    EXPECT_GT(added, 0);
    EXPECT_NEAR(low.affinity_eV - high.affinity_eV, (1 - cigs_valence_share) * added, 1e-12);
  }
}

TEST(Semiconductor, CdsConductionBandLiesALittleAboveTheAbsorbers) {
  const double step = cigs(0.30).affinity_eV - cds().affinity_eV;
  EXPECT_GE(step, 0.1);
  EXPECT_LE(step, 0.2);
}

TEST(Semiconductor, EveryNumberHasAGradeAndASourceOrIsOurs) {
  for (const Datum& datum : semiconductor_data()) {
    const bool is_ours = datum.grade == "D" || datum.grade == "C";
    EXPECT_TRUE(is_ours || !datum.source.empty()) << datum.material << '.' << datum.quantity;
    EXPECT_EQ(datum.grade.size(), 1U);
  }
  EXPECT_EQ(semiconductor_data().size(), 36U);
}

}  // namespace
}  // namespace heliofab::materials
