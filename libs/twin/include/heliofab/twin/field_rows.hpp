// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "heliofab/twin/ids.hpp"

// What is found of a run's modules once they are made: recorded behind the run, and anew whenever
// it is found again.
namespace heliofab::twin {

inline constexpr double days_of_a_year = 365;  // as hourly weather has them

/// What a product of good modules of a run delivers where it is used.
struct YieldRow {
  std::string product;     // name of the product; with `bin` unique
  std::string market;      // "building", "terrestrial", "portable", "space", "indoor"
  std::string layout;      // as in modules.product
  std::string bin;         // as in flashes; empty: all bins
  std::string weather;     // file; empty in space and indoors
  double period_days = 0;  // of the weather, or of the mission
  std::int64_t modules = 0;
  std::int64_t modules_solved = 0;
  double module_W = 0;  // mean of those solved; their quantiles:
  double module_p5_W = 0;
  double module_p50_W = 0;
  double module_p95_W = 0;
  double energy_kWh = 0;         // of the product in the period, of a mean module
  double yield_kWh_per_kWp = 0;  // the same over nominal power; quantiles over the modules:
  double yield_p5_kWh_per_kWp = 0;
  double yield_p50_kWh_per_kWp = 0;
  double yield_p95_kWh_per_kWp = 0;
  double poa_kWh_m2 = 0;               // light on the modules in the open; 0: not of this market
  double specific_power_W_per_kg = 0;  // 0: no mass is said
  double energy_per_orbit_Wh = 0;      // of a module; 0 on Earth
  double cost_usd_per_W = 0;           // of all that the run made
  double cost_usd_per_kWh_a = 0;       // of its modules, over its energy in a year; 0: none
  double table_error = 0;              // [-] of power in other light and warmth, over nominal power
  std::string command;                 // that repeats it

  /// Of `kWh_per_kWp` in the period, in a year of 365 days.
  double yearly(double kWh_per_kWp) const noexcept {
    return period_days > 0 ? kWh_per_kWp * (days_of_a_year / period_days) : 0;
  }

  friend bool operator==(const YieldRow&, const YieldRow&) = default;
};

/// To which product a good module goes, by what the tester read of it.
struct DestinationRow {
  Serial serial{};      // unique
  std::string product;  // name of the product; empty: not sold
  std::string market;
  double value_usd = 0;    // what the market pays for it
  double rsh_ohm_cm2 = 0;  // of its cells in the dark, as it was read
  double energy_kWh = 0;   // that it delivers there, in the product's period; 0: not sold

  friend bool operator==(const DestinationRow&, const DestinationRow&) = default;
};

}  // namespace heliofab::twin
