// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// An encapsulant that cross-links in the press; theory/tools.md (34), (35).
struct Encapsulant {
  double cure_rate = 5e-3;                // [1/s] at the reference
  double reference_temperature = 423.15;  // [K]
  double activation_eV = 1.6;             // [eV]
  double most_gel = 0.9;                  // [-] gel when nothing more happens
  double wanted_gel = 0.7;                // [-] below it the laminate creeps and lets go
  double most_temperature = 438.15;       // [K] above it the films suffer
  double shunt_scale = 15;                // [K] beyond it per factor e of shunt
  double thickness = 0.4e-3;              // [m]
  double water_content = 3;               // [kg/m3] when in balance with the air outside

  friend bool operator==(const Encapsulant&, const Encapsulant&) = default;
};

template <class Visit>
void describe(Visit& visit, Encapsulant& e) {
  visit(e.cure_rate, {"cure_rate", unit::per_h, 1e-3, 1e4, "at the reference temperature", "C"});
  visit(e.reference_temperature,
        {"reference_temperature", unit::degC, 20, 250, "at which that rate holds", "C"});
  visit(e.activation_eV,
        {"activation", unit::eV, 0.1, 3, "of cross-linking; 155 kJ/mol", "A wallner2022"});
  visit(e.most_gel, {"most_gel", unit::one, 0, 1, "gel when nothing more happens", "C"});
  visit(e.wanted_gel,
        {"wanted_gel", unit::one, 0, 1, "gel below which a laminate creeps and lets go", "C"});
  visit(e.most_temperature,
        {"most_temperature", unit::degC, 80, 300, "above which films suffer", "D"});
  visit(e.shunt_scale, {"shunt_scale", unit::K, 1, 200, "beyond that per factor e of shunt", "D"});
  visit(e.thickness, {"thickness", unit::um, 10, 5000, "of the sheet", "C"});
  visit(e.water_content,
        {"water_content", unit::kg_per_m3, 0.01, 50, "in balance with the air outside", "C"});
}

/// What an operator sets.
struct PressSettings {
  double temperature = 423.15;  // [K]
  double time = 600;            // [s] at that temperature

  friend bool operator==(const PressSettings&, const PressSettings&) = default;
};

template <class Visit>
void describe(Visit& visit, PressSettings& p) {
  visit(p.temperature, {"temperature", unit::degC, 60, 250, "of the laminate", "D"});
  visit(p.time, {"time", unit::min, 0, 600, "at that temperature", "D"});
}

/// What is to be feared of a laminate.
enum class LaminateRisk : std::uint8_t { none, delamination, shunts };
constexpr std::array<std::string_view, 3> names_of(LaminateRisk) {
  return {"none", "delamination", "shunts"};
}

/// A laminate as it comes out of the press.
struct Cure {
  double gel = 0;                          // [-]
  double shunt_factor = 1;                 // [-] by which it multiplies dark shunts
  LaminateRisk risk = LaminateRisk::none;  // shunts before delamination, where both threaten

  friend bool operator==(const Cure&, const Cure&) = default;
};

Cure press(const Encapsulant& encapsulant, const PressSettings& settings) noexcept;

/// A barrier: a coating on a plastic sheet, with a few holes that matter. theory/tools.md
/// (36)-(38).
struct MoistureBarrier {
  double transmission = 1e-4 * 1e-3 / 86400;     // [kg/m2/s] intact, at the reference
  double activation_eV = 0.7;                    // [eV] intact
  double sheet_transmission = 4 * 1e-3 / 86400;  // [kg/m2/s] of the bare sheet, at the reference
  double sheet_activation_eV = 0.45;             // [eV]
  double sheet_thickness = 50e-6;                // [m]
  double reference_temperature = 311.15;         // [K]
  double holes = 1e4;                            // [1/m2] in the coating
  double hole_radius = 3e-6;                     // [m]

  friend bool operator==(const MoistureBarrier&, const MoistureBarrier&) = default;
};

template <class Visit>
void describe(Visit& visit, MoistureBarrier& b) {
  visit(b.transmission, {"transmission", unit::g_per_m2_d, 0, 100,
                         "of the intact barrier at the reference; a module wants below 1e-4", "A"});
  visit(b.activation_eV, {"activation", unit::eV, 0, 2, "of the intact barrier", "D erlat1999"});
  visit(b.sheet_transmission,
        {"sheet_transmission", unit::g_per_m2_d, 0, 1000, "of the bare sheet", "C"});
  visit(b.sheet_activation_eV, {"sheet_activation", unit::eV, 0, 2, "of the bare sheet", "C"});
  visit(b.sheet_thickness, {"sheet_thickness", unit::um, 1, 1000, "of the bare sheet", "C"});
  visit(b.reference_temperature,
        {"reference_temperature", unit::degC, 0, 100, "at which transmissions were measured", "C"});
  visit(b.holes, {"holes", unit::per_m2, 0, 1e12, "in the coating", "D"});
  visit(b.hole_radius, {"hole_radius", unit::um, 0, 1000, "of each", "D"});
}

/// Water that comes through [kg/m2/s] at a temperature [K].
double water_transmission(const MoistureBarrier& barrier, double temperature) noexcept;

/// Time in which the encapsulant fills with water but for a part in e [s], behind one barrier. It
/// is for field models to use; nothing here ages.
double water_lag(const MoistureBarrier& barrier, const Encapsulant& encapsulant,
                 double temperature) noexcept;

}  // namespace heliofab::process
