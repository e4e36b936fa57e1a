// SPDX-License-Identifier: Apache-2.0
#include "plane_module.hpp"

#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "figures.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "heliofab/report/module_image.hpp"
#include "heliofab/report/module_report.hpp"
#include "heliofab/twin/module_answer.hpp"
#include "laminate.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

double efficiency_of(const module::ModuleDesign& design, const twin::PlaneFigures& f) {
  return f.pmax() / (1000 * module::aperture_area(design));  // of 1000 W/m2
}

Figures figures_of(const module::ModuleDesign& design, const twin::PlaneFigures& f,
                   const Laminate& laminate) {
  Figures figures{{"isc_A", f.isc, "Isc", "A"},
                  {"voc_V", f.voc, "Voc", "V"},
                  {"fill_factor", f.fill_factor(), "fill factor"},
                  {"pmax_W", f.pmax(), "Pmax", "W"},
                  {"aperture_efficiency", efficiency_of(design, f), "efficiency", "%"},
                  {"imp_A", f.imp, "Imp", "A"},
                  {"vmp_V", f.vmp, "Vmp", "V"},
                  {"cells", static_cast<double>(design.cells), "cells"},
                  {"aperture_m2", module::aperture_area(design), "aperture", "m2"}};
  add_laminate(figures, laminate, f.pmax());
  return figures;
}

// In the dark there are no figures, but the same keys.
twin::PlaneFigures solved(const module::PlaneModule& module, Observer* observer) {
  if (twin::is_lit(module)) {
    return twin::solve_figures(module, observer);
  }
  const double nothing = std::nan("");
  return {.isc = nothing, .voc = nothing, .vmp = nothing, .imp = nothing};
}

io::Json work_json(const twin::PlaneFigures& f) {
  return io::Json::object({{"nodes", f.work.nodes},
                           {"voltages", f.work.points},
                           {"newton_steps", f.work.newton_steps},
                           {"inner_steps", f.work.inner_steps},
                           {"residual", f.work.residual},
                           {"pmax_change_W", f.power_change},
                           {"voc_change_V", f.voltage_change}});
}

std::string text_of(const twin::PlaneModulePlan& plan, const module::ModuleDesign& d,
                    const twin::PlaneFigures& f) {
  std::string text = fmt::format(
      "{}, {:.2f} K\n  {} stripes of {:.4g} mm by {:.4g} m on {:.4g} m2 of aperture\n", plan.name,
      plan.temperature, d.cells, d.pitch / unit::mm, d.cell_length, module::aperture_area(d));
  if (std::isnan(f.isc)) {
    return text + "  dark: no Isc, no Voc, no maximum power";
  }
  return text + fmt::format(
                    "  Isc          {:>10.6f} A\n"
                    "  Voc          {:>10.5f} V\n"
                    "  fill factor  {:>10.5f}\n"
                    "  Pmax         {:>10.5f} W at {:.4f} V, {:.5f} A\n"
                    "  efficiency   {:>10.4f} % of 1000 W/m2 on the aperture\n\n"
                    "  {} nodes a sheet, {} voltages, {} Newton steps, {} inner ones; imbalance "
                    "{:.0e} at most\n"
                    "  last refinement moved Pmax by {:.0e} W, Voc by {:.0e} V",
                    f.isc, f.voc, f.fill_factor(), f.pmax(), f.vmp, f.imp,
                    efficiency_of(d, f) / unit::percent, f.work.nodes, f.work.points,
                    f.work.newton_steps, f.work.inner_steps, f.work.residual, f.power_change,
                    f.voltage_change);
}

void write_curve(const std::string& file, const module::PlaneCurve& curve) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.cell("voltage_V").cell("current_A").end_row();
  for (const module::PlanePoint& p : curve.points) {
    csv.cell(p.voltage).cell(p.current).end_row();
  }
  write_file(file, out.str());
}

void write_map(const twin::PlaneModulePlan& plan, const module::PlaneModule& module, double voltage,
               const PlaneModuleOptions& o) {
  const module::VoltageMap map = twin::solve_map(module, voltage);
  if (!o.map.empty()) {
    write_file(o.map, report::module_map_csv(map));
  }
  if (!o.image.empty()) {
    write_file(o.image,
               report::module_image_svg({.title = plan.name,
                                         .design = module.design,
                                         .map = map,
                                         .diode_voltage = module.films.front().diode_voltage}));
  }
}

void check_options(const io::Document& document, const PlaneModuleOptions& o, bool is_dark,
                   bool ends_at_voc) {
  if (is_dark && (!o.curve.empty() || !o.netlist.empty()) && ends_at_voc) {
    throw InputError("E6204", document.file(),
                     "a dark module has no open circuit to end a curve at",
                     "say the voltage: --set \"sweep.to=30 V\"");
  }
  if (o.at && !o.wants_map()) {
    throw InputError("E6204", "--at", "nothing is to be mapped there",
                     "add --map FILE or --image FILE");
  }
  if (is_dark && o.wants_map() && !o.at) {
    throw InputError("E6204", document.file(), "a dark module has no maximum power to be mapped at",
                     "say the voltage: --at 30");
  }
  if (is_dark && o.wants_power()) {
    throw InputError("E6204", document.file(), "a dark module has no power that could go anywhere",
                     "leave out --losses, --waterfall and --slopes, or give it light");
  }
  for (const std::string& file : {o.curve, o.map, o.image, o.netlist, o.waterfall}) {
    if (!file.empty()) {
      check_writable(file);
    }
  }
}

void write_netlist(const std::string& file, const module::PlaneModule& module,
                   const std::vector<double>& voltages) {
  const double step = voltages.size() > 1 ? voltages[1] - voltages[0] : 1;
  write_file(file, module::spice_netlist(module, {voltages.front(), voltages.back(), step}));
}

}  // namespace

Figures plane_module_figures(const io::Document& document, const twin::ReferenceData&,
                             Observer* observer) {
  const twin::PlaneModulePlan plan = twin::read_plane_module_plan(document).value;
  const module::PlaneModule module = twin::plane_module(plan);
  const Laminate laminate = laminate_of(document, plan);
  const twin::PlaneFigures figures = solved(module, observer);
  return figures.is_complete ? figures_of(module.design, figures, laminate) : Figures{};
}

namespace {

Exit stopped() {
  tell("heliofab: interrupted; nothing is written");
  return Exit::interrupted;
}

// What was asked for of the highest power; printed, or added to the figures' JSON.
std::string answer_power(const twin::PlaneModulePlan& plan, const module::PlaneModule& module,
                         const twin::PlaneFigures& f, const PlaneModuleOptions& o, io::Json& json) {
  std::string text;
  if (o.losses || !o.waterfall.empty()) {
    const module::PlaneLosses losses =
        module::solve_losses(module, f.vmp, module::NominalFilm{twin::nominal_film(plan), {}});
    if (!o.waterfall.empty()) {
      write_file(o.waterfall, report::module_losses_svg(plan.name, losses));
    }
    if (o.losses) {
      text += report::module_losses_text(losses);
      json.set("losses", report::table_json(report::module_losses_table(losses)));
    }
  }
  if (o.slopes) {
    const std::vector<twin::ModuleSlope> slopes = twin::module_slopes(plan, f.vmp);
    text += report::module_slopes_text(slopes, f.pmax());
    json.set("slopes", report::table_json(report::module_slopes_table(slopes, f.pmax())));
  }
  return text;
}

}  // namespace

Exit solve_plane_module(const io::Document& document, const PlaneModuleOptions& o) {
  const twin::PlaneModulePlan plan = twin::read_plane_module_plan(document).value;
  const module::PlaneModule module = twin::plane_module(plan);
  const Laminate laminate = laminate_of(document, plan);
  check_options(document, o, !twin::is_lit(module), plan.sweep.to == 0);
  catch_interrupts();
  twin::PlaneFigures figures;
  {
    Progress progress;
    figures = solved(module, &progress);
    if (!figures.is_complete) {
      return stopped();
    }
    const std::vector<double> voltages = twin::sweep_voltages(plan.sweep, figures.voc);
    if (!o.curve.empty()) {
      const module::PlaneCurve curve = twin::solve_plane_curve(module, voltages, &progress);
      if (interrupted()) {
        return stopped();
      }
      write_curve(o.curve, curve);
    }
    if (!o.netlist.empty()) {
      write_netlist(o.netlist, module, voltages);
    }
  }
  if (o.wants_map()) {
    write_map(plan, module, o.at.value_or(figures.vmp), o);
  }
  io::Json json = json_of(plan.name, figures_of(module.design, figures, laminate));
  set_laminate(json, laminate);
  if (!std::isnan(figures.isc)) {
    json.set("work", work_json(figures));
  }
  const std::string power = answer_power(plan, module, figures, o, json);
  if (o.json) {
    print_json(json);
  } else {
    print(text_of(plan, module.design, figures) + laminate_text(laminate, figures.pmax()) +
          (power.empty() ? "" : "\n" + power));
  }
  return Exit::done;
}

}  // namespace heliofab::cli
