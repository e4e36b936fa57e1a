// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::field {

/// A sheet that water has to come through, by p0 exp(-energy / R T).
struct WaterSheet {
  double permeation = 3.62e9;  // [g mm/m2/d] p0; ETFE [kempe2006]
  double energy = 59690;       // [J/mol]
  double thickness = 50e-6;    // [m]

  friend bool operator==(const WaterSheet&, const WaterSheet&) = default;
};

template <class Visit>
void describe(Visit& visit, WaterSheet& w) {
  visit(w.permeation, {"permeation", unit::one, 0, 1e13,
                       "p0 in g mm/m2/d; ETFE 3.62e9, polyimide 2.98e7, EVA "
                       "4.07e10",
                       "A kempe2006"});
  visit(w.energy, {"energy", unit::one, 1e3, 2e5, "of permeation in J/mol", "A kempe2006"});
  visit(w.thickness, {"thickness", unit::um, 1, 1e4, "of the sheet", "C"});
}

/// Water [kg/m2/s] through a sheet at a temperature [K], from 100 % humidity to none.
double water_transmission(const WaterSheet& sheet, double temperature);

/// What time does to a module of CIGS. Every default with its grade and source in `describe`.
struct AgeingModel {
  double yearly_rate = 0.005;                   // [-] of power a year, whatever the weather
  double damp_rate = 5e-5 * unit::per_h.scale;  // [1/s] of power, inside at 85 degC and 85 %
  double damp_energy = 67400;                   // [J/mol]
  WaterSheet sheet;
  double capacity = 0.5e-3;              // [kg/m2] of water that the layers inside take up at 100 %
  double soak_gain = 0.03;               // [-] of power, soaked over rested
  double soak_time = 1800;               // [s] in 1000 W/m2
  double rest_time = 5 * unit::d.scale;  // [s] in the dark
  double daily_soiling = 0.001;          // [-] of light a day
  double most_soiling = 0.15;            // [-]
  double cleaned_every = 30 * unit::d.scale;  // [s] by rain or hand; the weather files tell no rain

  friend bool operator==(const AgeingModel&, const AgeingModel&) = default;
};

template <class Visit>
void describe(Visit& visit, AgeingModel& a) {
  visit(a.yearly_rate, {"yearly_rate", unit::one, 0, 0.5,
                        "loss of power a year; 0.002 to 0.005 is usual in glass", "B jordan2011"});
  visit(a.damp_rate,
        {"damp_rate", unit::per_h, 0, 1,
         "loss at 85 degC and 85 % inside: the 5 % of 1000 h that IEC 61215 allows", "D iec61215"});
  visit(a.damp_energy,
        {"damp_energy", unit::one, 0, 2e5, "in J/mol; 33500 to 78700", "A coyle2011"});
  visit(a.sheet, {"sheet", "that water comes through"});
  visit(a.capacity, {"capacity", unit::g_per_m2, 0.001, 1e3, "of water inside at 100 %", "D"});
  visit(a.soak_gain, {"soak_gain", unit::one, 0, 0.3, "of power, soaked over rested", "D"});
  visit(a.soak_time, {"soak_time", unit::min, 0.1, 1e5, "in 1000 W/m2", "C"});
  visit(a.rest_time, {"rest_time", unit::d, 0.001, 1e3, "in the dark", "C"});
  visit(a.daily_soiling, {"daily_soiling", unit::one, 0, 0.1, "of light a day", "D"});
  visit(a.most_soiling, {"most_soiling", unit::one, 0, 1, "of light", "D"});
  visit(a.cleaned_every, {"cleaned_every", unit::d, 1, 1e4, "by rain or hand", "D"});
}

/// What a module is exposed to for a while.
struct Exposure {
  double time = 3600;     // [s]
  double cell = 298.15;   // [K]
  double air = 293.15;    // [K]
  double humidity = 0.5;  // [-] relative, of the air
  double light = 0;       // [W/m2] on its plane
};

/// A module's past.
struct ModuleAge {
  double time = 0;    // [s]
  double water = 0;   // [-] inside, over what it takes up at 100 %
  double damp = 0;    // [-] of power lost to damp heat
  double soaked = 1;  // [-] 0 rested, 1 soaked by light
  double dirty = 0;   // [s] since it was cleaned

  friend bool operator==(const ModuleAge&, const ModuleAge&) = default;
};

/// Lives through an exposure; docs/theory/field.md (11.1) to (11.5). Exact for steps of any length
/// while the exposure lasts.
void advance(const AgeingModel& model, const Exposure& exposure, ModuleAge& age);
/// [-] of a new and soaked module's power.
double power_factor(const AgeingModel& model, const ModuleAge& age);
/// [-] of light that dirt lets through.
double clean_factor(const AgeingModel& model, const ModuleAge& age);
/// [1/s] of power lost inside at a temperature [K] and a relative humidity [-] there [coyle2011].
double damp_heat_rate(const AgeingModel& model, double temperature, double humidity);

/// A swing of temperature, whole (1) or half (0.5).
struct ThermalCycle {
  double range = 0;  // [K]
  double mean = 0;   // [K]
  double count = 1;  // [-]

  friend bool operator==(const ThermalCycle&, const ThermalCycle&) = default;
};
/// Rainflow counting [astm_e1049] of a history; swings below `least` [K] are left out.
std::vector<ThermalCycle> count_cycles(std::span<const double> temperature, double least = 1);
/// [-] cycles of `reference` [K] that would hurt as much, by Coffin and Manson's power law.
double equivalent_cycles(std::span<const ThermalCycle> cycles, double reference, double exponent);

}  // namespace heliofab::field
