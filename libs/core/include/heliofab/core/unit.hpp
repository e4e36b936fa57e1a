// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

namespace heliofab {

/// What a unit measures. Text with a unit of another quantity is refused by the reader.
enum class Quantity : std::uint8_t {
  number,
  length,
  area,
  squared_area,
  angle,
  time,
  speed,
  frequency,
  temperature,
  temperature_coefficient,
  thermal_conductance,
  thermal_conductivity,
  heat_transfer,
  areal_heat_capacity,
  volumetric_heat_capacity,
  mass,
  areal_mass,
  mass_density,
  vapour_transmission,
  force,
  pressure,
  electron_energy,
  voltage,
  inverse_voltage,
  current,
  current_density,
  power,
  irradiance,
  energy,
  areal_energy,
  sheet_resistance,
  line_resistance,
  area_resistance,
  resistance,
  conductance,
  line_conductance,
  areal_conductance,
  areal_capacitance,
  concentration,
  areal_density,
  line_density,
  mobility,
  diffusivity,
  radiative_coefficient,
  auger_coefficient,
  photon_flux,
  generation_rate,
  power_per_time,
  money,
  money_per_area,
  money_per_time,
  money_per_power,
  money_per_energy,
};

/// The quantity in words, for messages: "length", "sheet resistance".
std::string_view name_of(Quantity quantity) noexcept;

/// A unit as a person writes it. SI value = number * scale + offset.
///
/// `2.1 * unit::um` makes the SI double; `x / unit::um` is the number to print.
struct Unit {
  std::string_view symbol;
  Quantity quantity = Quantity::number;
  double scale = 1;   // SI per unit
  double offset = 0;  // SI; not zero for degC alone

  friend constexpr bool operator==(const Unit&, const Unit&) = default;
};

constexpr double operator*(double number, const Unit& unit) {
  return number * unit.scale + unit.offset;
}
constexpr double operator/(double si, const Unit& unit) { return (si - unit.offset) / unit.scale; }

/// The unit written `symbol`, or null. Electron energies are kept in eV and money in USD.
const Unit* find_unit(std::string_view symbol) noexcept;

/// All units known to the reader, grouped by quantity; the first of a group is the one to suggest.
std::span<const Unit> all_units() noexcept;

namespace unit {
// clang-format off
inline constexpr Unit one{"", Quantity::number};
inline constexpr Unit percent{"%", Quantity::number, 1e-2};
inline constexpr Unit m{"m", Quantity::length};
inline constexpr Unit cm{"cm", Quantity::length, 1e-2};
inline constexpr Unit mm{"mm", Quantity::length, 1e-3};
inline constexpr Unit um{"um", Quantity::length, 1e-6};
inline constexpr Unit nm{"nm", Quantity::length, 1e-9};
inline constexpr Unit m2{"m2", Quantity::area};
inline constexpr Unit cm2{"cm2", Quantity::area, 1e-4};
inline constexpr Unit mm2{"mm2", Quantity::area, 1e-6};
inline constexpr Unit um2{"um2", Quantity::area, 1e-12};
inline constexpr Unit nm2{"nm2", Quantity::area, 1e-18};
inline constexpr Unit um4{"um4", Quantity::squared_area, 1e-24};
inline constexpr Unit nm4{"nm4", Quantity::squared_area, 1e-36};
inline constexpr Unit rad{"rad", Quantity::angle};
inline constexpr Unit deg{"deg", Quantity::angle, std::numbers::pi / 180};
inline constexpr Unit s{"s", Quantity::time};
inline constexpr Unit ms{"ms", Quantity::time, 1e-3};
inline constexpr Unit ns{"ns", Quantity::time, 1e-9};
inline constexpr Unit min{"min", Quantity::time, 60};
inline constexpr Unit h{"h", Quantity::time, 3600};
inline constexpr Unit d{"d", Quantity::time, 86400};
inline constexpr Unit yr{"yr", Quantity::time, 365.25 * 86400};
inline constexpr Unit m_per_s{"m/s", Quantity::speed};
inline constexpr Unit m_per_min{"m/min", Quantity::speed, 1.0 / 60};
inline constexpr Unit cm_per_s{"cm/s", Quantity::speed, 1e-2};
inline constexpr Unit mm_per_s{"mm/s", Quantity::speed, 1e-3};
inline constexpr Unit nm_per_min{"nm/min", Quantity::speed, 1e-9 / 60};
inline constexpr Unit per_s{"1/s", Quantity::frequency};
inline constexpr Unit per_h{"1/h", Quantity::frequency, 1.0 / 3600};
inline constexpr Unit K{"K", Quantity::temperature};
inline constexpr Unit degC{"degC", Quantity::temperature, 1, 273.15};
inline constexpr Unit per_K{"1/K", Quantity::temperature_coefficient};
inline constexpr Unit pct_per_K{"%/K", Quantity::temperature_coefficient, 1e-2};
inline constexpr Unit W_per_K{"W/K", Quantity::thermal_conductance};
inline constexpr Unit W_per_m_K{"W/m/K", Quantity::thermal_conductivity};
inline constexpr Unit W_per_m2_K{"W/m2/K", Quantity::heat_transfer};
inline constexpr Unit J_per_m2_K{"J/m2/K", Quantity::areal_heat_capacity};
inline constexpr Unit J_per_m3_K{"J/m3/K", Quantity::volumetric_heat_capacity};
inline constexpr Unit J_per_cm3_K{"J/cm3/K", Quantity::volumetric_heat_capacity, 1e6};
inline constexpr Unit kg{"kg", Quantity::mass};
inline constexpr Unit g{"g", Quantity::mass, 1e-3};
inline constexpr Unit kg_per_m2{"kg/m2", Quantity::areal_mass};
inline constexpr Unit g_per_m2{"g/m2", Quantity::areal_mass, 1e-3};
inline constexpr Unit kg_per_m3{"kg/m3", Quantity::mass_density};
inline constexpr Unit g_per_cm3{"g/cm3", Quantity::mass_density, 1e3};
inline constexpr Unit g_per_m2_d{"g/m2/d", Quantity::vapour_transmission, 1e-3 / 86400};
inline constexpr Unit N{"N", Quantity::force};
inline constexpr Unit GPa{"GPa", Quantity::pressure, 1e9};
inline constexpr Unit MPa{"MPa", Quantity::pressure, 1e6};
inline constexpr Unit Pa{"Pa", Quantity::pressure};
inline constexpr Unit mbar{"mbar", Quantity::pressure, 1e2};
inline constexpr Unit eV{"eV", Quantity::electron_energy};
inline constexpr Unit meV{"meV", Quantity::electron_energy, 1e-3};
inline constexpr Unit V{"V", Quantity::voltage};
inline constexpr Unit mV{"mV", Quantity::voltage, 1e-3};
inline constexpr Unit per_V{"1/V", Quantity::inverse_voltage};
inline constexpr Unit A{"A", Quantity::current};
inline constexpr Unit mA{"mA", Quantity::current, 1e-3};
inline constexpr Unit A_per_m2{"A/m2", Quantity::current_density};
inline constexpr Unit mA_per_cm2{"mA/cm2", Quantity::current_density, 10};
inline constexpr Unit W{"W", Quantity::power};
inline constexpr Unit kW{"kW", Quantity::power, 1e3};
inline constexpr Unit MW{"MW", Quantity::power, 1e6};
inline constexpr Unit W_per_m2{"W/m2", Quantity::irradiance};
inline constexpr Unit kW_per_m2{"kW/m2", Quantity::irradiance, 1e3};
inline constexpr Unit J{"J", Quantity::energy};
inline constexpr Unit uJ{"uJ", Quantity::energy, 1e-6};
inline constexpr Unit kWh{"kWh", Quantity::energy, 3.6e6};
inline constexpr Unit kWh_per_m2{"kWh/m2", Quantity::areal_energy, 3.6e6};
inline constexpr Unit J_per_cm2{"J/cm2", Quantity::areal_energy, 1e4};
inline constexpr Unit ohm_per_sq{"ohm/sq", Quantity::sheet_resistance};
inline constexpr Unit ohm_m{"ohm m", Quantity::line_resistance};
inline constexpr Unit ohm_cm{"ohm cm", Quantity::line_resistance, 1e-2};
inline constexpr Unit ohm_m2{"ohm m2", Quantity::area_resistance};
inline constexpr Unit ohm_cm2{"ohm cm2", Quantity::area_resistance, 1e-4};
inline constexpr Unit ohm{"ohm", Quantity::resistance};
inline constexpr Unit S{"S", Quantity::conductance};
inline constexpr Unit mS{"mS", Quantity::conductance, 1e-3};
inline constexpr Unit S_per_m{"S/m", Quantity::line_conductance};
inline constexpr Unit S_per_cm{"S/cm", Quantity::line_conductance, 1e2};
inline constexpr Unit S_per_m2{"S/m2", Quantity::areal_conductance};
inline constexpr Unit F_per_m2{"F/m2", Quantity::areal_capacitance};
inline constexpr Unit nF_per_cm2{"nF/cm2", Quantity::areal_capacitance, 1e-5};
inline constexpr Unit per_m3{"1/m3", Quantity::concentration};
inline constexpr Unit per_cm3{"1/cm3", Quantity::concentration, 1e6};
inline constexpr Unit per_m2{"1/m2", Quantity::areal_density};
inline constexpr Unit per_cm2{"1/cm2", Quantity::areal_density, 1e4};
inline constexpr Unit per_m{"1/m", Quantity::line_density};
inline constexpr Unit per_cm{"1/cm", Quantity::line_density, 1e2};
inline constexpr Unit mmol_per_l{"mmol/l", Quantity::concentration, 6.02214076e23};
inline constexpr Unit m2_per_V_s{"m2/V/s", Quantity::mobility};
inline constexpr Unit cm2_per_V_s{"cm2/V/s", Quantity::mobility, 1e-4};
inline constexpr Unit m2_per_s{"m2/s", Quantity::diffusivity};
inline constexpr Unit cm2_per_s{"cm2/s", Quantity::diffusivity, 1e-4};
inline constexpr Unit m3_per_s{"m3/s", Quantity::radiative_coefficient};
inline constexpr Unit cm3_per_s{"cm3/s", Quantity::radiative_coefficient, 1e-6};
inline constexpr Unit m6_per_s{"m6/s", Quantity::auger_coefficient};
inline constexpr Unit cm6_per_s{"cm6/s", Quantity::auger_coefficient, 1e-12};
inline constexpr Unit per_m2_s{"1/m2/s", Quantity::photon_flux};
inline constexpr Unit per_cm2_s{"1/cm2/s", Quantity::photon_flux, 1e4};
inline constexpr Unit per_m3_s{"1/m3/s", Quantity::generation_rate};
inline constexpr Unit per_cm3_s{"1/cm3/s", Quantity::generation_rate, 1e6};
inline constexpr Unit MW_per_yr{"MW/yr", Quantity::power_per_time, 1e6 / (365.25 * 86400)};
inline constexpr Unit kW_per_month{"kW/month", Quantity::power_per_time, 1e3 / (365.25 / 12 * 86400)};
inline constexpr Unit USD{"USD", Quantity::money};
inline constexpr Unit MUSD{"MUSD", Quantity::money, 1e6};
inline constexpr Unit USD_per_m2{"USD/m2", Quantity::money_per_area};
inline constexpr Unit USD_per_h{"USD/h", Quantity::money_per_time, 1.0 / 3600};
inline constexpr Unit USD_per_month{"USD/month", Quantity::money_per_time, 1.0 / (365.25 / 12 * 86400)};
inline constexpr Unit USD_per_yr{"USD/yr", Quantity::money_per_time, 1.0 / (365.25 * 86400)};
inline constexpr Unit USD_per_W{"USD/W", Quantity::money_per_power};
inline constexpr Unit USD_per_kWh{"USD/kWh", Quantity::money_per_energy, 1.0 / 3.6e6};
// clang-format on
}  // namespace unit

/// Physical constants, CODATA 2018 (exact ones exact).
namespace constants {
inline constexpr double elementary_charge = 1.602176634e-19;     // [C]
inline constexpr double boltzmann = 1.380649e-23;                // [J/K]
inline constexpr double boltzmann_eV = 8.617333262145179e-5;     // [eV/K]
inline constexpr double planck = 6.62607015e-34;                 // [J s]
inline constexpr double light_speed = 299792458;                 // [m/s]
inline constexpr double electron_mass = 9.1093837015e-31;        // [kg]
inline constexpr double stefan_boltzmann = 5.670374419e-8;       // [W/m2/K4]
inline constexpr double vacuum_permittivity = 8.8541878128e-12;  // [F/m]
inline constexpr double photon_energy_wavelength =
    planck * light_speed / elementary_charge;  // [eV m]
}  // namespace constants

}  // namespace heliofab
