// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "heliofab/module/solve_module.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/cut.hpp"
#include "heliofab/process/web_map.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/film_curves.hpp"
#include "heliofab/twin/sheet_tools.hpp"

namespace heliofab::twin {

/// A roll as it was coated. One by recipe and scatter was read by no instrument, and no tool
/// remembers it.
using CoatedRoll = process::CoatedWeb;
/// By recipe and scatter: map and faults.
CoatedRoll coat_roll(const Process& process, std::uint64_t seed, std::int64_t roll, double length);

/// A module before the flash test.
struct MadeModule {
  module::ModuleDesign design;
  module::ModuleCurve curve;
  process::Film film;                 // means over the module
  double shunt = 0;                   // [S/m2] dark, of the median stripe
  double leak = 0;                    // [S/m2] of the string in the dark, at `leak_voltage` a cell
  double worst_fault = 0;             // [S] of one stripe, without the sheets around its faults
  std::int64_t hard_shunts = 0;       // stripes that faults hold below half the median voltage
  double curve_error = 0;             // [-] bound on the error of Pmax by shared curves
  std::int64_t stripes_in_plane = 0;  // whose faults were solved at their points
  double solve_error = 0;             // [-] bound on the error of Pmax by solving string and faults
  SheetMarks marks;                   // of scribes and lamination, where tools do them
  bool is_solved_in_full = false;     // by solve_module: the bound of solve_strings was too large
};

/// Modules for which solve_strings bounds its error no lower are solved by solve_module on
/// `full_elements` across each stripe [-].
inline constexpr double most_solve_error = 5e-4;
inline constexpr std::int64_t full_elements = 160;

/// At which a tester reads what a module leaks in the dark [V] a cell, in reverse.
inline constexpr double leak_voltage = 0.5;

/// Faults of a stripe that spread out would take more than this share of the module's power [-] are
/// solved at their points. What these drain changes with the current; it is held to be unsure by
/// what a change of the current by `unsure_current` of itself [-] does.
inline constexpr double least_fault_share = 2e-4;
inline constexpr double unsure_current = 0.05;

/// The film exactly as the recipe wants it.
process::Film nominal_film(const Process& process);
/// What the device engine needs to know of a film of this process.
process::CellParameters cell_parameters(const Process& process, const process::Film& film);
/// The electrical design of a product at the recipe's sheet resistances, with the bus bars of its
/// tools.
/// @throws InputError E6101 when no stripe fits
module::ModuleDesign nominal_design(const Process& process, const Product& product);
/// A stripe of the film exactly as the recipe wants it, solved directly.
module::StripCell nominal_stripe(const Process& process, const CellModel& model);
/// The same of a cell that was solved already.
module::StripCell nominal_stripe(const Process& process, const device::CellCurve& curve);

/// Turns a piece of coated web into a module: film under each stripe, its J-V, the string.
class ModuleMaker {
 public:
  /// @param seed  of what scribes, prints and presses do, where films follow from tools
  /// @throws InputError as SheetTools
  ModuleMaker(const Process& process, const FilmCurves& curves, std::uint64_t seed = 0);

  /// The stripes of a module. The film under a stripe is the mean of the curves at places no
  /// further apart than `spacing` [m].
  std::vector<module::StripCell> stripes(const Product& product, const CoatedRoll& roll,
                                         const process::Footprint& footprint,
                                         double spacing = 0.5) const;

  /// Thread-safe. @throws ModelError when cell or module have no solution
  MadeModule make(const Product& product, const CoatedRoll& roll,
                  const process::Footprint& footprint) const;

 private:
  const Process* process_;
  const FilmCurves* curves_;
  std::optional<SheetTools> tools_;
};

}  // namespace heliofab::twin
