// SPDX-License-Identifier: Apache-2.0
#include "certificate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/device/radiative_limit.hpp"

namespace heliofab::device {

MeshDefect::MeshDefect(std::span<const Solved> whole, std::span<const Solved> half) {
  for (const Solved& s : whole) {
    jsc_ = s.bias == 0 ? std::abs(s.measured[current]) : jsc_;
  }
  for (const Solved& s : whole) {
    const auto same = std::ranges::lower_bound(half, s.bias, {}, &Solved::bias);
    if (same == half.end() || same->bias != s.bias) {
      continue;
    }
    const double j = s.measured[current];
    const double change = same->measured[current] - j;
    const double scale = std::abs(j) + jsc_;
    if (!knots_.empty()) {
      reach_ = std::max(reach_, 2 * (s.bias - knots_.back().bias));
    }
    knots_.push_back({s.bias, j, change == 0 ? 0 : change / (3 * scale)});
  }
}

double MeshDefect::at(double bias, double current_density) const {
  if (knots_.empty() || bias < knots_.front().bias - reach_ || bias > knots_.back().bias + reach_) {
    return std::nan("");
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
  if (knots_.empty()) {
    return std::nan("");
  }
  double worst = 0;
  if (!is_lit) {
    for (const Knot& k : knots_) {
      worst = std::max(worst, std::abs(k.relative));
    }
    return worst;
  }
  const auto power = [=](const Knot& k) { return k.bias * thermal_voltage * k.current_density; };
  const auto best = std::ranges::max_element(knots_, {}, power);
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
          .losses = {.radiative = m[radiative_loss],
                     .auger = m[auger_loss],
                     .shockley_read_hall = m[level_loss],
                     .front_contact = m[front_contact],
                     .back_contact = m[back_contact],
                     .interfaces = m[interface_loss]},
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
  if (curve.jsc != 0) {
    return std::isfinite(curve.mesh_error.jsc) &&
           std::abs(curve.mesh_error.pmax) <= limits.mesh * std::max(curve.pmax(), 1.0);
  }
  return std::ranges::all_of(curve.points, [&](const CertifiedPoint& p) {
    return std::abs(p.mesh_error) <= limits.mesh * std::abs(p.current_density);
  });
}

namespace {

// For people, of a curve whose mesh is not fine enough or not known to be.
std::string mesh_doubt(const CertificateLimits& limits, const CertifiedCurve& curve) {
  const auto is_unknown = [](const CertifiedPoint& p) { return std::isnan(p.mesh_error); };
  if (std::ranges::any_of(curve.points, is_unknown)) {
    return fmt::format("no coarser mesh to tell the error of {} nodes by", curve.nodes);
  }
  if (curve.jsc != 0) {
    return fmt::format(
        "Pmax changes by {:.1e} W/m2 when the elements are halved, on the finest mesh of {} nodes",
        3 * curve.mesh_error.pmax, curve.nodes);
  }
  const auto relative = [](const CertifiedPoint& p) {
    return p.current_density == 0 ? 0 : std::abs(p.mesh_error / p.current_density);
  };
  const CertifiedPoint& worst = *std::ranges::max_element(curve.points, {}, relative);
  return fmt::format("{:.4f} V: the mesh of {} nodes errs by {:.1e} of the current, wanted {:.1e}",
                     worst.voltage, curve.nodes, relative(worst), limits.mesh);
}

}  // namespace

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
    curve.doubts.push_back(mesh_doubt(limits, curve));
  }
}

double photocurrent(std::span<const double> generation) {
  return constants::elementary_charge * (generation.back() - generation.front());
}

void add_thermodynamic_doubt(const CellDesign& design, double made, CertifiedCurve& curve) {
  if (!(curve.voc > 0)) {
    return;
  }
  const double gap = smallest_gap(design);
  const double j0 = emission_current(gap, design.temperature);
  const double allowed = ideal_diode(made, j0, design.temperature).voc;
  if (curve.voc > allowed) {
    curve.doubts.push_back(
        fmt::format("Voc of {:.4f} V, but a gap of {:.4f} eV allows {:.4f} V for this light: "
                    "densities of states, lifetimes or radiative coefficients cannot all be true",
                    curve.voc, gap, allowed));
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
