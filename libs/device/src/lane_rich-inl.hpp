// SPDX-License-Identifier: Apache-2.0
// The equations of cells that have degenerate films, amphoteric levels or saturating velocities, in
// every lane at once: what Equations says, and more. Included once per target by files of the
// Highway pattern.
#if defined(HELIOFAB_LANE_RICH_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_RICH_INL
#undef HELIOFAB_LANE_RICH_INL
#else
#define HELIOFAB_LANE_RICH_INL
#endif

#include "degeneracy.hpp"
#include "lane_equations-inl.hpp"
#include "tunnel.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

template <class D>
struct RichEquations : Equations<D> {
  using Plain = Equations<D>;
  using Plain::at;
  using Plain::d;
  using Plain::lanes;
  using Plain::zero;
  using typename Plain::Flux;
  using typename Plain::Node;
  using V = hn::Vec<D>;

  static constexpr bool is_rich = true;

  // Of one carrier: ln gamma and d ln n / d eta, (22).
  struct Degenerate {
    V log_gamma, slope;
  };
  struct Gas {
    Degenerate n, p;
  };
  struct Bulk {
    V n, p, charge, radiative, auger, levels;
    Gas gas;
    V d_charge[3];
    V d_loss[3];
  };
  struct Start {
    Node node;
    Gas gas;
  };

  // What levels meet; dn is the slope of n by its quasi-Fermi level, d_gamma_n that of gamma_n.
  struct Company {
    V excess, gamma_n, gamma_p, dn, dp, d_gamma_n, d_gamma_p;
    V d_excess[3];
  };

  // How fast a transition fills and empties, with derivatives by (psi, phi_n, phi_p).
  struct Transition {
    V filling, emptying;
    V d_filling[3], d_emptying[3];
  };

  HWY_INLINE V one() const { return hn::Set(d, 1.0); }

  HWY_INLINE const double* amphoteric_of(const NodeShape& shape, std::size_t k,
                                         const double* site) const {
    return site + (site_size + shape.levels[k] * level_size) * lanes;
  }
  HWY_INLINE const double* edges_of(const NodeShape& shape, std::size_t k,
                                    const double* site) const {
    return amphoteric_of(shape, k, site) + shape.amphoteric[k] * amphoteric_size * lanes;
  }
  HWY_INLINE const double* site_end(const NodeShape& shape, std::size_t k,
                                    const double* site) const {
    return edges_of(shape, k, site) + (shape.is_degenerate ? edge_size * lanes : 0);
  }
  HWY_INLINE const double* element_end(const NodeShape& shape, const double* element) const {
    std::size_t size = element_size;
    if (shape.is_slowed) {
      size += slowing_size;
    }
    if (shape.is_tunnelled) {
      size += tunnel_size;
    }
    return element + size * lanes;
  }

  HWY_INLINE Degenerate none() const { return {zero(), one()}; }

  // As the plain engine's degeneracy(); no number goes to the lowest interval.
  HWY_INLINE Degenerate degenerate(V eta) const {
    const hn::RebindToSigned<D> di;
    const V low = hn::Set(d, static_cast<double>(DegeneracyTable::low));
    const V high = hn::Set(d, static_cast<double>(DegeneracyTable::high));
    const auto counts = hn::Gt(eta, low);
    const V inside = hn::Min(hn::IfThenElse(counts, eta, low), high);
    const V interval = hn::Min(hn::Floor(inside), high - one());
    const V t = inside - (interval + hn::Set(d, 0.5));
    constexpr std::size_t terms = DegeneracyTable::terms;
    const auto first = hn::ConvertTo(di, (interval - low) * hn::Set(d, static_cast<double>(terms)));
    const double* const table = DegeneracyTable::coefficients().data();
    V value = hn::GatherIndex(d, table + (terms - 1), first);
    V slope = zero();
    for (std::size_t k = terms - 1; k-- > 0;) {
      slope = slope * t + value;
      value = value * t + hn::GatherIndex(d, table + k, first);
    }
    value = value + slope * (eta - inside);
    return {hn::IfThenElseZero(counts, value), one() + hn::IfThenElseZero(counts, slope)};
  }

  HWY_INLINE void densities(const NodeShape& shape, std::size_t k, const double* site,
                            const Node& s, Bulk& b) const {
    V n = s.psi + at(site, log_n) - s.phi_n;
    V p = s.phi_p - s.psi + at(site, log_p);
    b.gas = {none(), none()};
    if (shape.is_degenerate) {
      const double* const edges = edges_of(shape, k, site);
      b.gas = {degenerate(n - at(edges, log_nc)), degenerate(p - at(edges, log_nv))};
      n = n + b.gas.n.log_gamma;
      p = p + b.gas.p.log_gamma;
    }
    b.n = exp_of(n);
    b.p = exp_of(p);
  }

  // Expects the densities to be there.
  HWY_INLINE void rates(const NodeShape& shape, std::size_t k, const double* site, const Node& s,
                        Bulk& b) const {
    Company c;
    V intrinsic = at(site, ni2);
    c.gamma_n = c.gamma_p = one();
    if (shape.is_degenerate) {
      c.gamma_n = exp_of(b.gas.n.log_gamma);
      c.gamma_p = exp_of(b.gas.p.log_gamma);
      intrinsic = intrinsic * (c.gamma_n * c.gamma_p);
    }
    const V more_n = b.gas.n.slope - one();
    const V more_p = b.gas.p.slope - one();
    c.excess = intrinsic * expm1_of(s.phi_p - s.phi_n);
    const V product = c.excess + intrinsic;
    c.dn = b.n * b.gas.n.slope;
    c.dp = b.p * b.gas.p.slope;
    c.d_gamma_n = c.gamma_n * more_n;
    c.d_gamma_p = c.gamma_p * more_p;
    c.d_excess[0] = c.excess * (more_n - more_p);
    c.d_excess[1] = hn::Neg(product) - c.excess * more_n;
    c.d_excess[2] = product + c.excess * more_p;
    const V k_n = at(site, auger_n);
    const V k_p = at(site, auger_p);
    const V k_auger = k_n * b.n + k_p * b.p;
    b.radiative = at(site, radiative) * c.excess;
    b.auger = k_auger * c.excess;
    const V direct = at(site, radiative) + k_auger;
    b.d_loss[0] = direct * c.d_excess[0] + (k_n * c.dn - k_p * c.dp) * c.excess;
    b.d_loss[1] = direct * c.d_excess[1] - k_n * c.dn * c.excess;
    b.d_loss[2] = direct * c.d_excess[2] + k_p * c.dp * c.excess;
    b.charge = (b.p - b.n) + at(site, fixed);
    b.d_charge[0] = hn::Neg(c.dp) - c.dn;
    b.d_charge[1] = c.dn;
    b.d_charge[2] = c.dp;
    b.levels = zero();
    for (std::size_t l = 0; l < shape.levels[k]; ++l) {
      add_level(site + (site_size + l * level_size) * lanes, c, b);
    }
    const double* const amphoteric = amphoteric_of(shape, k, site);
    for (std::size_t l = 0; l < shape.amphoteric[k]; ++l) {
      add_amphoteric(amphoteric + l * amphoteric_size * lanes, c, b);
    }
  }

  // cn n + cp p1 and cn n1 + cp p; `n1` and `p1` times their captures.
  HWY_INLINE void transition(V cn, V cp, V n1, V p1, const Company& c, const Bulk& b,
                             Transition& t) const {
    t.filling = cn * b.n + p1 * c.gamma_p;
    t.emptying = cp * b.p + n1 * c.gamma_n;
    t.d_filling[1] = hn::Neg(cn * c.dn);
    t.d_filling[2] = p1 * c.d_gamma_p;
    t.d_filling[0] = hn::Neg(t.d_filling[1] + t.d_filling[2]);
    t.d_emptying[1] = hn::Neg(n1 * c.d_gamma_n);
    t.d_emptying[2] = cp * c.dp;
    t.d_emptying[0] = hn::Neg(t.d_emptying[1] + t.d_emptying[2]);
  }

  HWY_INLINE void add_level(const double* level, const Company& c, Bulk& b) const {
    const V cn = at(level, capture_n);
    const V cp = at(level, capture_p);
    Transition t;
    transition(cn, cp, at(level, emission) - at(level, emission_p), at(level, emission_p), c, b, t);
    const V inverse = one() / (t.filling + t.emptying);
    const V rate = cn * cp * inverse;
    const V loss = rate * c.excess;
    const V full = t.filling * inverse;
    const V per_state = at(level, charged) * inverse;
    b.levels = b.levels + loss;
    b.charge = b.charge - at(level, charged) * full;
    for (std::size_t k = 0; k < 3; ++k) {
      const V d_all = t.d_filling[k] + t.d_emptying[k];
      b.d_loss[k] = b.d_loss[k] + rate * c.d_excess[k] - loss * inverse * d_all;
      b.d_charge[k] = b.d_charge[k] - per_state * (t.d_filling[k] - full * d_all);
    }
  }

  // Theory (19).
  HWY_INLINE void add_amphoteric(const double* level, const Company& c, Bulk& b) const {
    Transition f;
    Transition s;
    transition(at(level, first_capture_n), at(level, first_capture_p), at(level, first_emission_n),
               at(level, first_emission_p), c, b, f);
    transition(at(level, second_capture_n), at(level, second_capture_p),
               at(level, second_emission_n), at(level, second_emission_p), c, b, s);
    const V none = f.emptying * s.emptying;
    const V two = f.filling * s.filling;
    const V inverse = one() / ((none + f.filling * s.emptying) + two);
    const V first = at(level, first_capture_n) * at(level, first_capture_p);
    const V second = at(level, second_capture_n) * at(level, second_capture_p);
    const V rate = (first * s.emptying + second * f.filling) * inverse;
    const V charge = (none - two) * inverse;
    const V density = at(level, amphoteric_density);
    b.levels = b.levels + rate * c.excess;
    b.charge = b.charge + density * charge;
    for (std::size_t k = 0; k < 3; ++k) {
      const V d_none = f.d_emptying[k] * s.emptying + f.emptying * s.d_emptying[k];
      const V d_two = f.d_filling[k] * s.filling + f.filling * s.d_filling[k];
      const V d_all =
          (d_none + d_two) + (f.d_filling[k] * s.emptying + f.filling * s.d_emptying[k]);
      const V d_rate = (first * s.d_emptying[k] + second * f.d_filling[k] - rate * d_all) * inverse;
      b.d_loss[k] = b.d_loss[k] + rate * c.d_excess[k] + d_rate * c.excess;
      b.d_charge[k] = b.d_charge[k] + density * inverse * (d_none - d_two - charge * d_all);
    }
  }

  // Bernoulli's function and what velocity saturation leaves of the mobility, (21).
  struct Slowed {
    V value, slope;
  };
  HWY_INLINE Slowed slowed(V value, V slope, V step, V slowing) const {
    const V steep = slowing * slowing;
    const V factor = one() / hn::Sqrt(one() + step * step * steep);
    const V d_factor = hn::Neg(step * steep * (factor * factor * factor));
    return {value * factor, slope * factor + value * d_factor};
  }

  // One carrier: `b` over its step, `k` velocity times density at the right end.
  HWY_INLINE void flux_of(const Slowed& b, V k, V drive, const Degenerate& l, const Degenerate& r,
                          Flux& j) const {
    const V by_start = k * drive * b.slope;
    const V by_end = k * drive * (b.slope + b.value);
    j.value = k * b.value * drive;
    j.psi_left = by_start * l.slope;
    j.psi_right = hn::Neg(by_end * r.slope);
    j.phi_left = k * b.value * (drive + one()) - by_start * (l.slope - one());
    j.phi_right = by_end * (r.slope - one()) - k * b.value;
  }

  // What also goes through the tips of barriers, (23), lane by lane: there are few of them.
  HWY_NOINLINE void tunnel(const double* tip, V step, Flux& j) const {
    HWY_ALIGN double value[HWY_MAX_BYTES / sizeof(double)];
    HWY_ALIGN double slope[HWY_MAX_BYTES / sizeof(double)];
    hn::StoreU(step, d, value);
    hn::StoreU(step, d, slope);
    for (std::size_t l = 0; l < lanes; ++l) {
      const Tip one_tip{tip[l], tip[lanes + l], tip[2 * lanes + l], tip[3 * lanes + l]};
      const Gain gain = one_tip.is_open() ? tunnel_gain(one_tip, value[l]) : Gain{};
      value[l] = gain.value;
      slope[l] = gain.slope;
    }
    const V gain = hn::LoadU(d, value);
    const V by_step = hn::LoadU(d, slope) * j.value;
    j.value = gain * j.value;
    j.psi_left = gain * j.psi_left - by_step;
    j.psi_right = gain * j.psi_right + by_step;
    j.phi_left = gain * j.phi_left;
    j.phi_right = gain * j.phi_right;
  }

  HWY_INLINE void fluxes(const NodeShape& shape, const double* element, const Start& start,
                         const Node& r, const Bulk& b, Flux& jn, Flux& jp) const {
    const Node& l = start.node;
    // Emission goes by Boltzmann's tail above the barrier.
    const Gas& at_l = shape.is_joint ? Gas{none(), none()} : start.gas;
    const Gas& at_r = shape.is_joint ? Gas{none(), none()} : b.gas;
    const V step = r.psi - l.psi;
    V step_n = shape.is_graded ? step + at(element, step_log_n) : step;
    V step_p = shape.is_graded ? step - at(element, step_log_p) : step;
    step_n = step_n + (at_r.n.log_gamma - at_l.n.log_gamma);
    step_p = step_p - (at_r.p.log_gamma - at_l.p.log_gamma);
    const BernoulliPair<V> n = bernoulli(step_n);
    const BernoulliPair<V> p = bernoulli(step_p);
    Slowed b_n{n.plus, n.slope_plus};
    Slowed b_p{p.minus, p.slope_minus};
    if (shape.is_slowed) {
      const double* const slowing = element + element_size * lanes;
      b_n = slowed(b_n.value, b_n.slope, step_n, at(slowing, slowing_n));
      b_p = slowed(b_p.value, b_p.slope, hn::Neg(step_p), at(slowing, slowing_p));
    }
    V density_n = b.n;
    V density_p = b.p;
    if (shape.is_joint) {
      density_n = density_n * exp_of(hn::Neg(b.gas.n.log_gamma));
      density_p = density_p * exp_of(hn::Neg(b.gas.p.log_gamma));
    }
    flux_of(b_n, at(element, velocity_n) * density_n, expm1_of(r.phi_n - l.phi_n), at_l.n, at_r.n,
            jn);
    jn.value = hn::Neg(jn.value);  // the slopes are those of holes
    flux_of(b_p, at(element, velocity_p) * density_p, expm1_of(l.phi_p - r.phi_p), at_l.p, at_r.p,
            jp);
    if (HWY_UNLIKELY(shape.is_tunnelled)) {
      const double* const tips = element_end(shape, element) - tunnel_size * lanes;
      tunnel(tips, step, jn);
      tunnel(tips + tip_height_p * lanes, step, jp);
    }
  }
};

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#endif
