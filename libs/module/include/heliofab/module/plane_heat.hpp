// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/module/film_heat.hpp"
#include "heliofab/module/plane_module.hpp"

// A module in its plane with the heat of its light and of its own currents.
namespace heliofab::module {

/// One side of a module.
struct HeatSide {
  double convection = 10.5;      // [W/m2/K] to the air
  double emissivity = 0.85;      // [-]
  double surroundings = 298.15;  // [K] that it radiates to

  friend bool operator==(const HeatSide&, const HeatSide&) = default;
};

template <class Visit>
void describe(Visit& visit, HeatSide& s) {
  visit(s.convection,
        {"convection", unit::W_per_m2_K, 0, 1e5,
         "to the air; both sides and their radiation are 32 W/m2/K in a wind of 1 m/s",
         "C faiman2008"});
  visit(s.emissivity, {"emissivity", unit::one, 0, 1, "of its surface", "C"});
  visit(s.surroundings,
        {"surroundings", unit::degC, -270, 300, "that it radiates to: sky, ground, roof", "D"});
}

/// Where heat comes from and where it goes. The laminate is one plate that is as warm at its front
/// as at its back, continuous over the scribes, its edges insulated.
struct PlaneHeat {
  FilmHeat film;
  double ambient = 298.15;  // [K] of the air
  HeatSide front;
  HeatSide back;
  double irradiance = 1000;     // [W/m2] that makes the films' photocurrent; 0 in the dark
  double absorptance = 0.9;     // [-] of films, flaws and scribes
  double conductance = 3e-4;    // [W/K] along the plate: the sum of conductivity times thickness
  double heat_capacity = 1500;  // [J/m2/K] for what varies in time

  friend bool operator==(const PlaneHeat&, const PlaneHeat&) = default;
};

/// Where heat arises and what it does, by points of the map of voltages.
struct HeatMap {
  std::vector<double> temperature;  // [K]
  std::vector<double> light;        // [W/m2] absorbed
  std::vector<double> film;         // [W/m2] that films take up; they deliver where it is negative
  std::vector<double> flaws;        // [W/m2] in ohmic paths from sheet to sheet
  std::vector<double> sheets;       // [W/m2] in both sheets

  friend bool operator==(const HeatMap&, const HeatMap&) = default;
};

/// All of a module at one voltage. Light is what goes out as current and as heat:
/// absorbed = delivered + lost + bypass.
struct HeatState {
  double mean = 0;          // [K] over the whole plate
  double hottest = 0;       // [K] of the film
  std::int64_t cell = 0;    // where: its stripe
  double x = 0;             // [m] from the edge of the stripe
  double y = 0;             // [m]
  double loop_gain = 0;     // [-] see solve_heated()
  double absorbed = 0;      // [W]
  double delivered = 0;     // [W] electric, at the terminals
  double lost = 0;          // [W] from both sides
  double bypass = 0;        // [W] in bypass diodes, which are not on the plate
  std::int64_t rounds = 0;  // of Newton's method for the temperatures

  friend bool operator==(const HeatState&, const HeatState&) = default;
};

/// A curve with temperatures, and the maps at its last voltage.
struct HeatedCurve {
  PlaneCurve electric;
  std::vector<HeatState> states;  // one of each point
  HeatMap heat;

  friend bool operator==(const HeatedCurve&, const HeatedCurve&) = default;
};

/// Solves currents and temperatures together, in steady state at terminal voltages [V].
///
/// The loop gain is how much of a small rise of temperature comes back, by the heat that it makes
/// at the voltage held: the largest real part among the eigenvalues of that loop, to some 1e-3, and
/// to some per cent where many of them are almost as large. From 1 on no temperature is stable.
///
/// @throws InputError  E4103 when module or heat do not fit, or its films are tables
/// @throws ModelError  E4202 as solve_plane(); E4203 names voltage and place where heat runs away
///
/// Equations (10) to (12) in docs/theory/module.md. Temperatures to 1e-7 K.
HeatedCurve solve_heated(const PlaneModule& module, const PlaneHeat& heat,
                         const std::vector<double>& voltages);

/// The same at currents [A]: the voltage at which each flows is then held, and is what the loop
/// gain is of. Where heat bends the curve so that several voltages carry a current, the nearest
/// found.
///
/// @throws InputError  E4103 as solve_heated()
/// @throws ModelError  E4204 as solve_plane_at_currents(), which says where heat runs away before
HeatedCurve solve_heated_at_currents(const PlaneModule& module, const PlaneHeat& heat,
                                     const std::vector<double>& currents);

/// What lock-in thermography sees, by points of the map of voltages.
struct LockInMap {
  VoltageMap map;
  std::vector<double> amplitude;  // [K] of the first harmonic
  std::vector<double> phase;      // [rad] behind the heat's, -pi/2 .. 0 where it is even

  friend bool operator==(const LockInMap&, const LockInMap&) = default;
};

/// Switches a voltage [V] on and off, each for half of a period: the first harmonic of the heat is
/// 2 / pi of what the voltage makes, without light, with films at the temperature of the air.
/// @param frequency  [1/s] above 0
/// @throws InputError  E4103 as solve_heated()
/// @throws ModelError  E4202
///
/// Equation (13) in docs/theory/module.md; [breitenstein2010]. The plate is to be thin against the
/// length that heat goes in a period, in the direction of its thickness as well.
LockInMap solve_lock_in(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                        double frequency);

}  // namespace heliofab::module
