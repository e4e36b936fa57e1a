// SPDX-License-Identifier: Apache-2.0
// What the equations say of one site and of one element, in every lane at once. Included once per
// target by files of the Highway pattern.
#if defined(HELIOFAB_LANE_EQUATIONS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_EQUATIONS_INL
#undef HELIOFAB_LANE_EQUATIONS_INL
#else
#define HELIOFAB_LANE_EQUATIONS_INL
#endif

#include <cstddef>

#include "flat_cell.hpp"
#include "lane_math-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

// docs/theory/device.md, (4) to (12); currents over q [1/m2/s].
template <class D>
struct Equations {
  using V = hn::Vec<D>;

  struct Node {
    V psi, phi_n, phi_p;
  };

  // Cells in which something is degenerate, amphoteric, slowed or a plane of two nodes need more.
  static constexpr bool is_rich = false;
  struct Gas {};  // what a flux knows of the carriers at its ends, besides their densities

  // Densities, net recombination by mechanism and charge of a site, (4), (5), (9) to (12), with
  // derivatives by (psi, phi_n, phi_p).
  struct Bulk {
    V n, p, charge, radiative, auger, levels;
    Gas gas;
    V d_charge[3];  // NOLINT(modernize-avoid-c-arrays): of registers
    V d_loss[3];    // NOLINT(modernize-avoid-c-arrays): of registers
  };

  // A carrier's flux over an element, (7) or (8), with derivatives by both ends.
  struct Flux {
    V value, psi_left, psi_right, phi_left, phi_right;
  };

  D d;
  std::size_t lanes;

  HWY_INLINE V at(const double* numbers, std::size_t k) const {
    return hn::LoadU(d, numbers + k * lanes);
  }
  HWY_INLINE V zero() const { return hn::Zero(d); }

  HWY_INLINE Node node(const double* unknowns, std::size_t i) const {
    return {at(unknowns, 3 * i), at(unknowns, 3 * i + 1), at(unknowns, 3 * i + 2)};
  }

  HWY_INLINE void densities(const NodeShape& /*shape*/, std::size_t /*k*/, const double* site,
                            const Node& s, Bulk& b) const {
    b.n = exp_of(s.psi + at(site, log_n) - s.phi_n);
    b.p = exp_of(s.phi_p - s.psi + at(site, log_p));
  }

  // Expects the densities to be there.
  HWY_INLINE void rates(const NodeShape& shape, std::size_t site_number, const double* site,
                        const Node& s, Bulk& b) const {
    const V intrinsic = at(site, ni2);
    const V excess = intrinsic * expm1_of(s.phi_p - s.phi_n);  // exactly 0 in equilibrium
    const V product = excess + intrinsic;
    const V k_rad = at(site, radiative);
    const V k_n = at(site, auger_n);
    const V k_p = at(site, auger_p);
    b.radiative = k_rad * excess;
    const V k_auger = k_n * b.n + k_p * b.p;
    b.auger = k_auger * excess;
    const V by_product = (k_rad + k_auger) * product;
    b.d_loss[0] = (k_n * b.n - k_p * b.p) * excess;
    b.d_loss[1] = hn::Neg(by_product) - k_n * b.n * excess;
    b.d_loss[2] = by_product + k_p * b.p * excess;
    b.charge = (b.p - b.n) + at(site, fixed);
    b.d_charge[0] = hn::Neg(b.p) - b.n;
    b.d_charge[1] = b.n;
    b.d_charge[2] = b.p;
    b.levels = zero();
    for (std::size_t k = 0; k < shape.levels[site_number]; ++k) {
      add_level(site + (site_size + k * level_size) * lanes, excess, product, b);
    }
  }

  HWY_INLINE void add_level(const double* level, V excess, V product, Bulk& b) const {
    const V cn = at(level, capture_n);
    const V cp = at(level, capture_p);
    const V cn_n = cn * b.n;
    const V cp_p = cp * b.p;
    const V inverse = hn::Set(d, 1.0) / ((cn_n + cp_p) + at(level, emission));
    const V rate = cn * cp * inverse;
    const V loss = rate * excess;
    // dD = (cn n - cp p, -cn n, cp p), D the denominator.
    const V slope = loss * inverse;
    b.levels = b.levels + loss;
    b.d_loss[0] = b.d_loss[0] - slope * (cn_n - cp_p);
    b.d_loss[1] = b.d_loss[1] - rate * product + slope * cn_n;
    b.d_loss[2] = b.d_loss[2] + rate * product - slope * cp_p;
    const V filled = (cn_n + at(level, emission_p)) * inverse;
    const V per_state = at(level, charged) * inverse;
    const V empty = hn::Set(d, 1.0) - filled;
    b.charge = b.charge - at(level, charged) * filled;
    b.d_charge[0] = b.d_charge[0] - per_state * (cn_n * empty + filled * cp_p);
    b.d_charge[1] = b.d_charge[1] + per_state * cn_n * empty;
    b.d_charge[2] = b.d_charge[2] + per_state * filled * cp_p;
  }

  // Where the numbers of site k of a node end.
  HWY_INLINE const double* site_end(const NodeShape& shape, std::size_t k,
                                    const double* site) const {
    return site + (site_size + shape.levels[k] * level_size) * lanes;
  }
  // Where those of the element end that ends at a node.
  HWY_INLINE const double* element_end(const NodeShape& /*shape*/, const double* element) const {
    return element + element_size * lanes;
  }

  // A node and what a flux that begins there knows of its carriers.
  struct Start {
    Node node;
    Gas gas;
  };

  // Both carriers over the element that ends at `r`, whose first site has the densities of `b`.
  HWY_INLINE void fluxes(const NodeShape& shape, const double* element, const Start& start,
                         const Node& r, const Bulk& b, Flux& jn, Flux& jp) const {
    const Node& l = start.node;
    const bool is_graded = shape.is_graded;
    const V step = r.psi - l.psi;
    const BernoulliPair<V> n = bernoulli(is_graded ? step + at(element, step_log_n) : step);
    const BernoulliPair<V> p = is_graded ? bernoulli(step - at(element, step_log_p)) : n;
    const V one = hn::Set(d, 1.0);
    const V kn = at(element, velocity_n) * b.n;
    const V drive_n = expm1_of(r.phi_n - l.phi_n);
    jn.phi_right = hn::Neg(kn * n.plus);
    jn.value = jn.phi_right * drive_n;
    jn.phi_left = kn * n.plus * (drive_n + one);
    jn.psi_left = kn * drive_n * n.slope_plus;
    jn.psi_right = hn::Neg(jn.psi_left) + jn.value;
    const V kp = at(element, velocity_p) * b.p;
    const V drive_p = expm1_of(l.phi_p - r.phi_p);
    jp.phi_left = kp * p.minus * (drive_p + one);
    jp.value = kp * p.minus * drive_p;
    jp.phi_right = hn::Neg(kp * p.minus);
    jp.psi_left = kp * drive_p * p.slope_minus;
    jp.psi_right = hn::Neg(jp.psi_left) - jp.value;
  }
};

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
