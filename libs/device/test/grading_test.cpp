// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/device/solve_cells.hpp"
#include "reference_cells.hpp"

// Layers whose properties run from point to point.
namespace heliofab::device {
namespace {

CertifiedCurve solve(const testing_cells::Case& c) {
  CellTask task{.design = c.design, .mesh = make_mesh(c.design), .request = {}};
  task.generation_at = [c](std::span<const double> x) {
    return testing_cells::beer(x, c.lit_from, c.flux, c.absorption);
  };
  task.generation = task.generation_at(volume_edges(task.mesh));
  return solve_cells({&task, 1}).front();
}

// BM-1 with an absorber whose gap rises by `rise` towards the back, along `profile` of the depth.
template <class Profile>
testing_cells::Case graded(double rise, int pieces, const Profile& profile) {
  testing_cells::Case c = testing_cells::bm1();
  Layer& absorber = c.design.layers[2];
  for (int k = 0; k <= pieces; ++k) {
    const double depth = static_cast<double>(k) / pieces;
    LayerPoint point{depth, absorber.front, absorber.doping, {}};
    point.material.gap_eV += rise * profile(depth);
    point.material.affinity_eV -= rise * profile(depth);
    absorber.grading.push_back(point);
  }
  return c;
}

TEST(Grading, OfTwoPointsIsALineFromFrontToBack) {
  const testing_cells::Case two = graded(0.15, 1, [](double t) { return t; });
  const testing_cells::Case many = graded(0.15, 8, [](double t) { return t; });
  testing_cells::Case line = testing_cells::bm1();
  line.design.layers[2].back.gap_eV += 0.15;
  line.design.layers[2].back.affinity_eV -= 0.15;
  const CertifiedCurve expected = solve(line);
  for (const auto& c : {two, many}) {
    const CertifiedCurve curve = solve(c);
    EXPECT_TRUE(curve.is_certified());
    EXPECT_NEAR(curve.voc, expected.voc, 1e-9);
    EXPECT_NEAR(curve.jsc, expected.jsc, 1e-8);
  }
}

// Chords of a parabola miss it by the square of their length: so does what the cell delivers.
TEST(Grading, ConvergesWithTheSquareOfItsPieces) {
  const auto pmax = [](int pieces) {
    return solve(graded(0.15, pieces, [](double t) { return t * t; })).pmax();
  };
  const double limit = pmax(320);
  const double coarse = pmax(5) - limit;
  const double fine = pmax(10) - limit;
  EXPECT_GT(std::abs(coarse), 1e-3);  // [W/m2] there is something to see
  EXPECT_NEAR(coarse / fine, 4, 0.8);
}

TEST(Grading, OfDopingAndLevelsIsFelt) {
  testing_cells::Case c = graded(0, 1, [](double t) { return t; });
  Layer& absorber = c.design.layers[2];
  const CertifiedCurve plain = solve(c);
  absorber.grading[0].level_shares = absorber.grading[1].level_shares = {1};
  EXPECT_NEAR(solve(c).voc, plain.voc, 1e-12);
  absorber.grading[1].level_shares = {100};  // a dead back
  EXPECT_LT(solve(c).voc, plain.voc - 5e-3);
  absorber.grading[1].level_shares = {1};
  absorber.grading[1].doping *= 10;  // a field that drives electrons to the front
  EXPECT_GT(solve(c).voc, plain.voc + 5e-3);
}

TEST(Grading, RefusesDepthsThatDoNotSpanTheLayer) {
  testing_cells::Case c = graded(0.1, 2, [](double t) { return t; });
  c.design.layers[2].grading[2].depth = 0.9;
  c.design.layers[2].grading[1].level_shares = {1, 2};
  try {
    c.solve_dark();
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: cell.layers[2].grading: 3 points, wanted two or more with depths that "
                 "rise from 0 to 1 [E3106]\n"
                 "error: cell.layers[2].grading[1].level_shares: 2 shares of 1 levels, wanted one "
                 "of each or none, at all points alike [E3106]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
