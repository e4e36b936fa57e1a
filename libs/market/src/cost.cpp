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

InstalledTools tools_of(const MonthQuantities& quantities, std::string_view step) {
  InstalledTools sum;
  for (const InstalledTools& installed : quantities.tools) {
    if (installed.step == step) {
      sum.tools += installed.tools;
      sum.qualifying += installed.qualifying;
    }
  }
  return sum;
}

// People on the pay roll for one place that is manned in all shifts.
double crews(const CostModel& model, const MonthQuantities& quantities) {
  return quantities.shift_hours_per_week / model.hours_per_week;
}

void check_uses(const CostModel& model, const MonthQuantities& quantities) {
  std::vector<std::string_view> known;
  for (const MaterialPrice& m : model.materials) {
    known.push_back(m.name);
  }
  std::vector<Diagnostic> problems;
  for (const MaterialUse& use : quantities.uses) {
    if (std::ranges::find(known, use.material) == known.end()) {
      const std::string_view close = nearest(use.material, known);
      problems.push_back(
          {.code = "E4414",
           .path = "cost.materials",
           .message = fmt::format("no price of '{}', which {} uses", use.material, use.step),
           .note = close.empty() ? fmt::format("give the price of a kilogram of '{}'", use.material)
                                 : fmt::format("did you mean '{}'?", close)});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

// (11): by mass where the step's tools say what they used, else by area.
double film_usd(const CostModel& model, const CostStep& step, const MonthQuantities& quantities) {
  bool is_weighed = false;
  double usd = 0;
  for (const MaterialUse& use : quantities.uses) {
    if (use.step == step.name) {
      is_weighed = true;
      usd +=
          use.mass *
          std::ranges::find(model.materials, use.material, &MaterialPrice::name)->price_usd_per_kg;
    }
  }
  return is_weighed ? usd : step.film_materials * quantities.web_area;
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

std::vector<MaterialPrice> prices_2010() {
  return {{"copper", 7.5},
          {"indium", 565},
          {"gallium", 600},
          {"selenium", 83},
          {"sodium_fluoride", 50},
          {"molybdenum_target", 130},
          {"zinc_oxide_target", 120},
          {"bath_solution", 0.25}};  // cadmium, thiourea, ammonia, and the treatment of the waste
}

// Tools at nameplate, 30 MW a year: molybdenum 2, cigs 10, all others 4. So 100 MUSD of equipment,
// 23 USD of materials for a square metre of web, 44 for one of laminate, 50 kWh, 38 people on duty;
// theory/market.md, "FAB 2", says where each comes from.
CostModel fab2_costs() {
  struct Materials {
    double web = 0, film = 0, laminate = 0;  // [USD/m2]
  };
  const auto step = [](std::string_view name, const Materials& materials, double power_kWh_per_m2,
                       double equipment_MUSD, double operators) {
    return CostStep{.name = std::string(name),
                    .web_materials = materials.web * unit::USD_per_m2,
                    .film_materials = materials.film * unit::USD_per_m2,
                    .laminate_materials = materials.laminate * unit::USD_per_m2,
                    .power = power_kWh_per_m2 * unit::kWh_per_m2,
                    .equipment = equipment_MUSD * unit::MUSD,
                    .operators = operators};
  };
  CostModel model;
  model.steps = {
      step("molybdenum", {.web = 9, .film = 1.5}, 5, 3, 1),  // polyimide, molybdenum
      step("cigs", {.film = 6.2}, 25, 5.2, 1),        // Cu, In, Ga, Se as bought, not as deposited
      step("cds", {.film = 1.5}, 3, 2, 1),            // with the treatment of the waste
      step("tco", {.film = 0.8}, 10, 3.5, 1),         // ZnO:Al targets
      step("scribe", {.web = 4}, 1, 1.5, 0.5),        // inks
      step("busbar", {.laminate = 3}, 0.5, 0.75, 1),  // ribbon and tape
      step("lamination", {.laminate = 34}, 4, 1.25, 1),  // front sheet 27, sealant, back sheet
      step("finish", {.laminate = 6}, 0.5, 0.5, 1),      // junction box, leads, edge seal
      step("flash", {}, 0.5, 0.5, 0.5),                  // lamps count as maintenance
      step("pack", {.laminate = 1}, 0.5, 0.5, 0.5),      // cartons
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
  check_uses(model, quantities);
  const double duration = quantities.duration;
  std::vector<Cost> costs;
  for (const CostStep& step : model.steps) {
    const InstalledTools tools = tools_of(quantities, step.name);
    const double owned = tools.tools + tools.qualifying;
    add_cost(costs, step.name, CostCategory::materials,
             step.web_materials * quantities.web_area +
                 step.laminate_materials * quantities.laminate_area +
                 film_usd(model, step, quantities));  // (11)
    add_cost(
        costs, step.name, CostCategory::labour,
        tools.tools * step.operators * crews(model, quantities) * model.wage * duration);  // (12)
    add_cost(costs, step.name, CostCategory::depreciation,
             owned * step.equipment / model.equipment_life * duration);  // (13)
    add_cost(costs, step.name, CostCategory::power,
             step.power * quantities.web_area * model.power_price);  // (14)
    add_cost(costs, step.name, CostCategory::maintenance,
             owned * step.equipment * model.maintenance * duration);  // (15)
  }
  add_cost(costs, plant_step, CostCategory::depreciation,
           model.building / model.building_life * duration);                 // (13)
  add_cost(costs, plant_step, CostCategory::fixed, model.fixed * duration);  // (16)
  return costs;
}

double staff(const CostModel& model, const MonthQuantities& quantities) {
  double places = 0;
  for (const CostStep& step : model.steps) {
    places += tools_of(quantities, step.name).tools * step.operators;
  }
  return places * crews(model, quantities);
}

double total_usd(std::span<const Cost> costs) {
  double sum = 0;
  for (const Cost& cost : costs) {
    sum += cost.usd;
  }
  return sum;
}

}  // namespace heliofab::market
