// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "engines_agree.hpp"
#include "heliofab/core/stream.hpp"
#include "wide_ensemble.hpp"

// Figures of a curve are solved for, so the steps of its voltages must not show in them.
namespace heliofab::device {
namespace {

TEST(Figures, OfWideCellsDoNotDependOnTheSteps) {
  const Stream dice(7, "test.figures");
  for (std::uint64_t k = 0; k < 150; ++k) {
    const auto uniform = [&](unsigned draw) { return dice.uniform(k, draw); };
    const testing_cells::Case c = testing_cells::draw_any(uniform);
    const auto solve = [&](double step) {
      return testing_cells::solve_as_given(testing_cells::task(c, {.to = 1.6, .step = step}));
    };
    const CertifiedCurve fine = solve(0.01);
    const CertifiedCurve coarse = solve(0.04);
    EXPECT_NEAR(coarse.pmax(), fine.pmax(), 1e-7 * std::max(fine.pmax(), 1.0)) << k;
    EXPECT_NEAR(coarse.voc, fine.voc, 1e-8) << k;
    EXPECT_NEAR(coarse.jsc, fine.jsc, 1e-9 * std::abs(fine.jsc) + 1e-12) << k;
  }
}

}  // namespace
}  // namespace heliofab::device
