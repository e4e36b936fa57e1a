// SPDX-License-Identifier: Apache-2.0
// What a state says of itself, in every lane at once. Included once per target by files of the
// Highway pattern.
#if defined(HELIOFAB_LANE_MEASURE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_MEASURE_INL
#undef HELIOFAB_LANE_MEASURE_INL
#else
#define HELIOFAB_LANE_MEASURE_INL
#endif

#include <cmath>

#include "heliofab/core/unit.hpp"
#include "lane_block.hpp"
#include "lane_plane-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

template <class E>
struct Measures : Planes<E> {
  using Base = Planes<E>;
  using Base::at;
  using Base::d;
  using Base::densities;
  using Base::element_end;
  using Base::exchange;
  using Base::fluxes;
  using Base::lanes;
  using Base::node;
  using Base::plane_end;
  using Base::rates;
  using Base::site_end;
  using Base::zero;
  using typename Base::Bulk;
  using typename Base::Exchange;
  using typename Base::Flux;
  using typename Base::Gas;
  using typename Base::Node;
  using typename Base::V;

  // A node and the factor on the light in it.
  struct Light {
    Node node;
    V factor;
  };

  // One node's sites: losses by mechanism, and what they leave of the light. Leaves the gas of the
  // film behind.
  HWY_INLINE const double* add_losses(const NodeShape& shape, const double* site, Bulk& b,
                                      const Light& light, V* total, V& net) const {
    for (std::size_t k = 0; k < shape.sites; ++k) {
      const Gas film = b.gas;
      if (k > 0) {
        densities(shape, k, site, light.node, b);
      }
      rates(shape, k, site, light.node, b);
      const V size = at(site, volume);
      total[radiative_loss] = total[radiative_loss] + size * b.radiative;
      total[auger_loss] = total[auger_loss] + size * b.auger;
      const std::size_t by_levels = k < 2 ? level_loss : interface_loss;
      total[by_levels] = total[by_levels] + size * b.levels;
      net =
          net + (light.factor * at(site, generation) - size * ((b.radiative + b.auger) + b.levels));
      if (k == 2) {  // the plane
        b.gas = film;
      }
      site = site_end(shape, k, site);
    }
    return site;
  }

  // Sums over the cell, all over q until the end.
  // NOLINTNEXTLINE(readability-function-size): one walk with one list of sums
  void measure(LaneBlock& block) const {
    const double* numbers = block.numbers.get();
    const double* const contacts = block.contacts.get();
    const double* const unknowns = block.unknowns.get();
    const V lit = at(block.light.get(), 0);
    const V direction = at(contacts, forward);
    const V fermi = direction * at(block.bias.get(), 0);  // of the back
    const auto is_n_front = hn::Gt(direction, zero());
    V total[measurement_size];
    for (V& sum : total) {
      sum = zero();
    }
    V low = hn::Set(d, HUGE_VAL);
    V high = hn::Set(d, -HUGE_VAL);
    V sum = zero();
    Bulk b{};
    Node here = node(unknowns, 0);
    V jn_before = at(contacts, loss_n_front) * expm1_of(hn::Neg(here.phi_n));
    V jp_before = hn::Neg(at(contacts, loss_p_front) * expm1_of(here.phi_p));
    total[front_contact] = hn::IfThenElse(is_n_front, hn::Neg(jp_before), jn_before);
    V net = zero();  // of the node before: generation minus losses
    const auto note_residual = [&](V jn, V jp) HWY_ATTR {
      const V n = hn::Abs((jn - jn_before) + net);
      const V p = hn::Abs((jp - jp_before) - net);
      total[residual] = hn::Max(total[residual], hn::Max(n, p));
      jn_before = jn;
      jp_before = jp;
    };
    for (std::size_t i = 0; i < block.shape.size(); ++i) {
      const NodeShape& shape = block.shape[i];
      const Node before = here;
      const Gas film = b.gas;
      here = node(unknowns, i);
      const double* const element = numbers;
      const double* const plane = element_end(shape, element);
      if (i > 0) {
        numbers = plane_end(shape, plane);
      }
      densities(shape, 0, numbers, here, b);
      if (i > 0) {
        Flux jn;
        Flux jp;
        fluxes(shape, element, {before, film}, here, b, jn, jp);
        V jn_out = jn.value;  // as it leaves the node before
        V jp_out = jp.value;
        Exchange x;
        if (Base::is_rich && shape.has_plane) {
          exchange(plane, shape.plane_levels, before, here, x);
          jn_out = jn_out - x.loss_n[0];
          jp_out = jp_out + x.loss_p[0];
        }
        const V j = jn_out + jp_out;
        low = hn::Min(low, j);
        high = hn::Max(high, j);
        sum = sum + j;
        note_residual(jn_out, jp_out);
        if (Base::is_rich && shape.has_plane) {
          jn_before = jn.value + x.loss_n[1];
          jp_before = jp.value - x.loss_p[1];
          const V lost = x.loss_n[0] + x.loss_n[1];
          total[interface_loss] = total[interface_loss] + lost;
          total[current] = total[current] - lost;
        }
        const V n_bits = hn::Abs(jn.phi_left) * (hn::Abs(before.phi_n) + hn::Abs(here.phi_n));
        const V p_bits = hn::Abs(jp.phi_left) * (hn::Abs(before.phi_p) + hn::Abs(here.phi_p));
        total[rounding] = hn::Max(total[rounding], n_bits + p_bits);
      }
      net = zero();
      numbers = add_losses(shape, numbers, b, {here, lit}, total, net);
      total[current] = total[current] + net;
    }
    const V n_lost = at(contacts, loss_n_back) * expm1_of(fermi - here.phi_n);
    const V p_lost = at(contacts, loss_p_back) * expm1_of(here.phi_p - fermi);
    note_residual(hn::Neg(n_lost), p_lost);
    total[back_contact] = hn::IfThenElse(is_n_front, n_lost, p_lost);
    total[current] = (total[current] - total[back_contact]) - total[front_contact];
    total[spread] = high - low;
    const V at_metal =
        hn::IfThenElse(is_n_front, at(contacts, loss_p_back), at(contacts, loss_n_back)) *
        (hn::Abs(hn::IfThenElse(is_n_front, here.phi_p, here.phi_n)) + hn::Abs(fermi));
    total[rounding] = hn::Max(total[rounding], at_metal) * hn::Set(d, 0x1p-53);
    const V elements = hn::Set(d, static_cast<double>(block.shape.size() - 1));
    total[balance] = hn::Abs(total[current] - direction * sum / elements);
    for (std::size_t k = 0; k < measurement_size; ++k) {
      hn::StoreU(total[k] * hn::Set(d, constants::elementary_charge), d,
                 block.measured.get() + k * lanes);
    }
  }
};

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#endif
