// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::market {

/// Cost inputs of one station. Money is real USD of the plan's base year.
struct CostStep {
  std::string name;               // of the station
  double web_materials = 0;       // [USD/m2] of web started, full width: what is bought by area
  double film_materials = 0;      // [USD/m2] likewise, for a film whose masses nobody knows
  double laminate_materials = 0;  // [USD/m2] of laminate
  double power = 0;               // [J/m2] of web started
  double equipment = 0;           // [USD] a tool
  double operators = 1;           // [-] on duty per tool and shift

  friend bool operator==(const CostStep&, const CostStep&) = default;
};

template <class Visit>
void describe(Visit& visit, CostStep& c) {
  visit(c.name, {"name", "of the station"});
  visit(c.web_materials,
        {"web_materials", unit::USD_per_m2, 0, 1e4, "per area of web, full width", "D"});
  visit(c.film_materials, {"film_materials", unit::USD_per_m2, 0, 1e4,
                           "of the film, per area of web, where no tool says what it uses", "D"});
  visit(c.laminate_materials,
        {"laminate_materials", unit::USD_per_m2, 0, 1e4, "per area of laminate", "D"});
  visit(c.power, {"power", unit::kWh_per_m2, 0, 1e4, "electricity per area of web", "D"});
  visit(c.equipment, {"equipment", unit::MUSD, 0, 1e4, "price of a tool", "D"});
  visit(c.operators, {"operators", unit::one, 0, 100, "on duty per tool and shift", "D"});
}

/// What a material costs that tools use by mass.
struct MaterialPrice {
  std::string name;             // "indium"
  double price_usd_per_kg = 0;  // [USD/kg]

  friend bool operator==(const MaterialPrice&, const MaterialPrice&) = default;
};

template <class Visit>
void describe(Visit& visit, MaterialPrice& m) {
  visit(m.name, {"name", "of the material"});
  visit(m.price_usd_per_kg, {"price", unit::USD, 0, 1e6, "of a kilogram", "D"});
}

/// Metals at their prices of 2010 [usgs_mcs2011]; targets and solution are estimates (D).
std::vector<MaterialPrice> prices_2010();

struct CostModel {
  std::vector<CostStep> steps;
  std::vector<MaterialPrice> materials = prices_2010();
  double target_utilisation = 0.3;                // [-] of a sputter target, when it is taken out
  double equipment_life = 10 * unit::yr;          // [s] straight line
  double building = 20 * unit::MUSD;              // [USD]
  double building_life = 30 * unit::yr;           // [s]
  double maintenance = 0.03 / unit::yr.scale;     // [1/s] of the equipment's price
  double wage = 60e3 * unit::USD_per_yr;          // [USD/s] loaded, a person
  double hours_per_week = 40 * 3600.0;            // [s] a person works
  double power_price = 0.07 * unit::USD_per_kWh;  // [USD/J]
  double fixed = 0.1e6 * unit::USD_per_month;     // [USD/s] insurance, taxes, site

  friend bool operator==(const CostModel&, const CostModel&) = default;
};

template <class Visit>
void describe(Visit& visit, CostModel& c) {
  visit(c.steps, {"steps", "costs by station"});
  visit(c.materials, {"materials", "that coating tools use by mass"});
  visit(c.target_utilisation, {"target_utilisation", unit::percent, 1, 100,
                               "of a sputter target that is gone when it is taken out", "C"});
  visit(c.equipment_life, {"equipment_life", unit::yr, 1, 100, "straight line", "D"});
  visit(c.building, {"building", unit::MUSD, 0, 1e5, "13,470 m2 at about 1,500 USD/m2", "D"});
  visit(c.building_life, {"building_life", unit::yr, 1, 200, "straight line", "D"});
  visit(c.maintenance, {"maintenance", unit::per_h, 0, 1e-3,
                        "share of the equipment's price; 3 % a year is 3.42e-6 1/h", "D"});
  visit(c.wage, {"wage", unit::USD_per_yr, 0, 1e6, "loaded, a person", "D"});
  visit(c.hours_per_week, {"hours_per_week", unit::h, 1, 168, "that a person works", "D"});
  visit(c.power_price, {"power_price", unit::USD_per_kWh, 0, 10, "industrial, Colorado", "C"});
  visit(c.fixed, {"fixed", unit::USD_per_month, 0, 1e9, "insurance, taxes, site", "D"});
}

/// Costs of FAB 2 by station of plant::fab2_line(). Equipment of the full build-out (molybdenum 2
/// tools, cigs 8, the others 4) adds up to the stated 100 MUSD (A); its split and the rest are
/// estimates (D).
CostModel fab2_costs();

/// Everything that is wrong with a cost model, at once. @throws InputError
void check(const CostModel& model);

enum class CostCategory : std::uint8_t {
  materials,
  labour,
  depreciation,
  power,
  maintenance,
  fixed,
};
constexpr std::array<std::string_view, 6> names_of(CostCategory) {
  return {"materials", "labour", "depreciation", "power", "maintenance", "fixed"};
}
constexpr std::string_view name_of(CostCategory c) {
  return names_of(c)[static_cast<std::size_t>(c)];
}

struct InstalledTools {
  std::string step;
  double tools = 0;       // [-] mean over the month
  double qualifying = 0;  // [-] that stand in the fab and do not produce yet

  friend bool operator==(const InstalledTools&, const InstalledTools&) = default;
};

/// What the tools of a step used of a material.
struct MaterialUse {
  std::string step;
  std::string material;
  double mass = 0;  // [kg] good or not, on the web, on walls and in used targets

  friend bool operator==(const MaterialUse&, const MaterialUse&) = default;
};

/// What a month used.
struct MonthQuantities {
  double duration = 365.25 / 12 * 86400;      // [s] of the month
  double web_area = 0;                        // [m2] of web started, full width
  double laminate_area = 0;                   // [m2] laminated
  double shift_hours_per_week = 56 * 3600.0;  // [s] of crews on the pay roll: 56 h for one shift
  std::vector<InstalledTools> tools;          // steps not named have none
  std::vector<MaterialUse> uses;              // steps named here have no `film_materials`

  friend bool operator==(const MonthQuantities&, const MonthQuantities&) = default;
};

struct Cost {
  std::string step;  // of the model, or "plant"
  CostCategory category = CostCategory::materials;
  double usd = 0;

  friend bool operator==(const Cost&, const Cost&) = default;
};

/// Money spent in a month by step and category; rows of zero are left out. Linear in areas, masses,
/// tools and duration; theory/market.md (11)-(16).
/// @throws InputError when `quantities` names a step or a material that the model does not have
std::vector<Cost> month_costs(const CostModel& model, const MonthQuantities& quantities);

/// People on the pay roll for the tools that produce.
double staff(const CostModel& model, const MonthQuantities& quantities);

/// Sum over the rows [USD].
double total_usd(std::span<const Cost> costs);

}  // namespace heliofab::market
