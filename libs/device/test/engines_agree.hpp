// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/device/solve_cells.hpp"

/// The plain engine and the lanes on the same mesh.
namespace heliofab::device::testing_cells {

inline CertifiedCurve solve_as_given(const CellTask& t) {
  return solve_cells({&t, 1}, {.mesh = 1, .refinements = 0}).front();
}

// The plain engine stops at an update of 1e-6 kT/q, which Newton squares.
inline void expect_engines_agree(const CellTask& t) {
  const CertifiedCurve fast = solve_as_given(t);
  const CellCurve plain = solve_cell(t.design, t.mesh, t.generation, t.request);
  ASSERT_EQ(fast.points.size(), plain.points.size());
  for (std::size_t k = 0; k < plain.points.size(); ++k) {
    const double j = plain.points[k].current_density;
    EXPECT_NEAR(fast.points[k].voltage, plain.points[k].voltage, 1e-12);
    EXPECT_NEAR(fast.points[k].current_density, j, 1e-8 * (std::abs(j) + plain.jsc) + 1e-16)
        << plain.points[k].voltage << " V";
  }
  EXPECT_NEAR(fast.jsc, plain.jsc, 1e-9 * plain.jsc);
  EXPECT_NEAR(fast.voc, plain.voc, 3e-9);
  EXPECT_NEAR(fast.pmax(), plain.pmax(), 1e-6 * plain.pmax());
}

}  // namespace heliofab::device::testing_cells
