// SPDX-License-Identifier: Apache-2.0
#include "layered_cell.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "common.hpp"
#include "figures.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/report/cell_report.hpp"
#include "heliofab/report/cell_tables.hpp"
#include "heliofab/twin/cell_task.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;
using device::CertifiedCurve;
using device::CertifiedPoint;

double in_mA(double current_density) { return current_density / unit::mA_per_cm2; }

// The largest of one piece of evidence over a curve [mA/cm2].
double worst(const CertifiedCurve& curve, double CertifiedPoint::*evidence) {
  return in_mA(report::worst(curve, evidence));
}

// The point at 0 V, which every sweep of a cell passes.
const CertifiedPoint& at_zero(const CertifiedCurve& curve) {
  return *std::ranges::min_element(curve.points, {},
                                   [](const CertifiedPoint& p) { return std::abs(p.voltage); });
}

io::Json losses_json(const device::LossCurrents& losses) {
  return io::Json::object({{"radiative", in_mA(losses.radiative)},
                           {"auger", in_mA(losses.auger)},
                           {"shockley_read_hall", in_mA(losses.shockley_read_hall)},
                           {"interfaces", in_mA(losses.interfaces)},
                           {"front_contact", in_mA(losses.front_contact)},
                           {"back_contact", in_mA(losses.back_contact)}});
}

// Without open circuit there is no power either.
Figures figures_of(const twin::CellPlan& plan, const device::CellCurve& c) {
  const double power = plan.light.irradiance * plan.light.suns;
  const auto if_any = [&](double figure) { return c.voc > 0 ? figure : std::nan(""); };
  return {{"jsc_mA_cm2", in_mA(c.jsc), "Jsc", "mA/cm2"},
          {"voc_V", if_any(c.voc), "Voc", "V"},
          {"fill_factor", if_any(c.fill_factor), "fill factor"},
          {"efficiency", if_any(c.pmax() / power), "efficiency", "%"},
          {"vmp_V", if_any(c.vmp), "Vmp", "V"},
          {"jmp_mA_cm2", if_any(in_mA(c.jmp)), "Jmp", "mA/cm2"}};
}

// At the terminals.
Figures figures_of(const twin::CellPlan& plan, const CertifiedCurve& c) {
  return figures_of(plan, twin::at_terminals(plan, c).value_or(c.curve()));
}

io::Json to_json(const twin::CellPlan& plan, const CertifiedCurve& c) {
  const double power = plan.light.irradiance * plan.light.suns;
  const device::MeshError& e = c.mesh_error;
  io::Json json = json_of(plan.name, figures_of(plan, c));
  if (twin::at_terminals(plan, c)) {
    json.set("without_circuit", json_of(plan.name, figures_of(plan, c.curve())));
  }
  return json
      .set("mesh_error", io::Json::object({{"jsc_mA_cm2", in_mA(e.jsc)},
                                           {"voc_V", e.voc},
                                           {"fill_factor", e.fill_factor},
                                           {"efficiency", e.pmax / power}}))
      .set("certificate",
           io::Json::object({{"points", static_cast<std::int64_t>(c.points.size())},
                             {"nodes", static_cast<std::int64_t>(c.nodes)},
                             {"residual_mA_cm2", worst(c, &CertifiedPoint::residual)},
                             {"spread_mA_cm2", worst(c, &CertifiedPoint::spread)},
                             {"balance_mA_cm2", worst(c, &CertifiedPoint::balance)}}))
      .set("losses_at_short_circuit_mA_cm2", losses_json(at_zero(c).losses));
}

// A figure, its unit and by how much it exceeds that of an infinitely fine mesh.
std::string figure_line(std::string_view name, double figure, double error, int digits,
                        std::string_view unit) {
  return fmt::format("  {:<12} {:>10.{}f} {:<8} mesh {:+.{}f}\n", name, figure, digits, unit, error,
                     digits);
}

std::string figures_text(const twin::CellPlan& plan, const CertifiedCurve& c) {
  const double power = plan.light.irradiance * plan.light.suns;
  const device::MeshError& e = c.mesh_error;
  const std::string jsc = figure_line("Jsc", in_mA(c.jsc), in_mA(e.jsc), 4, "mA/cm2");
  if (!(c.voc > 0)) {
    return jsc + "  no open circuit up to 5 V: no Voc, no fill factor, no efficiency\n";
  }
  return jsc + figure_line("Voc", c.voc, e.voc, 5, "V") +
         figure_line("fill factor", c.fill_factor, e.fill_factor, 5, "") +
         figure_line("efficiency", c.pmax() / power / unit::percent, e.pmax / power / unit::percent,
                     4, "%") +
         fmt::format("               of {:g} W/m2; {:.4f} mA/cm2 at {:.4f} V\n", power,
                     in_mA(c.jmp), c.vmp);
}

std::string terminals_text(const twin::CellPlan& plan, const CertifiedCurve& c) {
  const auto t = twin::at_terminals(plan, c);
  return !t || !(t->voc > 0)
             ? std::string()
             : fmt::format(
                   "\n  at the terminals: Jsc {:.4f} mA/cm2, Voc {:.5f} V, fill factor {:.5f},\n"
                   "  efficiency {:.4f} %\n",
                   in_mA(t->jsc), t->voc, t->fill_factor,
                   t->pmax() / (plan.light.irradiance * plan.light.suns) / unit::percent);
}

std::string certificate_text(const CertifiedCurve& c) {
  return fmt::format(
      "\n  certified: {} points on {} nodes; residual {:.1e}, spread over the elements {:.1e},\n"
      "  balance of generation, losses and current {:.1e} mA/cm2 at most\n",
      c.points.size(), c.nodes, worst(c, &CertifiedPoint::residual),
      worst(c, &CertifiedPoint::spread), worst(c, &CertifiedPoint::balance));
}

std::string losses_text(const CertifiedCurve& c) {
  const device::LossCurrents& l = at_zero(c).losses;
  return fmt::format(
      "\n  pairs lost at short circuit, as currents in mA/cm2\n"
      "    levels {:.4f}, interfaces {:.4f}, radiative {:.4f}, Auger {:.4f}, front contact "
      "{:.4f},\n"
      "    back contact {:.4f}\n",
      in_mA(l.shockley_read_hall), in_mA(l.interfaces), in_mA(l.radiative), in_mA(l.auger),
      in_mA(l.front_contact), in_mA(l.back_contact));
}

// The certified curve of a document's cell.
CertifiedCurve solved(const io::Document& document, const twin::CellPlan& plan) {
  const twin::CellData data = twin::read_cell_data(document, plan, data_folder());
  return twin::certified_curve(twin::cell_task(plan, data));
}

twin::CellAnalysis analysed(const io::Document& document, const twin::CellPlan& plan,
                            const LayeredCellOptions& o) {
  const twin::CellData data = twin::read_cell_data(document, plan, data_folder());
  Progress progress;
  return twin::analyse_cell(plan, data, o.to_make(), &progress);
}

// As it was asked for, or beside the tables under the name of the input.
fs::path report_file(const LayeredCellOptions& o) {
  const std::string stem = o.input == "-" ? "cell" : fs::path(o.input).stem().string();
  return o.report->empty() ? fs::path(o.out) / (stem + ".html") : fs::path(*o.report);
}

void write_tables(const fs::path& folder, const std::vector<report::CellTable>& tables) {
  make_folder(folder);
  for (const report::CellTable& table : tables) {
    write_file(folder / (table.name + ".csv"), report::table_csv(table));
  }
}

io::Json analyses_json(const twin::CellAnalysis& analysis, const twin::AnalysisRequest& request,
                       io::Json json) {
  for (const report::CellTable& table : report::cell_tables(analysis, request)) {
    if (!table.name.starts_with("jv")) {  // the figures stand for the curves
      std::string key = table.name;
      std::ranges::replace(key, '-', '_');
      json.set(key, report::table_json(table));
    }
  }
  const std::vector<report::LeftOut> left_out = report::left_out(analysis, request);
  if (!left_out.empty()) {
    io::Json reasons = io::Json::object();
    for (const report::LeftOut& part : left_out) {
      reasons.set(part.part, part.why);
    }
    json.set("left_out", std::move(reasons));
  }
  return json;
}

}  // namespace

Figures layered_cell_figures(const io::Document& document, const twin::ReferenceData&, Observer*) {
  const twin::CellPlan plan = twin::read_cell_plan(document).value;
  return figures_of(plan, solved(document, plan));
}

void solve_layered_cell(const io::Document& document, const LayeredCellOptions& options) {
  const io::Read<twin::CellPlan> read = twin::read_cell_plan(document);
  const twin::CellPlan& plan = read.value;
  const bool is_dark = plan.light.model == twin::LightModel::dark;
  twin::CellAnalysis analysis;
  if (options.wants_analyses()) {
    analysis = analysed(document, plan, options);
  } else {
    (is_dark ? analysis.dark : analysis.light) = solved(document, plan);
  }
  const CertifiedCurve& curve = is_dark ? analysis.dark : analysis.light;
  if (!options.curve.empty()) {
    write_file(options.curve, report::table_csv(report::curve_table("jv", curve)));
  }
  if (!options.out.empty()) {
    write_tables(options.out, report::cell_tables(analysis, options.to_make()));
  }
  fs::path page;
  if (options.report) {
    page = report_file(options);
    write_file(page, report::cell_report(analysis, read.inputs, version(), command_line()));
  }
  if (options.json) {
    io::Json json = analyses_json(analysis, options.analyses, to_json(plan, curve));
    if (options.report) {
      json.set("report", page.string());
    }
    print_json(json);
    return;
  }
  std::string text = fmt::format("{}, {:.2f} K\n", plan.name, plan.temperature);
  text += is_dark ? std::string("  dark\n")
                  : figures_text(plan, curve) + terminals_text(plan, curve) + losses_text(curve);
  text += certificate_text(curve);
  text += report::cell_text(analysis, options.analyses);
  if (options.report) {
    text += fmt::format("\nReport: {}\n", page.string());
  }
  print(text);
  suggest(options.report ? opening(page) : command_line() + " --report");
}

}  // namespace heliofab::cli
