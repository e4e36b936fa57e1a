// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/student.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace heliofab {
namespace {

// Closed forms: 1 degree is Cauchy's distribution; of 2, P(|T| > t) = 1 - t / sqrt(2 + t^2).
TEST(Student, HasTheTailsOfOneAndTwoDegreesOfFreedom) {
  for (const double t : {0.1, 0.9, 2.0, 12.7, 300.0}) {
    EXPECT_NEAR(student_tails(t, 1), 1 - 2 / std::numbers::pi * std::atan(t), 1e-12) << t;
    EXPECT_NEAR(student_tails(-t, 2), 1 - t / std::sqrt(2 + t * t), 1e-12) << t;
  }
  EXPECT_EQ(student_tails(0, 5), 1);
  EXPECT_EQ(student_tails(INFINITY, 5), 0);
}

// With very many degrees of freedom it is the normal distribution, to the order of 1 / dof.
TEST(Student, BecomesNormal) {
  for (const double t : {0.5, 1.0, 1.96, 3.0}) {
    EXPECT_NEAR(student_tails(t, 1e7), std::erfc(t / std::sqrt(2.0)), 1e-7) << t;
  }
}

// The 97.5 % points of every table, three decimals.
TEST(Student, HasTheIntervalsOfTheTables) {
  EXPECT_NEAR(student_half_width(1, 1), 12.706, 5e-4);
  EXPECT_NEAR(student_half_width(1, 4), 2.776, 5e-4);
  EXPECT_NEAR(student_half_width(2, 19), 2 * 2.093, 1e-3);
  EXPECT_NEAR(student_half_width(1, 1e6), 1.960, 5e-4);
  // Between whole numbers it lies between theirs.
  EXPECT_LT(student_half_width(1, 4.5), 2.776);
  EXPECT_GT(student_half_width(1, 4.5), 2.571);
}

}  // namespace
}  // namespace heliofab
