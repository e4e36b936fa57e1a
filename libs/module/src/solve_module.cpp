// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/solve_module.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/roots.hpp"

namespace heliofab::module {

namespace {

double string_voltage(const ModuleDesign& design, std::span<const StripCell> cells, double current,
                      std::vector<double>* each) {
  double sum = -design.end_contact / design.cell_length * current;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const StripSolution strip = solve_strip(design, cells[k], current);
    if (!strip.status) {
      throw ModelError("E4201", fmt::format("module: stripe {} of {} did not converge at {:.6g} A; "
                                            "last update {:.3g} V after {} iterations",
                                            k + 1, cells.size(), current, strip.status.residual,
                                            strip.status.iterations));
    }
    sum += strip.voltage;
    if (each != nullptr) {
      (*each)[k] = strip.voltage;
    }
  }
  return sum;
}

}  // namespace

ModuleCurve solve_module(const ModuleDesign& design, std::span<const StripCell> cells,
                         std::int64_t points) {
  if (cells.size() != static_cast<std::size_t>(design.cells)) {
    throw InputError("E4102", "module.cells",
                     fmt::format("{} cells given, wanted {}", cells.size(), design.cells));
  }
  const double area = active_width(design) * design.cell_length;
  // No stripe can pass more than the best one makes at a short circuit of its own; the string's
  // short circuit lies below that.
  double most = 0;
  for (const StripCell& cell : cells) {
    most = std::max(most, local_current(cell, 0, 0).value * area);
  }
  const auto voltage = [&](double i) { return string_voltage(design, cells, i, nullptr); };
  ModuleCurve curve;
  curve.voc = voltage(0);
  if (most <= 0 || curve.voc <= 0) {
    return curve;  // dark
  }
  curve.isc = find_root(voltage, 0, 1.01 * most, 1e-9 * most).value_or(0);
  const auto power = [&](double i) { return i * voltage(i); };
  const Maximum best = find_maximum(power, 0.3 * curve.isc, curve.isc, 1e-5 * curve.isc);
  curve.imp = best.x;
  curve.vmp = best.value / best.x;
  curve.fill_factor = best.value / (curve.isc * curve.voc);
  curve.cell_voltage_mp.resize(cells.size());
  string_voltage(design, cells, curve.imp, &curve.cell_voltage_mp);
  for (std::int64_t k = 0; k < points; ++k) {
    // Even steps in the angle of an ellipse put points where the curve bends.
    const double angle =
        static_cast<double>(k) / static_cast<double>(std::max<std::int64_t>(points - 1, 1));
    const double i = curve.isc * std::sin((1 - angle) * std::acos(0.0));
    curve.points.push_back({voltage(i), i});
  }
  return curve;
}

ModuleCurve solve_module(const ModuleDesign& design, const StripCell& alike, std::int64_t points) {
  const std::vector<StripCell> cells(static_cast<std::size_t>(design.cells), alike);
  return solve_module(design, cells, points);
}

double aperture_efficiency(const ModuleDesign& design, const ModuleCurve& curve) noexcept {
  return curve.pmax() / (1000 * aperture_area(design));
}

}  // namespace heliofab::module
