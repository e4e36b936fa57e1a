// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/sensitivities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "fab_parts.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/film_materials.hpp"
#include "heliofab/twin/make_module.hpp"
#include "input_steps.hpp"

namespace heliofab::twin {

namespace {

bool is_of_module(std::string_view path, const Product& product) {
  constexpr std::array roots{"fab.process.recipe.", "fab.process.physics.", "fab.process.scribes.",
                             "fab.process.tools.busbar.", "fab.process.aperture_width"};
  return std::ranges::any_of(roots, [&](const char* root) { return path.starts_with(root); }) ||
         path.starts_with(fmt::format("fab.products.{}.", product.name));
}

// The flawless module of a plan, before its cell is solved.
struct FlawlessModule {
  Process process;
  module::ModuleDesign design;
  process::Film film;
  process::CellParameters cell;

  FlawlessModule(const FabPlan& plan, const Product& product)
      : process(plan.process),
        design(nominal_design(process, product)),
        film(nominal_film(process)),
        cell(cell_parameters(process, film)) {}

  double shunt() const { return process::shunt_conductance(process.physics, film); }
  bool has_cell_of(const FlawlessModule& other) const {
    return cell == other.cell && has_cells_of(process, other.process);
  }
  bool is_alike(const FlawlessModule& other) const {
    return has_cell_of(other) && design == other.design && film == other.film &&
           shunt() == other.shunt() &&
           process.physics.shunt_exponent == other.process.physics.shunt_exponent;
  }
};

// A module with one input shifted.
struct Shifted {
  std::size_t input = 0;  // of those that are asked
  std::size_t shift = 0;  // of shifts
  FlawlessModule module;
  std::optional<device::CellCurve> curve;  // none: the plan's own
  double efficiency = 0;                   // [-]; NaN: no solution
};

// The module at each shift of a number; nothing where it does not change, or cannot be made.
std::vector<FlawlessModule> shifted_modules(FabPlan& varied, const io::NumberIn& number,
                                            double step, const FlawlessModule& own) {
  const double value = *number.value;
  std::vector<FlawlessModule> modules;
  bool is_alike = true;
  try {
    for (const double shift : shifts) {
      *number.value = value + shift * step;
      modules.emplace_back(varied, varied.products.front());
      is_alike = is_alike && modules.back().is_alike(own);
    }
  } catch (const InputError&) {
    is_alike = true;
  }
  *number.value = value;
  return is_alike ? std::vector<FlawlessModule>() : modules;
}

void solve_cells_of(std::vector<Shifted>& all, const FlawlessModule& own,
                    const ReferenceData& data) {
  std::vector<std::size_t> unlike;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].module.has_cell_of(own)) {
      unlike.push_back(i);
    }
  }
  std::vector<device::CellTask> tasks(unlike.size());
  parallel_for(unlike.size(), [&](std::size_t k) {
    const FlawlessModule& m = all[unlike[k]].module;
    const CellModel model(m.process.recipe, m.process.physics, m.process.cover, data);
    tasks[k] = model.task(m.cell, CellModel::full_sweep());
  });
  const std::vector<device::CertifiedCurve> curves = device::solve_cells(tasks);
  for (std::size_t k = 0; k < unlike.size(); ++k) {
    all[unlike[k]].curve = curves[k].is_certified() ? curves[k].curve() : device::CellCurve{};
  }
}

double efficiency_of(const FlawlessModule& m, const device::CellCurve& curve) {
  return module::aperture_efficiency(
      m.design, module::solve_module(m.design, nominal_stripe(m.process, curve)));
}

}  // namespace

std::vector<SensitivityRow> efficiency_sensitivities(const FabPlan& plan,
                                                     const std::vector<io::InputValue>& inputs,
                                                     const ReferenceData& data) {
  FabPlan varied = plan;
  const FlawlessModule own(plan, plan.products.front());
  std::vector<io::NumberIn> asked;
  std::vector<Shifted> all;
  for (const io::NumberIn& number : io::numbers_in(varied, "fab")) {
    const auto step =
        is_of_module(number.path, plan.products.front()) ? step_of(number) : std::nullopt;
    if (!step) {
      continue;
    }
    const std::vector<FlawlessModule> modules = shifted_modules(varied, number, *step, own);
    for (std::size_t s = 0; s < modules.size(); ++s) {
      all.push_back({.input = asked.size(), .shift = s, .module = modules[s], .curve = {}});
    }
    if (!modules.empty()) {
      asked.push_back(number);
    }
  }
  solve_cells_of(all, own, data);
  const CellModel model(plan.process.recipe, plan.process.physics, plan.process.cover, data);
  const device::CellCurve curve = model.solve(own.cell, CellModel::full_sweep());
  const double figure = efficiency_of(own, curve);
  parallel_for(all.size(), [&](std::size_t i) {
    const device::CellCurve& its = all[i].curve ? *all[i].curve : curve;
    all[i].efficiency = its.points.empty() ? std::nan("") : efficiency_of(all[i].module, its);
  });
  std::vector<AtShifts> changes(asked.size());
  for (const Shifted& one : all) {
    changes[one.input][one.shift] = one.efficiency - figure;
  }
  std::vector<SensitivityRow> rows;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (std::ranges::all_of(changes[i], [](double c) { return std::isfinite(c); })) {
      rows.push_back(sensitivity_row(efficiency_figure, asked[i], figure, changes[i]));
    }
  }
  return ranked(std::move(rows), inputs);
}

namespace {

constexpr std::string_view utilisation_path = "fab.cost.target_utilisation";

// What of each material the plan uses beside itself with another number [-].
std::vector<market::MaterialUse> with_materials_of(const FabPlan& plan, const FabPlan& other,
                                                   std::vector<market::MaterialUse> uses) {
  const std::vector<market::MaterialUse> before = film_materials(plan);
  const std::vector<market::MaterialUse> after = film_materials(other);
  for (market::MaterialUse& use : uses) {
    for (std::size_t k = 0; k < before.size(); ++k) {
      if (before[k].step == use.step && before[k].material == use.material) {
        use.mass *= after[k].mass / before[k].mass;
      }
    }
  }
  return uses;
}

double booked_usd(std::span<const BookedMonth> months) {
  double usd = 0;
  for (const BookedMonth& month : months) {
    usd += market::total_usd(market::month_costs(month.cost, month.used));
  }
  return usd;
}

}  // namespace

std::vector<SensitivityRow> cost_sensitivities(const FabPlan& plan,
                                               const std::vector<io::InputValue>& inputs,
                                               std::span<const BookedMonth> months,
                                               double power_good_W) {
  std::vector<SensitivityRow> rows;
  if (!(power_good_W > 0)) {
    return rows;
  }
  FabPlan own = plan;
  const std::vector<io::NumberIn> numbers = io::numbers_in(own.cost, "fab.cost");
  const double usd = booked_usd(months);
  rows.resize(numbers.size());
  parallel_for(numbers.size(), [&](std::size_t n) {
    const auto step = *numbers[n].value != 0 ? step_of(numbers[n]) : std::nullopt;
    if (!step) {
      return;
    }
    AtShifts changes{};
    for (std::size_t s = 0; s < shifts.size(); ++s) {
      // Learning moves a number by a factor; the step is the same share of what it was.
      const double factor = 1 + shifts[s] * *step / *numbers[n].value;
      std::vector<BookedMonth> booked(months.begin(), months.end());
      for (BookedMonth& month : booked) {
        *io::numbers_in(month.cost, "fab.cost")[n].value *= factor;
        if (numbers[n].path == utilisation_path) {
          FabPlan other = plan;
          other.cost.target_utilisation *= factor;
          month.used.uses = with_materials_of(plan, other, month.used.uses);
        }
      }
      changes[s] = (booked_usd(booked) - usd) / power_good_W;
    }
    rows[n] = sensitivity_row(cost_figure, numbers[n], usd / power_good_W, changes);
  });
  return ranked(std::move(rows), inputs);
}

}  // namespace heliofab::twin
