// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../src/modal_solver.hpp"
#include "plane_cases.hpp"
#include "random_modules.hpp"

// What every solved module must keep: charge, symmetry, order.
namespace heliofab::module {
namespace {

using namespace testing_planes;

void expect_balance(const PlaneModule& m, const PlaneCurve& curve, const std::string& which) {
  const Balance b = balance_of(m, curve.map);
  const double light = m.films[0].photocurrent * active_width(m.design) * m.design.cell_length;
  EXPECT_NEAR(b.first, curve.points.back().current, 1e-8 * light) << which;
  EXPECT_NEAR(b.last, b.first, 1e-8 * light) << which;
  for (const double film : b.films) {
    EXPECT_NEAR(film, b.first, 1e-8 * light) << which;
  }
}

TEST(Plane, KeepsTheCurrentThroughEveryStripe) {
  const PlaneModule m = m3_shunted();
  for (const double voltage : {-1.0, 0.0, 1.6, 2.1}) {
    expect_balance(m, solve_plane(m, {voltage}), std::to_string(voltage));
  }
  PlaneModule dark = m10_shaded(0.5);
  dark.mesh.degree = 2;
  for (const double voltage : {0.0, 3.0}) {
    expect_balance(dark, solve_plane(dark, {voltage}), std::to_string(voltage));
  }
}

// Rows that differ in nothing: without flaws and shades two of them are enough.
TEST(Plane, IsTheSameInTwoRowsAndInMany) {
  PlaneModule m = hm50();
  const PlaneCurve two = solve_plane(m, {25, 27});
  EXPECT_EQ(two.nodes, 50 * 5 * 2);
  m.shades = {{{.cell = 3, .x = 0, .y = 0.1, .width = 1e-3, .length = 0.01}, 1}};  // none
  const PlaneCurve many = solve_plane(m, {25, 27});
  EXPECT_GT(many.nodes, 50 * 5 * 20);
  EXPECT_NEAR(many.points[1].current, two.points[1].current, 1e-8 * two.points[1].current);
}

// Upside down a module is the same module, on the same mesh turned round.
TEST(Plane, IsSymmetricAlongItsStripes) {
  PlaneModule m = m3_shunted();
  m.mesh.degree = 5;
  m.mesh.elements_flaw = 2;
  m.shades = {{{.cell = 2, .x = 1e-3, .y = 0, .width = 2e-3, .length = 13e-3}, 0.4}};
  const double here = solve_plane(m, {1.6}).points[0].current;
  m.flaws[0].place.y = (30 - 7 - 2) * 1e-3;
  const double apart = solve_plane(m, {1.6}).points[0].current;
  m.shades[0].place.y = (30 - 13) * 1e-3;
  const double mirrored = solve_plane(m, {1.6}).points[0].current;
  EXPECT_NEAR(mirrored, here, 1e-8 * here);
  EXPECT_GT(std::abs(apart - here), 1e-5 * here);  // they do feel each other
}

// A neighbour on either side: which stripe of several has a flaw hardly matters.
TEST(Plane, FlawsInInnerStripesAreNearlyAlike) {
  PlaneModule m = m3_shunted();
  m.design.cells = 7;
  std::vector<double> current;
  for (const std::int64_t cell : {2, 3, 4}) {
    m.flaws[0].place.cell = cell;
    current.push_back(solve_plane(m, {3.8}).points[0].current);
  }
  EXPECT_NEAR(current[0], current[1], 1e-5 * current[1]);
  EXPECT_NEAR(current[2], current[1], 1e-5 * current[1]);
}

TEST(Plane, LosesWithEveryFlawAndShade) {
  PlaneModule m = m10();
  m.mesh.degree = 2;
  const double whole = solve_plane(m, {4.5, 5.4}).points[1].current;
  const Place place{.cell = 2, .x = 1e-3, .y = 30e-3, .width = 1e-3, .length = 2e-3};
  double before = whole;
  for (const double conductance : {0.0, 0.01, 0.1, 1.0, 10.0}) {
    PlaneModule worse = m;
    worse.flaws = {{place, conductance}};
    const double current = solve_plane(worse, {4.5, 5.4}).points[1].current;
    EXPECT_LT(current, before) << conductance << " S";
    before = current;
  }
  PlaneModule shaded = m;
  shaded.shades = {{place, 0}};
  PlaneModule bright = m;
  bright.shades = {{place, 3}};
  EXPECT_LT(solve_plane(shaded, {4.5, 5.4}).points[1].current, whole);
  EXPECT_GT(solve_plane(bright, {4.5, 5.4}).points[1].current, whole);
}

TEST(Plane, MultipliesShadesThatLieOnEachOther) {
  PlaneModule m = m3_shunted();
  const Place place{.cell = 0, .x = 1e-3, .y = 10e-3, .width = 2e-3, .length = 5e-3};
  m.shades = {{place, 0.4}};
  const double one = solve_plane(m, {1.6}).points[0].current;
  m.shades = {{place, 0.5}, {place, 0.8}};
  EXPECT_NEAR(solve_plane(m, {1.6}).points[0].current, one, 1e-10);
}

// With potentials that rise evenly along the stripes a sheet burns its conductance times its area:
// of the pitch all but the cut through it, P1 in the back and P3 in the front.
TEST(Plane, SheetsConductAlongTheStripesOverTheScribes) {
  PlaneModule m = m3_shunted();
  m.design.scribes.p1_width = 40e-6;
  m.design.scribes.p3_width = 90e-6;
  PlaneProblem p = make_plane(m);
  std::fill(p.links.begin(), p.links.end(), ScribeLinks{});
  const Modes modes(p.y);
  const ModalSolver sheets(p, modes);
  std::vector<double> rising = p.y.x;
  for (std::size_t j = 0; j < rising.size(); ++j) {
    rising[j] *= p.y.weight[j];
  }
  std::vector<double> amplitudes(rising.size());
  modes.to_modes(rising.data(), 1, amplitudes.data());
  for (const std::size_t sheet : {0U, 1U}) {
    std::vector<double> potential(p.unknowns());
    std::vector<double> current(p.unknowns());
    for (std::size_t k = 0; k < potential.size(); ++k) {
      potential[k] = k / p.rows() % 2 == sheet ? amplitudes[k % p.rows()] : 0;
    }
    sheets.add_sheet_currents(potential, current);
    const double power = std::inner_product(current.begin(), current.end(), potential.begin(), 0.0);
    const double width = m.design.pitch - (sheet == 0 ? 40e-6 : 90e-6);
    const double expected = 3 * width * m.design.cell_length / (sheet == 0 ? 0.5 : 10);
    EXPECT_NEAR(power, expected, 1e-12) << sheet;
  }
}

// All converge, far from each other as their voltages are; charge is kept; more voltage, less
// current.
TEST(Plane, SolvesRandomModules) {
  for (std::uint64_t k = 0; k < 200; ++k) {
    const PlaneModule m = random_module(k);
    const auto n = static_cast<double>(m.design.cells);
    try {
      const PlaneCurve curve = solve_plane(m, {-0.5, 0.3 * n, 0.65 * n});
      EXPECT_LT(curve.points[1].current, curve.points[0].current) << k;
      EXPECT_LT(curve.points[2].current, curve.points[1].current) << k;
      expect_balance(m, curve, std::to_string(k));
    } catch (const ModelError& error) {
      ADD_FAILURE() << k << ": " << error.what();
    }
  }
}

}  // namespace
}  // namespace heliofab::module
