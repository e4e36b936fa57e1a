// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/solve_cell.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "check_inputs.hpp"
#include "heliofab/core/roots.hpp"
#include "sweep.hpp"

namespace heliofab::device {

namespace {

bool is_beyond_voc(const CurvePoint& p) {
  return p.status && p.voltage > 0 && p.current_density <= 0;
}

// The zero and the maximum power near the points of the sweep, by solving there.
void find_figures(Sweep& sweep, CellCurve& curve) {
  curve.jsc = sweep.short_circuit().current_density;
  const auto begin = curve.points.begin();
  const auto beyond = std::find_if(begin, curve.points.end(), is_beyond_voc);
  if (beyond == curve.points.end() || !(curve.jsc > 0)) {
    return;
  }
  const auto current = [&](double v) {
    const CurvePoint point = sweep.solve(v, false);
    if (!point.status) {
      throw ModelError("E3202", fmt::format("cell: no steady state at {:.6f} V, between solved "
                                            "points; last update {:.1e} kT/q after {} iterations",
                                            v, point.status.residual, point.status.iterations));
    }
    return point.current_density;
  };
  const auto before = [&](auto point) {  // J(0) > 0: 0 V always lies before both figures
    return point == begin ? 0 : std::max(std::prev(point)->voltage, 0.0);
  };
  curve.voc = find_root(current, before(beyond), beyond->voltage, 1e-9).value_or(0);
  if (!(curve.voc > 0)) {
    return;
  }
  const auto power = [](const CurvePoint& p) { return p.voltage * p.current_density; };
  const auto best = std::ranges::max_element(begin, beyond, {}, power);
  const double high = best == beyond ? beyond->voltage : std::next(best)->voltage;
  const Maximum mpp =
      find_maximum([&](double v) { return v * current(v); }, before(best), high, 1e-5);
  curve.vmp = mpp.x;
  curve.jmp = mpp.value / mpp.x;
  curve.fill_factor = mpp.value / (curve.voc * curve.jsc);
}

}  // namespace

CellCurve solve_cell(const CellDesign& design, const Mesh& mesh, std::span<const double> generation,
                     const CurveRequest& request) {
  check_inputs(design, mesh, generation, request);
  const Problem problem = make_problem(design, mesh, generation);
  const bool is_lit = !generation.empty() && generation.back() > generation.front();
  Sweep sweep(problem, is_lit ? 1 : 0);
  CellCurve curve;
  const auto steps = std::llround((request.to - request.from) / request.step);
  for (long long i = 0; i <= steps; ++i) {
    const double voltage = request.from + static_cast<double>(i) * request.step;
    // A multiple of the step that should be zero is zero.
    curve.points.push_back(sweep.solve(std::abs(voltage) < 1e-12 ? 0 : voltage, true));
    const CurvePoint& last = curve.points.back();
    if (!last.status || (is_lit && request.stop_after_voc && is_beyond_voc(last))) {
      break;
    }
  }
  if (is_lit) {
    find_figures(sweep, curve);
  }
  return curve;
}

}  // namespace heliofab::device
