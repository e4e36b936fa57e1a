// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"
#include "heliofab/process/lamination.hpp"
#include "heliofab/process/print.hpp"

// What happens to a scribed sheet: bus bars are printed on it, and it is laminated.
namespace heliofab::process {

/// Prints the bus bars and cures them.
struct PrintTool {
  SilverInk ink;
  double temperature = 403.15;       // [K] of the oven
  double temperature_spread = 2;     // [K] standard deviation from sheet to sheet
  double time = 1200;                // [s] in it
  double bar_width = 5e-3;           // [m]
  double print_thickness = 15e-6;    // [m]
  double ribbon_thickness = 0.2e-3;  // [m] of copper on the print; 0 without
  double way =
      0.5;  // [-] that the current runs along a bar to its tap, at most, of the bar's length

  friend bool operator==(const PrintTool&, const PrintTool&) = default;
};

template <class Visit>
void describe(Visit& visit, PrintTool& p) {
  visit(p.ink, {"ink", "silver that conducts as it cures"});
  visit(p.temperature, {"temperature", unit::degC, 20, 400, "of the oven", "D"});
  visit(p.temperature_spread, {"temperature_spread", unit::K, 0, 100,
                               "standard deviation of that from sheet to sheet", "D"});
  visit(p.time, {"time", unit::min, 0, 600, "in the oven", "D"});
  visit(p.bar_width, {"bar_width", unit::mm, 0.05, 50, "of a bus bar", "D"});
  visit(p.print_thickness, {"print_thickness", unit::um, 0.5, 500, "of the cured ink", "C"});
  visit(p.ribbon_thickness,
        {"ribbon_thickness", unit::um, 0, 1000, "of copper on the print; 0 without", "D"});
  visit(p.way,
        {"way", unit::one, 0, 1,
         "that current runs along a bar to its tap, at most, of the bar's length: 1 with the "
         "tap at an end, 0.5 in the middle",
         "D"});
}

/// The platen.
struct LaminationTool {
  Encapsulant encapsulant;
  PressSettings press;
  double temperature_spread = 2;  // [K] standard deviation from sheet to sheet

  friend bool operator==(const LaminationTool&, const LaminationTool&) = default;
};

template <class Visit>
void describe(Visit& visit, LaminationTool& l) {
  visit(l.encapsulant, {"encapsulant", "that cross-links in the press"});
  visit(l.press, {"press", "what an operator sets"});
  visit(l.temperature_spread, {"temperature_spread", unit::K, 0, 100,
                               "standard deviation of its temperature from sheet to sheet", "D"});
}

/// A bus bar's length, along a stripe, and the films below the two of a module.
struct BarFilms {
  double length = 5;  // [m]
  double front = 15;  // [ohm] sheet resistances
  double back = 0.5;
};

/// Both bus bars of a sheet together. @param draw  standard normal, of the sheet
EndContact print_bars(const PrintTool& tool, const BarFilms& films, double draw) noexcept;

/// A sheet out of the press. @param draw  standard normal, of the sheet
Cure laminate(const LaminationTool& tool, double draw) noexcept;

}  // namespace heliofab::process
