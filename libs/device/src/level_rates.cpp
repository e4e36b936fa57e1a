// SPDX-License-Identifier: Apache-2.0
#include "level_rates.hpp"

#include <algorithm>
#include <cmath>

namespace heliofab::device {

namespace {

// A share of a level or of its second transition, `energy_eV` above mid-gap.
LevelRates make_rates(const Level& level, double share, double energy_eV,
                      const materials::Semiconductor& s, double kt_eV) {
  return {.charge_empty = level.kind == LevelKind::donor ? 1.0 : 0.0,
          .density = level.kind == LevelKind::neutral ? 0 : share * level.density,
          .capture_n = share / level.tau_n,
          .capture_p = share / level.tau_p,
          .n1 = s.nc * std::exp((energy_eV - s.gap_eV / 2) / kt_eV),
          .p1 = s.nv * std::exp(-(energy_eV + s.gap_eV / 2) / kt_eV)};
}

// Places over a level's spread and the share of its states at each; theory (15).
struct Share {
  double away = 0;  // spreads from the middle of a gaussian, or from the band into the gap
  double states = 0;
};

// The trapezoid rule, which for a gaussian times an occupation errs by less than 1e-4 when its
// steps are below 2 kT and below the standard deviation.
std::vector<Share> gaussian_shares(double spread_over_kt) {
  constexpr double reach = 4;  // 6e-5 of the states lie beyond
  const auto half = static_cast<int>(std::ceil(reach / std::min(2 / spread_over_kt, 1.0)));
  std::vector<Share> shares;
  double sum = 0;
  for (int k = -half; k <= half; ++k) {
    const double x = reach * k / half;
    shares.push_back({x, std::exp(-x * x / 2)});
    sum += shares.back().states;
  }
  for (Share& share : shares) {
    share.states /= sum;
  }
  return shares;
}

// Cells below kT and half the decay, each with its states at its middle.
std::vector<Share> tail_shares(double spread_over_kt) {
  constexpr double reach = 10;  // 5e-5 of the states lie deeper
  const auto count = static_cast<int>(std::ceil(reach / std::min(1 / spread_over_kt, 0.5)));
  std::vector<Share> shares;
  for (int k = 0; k < count; ++k) {
    const double x = reach * k / count;
    const double end = reach * (k + 1) / count;
    shares.push_back({(x + end) / 2, (std::exp(-x) - std::exp(-end)) / -std::expm1(-reach)});
  }
  return shares;
}

}  // namespace

double above_mid_gap(LevelReference reference, double energy_eV, double gap_eV) {
  switch (reference) {
    case LevelReference::conduction_band:
      return energy_eV + gap_eV / 2;
    case LevelReference::valence_band:
      return energy_eV - gap_eV / 2;
    case LevelReference::mid_gap:
      break;
  }
  return energy_eV;
}

void add_rates(const Level& level, double states, const materials::Semiconductor& s, double kt_eV,
               std::size_t end, Element& element) {
  Level second = level;
  second.tau_n = level.second_tau_n;
  second.tau_p = level.second_tau_p;
  const double between = level.second_energy_eV - level.energy_eV;
  const auto add = [&](double share, double energy) {
    const LevelRates rates = make_rates(level, share, energy, s, kt_eV);
    if (level.kind == LevelKind::amphoteric) {
      element.amphoteric[end].push_back(
          {rates.density, rates, make_rates(second, share, energy + between, s, kt_eV)});
    } else {
      element.levels[end].push_back(rates);
    }
  };
  const double middle = above_mid_gap(level.reference, level.energy_eV, s.gap_eV);
  if (level.shape == LevelShape::discrete || !(level.spread_eV > 0)) {
    add(states, middle);
    return;
  }
  const double spread = level.spread_eV;
  const bool is_gaussian = level.shape == LevelShape::gaussian;
  for (const Share& share :
       is_gaussian ? gaussian_shares(spread / kt_eV) : tail_shares(spread / kt_eV)) {
    const double away = share.away * spread;
    add(states * share.states, is_gaussian                                  ? middle + away
                               : level.shape == LevelShape::conduction_tail ? s.gap_eV / 2 - away
                                                                            : away - s.gap_eV / 2);
  }
}

}  // namespace heliofab::device
