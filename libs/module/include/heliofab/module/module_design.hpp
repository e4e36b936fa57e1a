// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"

namespace heliofab::module {

/// The three scribes between two cells and the gaps between them, in the order of the web's width:
/// P1 cuts the back contact, P2 opens the film for the series contact, P3 cuts the front contact.
struct Scribes {
  double p1_width = 50e-6;     // [m]
  double p1_p2_gap = 50e-6;    // [m]
  double p2_width = 80e-6;     // [m]
  double p2_p3_gap = 50e-6;    // [m]
  double p3_width = 70e-6;     // [m]
  double p2_contact = 0.2e-2;  // [ohm m] resistance times scribe length
  double leakage = 2e-4;       // [S/m] across P1 and P3 together, per scribe length

  friend bool operator==(const Scribes&, const Scribes&) = default;
};

template <class Visit>
void describe(Visit& visit, Scribes& s) {
  visit(s.p1_width, {"p1_width", unit::um, 1, 1000, "cut through the back contact", "D"});
  visit(s.p1_p2_gap, {"p1_p2_gap", unit::um, 0, 1000, "land between P1 and P2", "D"});
  visit(s.p2_width, {"p2_width", unit::um, 1, 1000, "opening for the series contact", "D"});
  visit(s.p2_p3_gap, {"p2_p3_gap", unit::um, 0, 1000, "land between P2 and P3", "D"});
  visit(s.p3_width, {"p3_width", unit::um, 1, 1000, "cut through the front contact", "D"});
  visit(s.p2_contact,
        {"p2_contact", unit::ohm_cm, 0, 100,
         "contact resistance of P2 times its length; 0.1 (needle) to 0.4 (laser)", "A westin2008"});
  visit(s.leakage, {"leakage", unit::S_per_cm, 0, 1,
                    "conductance across P1 and P3 together, per length of scribe", "D"});
}

/// A module as a chain of equal stripes. Stripes run along the web or across it; the model does not
/// care which.
struct ModuleDesign {
  std::int64_t cells = 54;   // [-] in series
  double pitch = 5e-3;       // [m] stripe to stripe, scribes included
  double cell_length = 5.0;  // [m] of a stripe
  Scribes scribes;
  double tco_sheet_resistance = 15;  // [ohm]
  double mo_sheet_resistance = 0.5;  // [ohm]
  double end_contact = 5e-5;         // [ohm m] both bus bars together, times stripe length
  std::int64_t strip_elements = 20;  // [-] across the width of a cell

  friend bool operator==(const ModuleDesign&, const ModuleDesign&) = default;
};

template <class Visit>
void describe(Visit& visit, ModuleDesign& m) {
  visit(m.cells, {"cells", 1, 1000, "stripes in series", "D"});
  visit(m.pitch, {"pitch", unit::mm, 0.5, 50, "stripe to stripe, scribes included", "D"});
  visit(m.cell_length, {"cell_length", unit::m, 0.005, 10, "length of a stripe", "A"});
  visit(m.scribes, {"scribes", "P1, P2, P3 and the lands between them"});
  visit(m.tco_sheet_resistance,
        {"tco_sheet_resistance", unit::ohm_per_sq, 0.1, 1000, "front contact", "C"});
  visit(m.mo_sheet_resistance,
        {"mo_sheet_resistance", unit::ohm_per_sq, 0.01, 100, "back contact", "C"});
  visit(m.end_contact, {"end_contact", unit::ohm_cm, 0, 10, "both bus bars, times length", "D"});
  visit(m.strip_elements,
        {"strip_elements", 2, 1000,
         "finite volumes across a cell; the error falls fourfold per doubling", "D"});
}

/// Width that is lost to the interconnect of each cell [m].
double dead_width(const Scribes& scribes) noexcept;
/// Width of a cell that makes current [m]. @throws InputError when the scribes leave none.
double active_width(const ModuleDesign& design);
/// Area that the stripes cover, scribes included [m2].
double aperture_area(const ModuleDesign& design) noexcept;

}  // namespace heliofab::module
