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

bool moves_flawless_module(std::string_view path, const Product& product) {
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

// The cell of the plan and, in `all`, of those modules whose cell is another. All have twice the
// usual elements and none is refined: a mesh that changes from one to the next would be taken for a
// sensitivity.
device::CellCurve solve_cells_of(std::vector<Shifted>& all, const FlawlessModule& own,
                                 const ReferenceData& data) {
  std::vector<const FlawlessModule*> modules{&own};
  std::vector<Shifted*> unlike;
  for (Shifted& one : all) {
    if (!one.module.has_cell_of(own)) {
      modules.push_back(&one.module);
      unlike.push_back(&one);
    }
  }
  std::vector<device::CellTask> tasks(modules.size());
  parallel_for(modules.size(), [&](std::size_t k) {
    const Process& p = modules[k]->process;
    device::CellTask& task = tasks[k];
    task = CellModel(p.recipe, p.physics, p.cover, data)
               .task(modules[k]->cell, CellModel::full_sweep());
    for (device::Layer& layer : task.design.layers) {
      layer.elements *= 2;
    }
    task.mesh = device::make_mesh(task.design);
    task.generation = task.generation_at(device::volume_edges(task.mesh));
  });
  const std::vector<device::CertifiedCurve> curves = device::solve_cells(tasks, {.mesh = 1});
  for (std::size_t k = 0; k < unlike.size(); ++k) {
    const device::CertifiedCurve& curve = curves[k + 1];
    unlike[k]->curve = curve.is_certified() ? curve.curve() : device::CellCurve{};
  }
  return curves.front().curve();
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
        moves_flawless_module(number.path, plan.products.front()) ? step_of(number) : std::nullopt;
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
  const device::CellCurve curve = solve_cells_of(all, own, data);
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

// Targets are bought by what is used of them: what the books have of them goes with its inverse.
void use_targets(market::MonthQuantities& used, double factor) {
  for (market::MaterialUse& use : used.uses) {
    use.mass /= is_target(use.material) ? factor : 1;
  }
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
          use_targets(month.used, factor);
        }
      }
      changes[s] = (booked_usd(booked) - usd) / power_good_W;
    }
    rows[n] = sensitivity_row(cost_figure, numbers[n], usd / power_good_W, changes);
  });
  return ranked(std::move(rows), inputs);
}

}  // namespace heliofab::twin
