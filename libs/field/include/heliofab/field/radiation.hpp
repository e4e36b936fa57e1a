// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/field/space_panel.hpp"
#include "heliofab/field/yield_loss.hpp"

namespace heliofab::field {

/// What particles leave of a CIGS cell, and what heat and light mend. Fluences are those of
/// electrons of 1 MeV that do the same [1/m2].
///
/// Anchors: no loss seen at 5e15 /cm2; 80 % at 1e18 /cm2, back above 90 % after 3 h of one sun at
/// room temperature [jasenek2003]; annealing by 1.1 eV, at 400 K Voc within 5 % [jasenek2001]. The
/// curve between the anchors is ours, and so is the attempt frequency: 400 K for half an hour
/// mends 80 % to 95 % (grade D).
struct RadiationModel {
  double loss = 0.192;        // [-] of power, a decade of fluence far above the knee
  double knee = 1e21;         // [1/m2]
  double energy_eV = 1.1;     // [eV] of annealing
  double attempts = 1e11;     // [1/s]
  double by_light = 1.36e-4;  // [1/s] of annealing in 1000 W/m2

  friend bool operator==(const RadiationModel&, const RadiationModel&) = default;
};

template <class Visit>
void describe(Visit& visit, RadiationModel& m) {
  visit(m.loss, {"loss", unit::one, 0, 1, "of power, a decade of fluence", "D jasenek2003"});
  visit(m.knee, {"knee", unit::per_cm2, 1e10, 1e22, "fluence where loss begins", "D jasenek2003"});
  visit(m.energy_eV, {"energy", unit::eV, 0.1, 3, "of annealing", "A jasenek2001"});
  visit(m.attempts, {"attempts", unit::per_s, 0, 1e16, "attempt frequency of annealing", "D"});
  visit(m.by_light, {"by_light", unit::per_s, 0, 1, "annealing in one sun", "B jasenek2003"});
}

/// [-] of power after a fluence [1/m2] that is not annealed; docs/theory/field.md (9.9).
double remaining_factor(const RadiationModel& model, double fluence);
/// [1/s] at which damage anneals at a temperature [K] in a light [W/m2].
double annealing_rate(const RadiationModel& model, double temperature, double light);
/// The same as the mean over a revolution.
double annealing_rate(const RadiationModel& model, const OrbitCycle& cycle);
/// [1/m2] of fluence that still counts, after `time` [s] in a flux [1/m2/s]; (9.10).
double fluence_after(double fluence, double flux, double rate, double time);

/// A mission in one orbit.
struct Mission {
  Orbit orbit;
  Pointing pointing;
  double years = 5;              // [-]
  double yearly_fluence = 1e17;  // [1/m2] of 1 MeV electrons, behind the panel's own cover
  bool anneals = true;

  friend bool operator==(const Mission&, const Mission&) = default;
};

template <class Visit>
void describe(Visit& visit, Mission& m) {
  visit(m.orbit, {"orbit", "circular"});
  visit(m.pointing, {"pointing", "how the panel is held"});
  visit(m.years, {"years", unit::one, 0, 50, "of the mission"});
  visit(m.yearly_fluence,
        {"yearly_fluence", unit::per_cm2, 0, 1e18, "of electrons of 1 MeV that do the same", "D"});
  visit(m.anneals, {"anneals", "heat and light mend damage"});
}

/// What a square metre of panel delivers.
struct OrbitYield {
  OrbitCycle cycle;               // the first one
  double period = 0;              // [s]
  double eclipse = 0;             // [-] of it
  double yearly_orbits = 0;       // [-]; each is a cycle of temperature
  double swing = 0;               // [K] of each
  double thermal_cycles = 0;      // [-] in the mission
  double first_year = 0;          // [J/m2]
  double mission_energy = 0;      // [J/m2]
  double potential = 0;           // [J/m2] nominal power in sunlight, always lit and facing it
  std::vector<YieldLoss> losses;  // [J/m2] of the mission; potential less all is mission_energy
  double remaining = 1;           // [-] of power at the end
  double peak_power = 0;          // [W/m2] of the first cycle
  std::vector<double> course;     // [-] of power that remains, evenly from launch to the end
};

/// @throws LogicError for a mission without years
OrbitYield simulate_mission(const Mission& mission, const SpacePanel& panel,
                            const ArealPower& power, const RadiationModel& radiation = {});

}  // namespace heliofab::field
