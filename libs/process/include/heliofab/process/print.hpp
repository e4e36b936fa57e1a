// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// Silver ink that conducts as it cures; theory/tools.md (29)-(31).
struct SilverInk {
  double cure_rate = 3e-3;                // [1/s] at the reference
  double reference_temperature = 403.15;  // [K]
  double activation_eV = 0.8;             // [eV]
  double percolation = 0.3;               // [-] cure at which it begins to conduct
  double exponent = 2;                // [-] of its conductance over what the cure is beyond that
  double resistivity = 2e-7;          // [ohm m] cured
  double contact_resistivity = 1e-7;  // [ohm m2] to the film below, cured

  friend bool operator==(const SilverInk&, const SilverInk&) = default;
};

template <class Visit>
void describe(Visit& visit, SilverInk& i) {
  visit(i.cure_rate, {"cure_rate", unit::per_h, 1e-3, 1e4, "at the reference temperature", "D"});
  visit(i.reference_temperature,
        {"reference_temperature", unit::degC, 20, 300, "at which that rate holds", "D"});
  visit(i.activation_eV, {"activation", unit::eV, 0.1, 3, "of the cure", "D gensowski2022"});
  visit(i.percolation,
        {"percolation", unit::one, 0, 0.95, "cure at which it begins to conduct", "D"});
  visit(i.exponent,
        {"exponent", unit::one, 0.5, 5,
         "of conductance over cure beyond that; 2 in three dimensions", "C kirkpatrick1973"});
  visit(i.resistivity, {"resistivity", unit::ohm_cm, 1e-6, 1e-2, "cured", "C"});
  visit(i.contact_resistivity,
        {"contact_resistivity", unit::ohm_cm2, 1e-6, 1, "to the film below, cured", "C"});
}

/// Share of the cure [-] after a time [s] at a temperature [K]: first order.
double ink_cure(const SilverInk& ink, double temperature, double time) noexcept;
/// Conductance, of bulk and contact, over that of the cured ink [-]; 0 below percolation.
double ink_conductance(const SilverInk& ink, double cure) noexcept;

/// A bus bar along the outermost stripe: print on the film, if wanted with a copper ribbon on it.
struct BusBar {
  double width = 5e-3;                 // [m] printed
  double print_thickness = 15e-6;      // [m]
  double ribbon_thickness = 0.1e-3;    // [m] of copper over that width; 0 without
  double film_sheet_resistance = 0.5;  // [ohm] of the film below: Mo or ZnO:Al
  double way = 0.15;                   // [m] that the current runs along it, at most, to a tap
  bool is_printed = true;              // false where the print is missing

  friend bool operator==(const BusBar&, const BusBar&) = default;
};

template <class Visit>
void describe(Visit& visit, BusBar& b) {
  visit(b.width, {"width", unit::mm, 0.05, 50, "printed", "D"});
  visit(b.print_thickness, {"print_thickness", unit::um, 0.5, 500, "of the cured ink", "C"});
  visit(b.ribbon_thickness,
        {"ribbon_thickness", unit::um, 0, 1000, "of copper on the print; 0 without", "D"});
  visit(b.film_sheet_resistance,
        {"film_sheet_resistance", unit::ohm_per_sq, 0.01, 1000, "of the film below", "C"});
  visit(b.way, {"way", unit::m, 0, 10,
                "that current runs along the bar to its tap, at most: its length, or a half when "
                "tapped in the middle",
                "D"});
  visit(b.is_printed, {"is_printed", "no where the print is missing"});
}

/// What a bus bar adds to a module.
struct EndContact {
  double resistance = 0;        // [ohm m] times the length of the stripe
  bool is_interrupted = false;  // no current gets out at all: not printed, or not cured

  friend bool operator==(const EndContact&, const EndContact&) = default;
};

/// One bus bar at a state of cure. A module has two, and adds them. theory/tools.md (32), (33).
EndContact end_contact(const SilverInk& ink, double cure, const BusBar& bar) noexcept;

}  // namespace heliofab::process
