// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/field/surfaces.hpp"
#include "heliofab/field/weather.hpp"

namespace heliofab::field {

/// A converter to 5 V and the device behind it.
struct Converter {
  double output = 5;           // [V]
  double start_voltage = 5.5;  // [V] of the panels, below which it is dead
  double start_current = 0.1;  // [A] that the device wants before it charges at all
  double most_current = 2.4;   // [A] that the device takes
  double efficiency = 0.88;    // [-]
  double restart_time = 30;    // [s] without output after a start, as devices take to agree

  friend bool operator==(const Converter&, const Converter&) = default;
};

template <class Visit>
void describe(Visit& visit, Converter& c) {
  visit(c.output, {"output", unit::V, 1, 60, "of the converter", "A"});
  visit(c.start_voltage, {"start_voltage", unit::V, 0, 100, "of the panels, dead below", "C"});
  visit(c.start_current, {"start_current", unit::A, 0, 10, "that the device wants", "C"});
  visit(c.most_current, {"most_current", unit::A, 0.01, 100, "that the device takes", "C"});
  visit(c.efficiency, {"efficiency", unit::one, 0.1, 1, "0.85 to 0.92 is usual", "C"});
  visit(c.restart_time, {"restart_time", unit::s, 0, 3600, "without output after a start", "D"});
}

/// Panels that unfold in a zigzag about a line, tilted by turns to one side and the other.
struct ZigzagFold {
  double panels = 0;                   // [-] 0: there is no zigzag
  double fold = 20 * unit::deg.scale;  // [rad] of each from the plane that they lie about
  Plane lying{30 * unit::deg.scale, 180 * unit::deg.scale};
  double area = 0.05;  // [m2] of a panel's aperture
  double shaded = 0;   // [-] how many, from the last on
  double shade = 1;    // [-] of the beam that does not reach these

  friend bool operator==(const ZigzagFold&, const ZigzagFold&) = default;
};

template <class Visit>
void describe(Visit& visit, ZigzagFold& z) {
  visit(z.panels, {"panels", unit::one, 0, 20, "how many; 0: there is no zigzag"});
  visit(z.fold, {"fold", unit::deg, 0, 90, "of each from the plane they lie about, by turns", "D"});
  visit(z.lying, {"lying", "that plane; they fold about its line of steepest rise"});
  visit(z.area, {"area", unit::m2, 1e-4, 10, "of a panel's aperture"});
  visit(z.shaded, {"shaded", unit::one, 0, 20, "how many are shaded, from the last on"});
  visit(z.shade, {"shade", unit::one, 0, 1, "of the beam that does not reach these"});
}

/// A charger: panels of one kind of module, folded out, before a converter.
struct Charger {
  std::vector<FoldedPanel> panels;  // a power table is of one of them, whatever its `area`
  ZigzagFold zigzag;                // more panels, after these
  double wander = 0;  // [rad] by which all turn about the plumb line to both sides, as held in hand
  Wiring wiring = Wiring::parallel;
  double diode = 0.35;  // [V] of a blocking diode or a bypass
  Converter converter;
  double by_irradiance = 0.045;  // [K m2/W] of Ross; on the ground or a rucksack 0.040 to 0.055
  double reflection = 0.16;      // [-] a_r of Martin and Ruiz
  double albedo = 0.2;           // [-] where the weather gives none

  friend bool operator==(const Charger&, const Charger&) = default;
};

template <class Visit>
void describe(Visit& visit, Charger& c) {
  visit(c.panels, {"panels", "as they are folded out"});
  visit(c.zigzag, {"zigzag", "more panels, in a zigzag"});
  visit(c.wander, {"wander", unit::deg, 0, 180,
                   "by which all turn about the plumb line to both sides, as held in hand; 180 deg "
                   "is anywhere",
                   "D"});
  visit(c.wiring, {"wiring", "side by side behind diodes, or in a row with bypasses"});
  visit(c.diode, {"diode", unit::V, 0, 2, "of a blocking diode or a bypass", "C"});
  visit(c.converter, {"converter", "to 5 V"});
  visit(c.by_irradiance, {"ross", unit::one, 0, 0.2, "in K m2/W", "C"});
  visit(c.reflection, {"reflection", unit::one, 0.01, 1, "a_r; 0.16 is clean glass", "C"});
  visit(c.albedo, {"albedo", unit::one, 0, 1, "of the ground, where the weather gives none", "C"});
}

/// The panels of a charger, those of its zigzag too.
std::vector<FoldedPanel> panels_of(const Charger& charger);

/// Voltage and power of joined panels at their best, given each panel's figures.
struct Joined {
  double voltage = 0;  // [V]
  double power = 0;    // [W]
};
/// Side by side, the brightest sets the voltage and every diode takes its drop; in a row, the best
/// of carrying the current of the 1, 2, .. n brightest while the others are bypassed. (14.1),
/// (14.2)
Joined join(Wiring wiring, double diode, std::span<const ModuleFigures> panels);

/// What a charger delivers.
struct ChargerYield {
  double energy = 0;                          // [J] into the device
  std::array<double, 12> monthly{};           // [J]
  std::vector<double> daily;                  // [J] of each day of the place, in the weather's order
  double panels = 0;                          // [J] of all panels, each at its own best
  double joined = 0;                          // [J] of them as joined
  double refused = 0;                         // [J] of it below start voltage or current
  double surplus = 0;                         // [J] beyond what the device takes
  double waiting = 0;                         // [J] while devices agree
  double converted = 0;                       // [J] lost in the converter
  double charging = 0;                        // [s]
  std::int64_t starts = 0;                    // [-] of charging
  std::array<double, 12> monthly_charging{};  // [s]
  // Row by row; light and warmth are those of the mean panel.
  std::vector<double> light;    // [W/m2] that enters
  std::vector<double> cell;     // [K]
  std::vector<double> voltage;  // [V] of the panels as joined
  std::vector<double> offered;  // [W] of them
  std::vector<double> power;    // [W] into the device, the mean of the row
};

/// @throws LogicError without panels or weather
/// Steps of the weather are too long for clouds: `resample` helps only as far as light is known.
ChargerYield simulate_charger(const Weather& weather, const Charger& charger,
                              const PowerTable& panel);

/// What lives on a module far from a grid: a load with a battery, or a pump without.
struct StandAlone {
  std::array<double, 24> load{};  // [W] by hours of the place's day
  double battery = 0;             // [J] usable; 0 is none
  double charging = 0.90;         // [-] into the battery and out of it again
  double start_power = 0;         // [W] below which a pump without a battery stands still
  double most_power = 1e9;        // [W] that a pump takes

  friend bool operator==(const StandAlone&, const StandAlone&) = default;
};

struct StandAloneYield {
  double wanted = 0;                        // [J] by the load
  double served = 0;                        // [J] of it
  double direct = 0;                        // [J] of it past the battery
  double surplus = 0;                       // [J] of the modules that nobody took
  double stored_loss = 0;                   // [J] in the battery
  double left = 0;                          // [J] in the battery at the end
  double dark_time = 0;                     // [s] in which the load was not wholly served
  double longest_dark = 0;                  // [s] of one such time
  double pumped = 0;                        // [J] into a pump
  double pump_time = 0;                     // [s]
  std::array<double, 12> monthly_wanted{};  // [J] by months of the place
  std::array<double, 12> monthly_served{};  // [J]
  std::vector<double> serving;              // [W] into the load, row by row
  std::vector<double> stored;               // [J] in the battery at the end of each row
  std::vector<double> pumping;              // [W] into the pump, row by row
};

/// @param power  [W] row by row, as `EnergyYield::power` has it
/// @throws LogicError when there are not as many rows as in the weather
/// The battery begins full. All energy is told: produced = direct + into the battery + surplus.
StandAloneYield simulate_stand_alone(const Weather& weather, std::span<const double> power,
                                     const StandAlone& system);

}  // namespace heliofab::field
