// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/device/solve_cells.hpp"
#include "reference_cells.hpp"

/// Random cells over all that is physically sensible: the ranges of the ensemble, CdS/CdTe and
/// n-i-p perovskites; 250 to 400 K, a thousandth of a sun to ten, neutral and charged levels.
namespace heliofab::device::testing_cells {

/// Numbers of one draw, one after the other.
template <class Uniform>
class Dice {
 public:
  explicit Dice(const Uniform& uniform) : uniform_(&uniform) {}
  double linear(double low, double high) { return low + (high - low) * (*uniform_)(draw_++); }
  double decades(double low, double high) { return low * std::pow(high / low, linear(0, 1)); }
  bool coin() { return linear(0, 1) < 0.5; }

 private:
  const Uniform* uniform_;
  unsigned draw_ = 0;
};

template <class Uniform>
Case draw_cdte(Dice<Uniform>& dice) {
  Case c = cdte();
  const double cm3 = 1 * unit::per_cm3;
  std::vector<Layer>& layers = c.design.layers;
  layers[0].thickness = dice.decades(10e-9, 200e-9);
  layers[0].doping = dice.decades(1e15, 1e18) * cm3;
  layers[0].front.affinity_eV = layers[0].back.affinity_eV = 3.9 + dice.linear(-0.2, 0.3);
  layers[0].levels = {lifetimes(dice.decades(1e-11, 1e-8), dice.decades(1e-13, 1e-9))};
  layers[1].thickness = dice.decades(0.7e-6, 6e-6);
  layers[1].doping = -dice.decades(1e13, 1e17) * cm3;
  const double tau = dice.decades(1e-11, 1e-6);
  layers[1].levels = {lifetimes(tau, tau * dice.decades(0.1, 10))};
  layers[1].front.radiative = layers[1].back.radiative = dice.decades(1e-17, 1e-15);
  c.design.back.barrier_eV = dice.linear(0.05, 0.5);
  c.flux = dice.decades(1e20, 1e22) * 1e-1;
  c.absorption = dice.decades(1e6, 1e7);
  return c;
}

template <class Uniform>
Case draw_perovskite(Dice<Uniform>& dice) {
  const double cm3 = 1 * unit::per_cm3;
  const auto film = [&](double gap, double affinity, double permittivity, double mobility) {
    return materials::Semiconductor{gap,          affinity, permittivity, 2.2e18 * cm3,
                                    1.8e19 * cm3, mobility, mobility,     0};
  };
  const double gap = dice.linear(1.45, 1.8);
  const double affinity = dice.linear(3.8, 4.0);
  materials::Semiconductor absorber =
      film(gap, affinity, dice.linear(6, 30), dice.decades(0.1, 50) * 1e-4);
  absorber.radiative = dice.decades(1e-18, 1e-15);
  const double hole_affinity = affinity + gap + dice.linear(-0.25, 0.2) - 3.0;
  const double tau = dice.decades(1e-9, 1e-6);
  const double contact = 1e5;  // [m/s]
  return {{{layer(dice.decades(20e-9, 200e-9),
                  film(3.2, affinity + dice.linear(-0.2, 0.25), 10, dice.decades(1, 100) * 1e-4),
                  dice.decades(1e16, 1e19) * cm3, {lifetimes(1e-9, 1e-9)}, 20),
            layer(dice.decades(0.2e-6, 1e-6), absorber,
                  (dice.coin() ? 1 : -1) * dice.decades(1e12, 1e16) * cm3,
                  {lifetimes(tau, tau * dice.decades(0.3, 3))}, 60),
            layer(dice.decades(20e-9, 300e-9),
                  film(3.0, hole_affinity, 3, dice.decades(1e-3, 1) * 1e-4),
                  -dice.decades(1e16, 1e19) * cm3, {lifetimes(1e-9, 1e-9)}, 20)},
           {ContactKind::flat_band, 0, contact, contact},
           {ContactKind::flat_band, 0, contact, contact},
           300},
          0,
          dice.decades(1e20, 2e21),
          dice.decades(2e6, 1e7)};
}

template <class Uniform>
Case draw_any(const Uniform& uniform) {
  Dice dice(uniform);
  const double kind = dice.linear(0, 3);
  Case c;
  if (kind < 1) {
    c = make_case(draw_cell([&](unsigned draw) { return uniform(100 + draw); }));
  } else {
    c = kind < 2 ? draw_cdte(dice) : draw_perovskite(dice);
  }
  c.design.temperature = dice.linear(250, 400);
  // Ten suns at most: the flux of a cell above is about one.
  c.flux = std::min(c.flux, 3e21) * dice.decades(1e-3, 10);
  if (dice.coin()) {
    const double cm3 = 1 * unit::per_cm3;
    Layer& absorber = c.design.layers[c.design.layers.size() == 2 || kind >= 2 ? 1 : 2];
    absorber.levels.push_back({dice.coin() ? LevelKind::donor : LevelKind::acceptor,
                               dice.decades(1e12, 1e16) * cm3, dice.linear(-0.4, 0.4),
                               dice.decades(1e-10, 1e-6), dice.decades(1e-10, 1e-6)});
  }
  return c;
}

/// The mesh of the task as it is, whatever its error.
inline constexpr CertificateLimits on_given_mesh{.refinements = 0};

inline CellTask task(const Case& c, const CurveRequest& request = {}) {
  Mesh mesh = make_mesh(c.design);
  std::vector<double> pairs = beer(mesh, c.lit_from, c.flux, c.absorption);
  const auto pairs_at = [c](std::span<const double> positions) {
    return beer(positions, c.lit_from, c.flux, c.absorption);
  };
  return {c.design, std::move(mesh), std::move(pairs), request, pairs_at};
}

}  // namespace heliofab::device::testing_cells
