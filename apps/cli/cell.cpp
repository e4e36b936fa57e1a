// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <numeric>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "figures.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/losses.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "laminate.hpp"
#include "layered_cell.hpp"
#include "plane_module.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

std::string percent(double share) { return fmt::format("{:.2f} %", share / unit::percent); }

// Loss waterfall: what is left after each step, and what the step took.
std::string loss_table(const std::vector<twin::LossRow>& losses) {
  std::string text = "\n  where the light goes              left     lost";
  for (const twin::LossRow& row : losses) {
    text += fmt::format("\n    {:<30} {:>7}{}", row.cause, percent(row.efficiency),
                        row.order == 0 ? std::string() : fmt::format(" {:>8}", percent(row.loss)));
  }
  return text;
}

void write_curve(const std::string& file, const module::StripCell& stripe) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.cell("voltage_V").cell("current_density_mA_cm2").end_row();
  for (const double v : stripe.curve.x()) {
    csv.cell(v).cell(module::local_current(stripe, 0, v).value / unit::mA_per_cm2).end_row();
  }
  write_file(file, out.str());
}

struct SolveOptions {
  std::string file;
  std::vector<std::string> overrides;
  std::string curve;
  bool json = false;
  LayeredCellOptions layered;
  PlaneModuleOptions plane;
};

void solve_film(const io::Document& document, const SolveOptions& o) {
  const io::Read<twin::FilmPlan> plan = twin::read_film_plan(document);
  tell(plan.warnings);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const twin::Process process = twin::process_of(plan.value);
  const twin::CellModel model(process.recipe, process.physics, process.cover, data);
  const module::StripCell stripe = twin::nominal_stripe(process, model);
  const twin::CellFigures cell = twin::cell_figures(stripe);
  if (!o.curve.empty()) {
    write_curve(o.curve, stripe);
  }
  if (o.json) {
    print_json(json_of(plan.value.name, figures_of(stripe)));
    return;
  }
  const process::CellParameters film = twin::cell_parameters(process, twin::nominal_film(process));
  const optics::Photocurrents light = model.photocurrents(film, data.am15g);
  const auto current = [](double amperes) {
    return fmt::format("{:.2f}", amperes / unit::mA_per_cm2);
  };
  const double absorber = std::accumulate(light.films.begin() + 3, light.films.end(), 0.0);
  const double sheets = std::accumulate(light.sheets.begin(), light.sheets.end(), 0.0);
  print(fmt::format(
      "{}\n"
      "  Jsc          {:>8} mA/cm2\n"
      "  Voc          {:>8.4f} V\n"
      "  fill factor  {:>8.4f}\n"
      "  efficiency   {:>8}\n\n"
      "  photons of AM1.5G, 300 to 1300 nm, as currents in mA/cm2\n"
      "    incident {}, reflected {}, front sheet {}, ZnO:Al {}, i-ZnO and CdS {},\n"
      "    absorber {}, back contact {}",
      plan.value.name, current(cell.jsc), cell.voc, cell.fill_factor(), percent(cell.efficiency()),
      current(light.incident), current(light.reflected), current(sheets), current(light.films[0]),
      current(light.films[1] + light.films[2]), current(absorber), current(light.transmitted)));
  suggest(
      fmt::format("heliofab sweep {} --vary 'recipe.absorber.ggi=0.2:0.4:9'", shell_word(o.file)));
}

// By its layers, or as the film that a recipe grows.
void solve_cell_plan(const SolveOptions& o) {
  const io::Document document = read_input(o.file, o.overrides);
  LayeredCellOptions layered = o.layered;
  layered.input = o.file;
  layered.curve = o.curve;
  layered.json = o.json;
  if (document.kind() != "film") {
    solve_layered_cell(document, layered);
  } else if (layered.wants_analyses()) {
    throw InputError(
        "E6204", document.file(), "this is a film, and analyses are of a cell by its layers",
        "leave out --eqe, --bands, --cv, --losses, --series, --slopes, --out and --report, or "
        "give a file of the kind 'cell'");
  } else {
    solve_film(document, o);
  }
}

// All of its film by one recipe.
void solve_recipe_module(const io::Document& document, const SolveOptions& o) {
  const io::Read<twin::ModulePlan> plan = twin::read_module_plan(document);
  tell(plan.warnings);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const twin::Process process = twin::process_of(plan.value);
  const twin::CellModel model(process.recipe, process.physics, process.cover, data);
  const module::StripCell stripe = twin::nominal_stripe(process, model);
  const module::ModuleDesign design = twin::nominal_design(process, plan.value.layout);
  const Laminate laminate = laminate_of(document, plan.value);
  const module::ModuleCurve curve = module::solve_module(design, stripe, 61);
  const double area = module::aperture_area(design);
  const double efficiency = module::aperture_efficiency(design, curve);
  if (!o.curve.empty()) {
    std::ostringstream out;
    io::CsvWriter csv(out);
    csv.cell("voltage_V").cell("current_A").end_row();
    for (const module::ModulePoint& p : curve.points) {
      csv.cell(p.voltage).cell(p.current).end_row();
    }
    write_file(o.curve, out.str());
  }
  if (o.json) {
    Figures figures = figures_of(design, curve);
    add_laminate(figures, laminate, curve.pmax());
    io::Json json = json_of(plan.value.name, figures);
    print_json(set_laminate(json, laminate));
    return;
  }
  print(fmt::format("{}\n"
                    "  {} cells of {:.2f} mm on {:.4g} m2 of aperture\n"
                    "  Isc          {:>8.3f} A\n"
                    "  Voc          {:>8.3f} V\n"
                    "  fill factor  {:>8.4f}\n"
                    "  Pmax         {:>8.3f} W at {:.3f} V\n"
                    "  efficiency   {:>8} of the aperture\n{}",
                    plan.value.name, design.cells, design.pitch / unit::mm, area, curve.isc,
                    curve.voc, curve.fill_factor, curve.pmax(), curve.vmp, percent(efficiency),
                    loss_table(twin::loss_waterfall(process, plan.value.layout, data))) +
        laminate_text(laminate, {.here = curve.pmax(), .flat = curve.pmax()}));
  suggest(fmt::format("heliofab sweep {} --vary 'layout.pitch=3:8 mm:11'", shell_word(o.file)));
}

// By what its film does, in its plane, or by the recipe of its film.
Exit solve_module_plan(const SolveOptions& o) {
  const io::Document document = read_input(o.file, o.overrides);
  PlaneModuleOptions plane = o.plane;
  plane.curve = o.curve;
  plane.json = o.json;
  if (twin::is_plane_module(document)) {
    return solve_plane_module(document, plane);
  }
  if (plane.wants_map() || plane.at || plane.wants_power() || !plane.netlist.empty()) {
    throw InputError("E6204", document.file(),
                     "this module has a recipe; maps, netlists, losses and slopes are of one by "
                     "what its film does",
                     "leave out --map, --image, --netlist, --at, --losses, --waterfall and "
                     "--slopes, or give a module with 'film'");
  }
  solve_recipe_module(document, o);
  return Exit::done;
}

void add_inputs(CLI::App* command, SolveOptions& o, const char* kind) {
  command->add_option("file", o.file, fmt::format("{}; - reads standard input", kind))->required();
  command->add_option("--set", o.overrides, "key=value, laid over the file; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--curve", o.curve, "write the current-voltage curve to this CSV file");
  command->add_flag("--json", o.json, "print the figures as JSON");
}

// What is of a cell by its layers alone.
void add_analyses(CLI::App* command, LayeredCellOptions& o) {
  twin::AnalysisRequest& a = o.analyses;
  const std::string group = "Of a cell by its layers";
  CLI::Option* const eqe =
      command->add_flag("--eqe", a.quantum_efficiency, "quantum efficiency, and where light goes")
          ->group(group);
  command->add_option("--bias", a.bias, "V, of the quantum efficiency [0]")
      ->needs(eqe)
      ->check(CLI::Range(-20.0, 20.0))
      ->group(group);
  command->add_flag("--bands", a.bands, "bands, densities and rates over depth")->group(group);
  command->add_flag("--cv", a.capacitance, "capacitance over voltage and frequency")->group(group);
  command->add_flag("--losses", a.losses, "what is lost against the Shockley-Queisser limit")
      ->group(group);
  command->add_flag("--series", a.conditions, "figures over temperature, Voc over light")
      ->group(group);
  command->add_flag("--slopes", a.slopes, "how efficiency answers to every input")->group(group);
  command->add_option("--out", o.out, "write what was asked for as CSV files to this folder")
      ->group(group);
  command
      ->add_option_function<std::string>(
          "--report", [&o](const std::string& file) { o.report = file; },
          "make all analyses and draw them as one HTML page [FILE.html of the input]")
      ->expected(0, 1)
      ->group(group);
}

}  // namespace

void add_cell(CLI::App& app, Exit&) {
  auto o = std::make_shared<SolveOptions>();
  CLI::App* command = app.add_subcommand(
      "cell",
      "Solve one cell, by its layers or by the recipe of its film: optics and "
      "drift-diffusion.\n\n"
      "Examples:\n"
      "  heliofab cell data/cells/cigs.yaml\n"
      "  heliofab cell data/cells/cigs.yaml --set \"layers.cigs.gap=1.2 eV\"\n"
      "  heliofab cell data/cells/fab2.yaml --report fab2.html\n"
      "  heliofab cell data/cells/fab2.yaml --eqe --losses --out fab2\n"
      "  heliofab cell examples/01-bare-cell/film.yaml --set recipe.absorber.ggi=0.28\n"
      "  heliofab cell examples/01-bare-cell/film.yaml --curve jv.csv --json\n");
  add_inputs(command, *o, "a cell or a film");
  add_analyses(command, o->layered);
  command->callback([o] { solve_cell_plan(*o); });
}

void add_module(CLI::App& app, Exit& status) {
  auto o = std::make_shared<SolveOptions>();
  CLI::App* command =
      app.add_subcommand("module",
                         "Solve a module: stripes, sheets, scribes, flaws, shades, in its plane; "
                         "or one by the recipe of its film.\n\n"
                         "Examples:\n"
                         "  heliofab module data/modules/hm50-shunt.yaml --image shunt.svg\n"
                         "  heliofab module data/modules/hm50.yaml --set \"layout.pitch=4 mm\"\n"
                         "  heliofab module data/modules/m10s.yaml --curve iv.csv --map map.csv"
                         " --at 4\n"
                         "  heliofab module data/modules/m10s.yaml --at \"0.19 A\"\n"
                         "  heliofab module data/modules/hm50.yaml --losses --slopes\n"
                         "  heliofab module data/modules/m10s-heat.yaml --image-of temperature"
                         " --image hot.svg --at 0\n"
                         "  heliofab module examples/03-module/module.yaml\n"
                         "  heliofab module examples/03-module/module.yaml --json | jq .pmax_W\n");
  add_inputs(command, *o, "a module");
  const std::string group = "Of a module by what its film does";
  static constexpr auto pictures = names_of(report::ImageOf{});
  command->add_option("--map", o->plane.map, "write voltages at every point to this CSV file")
      ->group(group);
  command->add_option("--image", o->plane.image, "draw it into this SVG file")->group(group);
  command
      ->add_option_function<std::string>(
          "--image-of",
          [o](const std::string& word) {
            o->plane.image_of =
                static_cast<report::ImageOf>(std::ranges::find(pictures, word) - pictures.begin());
          },
          "what to draw: luminescence, temperature, heat, thermography, phase [luminescence]")
      ->check(one_of({pictures.begin(), pictures.end()}))
      ->group(group);
  command
      ->add_option("--netlist", o->plane.netlist,
                   "write it as a netlist for ngspice, over the voltages of its sweep")
      ->group(group);
  command
      ->add_option_function<std::string>(
          "--at", [o](const std::string& words) { o->plane.at = bias_point(words); },
          "of map, image and temperatures: a voltage such as 27.5, or a current that is driven, "
          "\"0.3 A\" [maximum power]")
      ->check(wanted("a voltage such as 27.5, or a current such as '0.3 A'",
                     [](const std::string& words) { return bias_point(words).has_value(); }))
      ->group(group);
  command->add_flag("--losses", o->plane.losses, "where every watt goes at the highest power")
      ->group(group);
  command->add_option("--waterfall", o->plane.waterfall, "draw that into this SVG file")
      ->group(group);
  command->add_flag("--slopes", o->plane.slopes, "how the highest power answers to every input")
      ->group(group);
  command->callback([o, &status] { status = solve_module_plan(*o); });
}

}  // namespace heliofab::cli
