// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "heliofab/field/power_table.hpp"
#include "heliofab/field/single_diode.hpp"

// What fitting a module of one diode to a module's figures needs. docs/theory/field.md (4.17).
namespace heliofab::field {

/// A module's figures at a light and a cell temperature.
struct FigurePoint {
  double irradiance = 0;   // [W/m2]
  double temperature = 0;  // [K]
  ModuleFigures figures;
};

/// Lights and temperatures of [iec61853_1]: 100 to 1100 W/m2 by 15, 25, 50 and 75 degC, dimmest
/// first. All 28 of them; the standard measures 22.
std::vector<PowerPoint> iec61853_points();
/// Whether the standard measures there.
bool is_in_iec61853(const PowerPoint& point) noexcept;

/// The diode whose curve has these figures to rounding: short circuit, open circuit, and a power
/// that is flat at `power` and `vmp`. The rest, how ideal it is, is given.
/// @param thermal        a of (4.1) [V] > 0
/// @param recombination  r, and `builtin` B of (4.1) [V]
/// @return nothing when such a diode would have a series resistance, shunt or currents below 0
std::optional<Diode> diode_through(const ModuleFigures& figures, double thermal,
                                   double recombination = 0,
                                   double builtin = std::numeric_limits<double>::infinity());

/// By how much figures change with temperature: slopes of the straight lines through the points at
/// 1000 W/m2, as [iec60891] has it.
struct TemperatureSlopes {
  double isc = 0;    // [A/K]
  double voc = 0;    // [V/K]
  double power = 0;  // [W/K]
};
/// @throws LogicError when fewer than two points are at 1000 W/m2
TemperatureSlopes temperature_slopes(std::span<const FigurePoint> points);

/// The figures at 1000 W/m2 and 25 degC. @throws LogicError when there are none
const ModuleFigures& rated_figures(std::span<const FigurePoint> points);

/// The same points as a module of one diode has them, without curves.
std::vector<FigurePoint> points_of(const DeSotoModule& module, std::span<const FigurePoint> points);
std::vector<FigurePoint> points_of(const PvsystModule& module, std::span<const FigurePoint> points);

/// Of relative errors.
struct Spread {
  double rms = 0;    // [-]
  double worst = 0;  // [-] the one farthest from 0, with its sign
};
struct LightSpread {
  double irradiance = 0;  // [W/m2]
  Spread power;
};
/// How far a model's figures are from those that it was fitted to, relative to the latter.
struct FitError {
  Spread power;                       // of all points
  Spread bright;                      // of power at 400 W/m2 and above
  Spread isc;                         // of all points
  Spread voc;                         // of all points
  std::vector<LightSpread> by_light;  // dimmest first
  double gamma = 0;                   // [1/K] of the model's power in full light, of its own at
                                      // 1000 W/m2 and 25 degC
};
/// @throws LogicError when there are not as many of both, or none at 1000 W/m2 and 25 degC
FitError fit_error(std::span<const FigurePoint> model, std::span<const FigurePoint> truth);

}  // namespace heliofab::field
