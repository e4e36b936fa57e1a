// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/spectral.hpp"

// What the plain forms and the lanes of modifiers, temperatures and spectra share.
namespace heliofab::field {

/// A sheet's modifier without what does not depend on the angle.
struct GlassFacts {
  double outer = 1;    // [-] index of what the light meets first: the coating or the sheet
  double inner = 1;    // [-] index of the sheet
  double depth = 0;    // [-] extinction times thickness
  double head_on = 1;  // [-] transmittance at normal incidence
  bool has_coating = false;
};
GlassFacts facts_of(const GlassIam& glass);

inline constexpr double least_mass = 0.58;  // [-] of (3.15)
inline constexpr double most_mass = 10;     // [-]
inline constexpr double least_water = 0.1;  // [cm]
inline constexpr double most_water = 8;     // [cm]

void iam_lanes(const GlassFacts& glass, std::span<const double> cosine, std::span<double> to);
void iam_lanes(const MartinRuizIam& model, std::span<const double> cosine, std::span<double> to);
void iam_lanes(const AshraeIam& model, std::span<const double> cosine, std::span<double> to);
void temperature_lanes(const FaimanModel& model, const ThermalRows& at, std::span<double> to);
void temperature_lanes(const SapmModel& model, const ThermalRows& at, std::span<double> to);
void temperature_lanes(const PvsystThermalModel& model, const ThermalRows& at,
                       std::span<double> to);
void temperature_lanes(const RossModel& model, const ThermalRows& at, std::span<double> to);
void factor_lanes(const FirstSolarSpectrum& model, std::span<const double> air_mass,
                  std::span<const double> water, std::span<double> to);
void factor_lanes(const PvspecSpectrum& model, std::span<const double> air_mass,
                  std::span<const double> clearness, std::span<double> to);
void water_lanes(std::span<const double> temperature, std::span<const double> humidity,
                 std::span<double> to);

}  // namespace heliofab::field
