// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/circuit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/roots.hpp"

namespace heliofab::device {

namespace {

// Current of junction and shunt over the junction's voltage, between solved points.
class Junction {
 public:
  Junction(const CellCurve& curve, double shunt) : shunt_(shunt) {
    std::vector<std::pair<double, double>> samples{
        {0, curve.jsc}, {curve.vmp, curve.jmp}, {curve.voc, 0}};
    for (const CurvePoint& p : curve.points) {
      const auto is_same = [&](const auto& s) { return std::abs(s.first - p.voltage) < 1e-3; };
      if (p.status && std::ranges::none_of(samples, is_same)) {
        samples.emplace_back(p.voltage, p.current_density);
      }
    }
    std::ranges::sort(samples);
    for (const auto& [v, j] : samples) {
      voltage_.push_back(v);
      current_.push_back(j);
    }
  }

  double at(double v) const {
    const std::size_t count = std::min<std::size_t>(6, voltage_.size());
    const std::size_t below = find_interval(voltage_, v);
    const std::size_t first = std::min(below < 2 ? 0 : below - 2, voltage_.size() - count);
    std::array<double, 6> weights{};
    lagrange_weights(std::span(voltage_).subspan(first, count), v, std::span(weights).first(count));
    double sum = -v / shunt_;
    for (std::size_t k = 0; k < count; ++k) {
      sum += weights[k] * current_[first + k];
    }
    return sum;
  }

 private:
  double shunt_;
  std::vector<double> voltage_;
  std::vector<double> current_;
};

void set_figures(const Junction& junction, double series, double voc, CellCurve& curve) {
  constexpr double tolerance = 1e-10;  // [V]
  const auto terminal = [&](double v) { return v - series * junction.at(v); };
  const auto current = [&](double v) { return junction.at(v); };
  const auto open = find_root(current, 0, voc, tolerance);
  if (!open) {
    return;
  }
  const auto shorted = find_root(terminal, 0, *open, tolerance);
  if (!shorted) {
    return;
  }
  curve.voc = *open;
  curve.jsc = junction.at(*shorted);
  const Maximum best =
      find_maximum([&](double v) { return terminal(v) * junction.at(v); }, *shorted, *open, 1e-7);
  curve.vmp = terminal(best.x);
  curve.jmp = junction.at(best.x);
  curve.fill_factor = curve.pmax() / (curve.voc * curve.jsc);
}

}  // namespace

CellCurve with_circuit(const CellCurve& curve, const Circuit& circuit) {
  if (!(circuit.series >= 0 && std::isfinite(circuit.series)) || !(circuit.shunt > 0)) {
    throw InputError("E3111", "cell.circuit",
                     fmt::format("series {:g} and shunt {:g} ohm m2, wanted a series resistance of "
                                 "at least 0 and a shunt above 0",
                                 circuit.series, circuit.shunt));
  }
  CellCurve result{.points = curve.points};
  for (CurvePoint& p : result.points) {
    p.current_density -= p.voltage / circuit.shunt;
    p.voltage -= p.current_density * circuit.series;
  }
  if (curve.voc > 0 && curve.jsc > 0) {
    set_figures(Junction(curve, circuit.shunt), circuit.series, curve.voc, result);
  }
  return result;
}

}  // namespace heliofab::device
