// SPDX-License-Identifier: Apache-2.0
#include "lane_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "lane_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "lane_measure-inl.hpp"
#include "lane_rich-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
// The equations of docs/theory/device.md, (1) to (14), one cell in each lane. Currents over q,
// [1/m2/s]. All arithmetic is the same in every lane and for every width.
HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

// All that one walk through the cell needs: pointers that advance, lanes that do not.
template <class E>
struct Kernel : Measures<E> {
  using Base = Measures<E>;
  using Base::at;
  using Base::clear;
  using Base::cross_plane;
  using Base::d;
  using Base::densities;
  using Base::element_end;
  using Base::eliminate;
  using Base::fluxes;
  using Base::lanes;
  using Base::node;
  using Base::plane_end;
  using Base::rates;
  using Base::site_end;
  using Base::substitute;
  using Base::zero;
  using typename Base::Bulk;
  using typename Base::Coupling;
  using typename Base::Flux;
  using typename Base::Gas;
  using typename Base::Joint;
  using typename Base::Node;
  using typename Base::Row;
  using typename Base::Start;
  using typename Base::V;

  // A site's charge and losses: Poisson (1), then (2) and (3), J_right - J_left = R - G.
  HWY_INLINE void add_site(const double* site, const Bulk& b, V lit, Row& row) const {
    const V size = at(site, volume);
    const V loss = size * ((b.radiative + b.auger) + b.levels) - lit * at(site, generation);
    row.residual[0] = row.residual[0] - size * b.charge;
    row.residual[1] = row.residual[1] - loss;
    row.residual[2] = row.residual[2] + loss;
    for (std::size_t k = 0; k < 3; ++k) {
      row.diagonal[0][k] = row.diagonal[0][k] - size * b.d_charge[k];
      row.diagonal[1][k] = row.diagonal[1][k] - size * b.d_loss[k];
      row.diagonal[2][k] = row.diagonal[2][k] + size * b.d_loss[k];
    }
  }

  // Recombination at a metal, (13); loss = velocity times density.
  HWY_INLINE void add_contact(const Node& s, V fermi, V loss_n, V loss_p, Row& row) const {
    const V n = loss_n * expm1_of(fermi - s.phi_n);
    const V p = loss_p * expm1_of(s.phi_p - fermi);
    row.residual[1] = row.residual[1] - n;
    row.residual[2] = row.residual[2] + p;
    row.diagonal[1][1] = row.diagonal[1][1] + (n + loss_n);
    row.diagonal[2][2] = row.diagonal[2][2] + (p + loss_p);
  }

  // The metal fixes the potential: a row of its own instead of Poisson's.
  HWY_INLINE void fix_potential(const Node& s, V psi, Row& row, Coupling& neighbour) const {
    row.residual[0] = s.psi - psi;
    row.diagonal[0][0] = hn::Set(d, 1.0);
    row.diagonal[0][1] = row.diagonal[0][2] = zero();
    neighbour.psi_psi = zero();
  }

  // One node's sites, the first of which has its densities already. Leaves the gas of the film
  // behind.
  HWY_INLINE const double* add_sites(const NodeShape& shape, const double* site, const Node& s,
                                     V lit, Bulk& b, Row& row) const {
    for (std::size_t k = 0; k < shape.sites; ++k) {
      const Gas film = b.gas;
      if (k > 0) {
        densities(shape, k, site, s, b);
      }
      rates(shape, k, site, s, b);
      add_site(site, b, lit, row);
      if (k == 2) {  // the plane
        b.gas = film;
      }
      site = site_end(shape, k, site);
    }
    return site;
  }

  // The element before a node: ends the row of the node before, begins that of this one.
  HWY_INLINE void add_element(const NodeShape& shape, const double* element, const Start& start,
                              const Node& r, const Bulk& b, Joint& joint) const {
    const Node& l = start.node;
    Row& left = joint.left;
    Row& right = joint.right;
    Flux jn;
    Flux jp;
    fluxes(shape, element, start, r, b, jn, jp);
    const V c = at(element, coupling);
    const V field = c * (r.psi - l.psi);
    left.residual[0] = left.residual[0] - field;
    left.diagonal[0][0] = left.diagonal[0][0] + c;
    left.residual[1] = left.residual[1] + jn.value;
    left.diagonal[1][0] = left.diagonal[1][0] + jn.psi_left;
    left.diagonal[1][1] = left.diagonal[1][1] + jn.phi_left;
    left.residual[2] = left.residual[2] + jp.value;
    left.diagonal[2][0] = left.diagonal[2][0] + jp.psi_left;
    left.diagonal[2][2] = left.diagonal[2][2] + jp.phi_left;
    joint.upper = {hn::Neg(c), jn.psi_right, jn.phi_right, jp.psi_right, jp.phi_right};
    clear(right);
    right.residual[0] = field;
    right.diagonal[0][0] = c;
    right.residual[1] = hn::Neg(jn.value);
    right.diagonal[1][0] = hn::Neg(jn.psi_right);
    right.diagonal[1][1] = hn::Neg(jn.phi_right);
    right.residual[2] = hn::Neg(jp.value);
    right.diagonal[2][0] = hn::Neg(jp.psi_right);
    right.diagonal[2][2] = hn::Neg(jp.phi_right);
    joint.lower = {hn::Neg(c), hn::Neg(jn.psi_left), hn::Neg(jn.phi_left), hn::Neg(jp.psi_left),
                   hn::Neg(jp.phi_left)};
  }

  void eliminate_all(LaneBlock& block) const {
    const double* numbers = block.numbers.get();
    const double* contacts = block.contacts.get();
    const double* unknowns = block.unknowns.get();
    double* work = block.work.get();
    const V lit = at(block.light.get(), 0);
    const V fermi = at(contacts, forward) * at(block.bias.get(), 0);  // of the back
    Row rows[2];  // in turns the node before and this one: copies would cost a tenth of the time
    Bulk b;
    clear(rows[0]);
    Node here = node(unknowns, 0);
    densities(block.shape[0], 0, numbers, here, b);
    numbers = add_sites(block.shape[0], numbers, here, lit, b, rows[0]);
    add_contact(here, zero(), at(contacts, loss_n_front), at(contacts, loss_p_front), rows[0]);
    for (std::size_t i = 1; i < block.shape.size(); ++i) {
      const NodeShape& shape = block.shape[i];
      const Start before{here, b.gas};
      here = node(unknowns, i);
      const double* const element = numbers;
      const double* const plane = element_end(shape, element);
      numbers = plane_end(shape, plane);
      densities(shape, 0, numbers, here, b);
      Row& row = rows[(i - 1) % 2];
      Row& next = rows[i % 2];
      Joint joint{row, next, {}, {}};
      add_element(shape, element, before, here, b, joint);
      if (i == 1) {
        fix_potential(before.node, at(contacts, psi_front), row, joint.upper);
      }
      double* const out = work + (i - 1) * 12 * lanes;
      const bool is_crossed = Base::is_rich && shape.has_plane;
      if (is_crossed) {
        cross_plane(shape, plane, {before.node, here}, joint, out);
      } else {
        eliminate(row, joint.upper, out);
      }
      numbers = add_sites(shape, numbers, here, lit, b, next);
      if (i + 1 == block.shape.size()) {
        add_contact(here, fermi, at(contacts, loss_n_back), at(contacts, loss_p_back), next);
        fix_potential(here, at(contacts, psi_back) + fermi, next, joint.lower);
      }
      if (!is_crossed) {
        substitute(out, joint.lower, next);
      }
    }
    const Coupling none{zero(), zero(), zero(), zero(), zero()};
    eliminate(rows[(block.shape.size() - 1) % 2], none,
              work + (block.shape.size() - 1) * 12 * lanes);
  }

  // Long steps are shortened to their logarithm, so that no exponential overflows [brown1976].
  HWY_INLINE V damped(V step) const {
    if (HWY_LIKELY(hn::AllTrue(d, hn::Le(hn::Abs(step), hn::Set(d, 1.0))))) {
      return step;
    }
    HWY_ALIGN double value[HWY_MAX_BYTES / sizeof(double)];
    hn::StoreU(step, d, value);
    for (std::size_t l = 0; l < lanes; ++l) {
      const double size = std::abs(value[l]);
      value[l] = size <= 1 ? value[l] : std::copysign(std::log1p(1.72 * size), value[l]);
    }
    return hn::LoadU(d, value);
  }

  void update(LaneBlock& block) const {
    double* unknowns = block.unknowns.get();
    const double* work = block.work.get();
    V next[3] = {zero(), zero(), zero()};
    V largest = zero();
    for (std::size_t i = block.shape.size(); i-- > 0;) {
      const double* const u = work + i * 12 * lanes;
      V step[3];
      for (std::size_t r = 0; r < 3; ++r) {
        step[r] = at(u, 9 + r) - (at(u, 3 * r) * next[0] + at(u, 3 * r + 1) * next[1] +
                                  at(u, 3 * r + 2) * next[2]);
      }
      for (std::size_t r = 0; r < 3; ++r) {
        next[r] = step[r];
        const V size = hn::Abs(step[r]);
        // NaN stays: it is neither smaller nor larger.
        largest = hn::IfThenElse(hn::Le(size, largest), largest, size + largest * zero());
        double* const x = unknowns + (3 * i + r) * lanes;
        hn::StoreU(hn::LoadU(d, x) + damped(step[r]), d, x);
      }
    }
    hn::StoreU(largest, d, block.largest.get());
  }
};

std::size_t width() { return hn::Lanes(hn::ScalableTag<double>()); }

template <template <class> class E, class D>
void step(D d, LaneBlock& block) {
  const Kernel<E<D>> kernel{{{{E<D>{d, block.lanes}}}}};
  kernel.eliminate_all(block);
  kernel.update(block);
}
template <class D>
void step(D d, LaneBlock& block) {
  block.is_rich ? step<RichEquations>(d, block) : step<Equations>(d, block);
}
void step_wide(LaneBlock& block) { step(hn::ScalableTag<double>(), block); }
void step_one(LaneBlock& block) { step(hn::CappedTag<double, 1>(), block); }
template <template <class> class E, class D>
void measure(D d, LaneBlock& block) {
  Kernel<E<D>>{{{{E<D>{d, block.lanes}}}}}.measure(block);
}
template <class D>
void measure(D d, LaneBlock& block) {
  block.is_rich ? measure<RichEquations>(d, block) : measure<Equations>(d, block);
}
void measure_wide(LaneBlock& block) { measure(hn::ScalableTag<double>(), block); }
void measure_one(LaneBlock& block) { measure(hn::CappedTag<double, 1>(), block); }

}  // namespace heliofab::device::HWY_NAMESPACE
// NOLINTEND(modernize-avoid-c-arrays): of registers
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab::device {

HWY_EXPORT(width);
HWY_EXPORT(step_wide);
HWY_EXPORT(step_one);
HWY_EXPORT(measure_wide);
HWY_EXPORT(measure_one);

std::size_t lane_width() { return HWY_DYNAMIC_DISPATCH(width)(); }

void newton_step(LaneBlock& block) {
  if (block.lanes == 1) {
    HWY_DYNAMIC_DISPATCH(step_one)(block);
  } else {
    HWY_DYNAMIC_DISPATCH(step_wide)(block);
  }
}

void measure(LaneBlock& block) {
  if (block.lanes == 1) {
    HWY_DYNAMIC_DISPATCH(measure_one)(block);
  } else {
    HWY_DYNAMIC_DISPATCH(measure_wide)(block);
  }
}

}  // namespace heliofab::device
#endif
