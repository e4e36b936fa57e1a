// SPDX-License-Identifier: Apache-2.0
// The rows of a node and their elimination, in every lane at once. Included once per target by
// files of the Highway pattern.
#if defined(HELIOFAB_LANE_ROWS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_ROWS_INL
#undef HELIOFAB_LANE_ROWS_INL
#else
#define HELIOFAB_LANE_ROWS_INL
#endif

#include "lane_equations-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

// E: Equations or RichEquations.
template <class E>
struct Rows : E {
  using Base = E;
  using Base::at;
  using Base::d;
  using Base::lanes;
  using Base::zero;
  using typename Base::V;

  struct Row {  // of the node being put together
    V diagonal[3][3];
    V residual[3];
  };

  // What couples two nodes, besides diagonals: only these five entries differ from zero.
  struct Coupling {
    V psi_psi, n_psi, n_n, p_psi, p_p;
  };

  // Two rows and what couples them.
  struct Joint {
    Row& left;
    Row& right;
    Coupling upper;
    Coupling lower;
  };

  HWY_INLINE void clear(Row& row) const {
    for (std::size_t r = 0; r < 3; ++r) {
      row.residual[r] = zero();
      for (std::size_t k = 0; k < 3; ++k) {
        row.diagonal[r][k] = zero();
      }
    }
  }

  // (14): `row` times (upper, -residual) into U (3 x 3) and the step (3) at `out`.
  HWY_INLINE void eliminate(Row& row, const Coupling& upper, double* out) const {
    auto& a = row.diagonal;
    V step[3] = {hn::Neg(row.residual[0]), hn::Neg(row.residual[1]), hn::Neg(row.residual[2])};
    const V one = hn::Set(d, 1.0);
    const V inverse0 = one / a[0][0];
    const V m1 = a[1][0] * inverse0;
    const V m2 = a[2][0] * inverse0;
    const V a11 = a[1][1] - m1 * a[0][1];
    const V a12 = a[1][2] - m1 * a[0][2];
    const V a21 = a[2][1] - m2 * a[0][1];
    V a22 = a[2][2] - m2 * a[0][2];
    const V u10 = upper.n_psi - m1 * upper.psi_psi;
    V u20 = upper.p_psi - m2 * upper.psi_psi;
    step[1] = step[1] - m1 * step[0];
    step[2] = step[2] - m2 * step[0];
    const V inverse1 = one / a11;
    const V m = a21 * inverse1;
    a22 = a22 - m * a12;
    u20 = u20 - m * u10;
    const V u21 = hn::Neg(m * upper.n_n);
    step[2] = step[2] - m * step[1];
    const V inverse2 = one / a22;
    V u[3][3];
    u[2][0] = u20 * inverse2;
    u[2][1] = u21 * inverse2;
    u[2][2] = upper.p_p * inverse2;
    step[2] = step[2] * inverse2;
    u[1][0] = (u10 - a12 * u[2][0]) * inverse1;
    u[1][1] = (upper.n_n - a12 * u[2][1]) * inverse1;
    u[1][2] = hn::Neg(a12 * u[2][2]) * inverse1;
    step[1] = (step[1] - a12 * step[2]) * inverse1;
    u[0][0] = (upper.psi_psi - a[0][1] * u[1][0] - a[0][2] * u[2][0]) * inverse0;
    u[0][1] = hn::Neg(a[0][1] * u[1][1] + a[0][2] * u[2][1]) * inverse0;
    u[0][2] = hn::Neg(a[0][1] * u[1][2] + a[0][2] * u[2][2]) * inverse0;
    step[0] = (step[0] - a[0][1] * step[1] - a[0][2] * step[2]) * inverse0;
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t k = 0; k < 3; ++k) {
        hn::StoreU(u[r][k], d, out + (3 * r + k) * lanes);
      }
      hn::StoreU(step[r], d, out + (9 + r) * lanes);
    }
  }

  // What the eliminated node before leaves in this one: diagonal - lower U, residual + lower step.
  HWY_INLINE void substitute(const double* before, const Coupling& lower, Row& row) const {
    for (std::size_t k = 0; k < 3; ++k) {
      const V u0 = at(before, k);
      row.diagonal[0][k] = row.diagonal[0][k] - lower.psi_psi * u0;
      row.diagonal[1][k] = row.diagonal[1][k] - lower.n_psi * u0 - lower.n_n * at(before, 3 + k);
      row.diagonal[2][k] = row.diagonal[2][k] - lower.p_psi * u0 - lower.p_p * at(before, 6 + k);
    }
    const V step0 = at(before, 9);
    row.residual[0] = row.residual[0] + lower.psi_psi * step0;
    row.residual[1] = row.residual[1] + lower.n_psi * step0 + lower.n_n * at(before, 10);
    row.residual[2] = row.residual[2] + lower.p_psi * step0 + lower.p_p * at(before, 11);
  }
};

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#endif
