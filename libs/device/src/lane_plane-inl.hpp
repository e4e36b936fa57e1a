// SPDX-License-Identifier: Apache-2.0
// The plane between two nodes at one place, in every lane at once: it couples all unknowns of both,
// so it has an elimination of its own. Included once per target by files of the Highway pattern.
#if defined(HELIOFAB_LANE_PLANE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_PLANE_INL
#undef HELIOFAB_LANE_PLANE_INL
#else
#define HELIOFAB_LANE_PLANE_INL
#endif

#include "lane_rows-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

template <class E>
struct Planes : Rows<E> {
  using Base = Rows<E>;
  using Base::at;
  using Base::d;
  using Base::lanes;
  using Base::zero;
  using typename Base::Coupling;
  using typename Base::Joint;
  using typename Base::Node;
  using typename Base::Row;
  using typename Base::V;

  // Derivatives by psi, phi_n and phi_p on the left, phi_n and phi_p on the right.
  static constexpr std::size_t n_unknowns = 5;

  // Theory (16): what the levels take from both films, and the charge of the plane.
  struct Exchange {
    V charge;
    V loss_n[2];
    V loss_p[2];
    V d_charge[n_unknowns];
    V d_loss_n[2][n_unknowns];
    V d_loss_p[2][n_unknowns];
  };

  // Densities at both sides of the plane and how far each quasi-Fermi potential lies above another.
  struct Carriers {
    V n[2], p[2];
    V hop_n;  // expm1(phi_n right - phi_n left), and the other way round
    V hop_n_back;
    V hop_p;  // of phi_p
    V hop_p_back;
    V pair[2][2];  // expm1(phi_p of side t - phi_n of side s) at [s][t]
  };

  // Where the numbers of a plane end, if the element before the node has one.
  HWY_INLINE const double* plane_end(const NodeShape& shape, const double* plane) const {
    return shape.has_plane ? plane + (plane_size + shape.plane_levels * plane_level_size) * lanes
                           : plane;
  }

  HWY_NOINLINE void exchange(const double* plane, std::size_t n_levels, const Node& l,
                             const Node& r, Exchange& x) const {
    x.charge = at(plane, plane_charge);
    for (std::size_t k = 0; k < n_unknowns; ++k) {
      x.d_charge[k] = zero();
      for (std::size_t s = 0; s < 2; ++s) {
        x.loss_n[s] = x.loss_p[s] = zero();
        x.d_loss_n[s][k] = x.d_loss_p[s][k] = zero();
      }
    }
    if (n_levels == 0) {
      return;
    }
    Carriers c;
    c.n[0] = exp_of(l.psi + at(plane, plane_log_n_left) - l.phi_n);
    c.n[1] = exp_of(l.psi + at(plane, plane_log_n_right) - r.phi_n);
    c.p[0] = exp_of(l.phi_p - l.psi + at(plane, plane_log_p_left));
    c.p[1] = exp_of(r.phi_p - l.psi + at(plane, plane_log_p_right));
    c.hop_n = expm1_of(r.phi_n - l.phi_n);
    c.hop_n_back = expm1_of(l.phi_n - r.phi_n);
    c.hop_p = expm1_of(r.phi_p - l.phi_p);
    c.hop_p_back = expm1_of(l.phi_p - r.phi_p);
    c.pair[0][0] = expm1_of(l.phi_p - l.phi_n);
    c.pair[0][1] = expm1_of(r.phi_p - l.phi_n);
    c.pair[1][0] = expm1_of(l.phi_p - r.phi_n);
    c.pair[1][1] = expm1_of(r.phi_p - r.phi_n);
    for (std::size_t k = 0; k < n_levels; ++k) {
      add_plane_level(plane + (plane_size + k * plane_level_size) * lanes, c, x);
    }
  }

  HWY_INLINE void add_plane_level(const double* level, const Carriers& c, Exchange& x) const {
    const V cn = at(level, plane_capture_n);
    const V cp = at(level, plane_capture_p);
    const V n1[2] = {at(level, n1_left), at(level, n1_right)};
    const V p1[2] = {at(level, p1_left), at(level, p1_right)};
    const V filling = cn * (c.n[0] + c.n[1]) + cp * (p1[0] + p1[1]);
    const V emptying = cp * (c.p[0] + c.p[1]) + cn * (n1[0] + n1[1]);
    const V inverse = hn::Set(d, 1.0) / (filling + emptying);
    // Of filling and emptying; psi moves both.
    const V d_filling[n_unknowns] = {cn * (c.n[0] + c.n[1]), hn::Neg(cn * c.n[0]), zero(),
                                     hn::Neg(cn * c.n[1]), zero()};
    const V d_emptying[n_unknowns] = {hn::Neg(cp * (c.p[0] + c.p[1])), zero(), cp * c.p[0], zero(),
                                      cp * c.p[1]};
    const V full = filling * inverse;
    const V per_state = at(level, plane_charged) * inverse;
    x.charge = x.charge - at(level, plane_charged) * full;
    for (std::size_t k = 0; k < n_unknowns; ++k) {
      x.d_charge[k] =
          x.d_charge[k] - per_state * (d_filling[k] - full * (d_filling[k] + d_emptying[k]));
    }
    for (std::size_t s = 0; s < 2; ++s) {
      const std::size_t o = 1 - s;
      const V hop_n = n1[s] * c.n[o] * (s == 0 ? c.hop_n : c.hop_n_back);
      const V hop_p = p1[s] * c.p[o] * (s == 0 ? c.hop_p_back : c.hop_p);
      const V rate_n = cn * hop_n + cp * n1[s] * (p1[0] * c.pair[s][0] + p1[1] * c.pair[s][1]);
      const V rate_p = cp * hop_p + cn * p1[s] * (n1[0] * c.pair[0][s] + n1[1] * c.pair[1][s]);
      const V here_n = cn * n1[o] * c.n[s];
      const V there_n = cn * n1[s] * c.n[o];
      const V here_p = cp * p1[o] * c.p[s];
      const V there_p = cp * p1[s] * c.p[o];
      const V to_p[2] = {cp * c.n[s] * c.p[0], cp * c.n[s] * c.p[1]};
      const V to_n[2] = {cn * c.p[s] * c.n[0], cn * c.p[s] * c.n[1]};
      V d_rate_n[n_unknowns];
      d_rate_n[0] = cn * hop_n;  // here less there, but zero in equilibrium
      d_rate_n[1 + 2 * s] = hn::Neg(here_n + to_p[0] + to_p[1]);
      d_rate_n[1 + 2 * o] = there_n;
      d_rate_n[2] = to_p[0];
      d_rate_n[4] = to_p[1];
      V d_rate_p[n_unknowns];
      d_rate_p[0] = hn::Neg(cp * hop_p);
      d_rate_p[2 + 2 * s] = here_p + to_n[0] + to_n[1];
      d_rate_p[2 + 2 * o] = hn::Neg(there_p);
      d_rate_p[1] = hn::Neg(to_n[0]);
      d_rate_p[3] = hn::Neg(to_n[1]);
      const V by_n = cn * inverse;
      const V by_p = cp * inverse;
      x.loss_n[s] = x.loss_n[s] + by_n * rate_n;
      x.loss_p[s] = x.loss_p[s] + by_p * rate_p;
      for (std::size_t k = 0; k < n_unknowns; ++k) {
        const V d_all = (d_filling[k] + d_emptying[k]) * inverse;
        x.d_loss_n[s][k] = x.d_loss_n[s][k] + by_n * (d_rate_n[k] - rate_n * d_all);
        x.d_loss_p[s][k] = x.d_loss_p[s][k] + by_p * (d_rate_p[k] - rate_p * d_all);
      }
    }
  }

  struct Ends {
    Node left, right;
  };

  // Adds the plane to both rows, eliminates the left one and substitutes it in the right one.
  // The joint by value: couplings whose address escapes would slow the loop over the nodes down.
  HWY_NOINLINE void cross_plane(const NodeShape& shape, const double* plane, Ends ends, Joint joint,
                                double* out) const {
    Exchange x;
    exchange(plane, shape.plane_levels, ends.left, ends.right, x);
    V upper[3][3];
    V lower[3][3];
    spread_out(joint.upper, upper);
    spread_out(joint.lower, lower);
    Row& left = joint.left;
    Row& right = joint.right;
    Row& charged_row = shape.has_charge_behind ? right : left;
    auto& charge_by_left = shape.has_charge_behind ? lower : left.diagonal;
    auto& charge_by_right = shape.has_charge_behind ? right.diagonal : upper;
    charged_row.residual[0] = charged_row.residual[0] - x.charge;
    left.residual[1] = left.residual[1] - x.loss_n[0];
    left.residual[2] = left.residual[2] + x.loss_p[0];
    right.residual[1] = right.residual[1] - x.loss_n[1];
    right.residual[2] = right.residual[2] + x.loss_p[1];
    for (std::size_t k = 0; k < 3; ++k) {
      charge_by_left[0][k] = charge_by_left[0][k] - x.d_charge[k];
      left.diagonal[1][k] = left.diagonal[1][k] - x.d_loss_n[0][k];
      left.diagonal[2][k] = left.diagonal[2][k] + x.d_loss_p[0][k];
      lower[1][k] = lower[1][k] - x.d_loss_n[1][k];
      lower[2][k] = lower[2][k] + x.d_loss_p[1][k];
    }
    for (std::size_t k = 1; k < 3; ++k) {
      charge_by_right[0][k] = charge_by_right[0][k] - x.d_charge[2 + k];
      upper[1][k] = upper[1][k] - x.d_loss_n[0][2 + k];
      upper[2][k] = upper[2][k] + x.d_loss_p[0][2 + k];
      right.diagonal[1][k] = right.diagonal[1][k] - x.d_loss_n[1][2 + k];
      right.diagonal[2][k] = right.diagonal[2][k] + x.d_loss_p[1][2 + k];
    }
    eliminate_full(left, upper, out);
    substitute_full(out, lower, right);
  }

  HWY_INLINE void spread_out(const Coupling& c, V (&block)[3][3]) const {
    block[0][0] = c.psi_psi;
    block[0][1] = block[0][2] = zero();
    block[1][0] = c.n_psi;
    block[1][1] = c.n_n;
    block[1][2] = zero();
    block[2][0] = c.p_psi;
    block[2][1] = zero();
    block[2][2] = c.p_p;
  }

  // As Rows::eliminate, whatever couples the nodes; the blocks are used up.
  HWY_INLINE void eliminate_full(Row& row, V (&u)[3][3], double* out) const {
    auto& a = row.diagonal;
    V step[3] = {hn::Neg(row.residual[0]), hn::Neg(row.residual[1]), hn::Neg(row.residual[2])};
    for (std::size_t k = 0; k < 3; ++k) {
      const V inverse = hn::Set(d, 1.0) / a[k][k];
      for (std::size_t c = 0; c < 3; ++c) {
        a[k][c] = a[k][c] * inverse;
        u[k][c] = u[k][c] * inverse;
      }
      step[k] = step[k] * inverse;
      for (std::size_t r = 0; r < 3; ++r) {
        if (r == k) {
          continue;
        }
        const V factor = a[r][k];
        for (std::size_t c = 0; c < 3; ++c) {
          a[r][c] = a[r][c] - factor * a[k][c];
          u[r][c] = u[r][c] - factor * u[k][c];
        }
        step[r] = step[r] - factor * step[k];
      }
    }
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t k = 0; k < 3; ++k) {
        hn::StoreU(u[r][k], d, out + (3 * r + k) * lanes);
      }
      hn::StoreU(step[r], d, out + (9 + r) * lanes);
    }
  }

  // As Rows::substitute, whatever couples the nodes.
  HWY_INLINE void substitute_full(const double* before, const V (&lower)[3][3], Row& row) const {
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t m = 0; m < 3; ++m) {
        for (std::size_t k = 0; k < 3; ++k) {
          row.diagonal[r][k] = row.diagonal[r][k] - lower[r][m] * at(before, 3 * m + k);
        }
        row.residual[r] = row.residual[r] + lower[r][m] * at(before, 9 + m);
      }
    }
  }
};

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#endif
