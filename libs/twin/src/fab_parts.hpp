// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
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

/// Films of `rolls` rolls: where those of a run will be, but for one in some thousands. The
/// recipe's own, those of the tools as they stray now, and as they will when all is learned.
std::vector<process::CellParameters> films_of(const FabPlan& plan, const FabCoater& coater,
                                              std::size_t rolls);

/// Cells of a process, by a table over the films it may have. Data must outlive it.
struct FabCells {
  /// @throws ModelError  a cell without solution, or E3303 when the observer stops it
  FabCells(const Process& process, std::span<const process::CellParameters> films,
           const ReferenceData& data, Observer* observer)
      : model(process.recipe, process.physics, process.cover, data),
        curves(model, films, observer) {}
  FabCells(const FabCells&) = delete;
  FabCells& operator=(const FabCells&) = delete;

  CellModel model;
  FilmCurves curves;
};

/// True when cells of one process are those of the other, film by film.
bool has_cells_of(const Process& a, const Process& b);

/// What else of a fab follows from its plan and the data alone: tuned tools, makers, the tester.
/// Plan, cells and data must outlive it; numbers of the plan that learning moves are read anew.
struct FabParts {
  /// @param tools  of this plan
  FabParts(const FabPlan& plan, FabCoater tools, const FabCells& cells, const ReferenceData& data);

  /// Coats every roll and solves every module.
  FilmShop shop();
  /// What a square metre gives where nothing strays: the planner's first guess [W/m2].
  double flawless_watts_per_area() const;

  const FabPlan* plan;
  const FabCells* cells;
  FabCoater coater;
  ModuleMaker maker;
  SpectralMismatch mismatch;
  Tester tester;
};

}  // namespace heliofab::twin
