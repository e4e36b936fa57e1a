// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/device/solve_cells.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/twin/made_power.hpp"

// The string of a module of a run, from its row and the cell of its film.
namespace heliofab::twin {

/// A cell at one light and temperature, at places that mean the same on every curve: voltages below
/// 0, shares of open circuit, voltages beyond it.
struct LitCell {
  std::vector<double> voltage;  // [V] increasing
  std::vector<double> current;  // [A/m2] delivered
  double jsc = 0;               // [A/m2]
};
LitCell lit_cell(const device::CertifiedCurve& curve);

/// The same cell with several lifetimes of electrons, and with another GGI.
struct LifetimeCells {
  std::vector<double> log_factors;  // of Film::lifetime_factor, rising
  std::vector<LitCell> cells;       // one each
  LitCell shifted;                  // that of the middle one, where there is a shift
  double shift = 0;                 // [-] of GGI
};

/// A module's string: its stripes are alike, and those that hard shunts hold at no voltage are
/// left out.
struct MadeString {
  module::ModuleDesign design;
  module::StripCell stripe;  // without a curve
  double ggi_shift = 0;      // [-] of its film from the mean one
};
MadeString made_string(const Process& process, const Product& layout, const ModuleRow& row,
                       double mean_ggi);

/// Figures of a string whose cells are these, corrected. (15.1)
/// @throws ModelError E4201
module::ModuleCurve solve_made(const MadeString& string, const LifetimeCells& cells,
                               const Corrections& corrections);

/// The lifetime and the current by which a string has the open and the short circuit of its row at
/// a given resistance, which is kept.
module::ModuleCurve meet_ends(const MadeString& string, const LifetimeCells& cells,
                              const ModuleRow& row, Corrections& corrections);

/// Corrections by which it has its power too.
/// @param cells  under test conditions, as covered when it was measured
/// @throws ModelError E4205
Corrections find_corrections(const MadeString& string, const LifetimeCells& cells,
                             const ModuleRow& row);

}  // namespace heliofab::twin
