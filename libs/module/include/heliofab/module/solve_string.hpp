// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/module/film_law.hpp"
#include "heliofab/module/module_design.hpp"
#include "heliofab/module/solve_module.hpp"

// A population of modules, each with stripes of its own: what solve_module finds, a hundred times
// as fast and nearer to the truth, with a bound of the error of each.
namespace heliofab::module {

/// A stripe whose film is a diode, alike along its length.
struct DiodeStripe {
  FilmLaw film;
  double ohmic = 0;                  // [S/m2] beside the film: edges of scribes, faults spread out
  double tco_sheet_resistance = 15;  // [ohm]
  double mo_sheet_resistance = 0.5;  // [ohm]
  double p2_contact = 0.2e-2;        // [ohm m]

  friend bool operator==(const DiodeStripe&, const DiodeStripe&) = default;
};

/// Figures of one module. All are 0 of one that makes no power. The bounds are those of solving
/// equations (5) and (6) in docs/theory/module.md; how true these are is another question.
struct StringFigures {
  double isc = 0;         // [A]
  double voc = 0;         // [V]
  double imp = 0;         // [A]
  double vmp = 0;         // [V]
  double isc_error = 0;   // [-] bound
  double pmax_error = 0;  // [-] bound
  // Diverged: the figures are no solution, solve_module may find one. Iterations are sweeps over
  // all stripes, the residual is pmax_error.
  Status status;

  double pmax() const noexcept { return imp * vmp; }  // [W]
  friend bool operator==(const StringFigures&, const StringFigures&) = default;
};

struct StringSolutions {
  std::vector<StringFigures> modules;
  std::vector<double> cell_voltage_mp;  // [V] of each stripe at maximum power, module by module

  friend bool operator==(const StringSolutions&, const StringSolutions&) = default;
};

/// Solves modules of one design: short circuit, open circuit and the highest maximum of the power.
///
/// Polynomials of rising degree across each stripe, eight stripes to a register; Newton's method
/// for the current and all stripes together. A module's figures do not depend on its neighbours,
/// on the width of the registers or on threads. Serial: give each core modules of its own.
///
/// @param stripes  of all modules, design.cells of each; sheets and P2 of the design are not used,
///                 nor is its leakage, which belongs to DiodeStripe::ohmic
/// @throws InputError  E4101 as active_width, E4102 when stripes do not fill whole modules
///
/// Some 15 microseconds for a module of fifty stripes on one core with AVX-512 (module_bench).
/// Equations (23) to (26) in docs/theory/module.md.
StringSolutions solve_strings(const ModuleDesign& design, std::span<const DiodeStripe> stripes);

/// The same for films given by curves, with shunts, leakage and breakdown as solve_strip has them.
StringSolutions solve_strings(const ModuleDesign& design, std::span<const StripCell> stripes);

/// The figures of one module as solve_module gives them, without points.
ModuleCurve curve_of(const StringSolutions& solutions, std::size_t module);

}  // namespace heliofab::module
