// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/cost.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::market {

namespace {

constexpr std::string_view plant_step = "plant";  // what belongs to no station

void add_cost(std::vector<Cost>& costs, std::string_view step, CostCategory category, double usd) {
  if (usd != 0) {
    costs.push_back({.step = std::string(step), .category = category, .usd = usd});
  }
}

double tools_of(const MonthQuantities& quantities, std::string_view step) {
  double tools = 0;
  for (const InstalledTools& installed : quantities.tools) {
    tools += installed.step == step ? installed.tools : 0;
  }
  return tools;
}

void check_steps(const CostModel& model, const MonthQuantities& quantities) {
  std::vector<std::string_view> known;
  known.reserve(model.steps.size());
  for (const CostStep& step : model.steps) {
    known.push_back(step.name);
  }
  std::vector<Diagnostic> problems;
  for (const InstalledTools& installed : quantities.tools) {
    if (std::ranges::find(known, installed.step) == known.end()) {
      const std::string_view close = nearest(installed.step, known);
      problems.push_back(
          {.code = "E4411",
           .path = "cost.steps",
           .message = fmt::format("tools at '{}', wanted a step that has costs", installed.step),
           .note = close.empty() ? fmt::format("give costs for '{}'", installed.step)
                                 : fmt::format("did you mean '{}'?", close)});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

}  // namespace

// Tools at nameplate, 30 MW a year: molybdenum 2, cigs 8, all others 4. So 100 MUSD of equipment,
// 23 USD of materials for a square metre of web, 44 for one of laminate, 50 kWh, 36 people on duty;
// theory/market.md, "FAB 2", says where each comes from.
CostModel fab2_costs() {
  const auto step = [](std::string_view name, double web_usd_per_m2, double laminate_usd_per_m2,
                       double power_kWh_per_m2, double equipment_MUSD, double operators) {
    return CostStep{.name = std::string(name),
                    .web_materials = web_usd_per_m2 * unit::USD_per_m2,
                    .laminate_materials = laminate_usd_per_m2 * unit::USD_per_m2,
                    .power = power_kWh_per_m2 * unit::kWh_per_m2,
                    .equipment = equipment_MUSD * unit::MUSD,
                    .operators = operators};
  };
  CostModel model;
  model.steps = {
      step("molybdenum", 10.5, 0, 5, 3, 1),   // polyimide 9, molybdenum 1.5
      step("cigs", 6.2, 0, 25, 6.5, 1),       // Cu, In, Ga, Se as bought, not as deposited
      step("cds", 1.5, 0, 3, 2, 1),           // with the treatment of the waste
      step("tco", 0.8, 0, 10, 3.5, 1),        // ZnO:Al targets
      step("scribe", 4, 0, 1, 1.5, 0.5),      // inks
      step("busbar", 0, 3, 0.5, 0.75, 1),     // ribbon and tape
      step("lamination", 0, 34, 4, 1.25, 1),  // barrier front sheet 27, sealant, back sheet
      step("finish", 0, 6, 0.5, 0.5, 1),      // junction box, leads, edge seal
      step("flash", 0, 0, 0.5, 0.5, 0.5),     // lamps count as maintenance
      step("pack", 0, 1, 0.5, 0.5, 0.5),      // cartons
  };
  return model;
}

void check(const CostModel& model) {
  std::vector<Diagnostic> problems;
  std::set<std::string_view> names;
  for (const CostStep& step : model.steps) {
    if (step.name == plant_step || !names.insert(step.name).second) {
      problems.push_back({.code = "E4409",
                          .path = "cost.steps." + step.name,
                          .message = step.name == plant_step
                                         ? "a step of this name, wanted the name of a station"
                                         : "a second step of this name, wanted each name once",
                          .note = step.name == plant_step
                                      ? "costs of the whole site stand under 'plant' in the record"
                                      : ""});
    }
  }
  const auto check_positive = [&](double value, std::string_view key) {
    if (!(value > 0)) {
      problems.push_back({.code = "E4410",
                          .path = fmt::format("cost.{}", key),
                          .message = fmt::format("{} s, wanted more than 0 s", value)});
    }
  };
  check_positive(model.equipment_life, "equipment_life");
  check_positive(model.building_life, "building_life");
  check_positive(model.hours_per_week, "hours_per_week");
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

std::vector<Cost> month_costs(const CostModel& model, const MonthQuantities& quantities) {
  check_steps(model, quantities);
  const double duration = quantities.duration;
  // People on the pay roll for one place that is manned in all shifts.
  const double crews = quantities.shift_hours_per_week / model.hours_per_week;
  std::vector<Cost> costs;
  for (const CostStep& step : model.steps) {
    const double tools = tools_of(quantities, step.name);
    add_cost(costs, step.name, CostCategory::materials,
             step.web_materials * quantities.web_area +
                 step.laminate_materials * quantities.laminate_area);  // (6)
    add_cost(costs, step.name, CostCategory::labour,
             tools * step.operators * crews * model.wage * duration);  // (7)
    add_cost(costs, step.name, CostCategory::depreciation,
             tools * step.equipment / model.equipment_life * duration);  // (8)
    add_cost(costs, step.name, CostCategory::power,
             step.power * quantities.web_area * model.power_price);  // (9)
    add_cost(costs, step.name, CostCategory::maintenance,
             tools * step.equipment * model.maintenance * duration);  // (10)
  }
  add_cost(costs, plant_step, CostCategory::depreciation,
           model.building / model.building_life * duration);                 // (8)
  add_cost(costs, plant_step, CostCategory::fixed, model.fixed * duration);  // (11)
  return costs;
}

double total_usd(std::span<const Cost> costs) {
  double sum = 0;
  for (const Cost& cost : costs) {
    sum += cost.usd;
  }
  return sum;
}

}  // namespace heliofab::market
