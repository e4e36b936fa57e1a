// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/module/plane_heat.hpp"
#include "modes.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// A whole module across, its films and its scribes: heat does not stop at a scribe.
struct PlateMesh {
  LineMesh x;                       // [m] from the outer edge of the first stripe
  std::vector<std::size_t> column;  // of the plate, by column of the films
  std::vector<std::size_t> scribe;  // its element behind each stripe

  std::size_t columns() const noexcept { return x.points(); }
};
/// @param pitch  [m] wider than the films
PlateMesh make_plate(const PlaneProblem& problem, double pitch);

/// What a plate loses to both its sides.
struct PlateLoss {
  double value = 0;  // [W/m2]
  double slope = 0;  // [W/m2/K]
};
PlateLoss plate_loss(const PlaneHeat& heat, double temperature) noexcept;

/// Temperatures of a thin plate, as amplitudes by modes of the rows: that of mode m of column q at
/// q * modes + m. Heat of points is in W, by modes too.
class Plate {
 public:
  Plate(const PlateMesh& mesh, const LineMesh& y, const Modes& modes, const PlaneHeat& heat);

  /// Heat that leaves each point: to its neighbours and to both sides [W m^(-1/2)].
  void losses(std::span<const double> temperature, std::span<double> heat);
  /// [W] of the whole plate to its sides, as losses() had it last.
  double lost() const noexcept { return lost_; }
  /// Takes the slopes as losses() had them last.
  void linearise();
  /// Changes of the temperatures that carry `heat` into the points, each column losing to its
  /// sides as it does on average.
  void answer_evenly(std::span<const double> heat, std::span<double> change) const;
  /// Takes from heat in rows what changes in rows lose above that average.
  void subtract_unevenness(std::span<const double> change, std::span<double> heat) const;
  /// The same as every point does, to a `tolerance` in the norm of energy.
  void answer(std::span<const double> heat, double tolerance, std::span<double> change);

  std::vector<double> to_rows(std::span<const double> amplitudes) const;
  std::vector<double> to_modes(std::span<const double> heat) const;
  /// Amplitudes of values at all points.
  std::vector<double> from_rows(std::span<const double> values) const;
  /// Amplitudes of one temperature [K] everywhere.
  std::vector<double> even(double temperature) const;
  /// [m2] of each point.
  const std::vector<double>& area() const noexcept { return area_; }
  /// The mean of values at all points.
  double mean(std::span<const double> values) const noexcept;

 private:
  const PlateMesh* mesh_;
  const Modes* modes_;
  PlaneHeat heat_;
  BandShape shape_;
  std::vector<double> across_;  // [W/K/m] of all modes alike, a band of one mode
  std::vector<double> bands_;
  std::vector<double> area_;
  std::vector<double> slope_;   // [W/m2/K] by point
  std::vector<double> mean_;    // of each column
  std::vector<double> uneven_;  // [W/K] by point, above the mean
  double length_ = 0;           // [m] of the rows
  double lost_ = 0;
  bool is_uneven_ = false;
  std::vector<double> r_, z_, p_, dp_;  // of conjugate gradients
};

}  // namespace heliofab::module
