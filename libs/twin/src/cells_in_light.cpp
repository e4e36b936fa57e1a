// SPDX-License-Identifier: Apache-2.0
#include "cells_in_light.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/twin/cell_model.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;
using field::rated_warmth;

constexpr double voltage_per_warmth = 2e-3;  // [V/K] by which open circuit falls, about
constexpr double least_mesh_error = 5e-4;    // [-] of Pmax that is asked for

// The sweep at 25 degC is the usual one; elsewhere it ends as far beyond open circuit.
device::CellTask task_at(const device::CellTask& task, const device::Condition& condition) {
  device::CellTask here = device::under(task, condition);
  here.request.to -= voltage_per_warmth * (condition.temperature - rated_warmth);
  return here;
}

}  // namespace

std::vector<device::Condition> conditions_of(std::span<const field::PowerPoint> points) {
  std::vector<device::Condition> conditions;
  for (const auto& [irradiance, temperature] : points) {
    conditions.push_back({.temperature = temperature, .light = irradiance / rated_light});
  }
  return conditions;
}

CellsInLight::CellsInLight(const Process& process, const process::CellParameters& film,
                           const ReferenceData& data)
    : task_(CellModel(process.recipe, process.physics, process.cover, data)
                .task(film, CellModel::full_sweep())) {
  // Errors by the mesh fall to a quarter when it is cut in two. A node whose mesh is cut beside
  // one whose mesh is not would put a step of 1e-3 into the table: so all are cut as often as
  // that of the nominal cell.
  const device::CertifiedCurve nominal = device::solve_cells({&task_, 1}).front();
  const double error = std::abs(nominal.mesh_error.pmax) / std::max(nominal.pmax(), 1.0);
  limits_.mesh = std::max(least_mesh_error, 2 * error);
}

std::vector<device::CertifiedCurve> CellsInLight::solve(
    std::span<const device::Condition> conditions) const {
  std::vector<device::CellTask> tasks;
  tasks.reserve(conditions.size());
  for (const device::Condition& condition : conditions) {
    tasks.push_back(task_at(task_, condition));
  }
  std::vector<device::CertifiedCurve> curves = device::solve_cells(tasks, limits_);
  for (std::size_t k = 0; k < curves.size(); ++k) {
    if (!curves[k].is_certified()) {
      throw ModelError("E3203",
                       fmt::format("cell at {:.4g} degC in {:.4g} W/m2: {}",
                                   conditions[k].temperature / unit::degC,
                                   conditions[k].light * rated_light, curves[k].doubts.front()));
    }
  }
  return curves;
}

}  // namespace heliofab::twin
