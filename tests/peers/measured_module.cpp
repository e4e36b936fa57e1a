// SPDX-License-Identifier: Apache-2.0
#include "measured_module.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/error.hpp"
#include "heliofab/device/conditions.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;
using field::rated_warmth;

constexpr double pitch = 5e-3;  // [m] of a stripe; cells are as large as the module says
constexpr double voltage_per_warmth = 2e-3;  // [V/K] by which open circuit falls, about

module::ModuleDesign design_of(const MeasuredModule& module, const Process& process) {
  const process::Film film = nominal_film(process);
  return {.cells = module.cells,
          .pitch = pitch,
          .cell_length = module.area / static_cast<double>(module.cells) / pitch,
          .scribes = process.scribes,
          .tco_sheet_resistance = film.tco_sheet_resistance,
          .mo_sheet_resistance = film.mo_sheet_resistance};
}

}  // namespace

std::vector<MeasuredModule> read_measured_modules(const std::filesystem::path& file) {
  using io::CsvKind;
  const std::array<io::CsvColumn, 8> columns{{{.name = "module", .kind = CsvKind::text},
                                              {.name = "temperature", .unit = unit::degC},
                                              {.name = "irradiance", .unit = unit::W_per_m2},
                                              {.name = "isc", .unit = unit::A},
                                              {.name = "voc", .unit = unit::V},
                                              {.name = "vmp", .unit = unit::V},
                                              {.name = "pmp", .unit = unit::W},
                                              {.name = "measured", .kind = CsvKind::time}}};
  const io::CsvTable table = io::read_csv(file.string(), columns);
  std::vector<MeasuredModule> modules{{"CIGS1-001", 66, 0.729, {}}, {"CIGS39013", 72, 1.75, {}}};
  for (std::size_t k = 0; k < table.lines.size(); ++k) {
    const auto of = std::ranges::find(modules, table.text("module")[k], &MeasuredModule::name);
    if (of == modules.end()) {
      throw LogicError("a row of a module that is known", __FILE__, __LINE__);
    }
    of->points.push_back({.temperature = table.column("temperature")[k],
                          .irradiance = table.column("irradiance")[k],
                          .figures = {.isc = table.column("isc")[k],
                                      .voc = table.column("voc")[k],
                                      .vmp = table.column("vmp")[k],
                                      .power = table.column("pmp")[k]},
                          .time = table.time("measured")[k]});
  }
  return modules;
}

ModuleModel::ModuleModel(const Process& process, const ReferenceData& data)
    : process_(&process), data_(&data) {}

FittedModule ModuleModel::start() const {
  const process::CellParameters film = cell_parameters(*process_, nominal_film(*process_));
  return {.ggi = film.ggi, .lifetime = film.lifetime, .doping = film.doping};
}

std::vector<field::ModuleFigures> ModuleModel::figures(
    const MeasuredModule& module, const FittedModule& fitted,
    std::span<const MeasuredPoint> points) const {
  process::CellParameters film = cell_parameters(*process_, nominal_film(*process_));
  film.ggi = fitted.ggi;
  film.lifetime = fitted.lifetime;
  film.doping = fitted.doping;
  const device::CellTask task =
      CellModel(process_->recipe, process_->physics, process_->cover, *data_)
          .task(film, CellModel::full_sweep());
  std::vector<device::CellTask> tasks;
  for (const MeasuredPoint& p : points) {
    const double warmer = p.temperature - rated_warmth;
    const double light = fitted.light * (1 + fitted.current_slope * warmer);
    tasks.push_back(device::under(
        task, {.temperature = p.temperature, .light = light * p.irradiance / rated_light}));
    tasks.back().request.to -= voltage_per_warmth * warmer;
  }
  const module::ModuleDesign design = design_of(module, *process_);
  std::vector<field::ModuleFigures> figures;
  for (const device::CertifiedCurve& cell : device::solve_cells(tasks)) {
    if (!cell.is_certified()) {
      throw ModelError("E3203", module.name + ": " + cell.doubts.front());
    }
    module::StripCell stripe{.curve = curve_of(cell.curve())};
    stripe.shunt = fitted.shunt;
    stripe.tco_sheet_resistance = design.tco_sheet_resistance;
    stripe.mo_sheet_resistance = design.mo_sheet_resistance;
    stripe.p2_contact = fitted.p2_contact;
    const module::ModuleCurve curve = module::solve_module(design, stripe);
    figures.push_back(
        {.isc = curve.isc, .voc = curve.voc, .vmp = curve.vmp, .power = curve.pmax()});
  }
  return figures;
}

}  // namespace heliofab::twin
