// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/plume.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "growth_forms.hpp"

namespace heliofab::process {
namespace {

using growth_forms::one_nozzle;
using std::numbers::pi;

// Behind the line where the axis has its right angle nothing arrives.
TEST(Plume, EndsARightAngleFromItsAxis) {
  const double tilt = pi / 6;
  const EvaporationSource s = one_nozzle(4, 0.2, tilt);
  EXPECT_EQ(impingement(s, {0.5 - 0.2 / std::tan(tilt) - 1e-9, 0}), 0);
  EXPECT_GT(impingement(s, {0.5 - 0.2 / std::tan(tilt) + 1e-2, 0}), 0);
}

// High above, the plume's edge: uniform within (width / h)^2.
TEST(Plume, IsEvenFarAway) {
  const EvaporationSource s = one_nozzle(3, 20);
  EXPECT_NEAR(impingement(s, {0.6, 0.1}) / impingement(s, {0.5, 0}), 1, 6 * 0.02 / 800 * 1.01);
}

// A plume mirrored along the path brings the same.
RC_GTEST_PROP(Plume, IsItsMirrorImage, ()) {
  const double tilt = *rc::gen::inRange(-50, 50) * 0.01;
  const double along = *rc::gen::inRange(-100, 100) * 0.01;
  const double across = *rc::gen::inRange(-30, 30) * 0.01;
  const double here = impingement(one_nozzle(2.5, 0.2, tilt), {0.5 + along, across});
  const double there = impingement(one_nozzle(2.5, 0.2, -tilt), {0.5 - along, -across});
  RC_ASSERT(std::abs(here - there) <= 1e-12 * std::max(here, 1e-3));
}

}  // namespace
}  // namespace heliofab::process
