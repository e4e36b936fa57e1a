// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/cell_temperature.hpp"

#include <array>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"
#include "module_models.hpp"

namespace heliofab::field {
namespace {

constexpr std::array sapm_all{
    Mounting<SapmModel>{"open_rack_glass_glass", {-3.47, -0.0594, 3}, "king2004", "on a rack"},
    Mounting<SapmModel>{
        "close_roof_glass_glass", {-2.98, -0.0471, 1}, "king2004", "close to a roof"},
    Mounting<SapmModel>{"open_rack_glass_polymer", {-3.56, -0.0750, 3}, "king2004", "on a rack"},
    Mounting<SapmModel>{"insulated_back_glass_polymer",
                        {-2.81, -0.0455, 0},
                        "king2004",
                        "in a roof, no air behind"}};

constexpr std::array pvsyst_all{
    Mounting<PvsystThermalModel>{"free_standing", {.still = 29}, "pvsyst2024", "air all around"},
    Mounting<PvsystThermalModel>{
        "semi_integrated", {.still = 20}, "pvsyst2024", "with a duct of air behind"},
    Mounting<PvsystThermalModel>{"insulated", {.still = 15}, "pvsyst2024", "no air behind"}};

// The last three are (NOCT - 20 K) / 800 W/m2 of rows of the CEC's table of 2015-06-30.
constexpr std::array ross_all{
    Mounting<RossModel>{"sloped_roof_well_ventilated", {0.0200}, "nordmann2003", ""},
    Mounting<RossModel>{"free_standing", {0.0208}, "nordmann2003", ""},
    Mounting<RossModel>{"flat_roof", {0.0260}, "nordmann2003", "well ventilated"},
    Mounting<RossModel>{"sloped_roof_poorly_ventilated", {0.0342}, "nordmann2003", ""},
    Mounting<RossModel>{
        "facade_semi_ventilated", {0.0455}, "nordmann2003", "partly transparent insulating glass"},
    Mounting<RossModel>{"facade_poorly_ventilated", {0.0538}, "nordmann2003", ""},
    Mounting<RossModel>{"sloped_roof_not_ventilated", {0.0563}, "nordmann2003", "in the roof"},
    Mounting<RossModel>{"cigs_rack", {0.0355}, "cec2015", "median of 152 rows: NOCT 48.4 degC"},
    Mounting<RossModel>{"cigs_roof_laminate",
                        {0.0415},
                        "cec2015",
                        "flexible, glued to a roof: NOCT 52.2 to 54.2 degC"},
    Mounting<RossModel>{"cigs_shingle", {0.0536}, "cec2015", "NOCT 62.2 to 63.5 degC"}};

void check_sizes(const ThermalRows& at, std::span<double> cell) {
  const std::size_t n = cell.size();
  HELIOFAB_CHECK(at.irradiance.size() == n && at.air.size() == n && at.wind.size() == n);
  HELIOFAB_CHECK(at.sky.empty() || at.sky.size() == n);
}

}  // namespace

std::span<const Mounting<SapmModel>> sapm_mountings() { return sapm_all; }
std::span<const Mounting<PvsystThermalModel>> pvsyst_mountings() { return pvsyst_all; }
std::span<const Mounting<RossModel>> ross_mountings() { return ross_all; }

RossModel ross_of_noct(double noct) { return {(noct - 20 * unit::degC) / 800}; }

double cell_temperature(const FaimanModel& model, const Thermal& at) {
  double heat = at.irradiance;
  if (at.sky) {
    const double square = at.air * at.air;
    heat -= model.emissivity * model.sky_view *
            (constants::stefan_boltzmann * square * square - *at.sky);
  }
  return at.air + heat / (model.still + model.windy * at.wind);
}

double back_temperature(const SapmModel& model, const Thermal& at) {
  return at.air + at.irradiance * std::exp(model.a + model.b * at.wind);
}

double cell_temperature(const SapmModel& model, const Thermal& at) {
  return back_temperature(model, at) + at.irradiance / 1000 * model.drop;
}

double cell_temperature(const PvsystThermalModel& model, const Thermal& at) {
  return at.air + at.irradiance * model.absorption * (1 - model.efficiency) /
                      (model.still + model.windy * at.wind);
}

double cell_temperature(const RossModel& model, const Thermal& at) {
  return at.air + model.by_irradiance * at.irradiance;
}

void cell_temperature(const FaimanModel& model, const ThermalRows& at, std::span<double> cell) {
  check_sizes(at, cell);
  temperature_lanes(model, at, cell);
}

void cell_temperature(const SapmModel& model, const ThermalRows& at, std::span<double> cell) {
  check_sizes(at, cell);
  temperature_lanes(model, at, cell);
}

void cell_temperature(const PvsystThermalModel& model, const ThermalRows& at,
                      std::span<double> cell) {
  check_sizes(at, cell);
  temperature_lanes(model, at, cell);
}

void cell_temperature(const RossModel& model, const ThermalRows& at, std::span<double> cell) {
  check_sizes(at, cell);
  temperature_lanes(model, at, cell);
}

}  // namespace heliofab::field
