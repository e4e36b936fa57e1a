// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace heliofab::field {

/// What warms and cools a module, at one instant.
struct Thermal {
  double irradiance = 0;      // [W/m2] on its plane
  double air = 293.15;        // [K]
  double wind = 1;            // [m/s] at the module
  std::optional<double> sky;  // [W/m2] longwave light from the sky on the level, where it is known
};

/// Two loss factors [faiman2008]; with longwave light also the radiation to the sky [driesse2022],
/// and then with factors fitted so: those of the default would count it twice.
struct FaimanModel {
  double still = 25;         // [W/m2/K] u0
  double windy = 6.84;       // [W s/m3/K] u1
  double emissivity = 0.88;  // [-] of the front
  double sky_view = 1;       // [-] 1 on the level; (1 + 3 cos tilt) / 4 is a first guess
};

/// Sandia's exponential in wind, and the drop from the cells to the back [king2004].
struct SapmModel {
  double a = -3.56;    // [-]
  double b = -0.0750;  // [s/m]
  double drop = 3;     // [K] at 1000 W/m2
};

/// Two loss factors and what the module turns into electricity [pvsyst2024].
struct PvsystThermalModel {
  double still = 29;        // [W/m2/K] Uc
  double windy = 0;         // [W s/m3/K] Uv
  double absorption = 0.9;  // [-]
  double efficiency = 0.1;  // [-] of the module
};

/// One coefficient [ross1981].
struct RossModel {
  double by_irradiance = 0.0208;  // [K m2/W]
};
/// From a nominal operating cell temperature [K], at 800 W/m2 and 20 degC.
RossModel ross_of_noct(double noct);

/// Ways to mount a module, with the constants of each model that has been measured so.
template <class Model>
struct Mounting {
  std::string_view name;
  Model model;
  std::string_view source;  // key in docs/references.bib
  std::string_view note;
};

/// Sandia's four, PVsyst's three.
std::span<const Mounting<SapmModel>> sapm_mountings();
std::span<const Mounting<PvsystThermalModel>> pvsyst_mountings();
/// Roofs and facades [nordmann2003] as quoted by [skoplaki2009]; laminates by the NOCT of the CEC's
/// table: modules that are the roof run 20 K hotter at noon than those on a rack.
std::span<const Mounting<RossModel>> ross_mountings();

/// Cell temperature [K]: equations (3.9) to (3.14) in docs/theory/field.md.
double cell_temperature(const FaimanModel& model, const Thermal& at);
double cell_temperature(const SapmModel& model, const Thermal& at);
double cell_temperature(const PvsystThermalModel& model, const Thermal& at);
double cell_temperature(const RossModel& model, const Thermal& at);
/// Of the back [K].
double back_temperature(const SapmModel& model, const Thermal& at);

/// n instants; `sky` may be empty.
struct ThermalRows {
  std::span<const double> irradiance;  // [W/m2]
  std::span<const double> air;         // [K]
  std::span<const double> wind;        // [m/s]
  std::span<const double> sky = {};    // [W/m2] for Faiman alone
};

/// The same over arrays, in lanes; within 1e-12 K of the plain form.
/// @throws LogicError when sizes differ
void cell_temperature(const FaimanModel& model, const ThermalRows& at, std::span<double> cell);
void cell_temperature(const SapmModel& model, const ThermalRows& at, std::span<double> cell);
void cell_temperature(const PvsystThermalModel& model, const ThermalRows& at,
                      std::span<double> cell);
void cell_temperature(const RossModel& model, const ThermalRows& at, std::span<double> cell);

}  // namespace heliofab::field
