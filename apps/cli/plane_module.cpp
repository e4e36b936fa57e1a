// SPDX-License-Identifier: Apache-2.0
#include "plane_module.hpp"

#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/value_text.hpp"
#include "heliofab/report/module_image.hpp"
#include "heliofab/report/module_report.hpp"
#include "heliofab/twin/module_answer.hpp"
#include "mesh_errors.hpp"
#include "operated_module.hpp"
#include "plane_files.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

io::Json work_json(const twin::PlaneFigures& f) {
  return io::Json::object({{"nodes", f.work.nodes},
                           {"voltages", f.work.points},
                           {"newton_steps", f.work.newton_steps},
                           {"inner_steps", f.work.inner_steps},
                           {"residual", f.work.residual},
                           {"pmax_change_W", f.power_change},
                           {"voc_change_V", f.voltage_change}});
}

std::string text_of(const twin::DrivenModule& d) {
  return fmt::format(
      "  driven       {:>10.6f} A, at {:.5f} V: {} {:.5f} W\n"
      "  least forward {:>9.5f} V across the film, in stripe {}\n",
      d.current, d.voltage, d.power() < 0 ? "takes up" : "delivers", std::abs(d.power()),
      d.junction_voltage, d.cell + 1);
}

io::Json json_of(const twin::DrivenModule& d) {
  return io::Json::object({{"current_A", d.current},
                           {"voltage_V", d.voltage},
                           {"power_W", d.power()},
                           {"least_junction_V", d.junction_voltage},
                           {"least_junction_stripe", d.cell + 1}});
}

std::string text_of(const module::HeatState& s, double voltage) {
  return fmt::format(
      "  temperature  {:>10.3f} degC, the mean at {:.4f} V\n"
      "  hottest      {:>10.3f} degC in stripe {} at x = {:.4g} mm, y = {:.4g} mm\n"
      "  loop gain    {:>10.4f}\n",
      s.mean / unit::degC, voltage, s.hottest / unit::degC, s.cell + 1, s.x / unit::mm,
      s.y / unit::mm, s.loop_gain);
}

std::string text_of(const twin::PlaneModulePlan& plan, const Operated& m,
                    const twin::PlaneFigures& f, const Bias& bias,
                    const std::optional<twin::MeshErrors>& errors) {
  const auto& [voltage, driven, state] = bias;
  const module::ModuleDesign& d = m.module.design;
  const std::string warmth =
      m.heat ? fmt::format("air of {:.2f} K", m.heat->ambient)
             : fmt::format("{:.2f} K", plan.operation == twin::Operation::isothermal
                                           ? plan.operating_temperature
                                           : plan.temperature);
  const std::string head = fmt::format(
      "{}, {}\n  {} stripes of {:.4g} mm by {:.4g} m on {:.4g} m2 of aperture\n", plan.name, warmth,
      d.cells, d.pitch / unit::mm, d.cell_length, module::aperture_area(d));
  const std::string heat =
      (driven ? text_of(*driven) : "") + (state ? text_of(*state, voltage) : "");
  if (!errors) {
    return head + heat + "  dark: no Isc, no Voc, no maximum power";
  }
  return head +
         fmt::format(
             "  Isc          {:>10.6f} A\n"
             "  Voc          {:>10.5f} V\n"
             "  fill factor  {:>10.5f}\n"
             "  Pmax         {:>10.5f} W at {:.4f} V, {:.5f} A\n"
             "  efficiency   {:>10.4f} % of {:g} W/m2 on the aperture\n",
             f.isc, f.voc, f.fill_factor(), f.pmax(), f.vmp, f.imp,
             efficiency_of(m, f) / unit::percent, m.irradiance) +
         heat +
         fmt::format(
             "\n  {} nodes a sheet, {} voltages, {} Newton steps, {} inner ones; imbalance "
             "{:.0e} at most\n"
             "  last refinement moved Pmax by {:.0e} W, Voc by {:.0e} V",
             f.work.nodes, f.work.points, f.work.newton_steps, f.work.inner_steps, f.work.residual,
             f.power_change, f.voltage_change) +
         mesh_errors_text(*errors, f, m.module.mesh.degree, m.heat.has_value());
}

void check_options(const io::Document& document, const PlaneModuleOptions& o, bool is_dark,
                   bool is_heated, bool ends_at_voc) {
  if (!is_heated &&
      (o.image_of == report::ImageOf::temperature || o.image_of == report::ImageOf::heat)) {
    throw InputError("E6204", "--image-of",
                     "no heat is solved for this module, so there is no picture of it",
                     "add --set operation=heated");
  }
  if (is_dark && (!o.curve.empty() || !o.netlist.empty()) && ends_at_voc) {
    throw InputError("E6204", document.file(),
                     "a dark module has no open circuit to end a curve at",
                     "say the voltage: --set \"sweep.to=30 V\"");
  }
  if (o.at && !o.at->is_current && !o.wants_map() && !is_heated) {
    throw InputError("E6204", "--at", "nothing is to be mapped there",
                     "add --map FILE or --image FILE, or name a current: --at \"0.3 A\"");
  }
  if (is_dark && o.wants_map() && !o.at) {
    throw InputError("E6204", document.file(), "a dark module has no maximum power to be mapped at",
                     "say the voltage: --at 30, or a current: --at=\"-0.2 A\"");
  }
  if (is_dark && is_heated && !o.netlist.empty() && !o.at) {
    throw InputError("E6204", document.file(),
                     "a dark module has no maximum power to take temperatures from",
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

}  // namespace

std::optional<BiasPoint> bias_point(const std::string& words) {
  const auto parsed = [](const std::string& text, const Unit& unit) -> std::optional<double> {
    try {
      return io::parse_value(text, {"at", unit, -1e6, 1e6});
    } catch (const InputError&) {
      return std::nullopt;  // other words, or another unit
    }
  };
  if (const auto current = parsed(words, unit::A)) {
    return BiasPoint{*current, true};
  }
  const auto voltage = parsed(words, unit::V);
  const auto bare = voltage ? voltage : parsed(words + " V", unit::V);
  return bare ? std::optional(BiasPoint{*bare, false}) : std::nullopt;
}

Figures plane_module_figures(const io::Document& document, const twin::ReferenceData&,
                             Observer* observer) {
  const Operated m(read_plane_module(document));
  const twin::PlaneFigures figures = solved(m, observer);
  if (!figures.is_complete) {
    return {};
  }
  const LaminatePower power = powers_of(m, figures, observer);
  return wants_to_stop(observer) ? Figures{}
                                 : figures_of(m, figures, power, state_at(m, figures.vmp));
}

namespace {

Exit stopped() {
  tell("heliofab: interrupted; nothing is written");
  return Exit::interrupted;
}

// What was asked for of the highest power; printed, or added to the figures' JSON.
std::string answer_power(const twin::PlaneModulePlan& plan, const Operated& m,
                         const twin::PlaneFigures& f, const PlaneModuleOptions& o, io::Json& json) {
  std::string text;
  if (o.losses || !o.waterfall.empty()) {
    const module::NominalFilm nominal = twin::nominal_state(plan);
    const module::PlaneLosses losses = m.heat
                                           ? module::solve_losses(m.module, *m.heat, f.vmp, nominal)
                                           : module::solve_losses(m.module, f.vmp, nominal);
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
  const twin::PlaneModulePlan plan = read_plane_module(document);
  const Operated m(plan);
  const std::vector<double> currents = twin::sweep_currents(plan.currents);
  check_options(document, o, !twin::is_lit(m.module), m.heat.has_value(),
                plan.sweep.to == 0 && (currents.empty() || !o.netlist.empty()));
  catch_interrupts();
  twin::PlaneFigures figures;
  LaminatePower powers;
  std::vector<double> voltages;
  {
    Progress progress;
    figures = solved(m, &progress);
    if (!figures.is_complete) {
      return stopped();
    }
    powers = powers_of(m, figures, &progress);
    if (interrupted()) {
      return stopped();
    }
    voltages = twin::sweep_voltages(plan.sweep, figures.voc);
    if (!o.curve.empty()) {
      const module::PlaneCurve curve =
          !currents.empty() ? twin::solve_driven_curve(m.module, currents, m.warmth(), &progress)
          : m.heat ? twin::solve_heated_curve(m.module, *m.heat, voltages, &progress).electric
                   : twin::solve_plane_curve(m.module, voltages, &progress);
      if (interrupted()) {
        return stopped();
      }
      write_curve(o.curve, curve);
    }
  }
  const Bias bias = bias_of(m, o.at, figures.vmp);
  if (!o.netlist.empty()) {
    write_netlist(o.netlist, m, bias.voltage, voltages);
  }
  if (o.wants_map()) {
    write_map(plan, m, bias.voltage, o);
  }
  io::Json json = json_of(plan.name, figures_of(m, figures, powers, bias.state));
  set_laminate(json, m.laminate);
  if (bias.driven) {
    json.set("driven", json_of(*bias.driven));
  }
  const std::optional<twin::MeshErrors> errors = mesh_errors_of(m, figures, bias);
  if (errors) {
    json.set("work", work_json(figures));
    json.set("mesh_errors", mesh_errors_json(*errors, m.heat.has_value()));
  }
  const std::string power = answer_power(plan, m, figures, o, json);
  if (o.json) {
    print_json(json);
  } else {
    print(text_of(plan, m, figures, bias, errors) + laminate_text(m.laminate, powers) +
          (power.empty() ? "" : "\n" + power));
    suggest(command_line() + (power.empty()     ? " --losses --slopes"
                              : o.image.empty() ? " --image module.svg"
                                                : " --netlist module.cir"));
  }
  return Exit::done;
}

}  // namespace heliofab::cli
