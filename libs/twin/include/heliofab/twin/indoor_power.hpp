// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "heliofab/optics/spectrum.hpp"
#include "heliofab/twin/module_power.hpp"

// What a module makes of a lamp, and what its shunt takes of it.
namespace heliofab::twin {

/// A lamp, and how the eye sees it.
struct LampAndEye {
  optics::Spectrum light;          // in any brightness
  std::vector<double> wavelength;  // [m] of the eye's rows
  std::vector<double> photopic;    // [-] luminous efficiency there

  friend bool operator==(const LampAndEye&, const LampAndEye&) = default;
};
/// The white diode of `folder` / spectra / led.csv and the eye of photopic.csv.
/// @throws InputError E14xx
LampAndEye read_lamp_and_eye(const std::filesystem::path& folder);

/// [W/m2] of AM1.5G in which the module's cells have the current that they have in 1 lux of the
/// lamp, both solved by the device engine; docs/theory/field.md (12.1), (12.3).
/// @throws ModelError E3203
double sunlight_per_lux(const NominalModule& module, const ReferenceData& data,
                        const LampAndEye& lamp);

/// Power of a module indoors at 25 degC.
struct IndoorPower {
  std::vector<double> lux;                 // [lux]
  std::vector<double> irradiance;          // [W/m2] of AM1.5G of the same current
  std::vector<double> shunt;               // [S/m2] of the film at 0.5 V
  std::vector<std::vector<double>> power;  // [W] a module: [lux][shunt]
  double own_shunt = 0;                    // [S/m2] of the module's film as it is
  std::vector<double> own_power;           // [W] with that, one a lux
  double aperture = 0;                     // [m2] of the module

  friend bool operator==(const IndoorPower&, const IndoorPower&) = default;
};
/// The module in a lamp of some brightnesses, its film's shunt varied and nothing else. The shunt
/// keeps its exponent: in dim light, at less than 0.5 V, a film resists more than its figure says.
///
/// @param shunts  [S/m2] at 0.5 V
/// @param lux     [lux] > 0
/// A cell for each brightness and a module for each point: some 0.1 s for 3 x 25.
/// @throws ModelError E3203 and those of solve_module
IndoorPower indoor_power_over_shunt(const NominalModule& module, const ReferenceData& data,
                                    const LampAndEye& lamp, std::span<const double> shunts,
                                    std::span<const double> lux);

}  // namespace heliofab::twin
