// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/module/film_law.hpp"
#include "heliofab/module/module_design.hpp"
#include "heliofab/module/solve_module.hpp"

// Many modules at a time, each with stripes of its own: what solve_module finds, thousands of times
// as fast, with a bound of its error.
namespace heliofab::module {

/// A stripe of a film that is a diode, even along its length.
struct DiodeStripe {
  FilmLaw film;
  double ohmic = 0;                  // [S/m2] beside the film: edges of scribes, faults spread evenly
  double tco_sheet_resistance = 15;  // [ohm]
  double mo_sheet_resistance = 0.5;  // [ohm]
  double p2_contact = 0.2e-2;        // [ohm m]

  friend bool operator==(const DiodeStripe&, const DiodeStripe&) = default;
};

/// Figures of a module.
struct StringFigures {
  double isc = 0;        // [A]
  double voc = 0;        // [V]
  double imp = 0;        // [A]
  double vmp = 0;        // [V]
  double isc_error = 0;  // [-] bound
  double pmax_error = 0;  // [-] bound against equations (5) and (6) solved exactly
  Status status;         // iterations: sweeps over the stripes

  double pmax() const noexcept { return imp * vmp; }  // [W]
  friend bool operator==(const StringFigures&, const StringFigures&) = default;
};

struct StringSolutions {
  std::vector<StringFigures> modules;
  std::vector<double> cell_voltage_mp;  // [V] of each stripe at maximum power, module by module
};

/// The figures of module number `module` as solve_module gives them, without points.
ModuleCurve curve_of(const StringSolutions& solutions, std::size_t module);

StringSolutions solve_strings(const ModuleDesign& design, std::span<const DiodeStripe> stripes);
StringSolutions solve_strings(const ModuleDesign& design, std::span<const StripCell> stripes);

}  // namespace heliofab::module
