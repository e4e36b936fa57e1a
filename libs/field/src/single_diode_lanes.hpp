// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/core/unit.hpp"
#include "heliofab/field/single_diode.hpp"

// The arrays of single_diode.hpp, sizes checked; src/single_diode_lanes.cpp.
namespace heliofab::field {

inline constexpr double thermal_voltage =
    constants::boltzmann / constants::elementary_charge;  // [V/K]

/// [ohm] what PVsyst's shunt tends to in strong light.
double bright_shunt(const PvsystModule& module) noexcept;

void translate_lanes(const DeSotoModule& module, std::span<const double> irradiance,
                     std::span<const double> temperature, Diodes& diodes);
void translate_lanes(const PvsystModule& module, std::span<const double> irradiance,
                     std::span<const double> temperature, Diodes& diodes);
void maximum_power_lanes(const Diodes& diodes, const OperatingPoints& points);
void current_lanes(const Diodes& diodes, std::span<const double> voltage,
                   std::span<double> current);
void voltage_lanes(const Diodes& diodes, std::span<const double> current,
                   std::span<double> voltage);

}  // namespace heliofab::field
