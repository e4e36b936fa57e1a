// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/core/field.hpp"
#include "heliofab/process/groove.hpp"

namespace heliofab::process {

/// A groove and where it came to lie.
struct Scribe {
  double place = 0;  // [m] of its middle, across the stripes; P1, P2 and P3 follow one another
  Groove groove;
};

/// How good the contact at the bottom of P2 is, by the tool: theory/tools.md (24).
struct ScribeContact {
  double resistivity = 2.9e-7;  // [ohm m2] between ZnO:Al and what P2 laid bare
  EdgeLeakage leakage;

  friend bool operator==(const ScribeContact&, const ScribeContact&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeContact& c) {
  visit(c.resistivity, {"resistivity", unit::ohm_cm2, 1e-6, 1,
                        "at the bottom of P2: laser 2.9e-3, needle 5e-4 ohm cm2", "B westin2008"});
  visit(c.leakage, {"leakage", "across P1 and P3, by their molten edges"});
}

/// The three scribes between two cells as they came out, at one place along them. The cell before
/// lies on the side of P1.
struct Interconnect {
  double p1_width = 0;        // [m]
  double p1_p2_gap = 0;       // [m] below 0 where P2 reaches into P1
  double p2_width = 0;        // [m]
  double p2_p3_gap = 0;       // [m] below 0 where P3 reaches into P2
  double p3_width = 0;        // [m]
  double contact_width = 0;   // [m] of P2 that joins the two cells
  double short_before = 0;    // [m] of P2 that joins front and back of the cell before
  double short_behind = 0;    // [m] of P2 that joins front and back of the cell behind
  double p2_resistivity = 0;  // [ohm m2] on the contact width
  double leakage = 0;         // [S/m] across P1 and P3 together
  double edge = 0;            // [m] of film beside P1, P2 and P3 that is molten or chipped
  bool is_p1_closed = false;  // back contacts still joined: the cell before is bridged
  bool is_p3_closed = false;  // front contacts still joined: the cell behind is bridged

  /// No current gets from one cell to the next here.
  bool is_interrupted() const noexcept { return !(contact_width > 0); }
  /// A cell is bridged here.
  bool is_shorted() const noexcept {
    return short_before > 0 || short_behind > 0 || is_p1_closed || is_p3_closed;
  }
  /// From the outer edge of P1 to that of P3, molten edges included: what makes no current [m].
  double dead_width() const noexcept;
  friend bool operator==(const Interconnect&, const Interconnect&) = default;
};

/// Joins three scribes to what the module sees of them: theory/tools.md (26)-(28).
Interconnect interconnect(const Scribe& p1, const Scribe& p2, const Scribe& p3,
                          const ScribeContact& contact) noexcept;

/// Conductance per length that P2 puts across a cell where it misses its land [S/m], of the
/// contacts alone: the sheets beside them are the module's to know. @param short_width [m]
double short_conductance(const Interconnect& at, double short_width) noexcept;

/// Lengths of a scribe along which it fails.
struct FailedLengths {
  double interrupted = 0;  // [m]
  double shorted = 0;      // [m]

  friend bool operator==(const FailedLengths&, const FailedLengths&) = default;
};

/// @param places  along one interconnect, evenly, each for `spacing` [m]
FailedLengths failed_lengths(std::span<const Interconnect> places, double spacing) noexcept;

/// P2 contact of a whole interconnect, resistance times length [ohm m]: places side by side, all of
/// them interrupted: infinite. Sheets are left out; where they matter (they do when the contact is
/// wider than the way in which the current changes over) the module takes resistivity and width.
double mean_contact(std::span<const Interconnect> places) noexcept;

}  // namespace heliofab::process
