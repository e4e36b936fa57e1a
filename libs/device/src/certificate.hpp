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
  /// @param whole,half  measured solutions in rising order; only biases that both have count
  MeshDefect(std::span<const Solved> whole, std::span<const Solved> half);

  /// [A/m2] at a bias where the current is `current_density`. NaN where nothing is known: without a
  /// common bias, or more than two gaps between them beyond the last.
  double at(double bias, double current_density) const;
  /// Largest error of the power around the knot of largest power, of Pmax or 1 W/m2; in the dark
  /// the largest of the current. NaN without a common bias.
  double worst(double thermal_voltage, bool is_lit) const;

 private:
  struct Knot {
    double bias, current_density, relative;
  };
  std::vector<Knot> knots_;
  double jsc_ = 0;
  double reach_ = 0;  // [kT/q] beyond the last knots
};

CertifiedPoint certified_point(const Solved& solved, double thermal_voltage,
                               const MeshDefect& defect);

/// Figures and their errors: to first order Pmax errs by the current at its point, Voc by the
/// current there over the slope.
void set_figures(const Figures& figures, double thermal_voltage, const MeshDefect& defect,
                 CertifiedCurve& curve);

/// True when the error by the mesh, of Pmax or in the dark of every current, is known and within
/// the limits.
bool has_fine_mesh(const CertificateLimits& limits, const CertifiedCurve& curve) noexcept;

/// Says where a curve exceeds the limits.
void add_doubts(const CertificateLimits& limits, CertifiedCurve& curve);

/// One charge for every pair [A/m2] of the light on a lit cell.
double photocurrent(std::span<const double> generation);

/// Says when a cell in light exceeds what the second law allows: the open-circuit voltage of
/// Shockley and Queisser for its smallest gap and the current of its own pairs; theory (48).
/// @param made  [A/m2] photocurrent of the cell
void add_thermodynamic_doubt(const CellDesign& design, double made, CertifiedCurve& curve);

}  // namespace heliofab::device
