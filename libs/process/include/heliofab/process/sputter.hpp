// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "heliofab/core/field.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

// [kg] of an atom or formula unit in targets and films.
inline constexpr double molybdenum_mass = 95.95 * 1.66053906660e-27;
inline constexpr double zinc_oxide_mass = 81.38 * 1.66053906660e-27;

/// A row of equal planar magnetrons across the web, and what their targets are made of. The
/// defaults are molybdenum; theory/tools.md (1)-(7).
struct Magnetrons {
  std::int64_t cathodes = 8;        // [-] one behind the other along the web
  double target_length = 0.5;       // [m] across the web
  double target_distance = 0.07;    // [m] from target to web
  double target_thickness = 10e-3;  // [m] of a new target
  double target_reserve = 1e-3;     // [m] left under the groove when it is taken out
  double racetrack_length = 1.0;    // [m] of the groove, once around
  double racetrack_width = 40e-3;   // [m] of the groove
  double groove_peak = 2;           // [-] deepest over mean depth; 2 is a notch of straight flanks
  double voltage = 400;             // [V] of the discharge on a new target
  double voltage_drop = 0.15;       // [-] of it when the target is taken out
  double yield = 0.7;               // [-] atoms, or units of a compound, per argon ion
  double target_atoms = 6.4e28;     // [1/m3] atoms, or units of a compound, in the target
  double film_atoms = 6.4e28;       // [1/m3] likewise in the film
  double capture = 0.6;             // [-] of what leaves the grooves that flies to the web
  double thermal_way = 0.25;        // [m] in 1 Pa of argon that takes the atoms' speed

  friend bool operator==(const Magnetrons&, const Magnetrons&) = default;
};

template <class Visit>
void describe(Visit& visit, Magnetrons& m) {
  visit(m.cathodes, {"cathodes", 1, 50, "magnetrons one behind the other along the web", "D"});
  visit(m.target_length,
        {"target_length", unit::m, 0.05, 5, "across the web; longer than the web is wide", "D"});
  visit(m.target_distance, {"target_distance", unit::mm, 20, 300, "from target to web", "C"});
  visit(m.target_thickness, {"target_thickness", unit::mm, 1, 50, "of a new target", "C"});
  visit(m.target_reserve,
        {"target_reserve", unit::mm, 0, 20, "left under the groove when it is taken out", "D"});
  visit(m.racetrack_length,
        {"racetrack_length", unit::m, 0.05, 10, "of the groove, once around", "D"});
  visit(m.racetrack_width, {"racetrack_width", unit::mm, 5, 200, "of the groove", "D"});
  visit(m.groove_peak,
        {"groove_peak", unit::one, 1, 4, "deepest over mean depth of the groove", "C"});
  visit(m.voltage, {"voltage", unit::V, 100, 1000, "of the discharge on a new target", "C"});
  visit(m.voltage_drop,
        {"voltage_drop", unit::one, 0, 0.5, "share of it lost when the target is worn", "C"});
  visit(m.yield, {"yield", unit::one, 0.05, 5, "atoms per argon ion at that voltage", "C"});
  visit(m.target_atoms,
        {"target_atoms", unit::per_cm3, 1e21, 2e23, "atoms per volume of the target", "B"});
  visit(m.film_atoms, {"film_atoms", unit::per_cm3, 1e21, 2e23,
                       "atoms per volume of the film; a porous one has fewer", "B"});
  visit(m.capture, {"capture", unit::one, 0.05, 1,
                    "share of what leaves the targets that flies to the web", "D"});
  visit(m.thermal_way,
        {"thermal_way", unit::cm, 1, 1000,
         "in 1 Pa of argon, in which sputtered atoms lose their speed", "D keller1979"});
}

/// Molybdenum as `Magnetrons{}`, and ZnO:Al from ceramic targets.
constexpr Magnetrons molybdenum_magnetrons() noexcept { return {}; }
constexpr Magnetrons azo_magnetrons() noexcept {
  return {.voltage = 350, .yield = 0.5, .target_atoms = 4.1e28, .film_atoms = 4.1e28};
}

/// What an operator sets.
struct SputterSettings {
  double power = 15e3;          // [W] on each cathode
  double pressure = 0.3;        // [Pa] argon
  double web_speed = 1.8 / 60;  // [m/s]

  friend bool operator==(const SputterSettings&, const SputterSettings&) = default;
};

template <class Visit>
void describe(Visit& visit, SputterSettings& s) {
  visit(s.power, {"power", unit::kW, 0.01, 200, "on each cathode", "D"});
  visit(s.pressure, {"pressure", unit::Pa, 0.02, 10, "of the argon", "C"});
  visit(s.web_speed, {"web_speed", unit::m_per_min, 0.01, 30, "through the tool", "D"});
}

/// Deepest place of the groove [m] after `energy` [J] went through one target: theory/tools.md (3).
/// Beyond target_life() the target is worn through, and the formula goes on.
double groove_depth(const Magnetrons& magnetrons, double energy);
/// Energy through one target at which it is taken out [J].
double target_life(const Magnetrons& magnetrons) noexcept;
/// Voltage of the discharge after `energy` [J] [V].
double discharge_voltage(const Magnetrons& magnetrons, double energy);

/// Film thickness over that under an endless target [-], at a distance from the middle of the web
/// [m]: the ends of the target are missing. theory/tools.md (6), a closed form.
double magnetron_profile(const Magnetrons& magnetrons, double off_centre) noexcept;

/// Thickness of the film [m] at a distance from the middle of the web [m].
/// @param energy  that went through each target before [J]
double sputtered_thickness(const Magnetrons& magnetrons, const SputterSettings& settings,
                           double energy, double off_centre);

/// Molybdenum by the pressure it grew at. The table is that of single films of 900 nm: 0.31 ohm
/// dense, 0.84 ohm porous [mo_bilayers2016]; between them along a line in logarithms,
/// theory/tools.md (8).
struct MolybdenumGrowth {
  double dense_pressure = 0.15;         // [Pa]
  double dense_resistivity = 27.9e-8;   // [ohm m]
  double porous_pressure = 0.6;         // [Pa]
  double porous_resistivity = 75.6e-8;  // [ohm m]
  double adhesion_pressure = 0.3;       // [Pa] below it the first layer peels

  friend bool operator==(const MolybdenumGrowth&, const MolybdenumGrowth&) = default;
};

template <class Visit>
void describe(Visit& visit, MolybdenumGrowth& m) {
  visit(m.dense_pressure, {"dense_pressure", unit::Pa, 0.01, 10,
                           "below it films are dense and under compression", "A mo_bilayers2016"});
  visit(m.dense_resistivity,
        {"dense_resistivity", unit::ohm_cm, 5e-6, 1e-3, "0.31 ohm of 900 nm", "B mo_bilayers2016"});
  visit(m.porous_pressure, {"porous_pressure", unit::Pa, 0.01, 10,
                            "above it films are porous and hold fast", "A mo_bilayers2016"});
  visit(m.porous_resistivity, {"porous_resistivity", unit::ohm_cm, 5e-6, 1e-3, "0.84 ohm of 900 nm",
                               "B mo_bilayers2016"});
  visit(m.adhesion_pressure, {"adhesion_pressure", unit::Pa, 0.01, 10,
                              "of the first layer; below it the film peels", "D"});
}

/// One layer of a back contact.
struct MolybdenumLayer {
  double thickness = 0;  // [m]
  double pressure = 0;   // [Pa]
};

double molybdenum_resistivity(const MolybdenumGrowth& growth, double pressure) noexcept;  // [ohm m]
/// Layers from the web upwards, side by side for the current [ohm]. @param layers one or more
double molybdenum_sheet(const MolybdenumGrowth& growth, std::span<const MolybdenumLayer> layers);
/// False when the layer on the web grew so dense that the film peels.
bool holds_fast(const MolybdenumGrowth& growth, std::span<const MolybdenumLayer> layers);

/// What oxygen in the argon does to ZnO:Al: theory/tools.md (9). The recipe's carriers belong to
/// `nominal`.
struct OxygenControl {
  double nominal = 5e-4;      // [Pa] partial pressure at which the recipe's carriers come
  double half_lost = 1.5e-3;  // [Pa] at which half of the carriers are gone

  friend bool operator==(const OxygenControl&, const OxygenControl&) = default;
};

template <class Visit>
void describe(Visit& visit, OxygenControl& o) {
  visit(o.nominal, {"nominal", unit::Pa, 0, 0.1,
                    "partial pressure of oxygen at which the recipe's carriers come", "D"});
  visit(o.half_lost,
        {"half_lost", unit::Pa, 1e-5, 1, "partial pressure at which half of the carriers are gone",
         "D cornelius2009"});
}

/// Electrons in the ZnO:Al [1/m3] at a partial pressure of oxygen [Pa].
double azo_carriers(const OxygenControl& oxygen, const Window& window, double pressure) noexcept;

}  // namespace heliofab::process
