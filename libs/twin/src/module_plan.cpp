// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "bend.hpp"
#include "heliofab/module/p2_contact.hpp"
#include "module_parts.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

namespace {

constexpr double slack = 1 + 1e-9;  // for edges that meet

double in_mm(double length) { return length / unit::mm; }

// A hair of tolerance: 0.3 m hold 60 stripes of 5 mm.
std::int64_t cells_of(const LayoutPlan& layout) {
  return layout.cells > 0 ? layout.cells
                          : static_cast<std::int64_t>(layout.width / layout.pitch * slack);
}

double pitch_of(const LayoutPlan& layout) {
  return layout.pitch > 0 ? layout.pitch : layout.width / static_cast<double>(layout.cells);
}

// Of the film of a stripe.
double width_of(const LayoutPlan& layout) {
  return pitch_of(layout) - module::dead_width(layout.scribes.scribes);
}

void check_stripe(const PlaneModulePlan& plan, std::int64_t stripe, const std::string& path,
                  PlanProblems& problems) {
  const std::int64_t cells = cells_of(plan.layout);
  problems.add_if(stripe > cells, path,
                  fmt::format("no stripe {} in a module of {}", stripe, cells));
}

// False when it does not say how wide a stripe is, and so what fits onto it.
bool check_layout(const PlaneModulePlan& plan, PlanProblems& problems) {
  const LayoutPlan& layout = plan.layout;
  const ScribesPlan& s = layout.scribes;
  const double dead = module::dead_width(s.scribes);
  const int given =
      (layout.cells > 0 ? 1 : 0) + (layout.pitch > 0 ? 1 : 0) + (layout.width > 0 ? 1 : 0);
  problems.add_if(given != 2, "module.layout",
                  fmt::format("{} of cells, pitch and width, wanted two",
                              given == 0 ? "none" : std::to_string(given)),
                  "the third follows; 0 leaves one of a base out");
  if (given == 2) {
    problems.add_if(cells_of(layout) < 1, "module.layout.pitch",
                    fmt::format("no stripe of {:g} mm fits into {:g} mm", in_mm(layout.pitch),
                                in_mm(layout.width)));
    problems.add_if(dead >= pitch_of(layout), "module.layout.pitch",
                    fmt::format("{:g} mm, wanted more than the {:g} mm that the scribes take",
                                in_mm(pitch_of(layout)), in_mm(dead)));
  }
  problems.add_if((s.scribes.p2_contact > 0) == (s.p2_resistivity > 0), "module.layout.scribes",
                  "wanted p2_contact or p2_resistivity, one of them above 0",
                  "the first is resistance times length of P2, the second times its area");
  return given == 2;
}

void check_film(const DiodePlan& film, PlanProblems& problems) {
  problems.add_if(!film.table.empty() && film.series_resistance > 0,
                  "module.film.series_resistance", "a table as well, which has it in itself");
  problems.add_if(!film.table.empty() && film.photocurrent == 0, "module.film.photocurrent",
                  "0, wanted what the light of the table's curve makes",
                  "dark: a shade with light 0 over all stripes");
  problems.add_if(film.shunt > 0 && film.shunt_resistance > 0, "module.film.shunt",
                  "shunt_resistance as well, wanted one of the two");
}

// A range along one side of a stripe, which ends within it.
struct Side {
  const char* key = "";  // of where it begins
  double at = 0;
  double extent = 0;
  double whole = 0;
};

void check_side(const Side& side, const std::string& path, PlanProblems& problems) {
  const std::string range = side.extent > 0 ? fmt::format("{:g} mm to {:g} mm", in_mm(side.at),
                                                          in_mm(side.at + side.extent))
                                            : fmt::format("from {:g} mm on", in_mm(side.at));
  problems.add_if(
      side.at + side.extent > side.whole * slack || side.at >= side.whole,
      fmt::format("{}.{}", path, side.key),
      fmt::format("{}, wanted within 0 mm to {:g} mm", range, in_mm(side.whole)),
      side.key[0] == 'x' ? "the stripe without its scribes, from its P3 side" : "along the stripe");
}

void check_place(const PlaneModulePlan& plan, const StripesPlace& p, const std::string& path,
                 PlanProblems& problems) {
  check_stripe(plan, p.first_stripe, path + ".first_stripe", problems);
  check_stripe(plan, p.last_stripe, path + ".last_stripe", problems);
  problems.add_if(
      p.last_stripe > 0 && p.last_stripe < p.first_stripe, path + ".last_stripe",
      fmt::format("{}, wanted {} or more, as first_stripe says", p.last_stripe, p.first_stripe));
  check_side({"x", p.x, p.width, width_of(plan.layout)}, path, problems);
  check_side({"y", p.y, p.length, plan.layout.cell_length}, path, problems);
}

void check_places(const PlaneModulePlan& plan, PlanProblems& problems) {
  const double width = width_of(plan.layout);
  const double length = plan.layout.cell_length;
  for (const StripePlan& s : plan.stripes) {
    check_stripe(plan, s.stripe, fmt::format("module.stripes.{}.stripe", s.name), problems);
  }
  for (const FlawPlan& f : plan.flaws) {
    const std::string path = "module.flaws." + f.name;
    check_stripe(plan, f.stripe, path + ".stripe", problems);
    check_side({"x", f.x, f.width, width}, path, problems);
    check_side({"y", f.y, f.length, length}, path, problems);
    problems.add_if((f.resistance > 0) == (f.conductance > 0), path,
                    "wanted resistance or conductance, one of them above 0");
    problems.add_if(f.resistance > 0 && f.resistance < 1e-6, path + ".resistance",
                    fmt::format("{:g} ohm, wanted 1e-06 ohm or more", f.resistance));
  }
  for (const ShadePlan& s : plan.shades) {
    check_place(plan, s, "module.shades." + s.name, problems);
  }
}

void check_parts(const PlaneModulePlan& plan, PlanProblems& problems) {
  const double width = width_of(plan.layout);
  const double length = plan.layout.cell_length;
  for (const PatchPlan& p : plan.patches) {
    check_place(plan, p, "module.patches." + p.name, problems);
  }
  for (const ScribeFaultPlan& f : plan.scribe_faults) {
    const std::string path = "module.scribe_faults." + f.name;
    check_stripe(plan, f.stripe, path + ".stripe", problems);
    check_side({"y", f.y, f.length, length}, path, problems);
    const bool is_p2 = f.scribe == module::ScribeFault::Line::p2;
    const bool is_bridge = f.resistance > 0 || f.conductance > 0;
    problems.add_if(is_p2 ? is_bridge || f.p2_contact == 0
                          : (f.resistance > 0) == (f.conductance > 0) || f.p2_contact > 0,
                    path,
                    is_p2 ? "wanted p2_contact above 0 and no bridge"
                          : "wanted resistance or conductance, one of them above 0, and no "
                            "p2_contact");
    problems.add_if(f.scribe == module::ScribeFault::Line::p3 && f.stripe == cells_of(plan.layout),
                    path + ".stripe", "behind the last stripe there is no P3 to bridge");
  }
  problems.add_if(plan.edges.edges.width > 0 && 2 * plan.edges.edges.width >= width,
                  "module.edges.width",
                  fmt::format("{:g} mm, wanted less than half of a stripe's {:g} mm",
                              in_mm(plan.edges.edges.width), in_mm(width)));
  for (const BypassPlan& b : plan.bypasses) {
    const std::string path = "module.bypasses." + b.name;
    check_stripe(plan, b.last_stripe, path + ".last_stripe", problems);
    problems.add_if(
        b.last_stripe < b.first_stripe, path + ".last_stripe",
        fmt::format("{}, wanted {} or more, as first_stripe says", b.last_stripe, b.first_stripe));
  }
}

void check_sweep(const PlaneModulePlan& plan, PlanProblems& problems) {
  const VoltagesPlan& v = plan.sweep;
  problems.add_if(v.step > 0 && v.points > 0, "module.sweep.step",
                  "points as well, wanted one of the two");
  problems.add_if(v.points == 1, "module.sweep.points", "1, wanted 2 or more");
  problems.add_if(v.to != 0 && v.to <= v.from, "module.sweep.to",
                  fmt::format("{:g} V, wanted more than the {:g} V of from", v.to, v.from));
  problems.add_if(v.to == 0 && plan.film.photocurrent == 0 && !plan.currents.is_given(),
                  "module.sweep.to", "no open circuit in the dark, wanted a voltage");
  const CurrentsPlan& c = plan.currents;
  problems.add_if(c.step > 0 && c.points > 0, "module.currents.step",
                  "points as well, wanted one of the two");
  problems.add_if(c.points == 1, "module.currents.points", "1, wanted 2 or more");
  problems.add_if(c.is_given() ? c.to < c.from : c.step > 0 || c.points > 0, "module.currents.to",
                  fmt::format("{:g} A, wanted more than the {:g} A of from", c.to, c.from));
}

void check_heat(const PlaneModulePlan& plan, const io::Document& document, PlanProblems& problems) {
  problems.add_if(io::has_key(document, "heat") && !io::has_key(document, "operation"),
                  "module.heat", "no operation, wanted one that says whether heat counts",
                  "operation: heated lets light and currents warm the module");
  problems.add_if(plan.operating_temperature != PlaneModulePlan{}.operating_temperature &&
                      plan.operation != Operation::isothermal,
                  "module.operating_temperature", "an operation that does not hold it",
                  "operation: isothermal does");
  problems.add_if(!plan.film.table.empty() && plan.operation != Operation::film,
                  "module.film.table",
                  "an operation at another temperature as well, wanted one of the two",
                  "a table holds at one temperature");
  const auto loses = [](const module::HeatSide& s) { return s.convection > 0 || s.emissivity > 0; };
  problems.add_if(!loses(plan.heat.heat.front) && !loses(plan.heat.heat.back), "module.heat",
                  "no convection and no emissivity on either side, wanted a way out for heat");
}

void check_population(const PlaneModulePlan& plan, PlanProblems& problems) {
  if (plan.population.of.modules > 0) {
    const auto refuse = [&](bool is_there, const char* path) {
      problems.add_if(is_there, path, "a population as well, wanted one of the two",
                      "a population is solved as strings of stripes that are even along");
    };
    refuse(!plan.flaws.empty(), "module.flaws");
    refuse(!plan.shades.empty(), "module.shades");
    refuse(!plan.patches.empty(), "module.patches");
    refuse(!plan.maps.empty(), "module.maps");
    refuse(!plan.scribe_faults.empty(), "module.scribe_faults");
    refuse(plan.edges.edges.width > 0, "module.edges");
    refuse(!plan.bypasses.empty(), "module.bypasses");
    refuse(!plan.film.table.empty(), "module.film.table");
    refuse(plan.operation == Operation::heated, "module.operation");
    problems.add_if(plan.film.photocurrent == 0, "module.population",
                    "a dark module, wanted a photocurrent");
  }
}

double shunt_of(const DiodePlan& film) {
  return film.shunt_resistance > 0 ? 1 / film.shunt_resistance : film.shunt;
}

std::vector<module::FilmLaw> films_of(const PlaneModulePlan& plan) {
  const module::NominalFilm nominal = nominal_state(plan);
  const module::FilmLaw& law = nominal.warm ? *nominal.warm : nominal.law;
  if (plan.stripes.empty() || !plan.film.table.empty()) {
    return {law};
  }
  std::vector<module::FilmLaw> films(static_cast<std::size_t>(cells_of(plan.layout)), law);
  for (const StripePlan& s : plan.stripes) {
    module::FilmLaw& film = films[static_cast<std::size_t>(s.stripe - 1)];
    film.photocurrent *= s.photocurrent_factor;
    film.saturation *= s.saturation_factor;
    film.shunt *= s.shunt_factor;
  }
  return films;
}

std::vector<Diagnostic> plane_problems(const PlaneModulePlan& plan, const io::Document& document) {
  PlanProblems problems;
  if (check_layout(plan, problems)) {
    check_places(plan, problems);
    check_parts(plan, problems);
    check_stretch(plan,
                  {.cells = cells_of(plan.layout),
                   .pitch = pitch_of(plan.layout),
                   .cell_length = plan.layout.cell_length},
                  problems);
  }
  check_film(plan.film, problems);
  check_sweep(plan, problems);
  check_heat(plan, document, problems);
  check_population(plan, problems);
  problems.add(laminate_problems(plan.laminate, "module.laminate"));
  return problems.take();
}

}  // namespace

bool is_plane_module(const io::Document& document) {
  constexpr std::array own{"film",     "sheets",        "stripes",     "flaws", "shades",  "mesh",
                           "sweep",    "currents",      "temperature", "maps",  "patches", "edges",
                           "bypasses", "scribe_faults", "operation",   "heat"};
  return document.kind() == "module" &&
         std::ranges::any_of(own, [&](const char* key) { return io::has_key(document, key); });
}

io::Read<PlaneModulePlan> read_plane_module_plan(const io::Document& document) {
  io::Read<PlaneModulePlan> plan = io::read<PlaneModulePlan>(
      document, "module",
      [&](const io::Read<PlaneModulePlan>& read) { return plane_problems(read.value, document); });
  locate_tables(std::filesystem::absolute(document.file()).parent_path(), plan.value);
  return plan;
}

module::FilmLaw nominal_film(const PlaneModulePlan& plan) {
  const DiodePlan& d = plan.film;
  return {.photocurrent = d.photocurrent,
          .saturation = d.saturation,
          .diode_voltage = d.ideality * constants::boltzmann_eV * plan.temperature,
          .series_resistance = d.series_resistance,
          .shunt = shunt_of(d),
          .shunt_exponent = d.shunt_exponent,
          .breakdown_current = d.breakdown.current,
          .breakdown_onset = d.breakdown.onset,
          .breakdown_slope = d.breakdown.slope};
}

module::NominalFilm nominal_state(const PlaneModulePlan& plan) {
  module::NominalFilm nominal{.law = nominal_film(plan)};
  if (!plan.film.table.empty()) {
    nominal.table = film_table(plan);
  }
  if (plan.operation == Operation::isothermal) {
    nominal.warm = module::at_temperature(nominal.law, plane_heat(plan.heat, plan.temperature).film,
                                          plan.operating_temperature);
  }
  return nominal;
}

module::PlaneHeat plane_heat(const PlaneModulePlan& plan) {
  const bool is_held = plan.operation == Operation::isothermal;  // and so are its films
  module::PlaneHeat heat =
      plane_heat(plan.heat, is_held ? plan.operating_temperature : plan.temperature);
  heat.irradiance = plan.film.photocurrent > 0 ? heat.irradiance : 0;
  return heat;
}

module::PlaneModule plane_module(const PlaneModulePlan& plan) {
  const LayoutPlan& layout = plan.layout;
  module::PlaneModule m;
  m.design = {.cells = cells_of(layout),
              .pitch = pitch_of(layout),
              .cell_length = layout.cell_length,
              .scribes = layout.scribes.scribes,
              .end_contact = layout.end_contact};
  const SheetsPlan sheets = bent_sheets(plan, m.design);
  m.design.tco_sheet_resistance = sheets.tco;
  m.design.mo_sheet_resistance = sheets.mo;
  if (layout.scribes.p2_resistivity > 0) {
    m.design.scribes.p2_contact =
        module::p2_resistance({.resistivity = layout.scribes.p2_resistivity,
                               .width = layout.scribes.scribes.p2_width,
                               .tco_sheet_resistance = sheets.tco,
                               .mo_sheet_resistance = sheets.mo});
  }
  m.films = films_of(plan);
  for (const FlawPlan& f : plan.flaws) {
    m.flaws.push_back({.place = {f.stripe - 1, f.x, f.y, f.width, f.length},
                       .conductance = f.resistance > 0 ? 1 / f.resistance : f.conductance});
  }
  for (const ShadePlan& s : plan.shades) {
    for (const module::Place& place : places_of(s, m.design)) {
      m.shades.push_back({.place = place, .light = s.light});
    }
  }
  add_parts(plan, m);
  add_bent_stretch(plan, m);
  m.mesh = plan.mesh.mesh;
  return m;
}

}  // namespace heliofab::twin
