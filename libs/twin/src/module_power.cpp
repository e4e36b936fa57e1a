// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_power.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/device/conditions.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;
using field::rated_warmth;

constexpr double voltage_per_warmth = 2e-3;     // [V/K] by which open circuit falls, about
constexpr double least_mesh_error = 5e-4;       // [-] of Pmax that is asked for
constexpr std::size_t conditions_at_once = 16;  // conditions between looks at the observer

CellModel cell_of(const NominalModule& module, const ReferenceData& data) {
  return {module.process.recipe, module.process.physics, module.process.cover, data};
}

std::vector<device::Condition> conditions_of(std::span<const field::PowerPoint> points) {
  std::vector<device::Condition> conditions;
  for (const auto& [irradiance, temperature] : points) {
    conditions.push_back({.temperature = temperature, .light = irradiance / rated_light});
  }
  return conditions;
}

// The sweep at 25 degC is the usual one; elsewhere it ends as far beyond open circuit.
device::CellTask task_at(const device::CellTask& task, const device::Condition& condition) {
  device::CellTask here = device::under(task, condition);
  here.request.to -= voltage_per_warmth * (condition.temperature - rated_warmth);
  return here;
}

class ModuleInLight {
 public:
  ModuleInLight(const NominalModule& module, const ReferenceData& data)
      : module_(&module),
        task_(cell_of(module, data)
                  .task(cell_parameters(module.process, nominal_film(module.process)),
                        CellModel::full_sweep())),
        design_(nominal_design(module.process, module.layout)) {
    // Errors by the mesh fall to a quarter when it is cut in two. A node whose mesh is cut beside
    // one whose mesh is not would put a step of 1e-3 into the table: so all are cut as often as
    // that of the nominal cell.
    const device::CertifiedCurve nominal = device::solve_cells({&task_, 1}).front();
    const double error = std::abs(nominal.mesh_error.pmax) / std::max(nominal.pmax(), 1.0);
    limits_.mesh = std::max(least_mesh_error, 2 * error);
  }

  std::vector<field::ModuleFigures> solve(std::span<const device::Condition> conditions) const {
    std::vector<device::CellTask> tasks;
    tasks.reserve(conditions.size());
    for (const device::Condition& condition : conditions) {
      tasks.push_back(task_at(task_, condition));
    }
    const std::vector<device::CertifiedCurve> curves = device::solve_cells(tasks, limits_);
    std::vector<field::ModuleFigures> figures(curves.size());
    parallel_for(curves.size(), [&](std::size_t k) {
      if (!curves[k].is_certified()) {
        throw ModelError("E3203",
                         fmt::format("cell at {:.4g} degC in {:.4g} W/m2: {}",
                                     conditions[k].temperature / unit::degC,
                                     conditions[k].light * rated_light, curves[k].doubts.front()));
      }
      const module::ModuleCurve curve =
          module::solve_module(design_, nominal_stripe(module_->process, curves[k].curve()));
      figures[k] = {.isc = curve.isc, .voc = curve.voc, .vmp = curve.vmp, .power = curve.pmax()};
    });
    return figures;
  }

 private:
  const NominalModule* module_;
  device::CellTask task_;
  module::ModuleDesign design_;
  device::CertificateLimits limits_;
};

}  // namespace

field::PowerGrid earth_grid() {
  return {.dimmest = 2,
          .brightest = 1200,
          .lights = 11,
          .coldest = -30 * unit::degC,
          .hottest = 90 * unit::degC,
          .warmths = 6};
}

field::PowerGrid space_grid() {
  return {.dimmest = 20,
          .brightest = 1700,
          .lights = 8,
          .coldest = -120 * unit::degC,
          .hottest = 140 * unit::degC,
          .warmths = 9};
}

std::optional<std::vector<field::ModuleFigures>> solve_module_at(
    const NominalModule& module, const ReferenceData& data,
    std::span<const field::PowerPoint> points, Observer* observer) {
  const ModuleInLight solver(module, data);
  const std::vector<device::Condition> conditions = conditions_of(points);
  const std::span<const device::Condition> all(conditions);
  std::vector<field::ModuleFigures> figures;
  figures.reserve(conditions.size());
  for (std::size_t k = 0; k < all.size(); k += conditions_at_once) {
    std::ranges::copy(solver.solve(all.subspan(k, std::min(conditions_at_once, all.size() - k))),
                      std::back_inserter(figures));
    if (!goes_on(observer, "module in light and warmth", figures.size(), all.size())) {
      return std::nullopt;
    }
  }
  return figures;
}

std::optional<field::PowerTable> make_module_power(const NominalModule& module,
                                                   const ReferenceData& data,
                                                   const field::PowerGrid& grid,
                                                   Observer* observer) {
  const auto figures = solve_module_at(module, data, field::power_points(grid), observer);
  if (!figures) {
    return std::nullopt;
  }
  return field::make_power_table(*figures, grid);
}

double space_current_factor(const NominalModule& module, const ReferenceData& data,
                            const optics::Spectrum& sunlight, double irradiance) {
  const auto current = [&](const ReferenceData& lit) {
    const process::CellParameters film =
        cell_parameters(module.process, nominal_film(module.process));
    return cell_of(module, lit).solve(film, {.from = 0, .to = 0.02}).jsc;
  };
  ReferenceData space = data;
  space.am15g = optics::rebin(sunlight, data.am15g.wavelength);
  return current(space) / irradiance / (current(data) / rated_light);
}

}  // namespace heliofab::twin
