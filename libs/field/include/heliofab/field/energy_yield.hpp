// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/field/ageing.hpp"
#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/field/surfaces.hpp"
#include "heliofab/field/uneven.hpp"
#include "heliofab/field/weather.hpp"
#include "heliofab/field/yield_loss.hpp"

namespace heliofab::field {

/// What a module is mounted on.
enum class SurfaceKind : std::uint8_t { plane, facade, bent, rows };
constexpr auto names_of(SurfaceKind) {
  return std::array<std::string_view, 4>{"plane", "facade", "bent", "rows"};
}

/// How its temperature is found.
enum class HeatModel : std::uint8_t { faiman, ross, sapm, pvsyst };
constexpr auto names_of(HeatModel) {
  return std::array<std::string_view, 4>{"faiman", "ross", "sapm", "pvsyst"};
}

/// How light enters at a slant. Diffuse light by [martin2001], of the others at the angles of
/// [brandemuehl1980].
enum class IamModel : std::uint8_t { martin_ruiz, physical, ashrae };
constexpr auto names_of(IamModel) {
  return std::array<std::string_view, 3>{"martin_ruiz", "physical", "ashrae"};
}

/// What the colour of light does to CIGS: First Solar's factor where humidity or water is known,
/// PVSPEC's by how clear the sky is, or nothing.
enum class SpectrumModel : std::uint8_t { first_solar, pvspec, none };
constexpr auto names_of(SpectrumModel) {
  return std::array<std::string_view, 3>{"first_solar", "pvspec", "none"};
}

/// Where and how modules of one kind work.
struct Installation {
  SurfaceKind surface = SurfaceKind::plane;
  Plane plane{30 * unit::deg.scale, 180 * unit::deg.scale};  // of a bend, at its apex
  Overhang overhang;                                         // above a facade
  Cylinder cylinder;                                         // of a bend
  Tracker tracker;                                           // of rows
  Plane ground{0, 180 * unit::deg.scale};                    // under rows: where it is tilted, it
                                                             // tilts their axes
  CellRun cells = CellRun::across;
  SkyModel sky = SkyModel::perez;
  double albedo = 0.2;  // [-] where the weather gives none
  IamModel iam = IamModel::martin_ruiz;
  double reflection = 0.16;  // [-] a_r of Martin and Ruiz
  GlassIam glass;
  AshraeIam ashrae;
  SpectrumModel spectrum = SpectrumModel::first_solar;
  double turbidity = 3;  // [-] of Linke, of the clear sky that PVSPEC compares with
  HeatModel heat = HeatModel::faiman;
  std::string
      mounting;  // of mounting_names(heat), in place of the numbers of ross, sapm and pvsyst
  FaimanModel faiman;
  RossModel ross;
  SapmModel sapm;
  PvsystThermalModel pvsyst;
  double wind_height = 2;    // [m] of the modules
  double mismatch = 0.01;    // [-] of power, between modules
  double wiring = 0.015;     // [-]
  double conversion = 0.96;  // [-] of the inverter, mean
  double modules = 1;        // [-]
};

template <class Visit>
void describe(Visit& visit, Installation& i) {
  visit(i.surface, {"surface", "plane, facade under an overhang, bent module or tracked rows"});
  visit(i.plane, {"plane", "how it lies; of a bend, at its apex"});
  visit(i.overhang, {"overhang", "above a facade"});
  visit(i.cylinder, {"cylinder", "of a bent module"});
  visit(i.tracker, {"tracker", "of rows"});
  visit(i.ground, {"ground", "under rows; where it is tilted, their axes lie on it"});
  visit(i.cells, {"cells", "run across the gradient of light, or along it"});
  visit(i.sky, {"sky", "how diffuse light falls on a slope"});
  visit(i.albedo, {"albedo", unit::one, 0, 1, "of the ground, where the weather gives none", "C"});
  visit(i.iam, {"iam",
                "how light enters at a slant: martin_ruiz by `reflection`, or a sheet of "
                "glass, or ASHRAE's"});
  visit(i.reflection, {"reflection", unit::one, 0.01, 1, "a_r; 0.16 is clean glass", "C"});
  visit(i.glass, {"glass", "of iam: physical"});
  visit(i.ashrae.b, {"ashrae_b", unit::one, 0, 1, "of iam: ashrae", "C souka1966"});
  visit(i.spectrum, {"spectrum",
                     "the colour of light: by air mass and water in the air, by how "
                     "clear the sky is, or none"});
  visit(i.turbidity, {"turbidity", unit::one, 1, 10, "Linke's, of the clear sky of pvspec", "C"});
  visit(i.heat, {"heat", "faiman with wind, ross without, Sandia's sapm, or PVsyst's"});
  visit(i.mounting, {"mounting", "by name, in place of the numbers of ross, sapm or pvsyst"});
  visit(i.faiman.still, {"faiman_still", unit::W_per_m2_K, 1, 200, "u0", "C faiman2008"});
  visit(i.faiman.windy, {"faiman_windy", unit::one, 0, 50, "u1 in W s/m3/K", "C faiman2008"});
  visit(i.ross.by_irradiance,
        {"ross", unit::one, 0, 0.2, "in K m2/W; a CIGS laminate glued on 0.042", "B"});
  visit(i.sapm.a, {"sapm_a", unit::one, -10, 0, "-3.56 on a rack", "C king2004"});
  visit(i.sapm.b, {"sapm_b", unit::one, -1, 0, "in s/m", "C king2004"});
  visit(i.sapm.drop,
        {"sapm_drop", unit::K, 0, 20, "from cells to back in 1000 W/m2", "C king2004"});
  visit(i.pvsyst.still, {"pvsyst_still", unit::W_per_m2_K, 1, 200, "Uc", "C pvsyst2024"});
  visit(i.pvsyst.windy, {"pvsyst_windy", unit::one, 0, 50, "Uv in W s/m3/K", "C pvsyst2024"});
  visit(i.pvsyst.absorption, {"pvsyst_absorption", unit::one, 0, 1, "of light", "C pvsyst2024"});
  visit(i.pvsyst.efficiency, {"pvsyst_efficiency", unit::one, 0, 1, "of the module", "D"});
  visit(i.wind_height, {"wind_height", unit::m, 0.1, 200, "of the modules", "D"});
  visit(i.mismatch, {"mismatch", unit::one, 0, 0.5, "between modules", "D"});
  visit(i.wiring, {"wiring", unit::one, 0, 0.5, "loss in wires", "D"});
  visit(i.conversion, {"conversion", unit::one, 0, 1, "of the inverter, mean", "D"});
  visit(i.modules, {"modules", unit::one, 0, 1e9, "how many"});
}

/// What modules deliver in the time of the weather, and in later years of the same weather.
struct EnergyYield {
  double nominal = 0;                // [W] of all modules
  double energy = 0;                 // [J] delivered in the first year
  std::array<double, 12> monthly{};  // [J] of it, by months of the place
  double irradiation = 0;            // [J/m2] on the modules, in the open
  double specific = 0;               // [J/W] energy over nominal: 3.6e6 is 1 kWh/kWp
  double performance_ratio = 0;      // [-]
  double hottest = 0;                // [K] cell
  double mean_cell = 0;              // [K] weighed with light
  double potential = 0;              // [J] nominal power in all light: where the losses begin
  std::vector<YieldLoss> losses;     // potential less all of them is energy
  std::vector<double> yearly;        // [J] the first and later years
  ModuleAge age;                     // at the end
  std::vector<double> power;         // [W] of each row in the first year
  std::vector<double> cell;          // [K] of each row in the first year
};

/// Weather to energy: sun, light on the surface, shade, reflection, spectrum, dirt, temperature,
/// the module's table, ageing, and what its wiring and inverter lose. docs/theory/field.md (13.1),
/// (13.2).
///
/// @param years   of the same weather one after the other, 1 or more
/// @param uneven  what uneven light costs; without it the darkest place limits cells along it, and
///                cells across it lose nothing
/// @throws LogicError when the weather is empty or has columns of unequal size
/// A year of hours on a plane takes 3 ms, each further year 1 ms.
EnergyYield simulate_yield(const Weather& weather, const Installation& installation,
                           const PowerTable& table, const AgeingModel& ageing, int years = 1,
                           const UnevenTable& uneven = {});

/// Light on an installation, row by row [W/m2].
struct SurfaceLight {
  std::vector<double> open;      // on the surface as if nothing shaded it
  std::vector<double> shaded;    // with shades
  std::vector<double> entered;   // of it, what is not reflected
  std::vector<double> limiting;  // what counts for the string: the mean or the darkest place
  std::vector<double> dark;      // entered at the darkest place
  std::vector<double> bright;    // entered at the brightest
  std::vector<double> mass;      // [-] absolute air mass; 0 while the sun is down
};
SurfaceLight surface_light(const Weather& weather, const Installation& installation);

/// Mountings that a model of heat knows by name; none of faiman.
std::vector<std::string_view> mounting_names(HeatModel heat);
/// The same installation with the numbers of its mounting, and without that name.
Installation with_mounting(Installation installation);
/// Of the cells [K], by its model of heat; wind is that at the modules.
double cell_temperature(const Installation& installation, const Thermal& at);
/// What of the beam enters [-], by its model of reflection.
double iam(const Installation& installation, double cosine);
/// Rows as they turn: with axes on the ground where it is tilted.
Tracker tracker_of(const Installation& installation);

}  // namespace heliofab::field
