// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/cut.hpp"
#include "heliofab/process/scribe_camera.hpp"
#include "heliofab/twin/fab_plan.hpp"

namespace heliofab::twin {

/// Both bus bars as the tools of a line print them, times the length of a stripe [ohm m].
/// @param draw  standard normal, of the sheet; 0: the oven as it is set
double bars_of(const Process& process, const module::ModuleDesign& design, double draw);

/// What the recipe wants of the scribes.
process::ScribeDesign scribe_design(const Process& process);
/// The stripes of a module on a sheet that begins at a position of a roll [m].
process::ScribedStripes scribed_stripes(const Product& product, const module::ModuleDesign& design,
                                        std::int64_t roll, double position);

/// A module as it is solved: its design and its stripes.
struct ModuleParts {
  module::ModuleDesign design;
  std::vector<module::StripCell> cells;
  std::vector<double> bridges;  // [S] of each stripe, along its scribes; not in the cells' faults
};

/// What the tools that make a module of a sheet did to it.
struct SheetMarks {
  double dead_width = 0;         // [m] that scribes take of a stripe, mean
  std::int64_t bridged = 0;      // stripes that scribes bridge somewhere
  std::int64_t interrupted = 0;  // stripes whose P2 joins nothing somewhere
  bool is_open = false;          // no current gets out at all: a P2 or a bus bar joins nothing
  double gel = 0;                // [-] of the encapsulant
  process::LaminateRisk risk = process::LaminateRisk::none;
  process::ScribedStripes stripes;              // as the camera behind the scribes finds them
  std::vector<process::ScribeDimensions> seen;  // what it will read of them
};

/// Scribes, bus bars and lamination by the tools of a line: theory/process.md (24)-(26).
/// Immutable; thread-safe.
class SheetTools {
 public:
  /// @throws InputError E4340 as process::SheetScriber
  SheetTools(const Process& process, std::uint64_t seed);

  /// Lets the tools work on a sheet whose module would be `parts` if they did all that is wanted.
  SheetMarks apply(const Product& product, const process::CoatedWeb& roll,
                   const process::Footprint& footprint, ModuleParts& parts) const;

 private:
  void scribe(const process::ScribedSheet& sheet, ModuleParts& parts, SheetMarks& marks) const;

  const Process* process_;
  process::SheetScriber scriber_;
  process::ScribeInspector inspector_;
  Stream draws_;
};

}  // namespace heliofab::twin
