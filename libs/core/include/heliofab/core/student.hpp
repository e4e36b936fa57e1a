// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace heliofab {

/// Probability that a Student variable lies further from 0 than `t`, on either side: the
/// regularized incomplete beta function I_x(dof / 2, 1 / 2) at x = dof / (dof + t^2), by its
/// continued fraction [dlmf, 8.17.22]; relative error below 1e-12.
/// @param dof  degrees of freedom, above 0, not always whole
double student_tails(double t, double dof);

/// Half the width of the 95 % confidence interval of an estimate, from its standard error.
double student_half_width(double error, double dof);

}  // namespace heliofab
