// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/cell_profile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::bm2;
using testing_cells::task;

constexpr double kt_300 = constants::boltzmann_eV * 300;

// A cell with every term, lit from the front.
CellTask rich_task() {
  testing_cells::Case c{testing_cells::rich(), 0, 1e21, 1e6};
  c.design.back.velocity_n = c.design.back.velocity_p = 1e5;
  for (Layer& layer : c.design.layers) {
    layer.elements = 30;
  }
  c.design.layers[1].levels[1].shape = LevelShape::gaussian;
  c.design.layers[1].levels[1].spread_eV = 0.1;
  return task(c);
}

CellProfile profile(const CellTask& t, double voltage) {
  return solve_profiles(t, {&voltage, 1}).profiles.front();
}

template <class Quantity>
double over_the_cell(const CellProfile& p, const Quantity& quantity) {
  double sum = 0;
  for (const ProfileRow& row : p.rows) {
    sum += row.length * quantity(row);
  }
  return sum;
}

TEST(CellProfile, IsFlatInEquilibrium) {
  CellTask dark = rich_task();
  dark.generation.clear();
  const CellProfile p = profile(dark, 0);
  for (const ProfileRow& row : p.rows) {
    EXPECT_EQ(row.fermi_n_eV, 0);
    EXPECT_EQ(row.fermi_p_eV, 0);
    EXPECT_EQ(row.jn, 0);
    EXPECT_EQ(row.jp, 0);
    EXPECT_EQ(row.recombination(), 0);
  }
}

// The rows of a mechanism add up to its loss, all rows to the balance of the cell: sums of 1e2
// terms in another order than the kernel's.
TEST(CellProfile, AddsUpToTheLossesOfTheCell) {
  const CellTask t = rich_task();
  for (const double voltage : {0.0, 0.41, 0.62}) {
    const CellProfile p = profile(t, voltage);
    const double q = constants::elementary_charge;
    const double pairs = q * t.generation.back();
    const auto levels = [](const ProfileRow& r) {
      return std::accumulate(r.levels.begin(), r.levels.end(), 0.0);
    };
    EXPECT_NEAR(q * over_the_cell(p, [](const auto& r) { return r.radiative; }), p.losses.radiative,
                1e-12 * pairs);
    EXPECT_NEAR(q * over_the_cell(p, [](const auto& r) { return r.auger; }), p.losses.auger,
                1e-12 * pairs);
    EXPECT_NEAR(q * over_the_cell(p, levels), p.losses.shockley_read_hall, 1e-12 * pairs);
    EXPECT_NEAR(q * over_the_cell(p, [](const auto& r) { return r.generation; }), pairs,
                1e-12 * pairs);
    EXPECT_GT(p.losses.auger, 0);
    EXPECT_NEAR(p.rows.back().jn, -p.losses.back_contact, 1e-10 * pairs);
    EXPECT_EQ(p.rows.front().jp, -p.losses.front_contact);
  }
}

// At a junction the bands step by the affinities, the displacement does not.
TEST(CellProfile, ShowsBothSidesOfAJunction) {
  const CellTask t = task(bm2());
  const CellProfile p = profile(t, 0.3);
  ASSERT_EQ(p.rows.size(), t.mesh.x.size() + 2);
  int junctions = 0;
  for (std::size_t k = 1; k < p.rows.size(); ++k) {
    const ProfileRow& a = p.rows[k - 1];
    const ProfileRow& b = p.rows[k];
    if (a.x != b.x) {
      continue;
    }
    ++junctions;
    EXPECT_EQ(b.layer, a.layer + 1);
    const materials::Semiconductor& left = t.design.layers[a.layer].back;
    const materials::Semiconductor& right = t.design.layers[b.layer].front;
    EXPECT_NEAR(b.conduction_eV - a.conduction_eV, left.affinity_eV - right.affinity_eV, 1e-12);
    EXPECT_NEAR(a.field * left.permittivity, b.field * right.permittivity,
                1e-7 * std::abs(a.field * left.permittivity));
    EXPECT_EQ(a.fermi_n_eV, b.fermi_n_eV);
    EXPECT_EQ(a.jp, b.jp);
  }
  EXPECT_EQ(junctions, 2);
}

// With ohmic contacts the Fermi level at the back lies one voltage below that in front, and the
// bands say the densities.
TEST(CellProfile, CountsEnergiesFromTheFrontContact) {
  const CellTask t = task(bm1());
  const CellProfile p = profile(t, 0.5);
  EXPECT_NEAR(p.rows.front().fermi_n_eV, 0, 1e-6);
  EXPECT_NEAR(p.rows.back().fermi_p_eV, -0.5, 1e-6);
  EXPECT_EQ(p.rows.front().potential, 0);
  for (const ProfileRow& row : p.rows) {
    const materials::Semiconductor& s = t.design.layers[row.layer].front;
    EXPECT_NEAR(row.conduction_eV - row.valence_eV, s.gap_eV, 1e-12);
    EXPECT_NEAR(row.n / (s.nc * std::exp((row.fermi_n_eV - row.conduction_eV) / kt_300)), 1, 1e-10);
    EXPECT_NEAR(row.p / (s.nv * std::exp((row.valence_eV - row.fermi_p_eV) / kt_300)), 1, 1e-10);
  }
}

// The field is the slope of the potential and electrons follow their quasi-Fermi level: what is
// plotted at the nodes is right to second order, here 2 % where the bands bend.
TEST(CellProfile, DrawsFieldsAndCurrentsThatFitTheBands) {
  const CellTask t = task(bm1(16));
  const CellProfile p = profile(t, 0);
  int checked = 0;
  for (std::size_t k = 1; k + 1 < p.rows.size(); ++k) {
    const ProfileRow& a = p.rows[k - 1];
    const ProfileRow& row = p.rows[k];
    const ProfileRow& b = p.rows[k + 1];
    if (row.x < 300 * unit::nm || row.x > 500 * unit::nm) {
      continue;
    }
    ++checked;
    const double slope = (a.potential - b.potential) / (b.x - a.x);
    EXPECT_NEAR(row.field, slope, 0.02 * std::abs(slope));
    const double drive = (b.fermi_n_eV - a.fermi_n_eV) / (b.x - a.x);
    const double jn = constants::elementary_charge * row.n * 100e-4 * drive;
    EXPECT_NEAR(row.jn, jn, 0.02 * std::abs(jn));
    EXPECT_GT(row.jn, 0);
  }
  EXPECT_GT(checked, 20);
}

// Gauss over the whole cell, and Fermi-Dirac of the levels in equilibrium.
TEST(CellProfile, ChargesAndFillsItsLevels) {
  CellTask t = task(bm2());
  t.generation.clear();
  const CellProfile p = profile(t, 0);
  const auto flux = [&](const ProfileRow& r) {
    return r.field * t.design.layers[r.layer].front.permittivity * constants::vacuum_permittivity;
  };
  const double charge = over_the_cell(p, [](const auto& r) { return r.charge; });
  const double largest =
      flux(*std::ranges::max_element(p.rows, {}, [&](const auto& r) { return flux(r); }));
  EXPECT_NEAR(flux(p.rows.back()) - flux(p.rows.front()), charge, 1e-9 * std::abs(largest));
  for (const ProfileRow& row : p.rows) {
    ASSERT_EQ(row.occupation.size(), 1U);
    const double middle = (row.conduction_eV + row.valence_eV) / 2;  // Nc = Nv, the level's place
    EXPECT_NEAR(row.occupation[0], 1 / (1 + std::exp(middle / kt_300)), 1e-12);
  }
}

TEST(CellProfile, SaysWhereThereIsNoSolution) {
  CellTask t = task(bm1());
  t.design.front.velocity_n = t.design.back.velocity_p = 0;  // no way out for the current
  const CellProfile p = profile(t, -2);
  EXPECT_FALSE(p.status);
  EXPECT_TRUE(p.rows.empty());
}

}  // namespace
}  // namespace heliofab::device
