// SPDX-License-Identifier: Apache-2.0
#include "bulk_slopes.hpp"

#include <cmath>

namespace heliofab::device {

namespace {

// Slopes by how fast a transition fills and empties, pulled back to its rates and the carriers.
void add_transition_slopes(const LevelRates& level, double by_filling, double by_emptying,
                           WeighedCarriers& c, LevelRates& slopes) {
  const double by_n1 = by_emptying * level.capture_n * c.gamma_n;
  const double by_p1 = by_filling * level.capture_p * c.gamma_p;
  c.by_n += by_filling * level.capture_n;
  c.by_p += by_emptying * level.capture_p;
  c.by_log_gamma_n += by_n1 * level.n1;
  c.by_log_gamma_p += by_p1 * level.p1;
  slopes.n1 += by_n1;
  slopes.p1 += by_p1;
  slopes.capture_n += by_filling * c.n.density + by_emptying * (level.n1 * c.gamma_n);
  slopes.capture_p += by_filling * (level.p1 * c.gamma_p) + by_emptying * c.p.density;
}

double filling(const LevelRates& level, const WeighedCarriers& c) {
  return level.capture_n * c.n.density + level.capture_p * (level.p1 * c.gamma_p);
}
double emptying(const LevelRates& level, const WeighedCarriers& c) {
  return level.capture_n * (level.n1 * c.gamma_n) + level.capture_p * c.p.density;
}

// Charge and recombination of a level, (10) and (11), pulled back to its rates and to the carriers.
void add_level_slopes(const LevelRates& level, const BulkWeights& w, WeighedCarriers& c,
                      LevelRates& slopes) {
  const double a = filling(level, c);
  const double b = emptying(level, c);
  const double all = a + b;
  const double full = a / all;
  const double by_captures = w.recombination * c.excess / all;  // by cn cp
  const double pairs = by_captures * level.capture_n * level.capture_p;
  const double by_full = -w.charge * level.density;
  c.weighed.charge += w.charge * level.density * (level.charge_empty - full);
  c.weighed.recombination += pairs;
  c.by_excess += w.recombination * level.capture_n * level.capture_p / all;
  slopes.density += w.charge * (level.charge_empty - full);
  slopes.capture_n += by_captures * level.capture_p;
  slopes.capture_p += by_captures * level.capture_n;
  add_transition_slopes(level, (by_full * (b / all) - pairs) / all, -(by_full * full + pairs) / all,
                        c, slopes);
}

// The same of an amphoteric level, (19).
void add_amphoteric_slopes(const AmphotericRates& level, const BulkWeights& w, WeighedCarriers& c,
                           AmphotericRates& slopes) {
  const double a1 = filling(level.first, c);
  const double b1 = emptying(level.first, c);
  const double a2 = filling(level.second, c);
  const double b2 = emptying(level.second, c);
  const double all = b1 * b2 + a1 * b2 + a1 * a2;
  const double none = b1 * b2 / all;
  const double one = a1 * b2 / all;
  const double two = a1 * a2 / all;
  const double first = level.first.capture_n * level.first.capture_p;
  const double second = level.second.capture_n * level.second.capture_p;
  const double by_pairs = w.recombination * c.excess / all;
  const double per_excess = (first * b2 + second * a1) / all;
  const double pairs = w.recombination * c.excess * per_excess;
  const double charge = w.charge * level.density;
  c.weighed.charge += charge * (none - two);
  c.weighed.recombination += pairs;
  c.by_excess += w.recombination * per_excess;
  slopes.density += w.charge * (none - two);
  slopes.first.capture_n += by_pairs * level.first.capture_p * b2;
  slopes.first.capture_p += by_pairs * level.first.capture_n * b2;
  slopes.second.capture_n += by_pairs * level.second.capture_p * a1;
  slopes.second.capture_p += by_pairs * level.second.capture_n * a1;
  // By the weights B1 B2, A1 B2 and A1 A2 of the three charges.
  const double by_none = (charge * (one + 2 * two) - pairs) / all;
  const double by_one = (charge * (two - none) - pairs) / all;
  const double by_two = -(charge * (one + 2 * none) + pairs) / all;
  add_transition_slopes(level.first, by_one * b2 + by_two * a2 + by_pairs * second, by_none * b2, c,
                        slopes.first);
  add_transition_slopes(level.second, by_two * a1, by_none * b1 + by_one * a1 + by_pairs * first, c,
                        slopes.second);
}

}  // namespace

WeighedCarriers add_bulk_slopes(const Element& e, std::size_t side, const NodeState& s,
                                const BulkWeights& w, Element& slopes) {
  const Trace& t = e.end[side];
  WeighedCarriers c{.n = electrons(t, s), .p = holes(t, s)};
  c.gamma_n = c.n.log_gamma == 0 ? 1 : std::exp(c.n.log_gamma);
  c.gamma_p = c.p.log_gamma == 0 ? 1 : std::exp(c.p.log_gamma);
  const double drive = c.gamma_n * c.gamma_p * std::expm1(s.phi_p - s.phi_n);
  c.excess = t.ni2 * drive;
  const double n = c.n.density;
  const double p = c.p.density;
  slopes.doping += w.charge;
  slopes.radiative += w.recombination * c.excess;
  slopes.auger_n += w.recombination * c.excess * n;
  slopes.auger_p += w.recombination * c.excess * p;
  const double direct = e.radiative + e.auger_n * n + e.auger_p * p;
  c.weighed = {w.charge * (p - n + e.doping), w.recombination * direct * c.excess};
  c.by_n = -w.charge + w.recombination * e.auger_n * c.excess;
  c.by_p = w.charge + w.recombination * e.auger_p * c.excess;
  c.by_excess = w.recombination * direct;
  for (std::size_t k = 0; k < e.levels[side].size(); ++k) {
    add_level_slopes(e.levels[side][k], w, c, slopes.levels[side][k]);
  }
  for (std::size_t k = 0; k < e.amphoteric[side].size(); ++k) {
    add_amphoteric_slopes(e.amphoteric[side][k], w, c, slopes.amphoteric[side][k]);
  }
  slopes.end[side].log_n += c.by_log_n();
  slopes.end[side].log_p += c.by_log_p();
  slopes.end[side].log_nc -= c.above_n();
  slopes.end[side].log_nv -= c.above_p();
  slopes.end[side].ni2 += c.by_excess * drive;
  return c;
}

double add_charge_slopes(const Element& element, std::size_t side, double psi, double weight,
                         Element& slopes) {
  const WeighedCarriers c = add_bulk_slopes(element, side, {psi, 0, 0}, {weight, 0}, slopes);
  return c.by_log_n() - c.by_log_p();
}

}  // namespace heliofab::device
