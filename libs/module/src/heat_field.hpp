// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/module/film_heat.hpp"
#include "plane_problem.hpp"
#include "plate.hpp"
#include "sheet_products.hpp"

namespace heliofab::module {

/// Heat by where it arises [W], or a change of it.
struct Dissipation {
  std::vector<double> film;     // by point; negative where films deliver
  std::vector<double> flaws;    // by point
  std::vector<double> sheets;   // by point
  std::vector<double> scribes;  // scribe by scribe, its rows; the first before the first stripe
};

/// What the films of a module do at a temperature and a voltage.
struct FilmPointState {
  double current = 0;  // [A/m2] delivered
  double slope = 0;    // [S/m2] of it by the voltage between the sheets
  double drift = 0;    // [A/m2/K] of it by the temperature
};

/// Where the currents of a module turn into heat.
class HeatField {
 public:
  HeatField(const PlaneProblem& problem, const PlateMesh& plate);

  /// Heat at potentials, with films in their states.
  Dissipation dissipation(const PlaneField& at, std::span<const FilmPointState> films) const;
  /// How it changes with changes of potentials and of the films' temperatures [K].
  Dissipation change(const PlaneField& at, const PlaneField& by,
                     std::span<const FilmPointState> films,
                     std::span<const double> temperature) const;
  /// The sum of the heat of all points of the plate with a weight of each [-]: how it changes with
  /// the potentials, as currents out of the points [A].
  PlaneField currents(const PlaneField& at, std::span<const FilmPointState> films,
                      std::span<const double> weight) const;
  /// Heat by points of the plate [W]: that of a scribe evenly over its width.
  std::vector<double> on_plate(const Dissipation& heat) const;
  /// [m2] of all points of films and flaws, times their share of light; on the plate the same with
  /// that of scribes, where light is the mean of both sides.
  std::vector<double> lit_area(const std::vector<Shade>& shades) const;
  std::vector<double> lit_plate(std::span<const double> lit_area) const;

 private:
  SheetPlaces places_of(std::span<const double> plate) const;
  void add_sheets(const PlaneField& a, const PlaneField& b, double factor, Dissipation& sum) const;
  void add_scribes(const PlaneField& a, const PlaneField& b, double factor, Dissipation& sum) const;
  Dissipation nothing() const;

  const PlaneProblem* problem_;
  const PlateMesh* plate_;
  SheetProducts sheets_;
  std::vector<std::vector<ScribeLinks>> links_;  // [S] of each scribe, by row
  const Lobatto& across_;
  const Lobatto& along_;
};

}  // namespace heliofab::module
