// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "figures.hpp"
#include "heliofab/device/solve_cells.hpp"
#include "lanes.hpp"

namespace heliofab::device {

/// The error of the mesh at the knots, as the current's excess over that of an infinitely fine one:
/// a third of what halving the elements adds, over |J| + Jsc. Second order: half the elements have
/// four times the error.
class MeshDefect {
 public:
  /// @param whole,half  the same biases in rising order, measured, 0 V among them
  MeshDefect(std::span<const Solved> whole, std::span<const Solved> half);

  /// [A/m2] at a bias where the current is `current_density`.
  double at(double bias, double current_density) const;
  /// Largest error of the power at the two knots of largest power, of Pmax or 1 W/m2; in the dark
  /// the largest of the current.
  double worst(double thermal_voltage, bool is_lit) const;

 private:
  struct Knot {
    double bias, current_density, relative;
  };
  std::vector<Knot> knots_;
  double jsc_ = 0;
};

CertifiedPoint certified_point(const Solved& solved, double thermal_voltage,
                               const MeshDefect& defect);

/// Figures and their errors: to first order Pmax errs by the current at its point, Voc by the
/// current there over the slope.
void set_figures(const Figures& figures, double thermal_voltage, const MeshDefect& defect,
                 CertifiedCurve& curve);

/// True when the error of Pmax by the mesh is within the limits.
bool has_fine_mesh(const CertificateLimits& limits, const CertifiedCurve& curve) noexcept;

/// Says where a curve exceeds the limits.
void add_doubts(const CertificateLimits& limits, CertifiedCurve& curve);

}  // namespace heliofab::device
