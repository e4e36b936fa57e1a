// SPDX-License-Identifier: Apache-2.0
#include "certificate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace heliofab::device {

MeshDefect::MeshDefect(std::span<const Solved> whole, std::span<const Solved> half) {
  for (const Solved& s : whole) {
    jsc_ = s.bias == 0 ? std::abs(s.measured[current]) : jsc_;
  }
  for (std::size_t k = 0; k < whole.size() && k < half.size(); ++k) {
    const double j = whole[k].measured[current];
    const double change = half[k].measured[current] - j;
    const double scale = std::abs(j) + jsc_;
    knots_.push_back({whole[k].bias, j, change == 0 ? 0 : change / (3 * scale)});
  }
}

double MeshDefect::at(double bias, double current_density) const {
  if (knots_.empty()) {
    return 0;
  }
  const auto above = std::ranges::lower_bound(knots_, bias, {}, &Knot::bias);
  double relative = 0;
  if (above == knots_.begin() || above == knots_.end()) {
    relative = above == knots_.begin() ? knots_.front().relative : knots_.back().relative;
  } else {
    const Knot& below = *std::prev(above);
    relative = std::lerp(below.relative, above->relative,
                         (bias - below.bias) / (above->bias - below.bias));
  }
  return relative * (std::abs(current_density) + jsc_);
}

double MeshDefect::worst(double thermal_voltage, bool is_lit) const {
  double worst = 0;
  if (!is_lit) {
    for (const Knot& k : knots_) {
      worst = std::max(worst, std::abs(k.relative));
    }
    return worst;
  }
  const auto power = [=](const Knot& k) { return k.bias * thermal_voltage * k.current_density; };
  const auto best = std::ranges::max_element(knots_, {}, power);
  if (best == knots_.end()) {
    return 0;
  }
  for (auto k = best == knots_.begin() ? best : std::prev(best);
       k != knots_.end() && k <= std::next(best); ++k) {
    if (power(*k) > 0.5 * power(*best)) {
      const double error = k->bias * thermal_voltage * at(k->bias, k->current_density);
      worst = std::max(worst, std::abs(error) / std::max(power(*best), 1.0));
    }
  }
  return worst;
}

CertifiedPoint certified_point(const Solved& solved, double thermal_voltage,
                               const MeshDefect& defect) {
  const Measurement& m = solved.measured;
  return {.voltage = solved.bias * thermal_voltage,
          .current_density = m[current],
          .residual = m[residual],
          .rounding = m[rounding],
          .spread = m[spread],
          .balance = m[balance],
          .mesh_error = defect.at(solved.bias, m[current]),
          .losses = {m[radiative_loss], m[auger_loss], m[level_loss], m[front_contact],
                     m[back_contact]},
          .status = solved.status};
}

void set_figures(const Figures& f, double thermal_voltage, const MeshDefect& defect,
                 CertifiedCurve& curve) {
  curve.jsc = f.jsc;
  curve.voc = f.voc;
  curve.vmp = f.vmp;
  curve.jmp = f.jmp;
  curve.fill_factor = f.fill_factor();
  curve.mesh_error.jsc = defect.at(0, f.jsc);
  if (f.voc > 0) {
    const double pmax = f.pmax();
    curve.mesh_error.voc = -defect.at(f.voc / thermal_voltage, 0) / f.slope_at_voc;
    curve.mesh_error.pmax = f.vmp * defect.at(f.vmp / thermal_voltage, f.jmp);
    curve.mesh_error.fill_factor =
        f.fill_factor() * (curve.mesh_error.pmax / pmax - curve.mesh_error.voc / f.voc -
                           curve.mesh_error.jsc / f.jsc);
  }
}

bool has_fine_mesh(const CertificateLimits& limits, const CertifiedCurve& curve) noexcept {
  return std::abs(curve.mesh_error.pmax) <= limits.mesh * std::max(curve.pmax(), 1.0);
}

void add_doubts(const CertificateLimits& limits, CertifiedCurve& curve) {
  for (const CertifiedPoint& p : curve.points) {
    // Drift and diffusion of a heavily doped film all but cancel: what the last bits of the
    // potentials make of their difference is no fault of the solution.
    const double limit =
        limits.current * (std::abs(p.current_density) + curve.jsc) + 16 * p.rounding;
    if (!p.status) {
      curve.doubts.push_back(
          fmt::format("{:.4f} V: no steady state, last update {:.1e} kT/q after {} iterations",
                      p.voltage, p.status.residual, p.status.iterations));
    } else if (!(p.residual <= limit && p.spread <= limit && p.balance <= limit)) {
      curve.doubts.push_back(fmt::format(
          "{:.4f} V: residual {:.1e}, spread {:.1e}, balance {:.1e} A/m2, wanted below {:.1e}",
          p.voltage, p.residual, p.spread, p.balance, limit));
    }
  }
  if (!has_fine_mesh(limits, curve)) {
    curve.doubts.push_back(fmt::format(
        "Pmax changes by {:.1e} W/m2 when the elements are halved, on the finest mesh of {} nodes",
        3 * curve.mesh_error.pmax, curve.nodes));
  }
}

CellCurve CertifiedCurve::curve() const {
  CellCurve plain{
      .points = {}, .jsc = jsc, .voc = voc, .vmp = vmp, .jmp = jmp, .fill_factor = fill_factor};
  for (const CertifiedPoint& p : points) {
    plain.points.push_back({p.voltage, p.current_density, p.spread, p.status});
  }
  return plain;
}

}  // namespace heliofab::device
