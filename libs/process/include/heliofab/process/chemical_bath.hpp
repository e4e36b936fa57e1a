// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/field.hpp"

namespace heliofab::process {

inline constexpr double cds_density = 4.82e3;  // [kg/m3] of the bulk

/// A trough of ammonia, thiourea and cadmium through which the web runs with its film down. Grown
/// CdS and colloids in the solution compete for the cadmium; theory/tools.md (10)-(16).
struct ChemicalBath {
  double immersed_length = 7.2;           // [m] of web under the solution
  double solution_depth = 20e-3;          // [m] of solution on the film
  double solution_width = 0.33;           // [m]
  double cadmium = 1.5 * 6.02214076e23;   // [1/m3] in the fresh solution
  double rate = 6.25e-9 / 60;             // [m/s] of CdS from fresh solution, at the reference
  double reference_temperature = 338.15;  // [K]
  double activation_eV = 0.88;            // [eV] of both reactions: thiourea gives up its sulphur
  double wall_share = 0.3;                // [-] CdS on walls and web back over that on the film
  double colloid_rate = 1e-4;             // [1/s] of the cadmium, at the reference
  double filter_rate = 2e-3;              // [1/s] of the colloids, by the filter in the loop
  double pinhole_share = 0.05;            // [-] of the area, if all cadmium were colloids

  friend bool operator==(const ChemicalBath&, const ChemicalBath&) = default;
};

template <class Visit>
void describe(Visit& visit, ChemicalBath& b) {
  visit(b.immersed_length, {"immersed_length", unit::m, 0.1, 100, "of web in the solution", "D"});
  visit(b.solution_depth, {"solution_depth", unit::mm, 0.5, 1000, "of solution on the film", "D"});
  visit(b.solution_width, {"solution_width", unit::m, 0.05, 5, "of the trough", "D"});
  visit(b.cadmium, {"cadmium", unit::mmol_per_l, 0.05, 100, "in the fresh solution", "C"});
  visit(b.rate, {"rate", unit::nm_per_min, 0.1, 100,
                 "of CdS from fresh solution at the reference temperature", "C"});
  visit(b.reference_temperature,
        {"reference_temperature", unit::degC, 20, 95, "at which the rates hold", "C"});
  visit(b.activation_eV, {"activation", unit::eV, 0.1, 2, "of growth and of colloids; 85 kJ/mol",
                          "A ortegaborges1993"});
  visit(b.wall_share, {"wall_share", unit::one, 0, 10, "CdS on walls over CdS on the film", "D"});
  visit(b.colloid_rate,
        {"colloid_rate", unit::per_h, 0, 100, "share of the cadmium that turns to colloids", "D"});
  visit(b.filter_rate,
        {"filter_rate", unit::per_h, 0, 1000, "share of the solution that passes the filter", "D"});
  visit(b.pinhole_share,
        {"pinhole_share", unit::one, 0, 1,
         "of the area left bare under particles, if all cadmium were colloids", "D"});
}

/// What an operator sets.
struct BathSettings {
  double temperature = 338.15;  // [K]
  double web_speed = 0.9 / 60;  // [m/s]
  double dosing = 0;            // [m] fresh solution per area of web; 1 mm is 1 l/m2

  friend bool operator==(const BathSettings&, const BathSettings&) = default;
};

template <class Visit>
void describe(Visit& visit, BathSettings& s) {
  visit(s.temperature, {"temperature", unit::degC, 20, 95, "of the solution", "C"});
  visit(s.web_speed, {"web_speed", unit::m_per_min, 0.01, 20, "through the bath", "D"});
  visit(s.dosing, {"dosing", unit::mm, 0, 100,
                   "fresh solution per area of web, while as much runs off; 1 mm is 1 l/m2", "D"});
}

/// How far a bath is used up. As it is by default, it was filled just now.
struct BathState {
  double strength = 1;  // [-] cadmium in solution over that of the fresh one
  double colloids = 0;  // [-] cadmium in colloids over the same

  friend bool operator==(const BathState&, const BathState&) = default;
};

/// The state after `area` more of web [m2] ran through, in closed form: theory/tools.md (13)-(15).
/// Exact for any area while settings stay, so that one step of 100 m2 is a hundred of 1 m2.
BathState use_bath(const ChemicalBath& bath, const BathSettings& settings, const BathState& state,
                   double area) noexcept;

/// What the bath lays down.
struct BathFilm {
  double thickness = 0;  // [m] CdS
  double pinholes = 0;   // [-] share of the area left bare: Film::cds_pinholes

  friend bool operator==(const BathFilm&, const BathFilm&) = default;
};

BathFilm bath_film(const ChemicalBath& bath, const BathSettings& settings,
                   const BathState& state) noexcept;

}  // namespace heliofab::process
