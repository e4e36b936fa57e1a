// SPDX-License-Identifier: Apache-2.0
#include "figures.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/report/summary_json.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/line_plan.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"
#include "laminate.hpp"

namespace heliofab::cli {

namespace {

module::StripCell stripe_of(const twin::Process& process, const twin::ReferenceData& data) {
  const twin::CellModel model(process.recipe, process.physics, process.cover, data);
  return twin::nominal_stripe(process, model);
}

}  // namespace

double value_of(const Figures& figures, std::string_view key) {
  const auto found = std::ranges::find(figures, key, &Figure::key);
  return found == figures.end() || std::isnan(found->value) ? 0 : found->value;
}

io::Json json_of(std::string_view name, const Figures& figures) {
  io::Json json = io::Json::object({{"name", name}});
  for (const Figure& figure : figures) {
    json.set(figure.key, io::Json::number(figure.value));
  }
  return json;
}

Figures figures_of(const module::StripCell& cell) {
  const twin::CellFigures f = twin::cell_figures(cell);
  return {{"jsc_mA_cm2", f.jsc / unit::mA_per_cm2, "Jsc", "mA/cm2"},
          {"voc_V", f.voc, "Voc", "V"},
          {"fill_factor", f.fill_factor(), "fill factor"},
          {"efficiency", f.efficiency(), "efficiency", "%"},
          {"vmp_V", f.vmp, "Vmp", "V"},
          {"jmp_mA_cm2", f.jmp / unit::mA_per_cm2, "Jmp", "mA/cm2"},
          {"dark_shunt_S_m2", cell.shunt, "dark shunt", "S/m2"}};
}

Figures figures_of(const module::ModuleDesign& design, const module::ModuleCurve& curve) {
  return {{"isc_A", curve.isc, "Isc", "A"},
          {"voc_V", curve.voc, "Voc", "V"},
          {"fill_factor", curve.fill_factor, "fill factor"},
          {"pmax_W", curve.pmax(), "Pmax", "W"},
          {"aperture_efficiency", module::aperture_efficiency(design, curve), "efficiency", "%"},
          {"imp_A", curve.imp, "Imp", "A"},
          {"vmp_V", curve.vmp, "Vmp", "V"},
          {"cells", static_cast<double>(design.cells), "cells"},
          {"aperture_m2", module::aperture_area(design), "aperture", "m2"}};
}

Figures film_figures(const io::Document& document, const twin::ReferenceData& data, Observer*) {
  return figures_of(stripe_of(twin::process_of(twin::read_film_plan(document).value), data));
}

Figures module_figures(const io::Document& document, const twin::ReferenceData& data, Observer*) {
  const twin::ModulePlan plan = twin::read_module_plan(document).value;
  const twin::Process process = twin::process_of(plan);
  const module::ModuleDesign design = twin::nominal_design(process, plan.layout);
  const Laminate laminate = laminate_of(document, plan);
  const module::ModuleCurve curve = module::solve_module(design, stripe_of(process, data));
  Figures figures = figures_of(design, curve);
  add_laminate(figures, laminate, curve.pmax());
  return figures;
}

namespace {

// Of each module; of the one whose film does not stray where there is no population.
std::vector<Figures> samples_of(const twin::ModulePopulation& population) {
  std::vector<Figures> samples;
  for (const module::ModuleCurve& curve : population.curves) {
    samples.push_back(figures_of(population.design, curve));
  }
  return population.is_complete ? samples : std::vector<Figures>{};
}

std::vector<Figures> sample_of(Figures figures) {
  return figures.empty() ? std::vector<Figures>{} : std::vector<Figures>{std::move(figures)};
}

}  // namespace

std::vector<Figures> module_samples(const io::Document& document, const twin::ReferenceData& data,
                                    twin::FilmMemory& memory, Observer* observer) {
  const twin::ModulePlan plan = twin::read_module_plan(document).value;
  return plan.population.modules == 0
             ? sample_of(module_figures(document, data, observer))
             : samples_of(twin::make_population(plan, data, memory, observer));
}

std::vector<Figures> plane_module_samples(const io::Document& document,
                                          const twin::ReferenceData& data, twin::FilmMemory&,
                                          Observer* observer) {
  const twin::PlaneModulePlan plan = read_plane_module(document);
  return plan.population.of.modules == 0 ? sample_of(plane_module_figures(document, data, observer))
                                         : samples_of(twin::make_population(plan, observer));
}

Figures fab_figures(const io::Document& document, const twin::ReferenceData& data,
                    Observer* observer) {
  const io::Read<twin::FabPlan> plan = twin::read_plan(document);
  const twin::RunRecord record =
      twin::simulate(plan.value, plan.inputs, data, {}, observer, nullptr);
  if (!record.is_complete) {
    return {};
  }
  const twin::Summary s = report::with_gaps(twin::summarize(record));
  return {{"modules_made", static_cast<double>(s.modules_made), "made"},
          {"modules_good", static_cast<double>(s.modules_good), "good"},
          {"line_yield", s.line_yield, "line yield", "%"},
          {"aperture_efficiency_median", s.aperture_efficiency.median, "efficiency", "%"},
          {"aperture_efficiency_std", s.aperture_efficiency.std, "its std", "%"},
          {"fill_factor_median", s.fill_factor_median, "fill factor"},
          {"voc_per_cell_median_V", s.voc_per_cell_median_V, "Voc/cell", "V"},
          {"power_shipped_W", s.power_shipped_W, "shipped", "W"},
          {"cost_usd_per_W", s.cost_usd_per_W, "cost", "USD/W"},
          {"oee_e79", s.oee_e79, "OEE", "%"},
          {"wip_mean", s.flow.wip.mean, "WIP"},
          {"cycle_time_mean_s", s.flow.cycle_time_s.mean, "cycle time", "s"}};
}

Figures line_figures(const io::Document& document, const twin::ReferenceData&, Observer* observer) {
  const io::Read<twin::LinePlan> plan = twin::read_line_plan(document);
  const twin::RunRecord record = twin::simulate(plan.value, plan.inputs, {}, observer, nullptr);
  if (!record.is_complete) {
    return {};
  }
  const twin::Summary s = report::with_gaps(twin::summarize(record));
  const twin::FlowFigures& line = s.flow;
  return {{"parts", static_cast<double>(line.parts), "parts"},
          {"throughput_per_s", line.throughput_per_s.mean, "throughput", "1/s"},
          {"throughput_half_width_per_s", line.throughput_per_s.half_width, "+- 95 %", "1/s"},
          {"wip_mean", line.wip.mean, "WIP"},
          {"cycle_time_mean_s", line.cycle_time_s.mean, "cycle time", "s"},
          {"oee_e79", s.oee_e79, "OEE", "%"}};
}

}  // namespace heliofab::cli
