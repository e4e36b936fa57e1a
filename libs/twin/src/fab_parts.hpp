// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "film_shop.hpp"
#include "heliofab/core/observer.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/film_curves.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/reference_data.hpp"
#include "heliofab/twin/tester.hpp"

namespace heliofab::twin {

/// What of a fab follows from its plan and the data alone: tuned tools, the table of its cells, the
/// tester. Plan and data must outlive it; numbers of the plan that learning moves are read anew.
struct FabParts {
  /// @param sample_rolls  whose films show where those of the run will be
  /// @throws ModelError  a cell without solution, or E3303 when the observer stops it
  FabParts(const FabPlan& plan, const ReferenceData& data, std::size_t sample_rolls,
           Observer* observer);

  /// Coats every roll and solves every module.
  FilmShop shop();
  /// What a square metre gives where nothing strays: the planner's first guess [W/m2].
  double flawless_watts_per_area() const;

  const FabPlan* plan;
  CellModel model;
  FabCoater coater;
  FilmCurves curves;
  ModuleMaker maker;
  SpectralMismatch mismatch;
  Tester tester;
};

}  // namespace heliofab::twin
