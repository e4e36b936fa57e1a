// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace heliofab::module {

/// A P2 scribe as two sheets that touch: the current enters by the front sheet on one side and
/// leaves by the back sheet on the other.
struct P2Contact {
  double resistivity = 5e-8;         // [ohm m2] of the contact between the sheets, above 0
  double width = 80e-6;              // [m], above 0
  double tco_sheet_resistance = 15;  // [ohm], above 0
  double mo_sheet_resistance = 0.5;  // [ohm], 0 or more

  friend bool operator==(const P2Contact&, const P2Contact&) = default;
};

/// Resistance of the contact times its length, sheets included [ohm m]: what Scribes::p2_contact
/// takes. Equation (8) in docs/theory/module.md, exact. A film of constant conductance between two
/// sheets is the same problem with its resistivity, one over the conductance per area.
double p2_resistance(const P2Contact& contact) noexcept;

}  // namespace heliofab::module
