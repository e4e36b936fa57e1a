// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/twin/module_power.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"

// From the row of a module that a run made to its power in any light and warmth.
namespace heliofab::twin {

/// What lies between a module as the mean film of its set predicts it and what its record says,
/// found under test conditions; docs/theory/field.md (15.2) to (15.4).
struct Corrections {
  double current = 1;     // [-] on the current that light makes
  double lifetime = 1;    // [-] of electrons, over that which the film alone predicts
  double resistance = 0;  // [ohm m] in series with a cell, times its length; of either sign

  friend bool operator==(const Corrections&, const Corrections&) = default;
};

/// One module of a set.
struct MadeModulePower {
  Serial serial{};
  Corrections corrections;
  field::PowerTable table;
};

/// A set of modules of one layout.
struct MadePower {
  field::PowerTable mean;                // of the modules solved, node by node
  std::vector<MadeModulePower> modules;  // those solved, by rising power
  std::size_t count = 0;                 // of the set
};

/// How a set is solved.
struct MadeSetting {
  Cover measured_under = Cover::laminate;  // under which records hold
  field::PowerGrid grid;
  std::size_t most = 400;  // modules that are solved, evenly by their rank in power
};

/// Solves the cell of the set's mean film, with three lifetimes, at each node; then of each module
/// the string with its own shunts, sheets and dead stripes, corrected so that it has the recorded
/// short circuit, open circuit and power under test conditions.
///
/// @param module  process and layout of the run, under the cover that the product has. Records are
///                of flat modules: corrections are found flat, then each is bent as it is
/// @param rows    one or more, of that layout
/// @return nothing when the observer stopped it
/// @throws ModelError E3203; E4205 for a module whose record no correction meets
///
/// 2 s for the cells of a grid for Earth and some 6 ms a module, on one core. Errors:
/// docs/theory/field.md, chapter 15.
std::optional<MadePower> make_made_power(const NominalModule& module,
                                         std::span<const ModuleRow> rows, const ReferenceData& data,
                                         const MadeSetting& setting, Observer* observer = nullptr);

}  // namespace heliofab::twin
