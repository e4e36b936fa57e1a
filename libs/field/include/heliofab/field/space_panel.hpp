// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/orbit.hpp"
#include "heliofab/field/power_table.hpp"

namespace heliofab::field {

/// Optics and heat of a panel in space, and of what shines on it.
struct SpacePanel {
  double front_absorption = 0.92;    // [-] of sunlight, electricity included
  double back_absorption = 0.85;     // [-]
  double front_emissivity = 0.85;    // [-] with a clear coat; a bare cell has 0.3
  double back_emissivity = 0.85;     // [-]
  double heat = 68;                  // [J/m2/K] 68 g/m2 of foil with 1000 J/kg/K
  double current_factor = 0.870;     // [-] current in sunlight of space over that in the same light
                                     // of AM1.5G: 1.189 at 1366.1 W/m2
  double sunlight = solar_constant;  // [W/m2]
  double albedo = 0.30;              // [-] of the Earth
  double earth_infrared = 237;       // [W/m2] that the Earth emits

  friend bool operator==(const SpacePanel&, const SpacePanel&) = default;
};

template <class Visit>
void describe(Visit& visit, SpacePanel& p) {
  visit(p.front_absorption, {"front_absorption", unit::one, 0, 1, "of sunlight", "B"});
  visit(p.back_absorption, {"back_absorption", unit::one, 0, 1, "of light from the Earth", "D"});
  visit(p.front_emissivity,
        {"front_emissivity", unit::one, 0, 1, "bare CIGS 0.3, thin clear coat 0.7", "C"});
  visit(p.back_emissivity, {"back_emissivity", unit::one, 0, 1, "polyimide or paint", "C"});
  visit(p.heat, {"heat", unit::J_per_m2_K, 1, 1e5, "capacity of panel and carrier", "D"});
  visit(p.current_factor,
        {"current_factor", unit::one, 0.5, 1.5, "current per light, space over AM1.5G", "B"});
  visit(p.sunlight, {"sunlight", unit::W_per_m2, 1000, 2000, "outside the atmosphere", "A"});
  visit(p.albedo, {"albedo", unit::one, 0, 1, "of the Earth, a mean", "C"});
  visit(p.earth_infrared, {"earth_infrared", unit::W_per_m2, 0, 500, "emitted, a mean", "C"});
}

/// Electric power of a square metre [W/m2] in a light that is worth so much AM1.5G [W/m2], at a
/// cell temperature [K].
using ArealPower = std::function<double(double light, double temperature)>;
/// Of a module of an area [m2].
ArealPower areal_power(const PowerTable& table, double area);

/// Temperature [K] at which a panel stays in a view.
double steady_temperature(const SpacePanel& panel, const OrbitView& view, const ArealPower& power);
/// [s] in which a panel at a temperature follows: heat over 4 emissivities sigma T^3.
double time_constant(const SpacePanel& panel, double temperature);

/// A revolution, over and over the same.
struct OrbitCycle {
  std::vector<double> time;         // [s] from the beginning, at the exit of the shadow if any
  std::vector<double> temperature;  // [K]
  std::vector<double> light;        // [W/m2] AM1.5G that the front's sunlight is worth
  std::vector<double> power;        // [W/m2]
  double energy = 0;                // [J/m2] of a revolution
  double hottest = 0;               // [K]
  double coldest = 0;               // [K]
  double mean_power = 0;            // [W/m2] over a revolution
  int revolutions = 0;              // until it repeated itself
  double mismatch = 0;              // [K] end less beginning
};

/// Lumped heat balance over an orbit until it repeats itself within 1e-6 K, docs/theory/field.md
/// (9.6) to (9.8). Implicit and stiffly stable: a foil of 4 s and a slab of an hour take the same
/// steps, which begin anew at the edges of the shadow.
///
/// @param steps  of a revolution, 16 or more; the error of the temperature falls with their square
/// A power that rises with temperature faster than heat leaves would find no cycle: `mismatch` then
/// says by how much.
OrbitCycle simulate_orbit(const Orbit& orbit, const Pointing& pointing, const SpacePanel& panel,
                          const ArealPower& power, int steps = 720);

}  // namespace heliofab::field
