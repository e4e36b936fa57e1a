// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "heliofab/field/single_diode.hpp"

namespace heliofab::field {

/// Where nominal power is told [iec61215]: light of AM1.5G and temperature of the cells.
inline constexpr double rated_light = 1000;     // [W/m2]
inline constexpr double rated_warmth = 298.15;  // [K]

/// What a module's current-voltage curve says at one light and temperature.
struct ModuleFigures {
  double isc = 0;               // [A]
  double voc = 0;               // [V]
  double vmp = 0;               // [V]
  double power = 0;             // [W] at vmp
  std::vector<double> current;  // [A] at PowerGrid::curve voltages evenly from 0 to voc, or empty
};

/// The module behind a table: any engine that knows its figures at an irradiance [W/m2] that
/// reaches the cells and a cell temperature [K].
using ModuleAt = std::function<ModuleFigures(double irradiance, double temperature)>;

/// Where a table has its nodes: irradiances in equal ratios, temperatures in equal steps.
struct PowerGrid {
  double dimmest = 0.1;      // [W/m2] > 0
  double brightest = 1600;   // [W/m2]
  std::size_t lights = 49;   // [-] 4 or more
  double coldest = 173.15;   // [K]
  double hottest = 413.15;   // [K]
  std::size_t warmths = 25;  // [-] 4 or more
  std::size_t curve = 0;     // [-] points of the whole curve, 0 or 5 or more

  friend bool operator==(const PowerGrid&, const PowerGrid&) = default;
};

/// A module's power over light and temperature, with its worst error between nodes.
///
/// Between nodes everything is cubic in the logarithm of light and in temperature, by four nodes
/// each way. Below the dimmest light power goes with its square, as behind a shunt; temperatures
/// outside the grid count as at its edge, light above it as the brightest times more.
struct PowerTable {
  PowerGrid grid;
  double nominal = 0;  // [W] at 1000 W/m2 and 25 degC
  double error = 0;    // [-] worst found in the middle of cells, over nominal times light / 1000
  double curve_error = 0;     // [-] worst current there over isc, of the whole curve; 0 without one
  std::vector<double> power;  // [m2] W per W/m2; all [light][temperature]
  std::vector<double> isc;    // [A m2/W]
  std::vector<double> voc;    // [V]
  std::vector<double> vmp;    // [V]
  std::vector<double> current;  // [-] over isc; [light][temperature][point]

  friend bool operator==(const PowerTable&, const PowerTable&) = default;
};

/// An irradiance that reaches the cells, and their temperature.
struct PowerPoint {
  double irradiance = 0;   // [W/m2]
  double temperature = 0;  // [K]
};

/// Where a module must be known for a table: the nodes, then where nominal power is told, then the
/// middles of cells, for the error.
/// @throws LogicError when the grid has too few nodes or is out of order
std::vector<PowerPoint> power_points(const PowerGrid& grid);
/// @param figures  of power_points(grid), one by one
/// @throws LogicError when the grid has too few nodes or is out of order, or figures do not fit
PowerTable make_power_table(std::span<const ModuleFigures> figures, const PowerGrid& grid);
/// The same of an engine that is asked for point after point.
PowerTable make_power_table(const ModuleAt& module, const PowerGrid& grid = {});
/// Of a single diode.
ModuleAt module_at(const DeSotoModule& module, std::size_t curve = 0);
ModuleAt module_at(const PvsystModule& module, std::size_t curve = 0);

/// Figures at a light [W/m2] and a cell temperature [K]; without light all are 0. Plain, the
/// reference of the arrays. docs/theory/field.md (8.1) to (8.4).
ModuleFigures figures_at(const PowerTable& table, double irradiance, double temperature);
/// The power of those figures [W] alone, without working out the others.
double maximum_power(const PowerTable& table, double irradiance, double temperature);
/// Current [A] at a voltage [V] of a table that has curves; 0 below no voltage and above voc.
/// @throws LogicError when it has none
double current_at(const PowerTable& table, double irradiance, double temperature, double voltage);

/// Maximum power [W] at n lights and temperatures, in lanes; within 1e-12 of the plain form, the
/// same bits on every machine.
/// @throws LogicError when sizes differ
void maximum_power(const PowerTable& table, std::span<const double> irradiance,
                   std::span<const double> temperature, std::span<double> power);

}  // namespace heliofab::field
