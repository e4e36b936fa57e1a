// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/unit.hpp"

#include <algorithm>
#include <array>

namespace heliofab {

namespace {

using namespace unit;

// Grouped by quantity; the first of a group is the one a message suggests.
// clang-format off
constexpr std::array known_units{
    percent, um, m, cm, mm, nm, m2,
    cm2, mm2, um2, nm2, um4, nm4, deg,
    rad, s, ms, ns, min, h, d,
    yr, m_per_min, m_per_s, cm_per_s, mm_per_s, nm_per_min, per_h,
    per_s, degC, K, pct_per_K, per_K, W_per_K, W_per_m_K,
    W_per_m2_K, J_per_m2_K, J_per_cm3_K, J_per_m3_K, kg, g, kg_per_m2,
    g_per_m2, g_per_cm3, kg_per_m3, g_per_m2_d, N, GPa, MPa,
    Pa, mbar, eV, meV, V, mV, per_V,
    A, mA, mA_per_cm2, A_per_m2, W, kW, MW,
    W_per_m2, kW_per_m2, kWh, J, uJ, kWh_per_m2, J_per_cm2,
    ohm_per_sq, ohm_cm, ohm_m, ohm_cm2, ohm_m2, ohm, S,
    mS, S_per_m2, nF_per_cm2, F_per_m2, S_per_cm, S_per_m, per_cm3,
    per_m3, mmol_per_l, per_m2, per_cm2, per_m, per_cm, cm2_per_V_s,
    m2_per_V_s, cm2_per_s, m2_per_s, cm3_per_s, m3_per_s, cm6_per_s, m6_per_s,
    per_cm2_s, per_m2_s, per_cm3_s, per_m3_s, MW_per_yr, kW_per_month, USD,
    MUSD, USD_per_m2, USD_per_month, USD_per_yr, USD_per_h, USD_per_W, USD_per_kWh,
};
// clang-format on

}  // namespace

std::span<const Unit> all_units() noexcept { return known_units; }

const Unit* find_unit(std::string_view symbol) noexcept {
  const auto* found = std::ranges::find(known_units, symbol, &Unit::symbol);
  return found == known_units.end() ? nullptr : found;
}

// NOLINTNEXTLINE(readability-function-size): two lines a quantity
std::string_view name_of(Quantity quantity) noexcept {
  switch (quantity) {
    case Quantity::number:
      return "number";
    case Quantity::length:
      return "length";
    case Quantity::area:
      return "area";
    case Quantity::squared_area:
      return "area squared";
    case Quantity::angle:
      return "angle";
    case Quantity::time:
      return "time";
    case Quantity::speed:
      return "speed";
    case Quantity::frequency:
      return "frequency";
    case Quantity::temperature:
      return "temperature";
    case Quantity::temperature_coefficient:
      return "change with temperature";
    case Quantity::thermal_conductance:
      return "thermal conductance";
    case Quantity::thermal_conductivity:
      return "thermal conductivity";
    case Quantity::heat_transfer:
      return "heat transfer coefficient";
    case Quantity::areal_heat_capacity:
      return "heat capacity per area";
    case Quantity::volumetric_heat_capacity:
      return "heat capacity per volume";
    case Quantity::mass:
      return "mass";
    case Quantity::areal_mass:
      return "mass per area";
    case Quantity::mass_density:
      return "mass per volume";
    case Quantity::vapour_transmission:
      return "vapour transmission rate";
    case Quantity::force:
      return "force";
    case Quantity::pressure:
      return "pressure";
    case Quantity::electron_energy:
      return "electron energy";
    case Quantity::voltage:
      return "voltage";
    case Quantity::inverse_voltage:
      return "inverse voltage";
    case Quantity::current:
      return "current";
    case Quantity::current_density:
      return "current density";
    case Quantity::power:
      return "power";
    case Quantity::irradiance:
      return "irradiance";
    case Quantity::energy:
      return "energy";
    case Quantity::areal_energy:
      return "energy per area";
    case Quantity::sheet_resistance:
      return "sheet resistance";
    case Quantity::line_resistance:
      return "resistance times length";
    case Quantity::area_resistance:
      return "resistance times area";
    case Quantity::resistance:
      return "resistance";
    case Quantity::conductance:
      return "conductance";
    case Quantity::line_conductance:
      return "conductance per length";
    case Quantity::areal_conductance:
      return "conductance per area";
    case Quantity::areal_capacitance:
      return "capacitance per area";
    case Quantity::concentration:
      return "concentration";
    case Quantity::areal_density:
      return "density per area";
    case Quantity::line_density:
      return "density per length";
    case Quantity::mobility:
      return "mobility";
    case Quantity::diffusivity:
      return "diffusivity";
    case Quantity::radiative_coefficient:
      return "radiative coefficient";
    case Quantity::auger_coefficient:
      return "Auger coefficient";
    case Quantity::photon_flux:
      return "photon flux";
    case Quantity::generation_rate:
      return "generation rate";
    case Quantity::power_per_time:
      return "power per time";
    case Quantity::money:
      return "money";
    case Quantity::money_per_area:
      return "money per area";
    case Quantity::money_per_time:
      return "money per time";
    case Quantity::money_per_power:
      return "money per power";
    case Quantity::money_per_energy:
      return "money per energy";
  }
  return "number";
}

}  // namespace heliofab
