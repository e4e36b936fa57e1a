// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// The web as something that stretches. Its films, a tenth of its stiffness, are left out.
struct WebMechanics {
  double modulus = 8.5e9;                 // [Pa]
  double poisson_ratio = 0.34;            // [-]
  double expansion = 16e-6;               // [1/K]
  double thickness = 50e-6;               // [m]
  double width = 0.33;                    // [m]
  double reference_temperature = 293.15;  // [K] at which the web has its length

  friend bool operator==(const WebMechanics&, const WebMechanics&) = default;
};

template <class Visit>
void describe(Visit& visit, WebMechanics& w) {
  visit(w.modulus, {"modulus", unit::GPa, 0.1, 300, "of polyimide, 8 to 9", "C"});
  visit(w.poisson_ratio, {"poisson_ratio", unit::one, 0, 0.5, "of polyimide", "C dupont_kapton"});
  visit(w.expansion, {"expansion", unit::per_K, 0, 1e-4, "of polyimide, 12 to 20 ppm/K", "C"});
  visit(w.thickness, {"thickness", unit::um, 5, 1000, "of the bare web", "D"});
  visit(w.width, {"width", unit::m, 0.01, 10, "of the web", "C"});
  visit(w.reference_temperature,
        {"reference_temperature", unit::degC, 0, 100, "at which the web has its length", "D"});
}

/// The web while one tool works on it.
struct WebLoad {
  double tension = 60;          // [N] on the whole width
  double temperature = 293.15;  // [K]
  double shrinkage = 0;         // [-] that the web has not recovered from since it was new

  friend bool operator==(const WebLoad&, const WebLoad&) = default;
};

template <class Visit>
void describe(Visit& visit, WebLoad& l) {
  visit(l.tension, {"tension", unit::N, 0, 1e4, "on the whole width", "D"});
  visit(l.temperature, {"temperature", unit::degC, -20, 600, "of the web under the tool", "D"});
  visit(l.shrinkage, {"shrinkage", unit::one, -0.01, 0.02,
                      "of the new web's length, lost for good in the hot steps before", "D"});
}

double strain_along(const WebMechanics& web, const WebLoad& load) noexcept;   // [-]
double strain_across(const WebMechanics& web, const WebLoad& load) noexcept;  // [-]

/// How a tool misses the place it was told.
struct ScribeError {
  double encoder = 0;       // [m] of the axis that moves the beam
  double registration = 0;  // [m] of the camera or edge guide that finds the mark

  friend bool operator==(const ScribeError&, const ScribeError&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeError& e) {
  visit(e.encoder, {"encoder", unit::um, -1000, 1000, "of the axis that moves the beam", "D"});
  visit(e.registration,
        {"registration", unit::um, -1000, 1000, "of the camera or guide that finds the mark", "D"});
}

/// Where a scribe comes to lie on the web as it was new: theory/tools.md (25). Scribes of different
/// steps are compared there.
/// @param design  place from the mark [m]
/// @param strain  of the web under the tool, in the direction of the place [-]
/// @returns [m] from the mark
double scribe_place(double design, double strain, const ScribeError& error) noexcept;

}  // namespace heliofab::process
