// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "heat_field.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "plane_solver.hpp"
#include "plate.hpp"
#include "warm_films.hpp"

namespace heliofab::module {

/// What the current at a voltage answers to: to what is missing in the balances of currents and of
/// heat, wherever it is missing.
struct HeatedAnswers {
  PlaneField currents;       // [A/A] out of all points
  std::vector<double> heat;  // [A/W] into all points of the plate
};

/// Currents and temperatures of one module at one terminal voltage after another.
class HeatedSolver {
 public:
  HeatedSolver(const PlaneModule& module, const PlaneHeat& heat);
  HeatedSolver(const HeatedSolver&) = delete;
  HeatedSolver& operator=(const HeatedSolver&) = delete;

  /// @throws ModelError  E4202, E4203
  HeatState solve(double voltage);
  /// [A/V] of the state that was solved last, its temperatures held.
  double slope_at_held_heat() { return electric_.current_slope(); }
  /// Of the films as they are, without light, at the temperature of the air [W] by points of the
  /// plate. @throws ModelError E4202
  std::vector<double> dark_heat(double voltage);

  const PlaneProblem& problem() const noexcept { return problem_; }
  const PlaneSolver& electric() const noexcept { return electric_; }
  const Status& status() const noexcept { return status_; }
  const PlateMesh& mesh() const noexcept { return mesh_; }
  const Modes& modes() const noexcept { return electric_.system().modes(); }
  const FilmWarmth& warmth() const noexcept { return warmth_; }
  const PlaneField& sheets() const noexcept { return sheets_; }
  std::vector<double> plate_temperature() const { return plate_.to_rows(temperature_); }
  /// At the voltage solved last.
  HeatedAnswers answers();
  HeatMap map() const;

 private:
  static constexpr double beyond_laminates = 800;  // [K] polymers are gone, and our laws with them

  struct Change {
    std::vector<double> amplitudes;
    double gain = 0;     // of the loop, an estimate
    double largest = 0;  // [K]
  };

  struct Known {
    double voltage = 0;
    std::vector<double> temperature;
  };

  void set_films();
  void settle(double voltage);
  double drift_at(const PlaneCell& cell, std::size_t point, const FilmLaw& cold) const;
  PlaneField answer(const PlaneField& currents, double tolerance);
  std::vector<double> heat_of(std::span<const double> change);
  std::vector<double> loop(std::span<const double> change);
  double gain();
  void predict(double voltage);
  Change next_change();
  HeatState state(std::int64_t rounds) const;
  void complete(HeatState& state, double voltage);
  [[noreturn]] void run_away(const HeatState& now, double voltage) const;

  PlaneHeat heat_;
  PlaneProblem problem_;
  std::vector<double> photocurrent_, saturation_;  // by point, at the films' reference
  PlateMesh mesh_;
  PlaneSolver electric_;
  HeatField field_;
  Plate plate_;
  std::vector<double> lit_;          // [m2] by point
  std::vector<double> light_;        // [W] by point of the plate
  std::vector<double> temperature_;  // [K] amplitudes of the plate
  std::vector<double> mode_;         // of the gain, as it was last
  FilmWarmth warmth_;
  std::vector<FilmPointState> films_;
  PlaneField sheets_;
  Dissipation dissipation_;
  Status status_;
  std::array<Known, 3> known_;  // the latest first
  std::size_t solved_ = 0;
};

}  // namespace heliofab::module
