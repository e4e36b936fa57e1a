// SPDX-License-Identifier: Apache-2.0
#include "figures.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/roots.hpp"

namespace heliofab::device {

namespace {

// Solutions and their currents, in rising order of voltage.
class Samples {
 public:
  Samples(SingleCell& cell, std::vector<Solved> solved)
      : cell_(&cell), solved_(std::move(solved)) {}

  std::size_t size() const noexcept { return solved_.size(); }
  double voltage(std::size_t k) const { return solved_[k].bias * cell_->cell().thermal_voltage; }
  double current_at(std::size_t k) const { return solved_[k].measured[current]; }

  // The current between samples, by a polynomial through the six nearest that are not crowded.
  double between(double v) const {
    const double bias = v / cell_->cell().thermal_voltage;
    const auto known = nearest(solved_, bias, 6);
    const std::vector<double> weights = weights_of(known, bias);
    double sum = 0;
    for (std::size_t k = 0; k < known.size(); ++k) {
      sum += weights[k] * known[k]->measured[current];
    }
    return sum;
  }

  // The distance to the nearest sample [kT/q].
  double gap(double bias) const {
    const auto place = std::ranges::lower_bound(solved_, bias, {}, &Solved::bias);
    return std::min(place == solved_.end() ? HUGE_VAL : place->bias - bias,
                    place == solved_.begin() ? HUGE_VAL : bias - std::prev(place)->bias);
  }
  // Closer, the polynomial would lose the digits it is to gain.
  bool is_crowded(double v) const { return gap(v / cell_->cell().thermal_voltage) <= 0.02; }

  // Solves there; NaN when that fails. The solution joins the samples unless they would crowd.
  double solve(double v) {
    const double bias = v / cell_->cell().thermal_voltage;
    Solved solved = solve_at(*cell_, solved_, bias, 1);
    if (!solved.status) {
      return std::nan("");
    }
    const double j = solved.measured[current];
    if (!is_crowded(v)) {
      solved_.insert(std::ranges::lower_bound(solved_, bias, {}, &Solved::bias), std::move(solved));
    }
    return j;
  }

 private:
  SingleCell* cell_;
  std::vector<Solved> solved_;
};

// The root of the polynomial, then Newton with its slope, kept between the signs.
void find_open_circuit(Samples& samples, std::size_t before, Figures& f) {
  double low = samples.voltage(before);
  double high = samples.voltage(before + 1);
  double v = find_root([&](double x) { return samples.between(x); }, low, high, 1e-12)
                 .value_or((low + high) / 2);
  for (int k = 0; k < 60; ++k) {
    const double j = samples.solve(v);
    if (!std::isfinite(j)) {
      return;
    }
    (j > 0 ? low : high) = v;
    constexpr double h = 1e-5;  // [V]
    f.slope_at_voc = (samples.between(v + h) - samples.between(v - h)) / (2 * h);
    const double step = -j / f.slope_at_voc;
    if (std::abs(step) < 1e-7) {  // what the slope errs by is a hundredth of it at most
      f.voc = v + step;
      return;
    }
    v = v + step > low && v + step < high ? v + step : (low + high) / 2;
  }
}

// The maximum of the polynomial; then samples around it until it stays where it is. At a sample two
// polynomials meet, and their kink may be a maximum that the current does not have.
double maximum_power(Samples& samples, double low, double high, double thermal_voltage) {
  double v = -1;
  for (int k = 0; k < 12; ++k) {
    const double next =
        find_maximum([&](double x) { return x * samples.between(x); }, low, high, 1e-8).x;
    const double moved = std::abs(next - v);
    v = next;
    const bool is_at_sample = k == 0 && samples.is_crowded(v);
    if (moved < 1e-6 || !std::isfinite(samples.solve(v))) {
      break;
    }
    if (is_at_sample || (k > 0 && moved > 1e-5)) {
      const double aside = 0.25 * thermal_voltage / std::max(k, 1);
      samples.solve(std::max(v - aside, low));
      samples.solve(std::min(v + aside, high));
    }
  }
  return v;
}

}  // namespace

Figures find_figures(SingleCell& cell, std::vector<Solved> solved) {
  const auto at_zero = std::ranges::lower_bound(solved, 0.0, {}, &Solved::bias);
  const auto zero = static_cast<std::size_t>(at_zero - solved.begin());
  Samples samples(cell, std::move(solved));
  Figures f{.jsc = samples.current_at(zero)};
  std::size_t before = zero;
  while (before + 1 < samples.size() && samples.current_at(before + 1) > 0) {
    ++before;
  }
  if (!(f.jsc > 0) || before + 1 == samples.size()) {
    return f;
  }
  std::size_t best = zero;
  for (std::size_t k = zero; k <= before; ++k) {
    if (samples.voltage(k) * samples.current_at(k) >
        samples.voltage(best) * samples.current_at(best)) {
      best = k;
    }
  }
  const double low = samples.voltage(best > zero ? best - 1 : zero);
  const double high = samples.voltage(best + 1);
  find_open_circuit(samples, before, f);
  if (!(f.voc > 0)) {
    return f;
  }
  f.vmp = maximum_power(samples, low, std::min(high, f.voc), cell.cell().thermal_voltage);
  f.jmp = samples.solve(f.vmp);
  return f;
}

}  // namespace heliofab::device
