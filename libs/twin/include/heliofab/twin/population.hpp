// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/film_curves.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "heliofab/twin/reference_data.hpp"

// Populations: modules of one design, each with the chance of its own. Chance has addresses
// (seed, quantity, module, place), so that the same modules come back at every design and
// differences between designs are those of the designs.
namespace heliofab::twin {

struct ModulePopulation {
  module::ModuleDesign design;              // of all, as the plan says it
  std::vector<module::ModuleCurve> curves;  // one a module
  double curve_error = 0;                   // [-] worst of shared cell curves, of Pmax
  bool is_complete = true;                  // the observer did not stop it

  friend bool operator==(const ModulePopulation&, const ModulePopulation&) = default;
};

/// Cell curves of the last population, for the next one if only its layout differs.
class FilmMemory {
 public:
  /// Curves for all films between two. @param low,high  members of a film, each at its ends
  /// @throws as FilmCurves
  const FilmCurves& curves(const Process& process, const process::CellParameters& low,
                           const process::CellParameters& high, const ReferenceData& data,
                           Observer* observer);

 private:
  process::Recipe recipe_;
  process::FilmPhysics physics_;
  Cover cover_ = Cover::bare;
  process::CellParameters low_, high_;
  std::unique_ptr<CellModel> model_;
  std::unique_ptr<FilmCurves> curves_;
};

/// `plan.population.modules` modules, each cut from the beginning of a roll of its own, so that
/// they are independent of one another: film by `variation`, faults by `defects`, as the fab makes
/// them.
/// @param memory  used by one call at a time; `data` must outlive it
/// @throws ModelError when a film or a module has no solution
ModulePopulation make_population(const ModulePlan& plan, const ReferenceData& data,
                                 FilmMemory& memory, Observer* observer = nullptr);

/// `plan.population.modules` modules whose stripes carry log-normal factors, each solved as a
/// string of stripes without flaws and shades. @throws ModelError E4201
ModulePopulation make_population(const PlaneModulePlan& plan, Observer* observer = nullptr);

}  // namespace heliofab::twin
