// SPDX-License-Identifier: Apache-2.0
#include "module_parts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::twin {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const io::CsvTable& table, std::string message, std::string note = {}) {
  throw InputError("E6120", table.file, std::move(message), std::move(note));
}

std::vector<double> distinct(std::vector<double> values) {
  std::ranges::sort(values);
  const auto rest = std::ranges::unique(values);
  values.erase(rest.begin(), rest.end());
  return values;
}

std::size_t index_of(const std::vector<double>& axis, double value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(axis, value) - axis.begin());
}

bool has_column(const io::CsvTable& table, std::string_view name) {
  return std::ranges::find(table.names, name) != table.names.end();
}

constexpr std::array<std::pair<std::string_view, std::vector<double> module::FilmMap::*>, 5>
    map_columns{{{"photocurrent", &module::FilmMap::photocurrent},
                 {"saturation", &module::FilmMap::saturation},
                 {"shunt", &module::FilmMap::shunt},
                 {"tco", &module::FilmMap::front_sheet},
                 {"mo", &module::FilmMap::back_sheet}}};

module::FilmMap read_map(const fs::path& file) {
  std::vector<io::CsvColumn> wanted{{"x", unit::mm}, {"y", unit::mm}};
  for (const auto& [name, values] : map_columns) {
    wanted.push_back({.name = name, .is_optional = true});
  }
  const io::CsvTable table = io::read_csv(file.string(), wanted);
  const std::vector<double>& x = table.column("x");
  const std::vector<double>& y = table.column("y");
  module::FilmMap map{.x = distinct(x), .y = distinct(y)};
  const std::size_t points = map.x.size() * map.y.size();
  if (x.size() != points) {
    refuse(table, fmt::format("{} rows, wanted {}: one for each of {} x and {} y", x.size(), points,
                              map.x.size(), map.y.size()));
  }
  for (const auto& [name, values] : map_columns) {
    if (!has_column(table, name)) {
      continue;
    }
    const std::vector<double>& column = table.column(name);
    std::vector<double>& grid = map.*values;
    grid.assign(points, -1);
    for (std::size_t k = 0; k < points; ++k) {
      const double least = name == "photocurrent" || name == "shunt" ? 0 : 1e-9;
      if (!(column[k] >= least && column[k] <= 1e9)) {
        refuse(table, fmt::format("{} is {:g} in row {}, wanted {:g} .. 1e+09", name, column[k],
                                  k + 1, least));
      }
      grid[index_of(map.x, x[k]) * map.y.size() + index_of(map.y, y[k])] = column[k];
    }
    if (std::ranges::find(grid, -1) != grid.end()) {
      refuse(table, "the same point twice, and another one not at all");
    }
  }
  return map;
}

module::FilmTable read_film_table(const fs::path& file) {
  const std::array wanted{io::CsvColumn{"voltage", unit::V},
                          io::CsvColumn{"current_density", unit::mA_per_cm2},
                          io::CsvColumn{.name = "light", .is_optional = true}};
  const io::CsvTable table = io::read_csv(file.string(), wanted);
  const std::vector<double>& voltage = table.column("voltage");
  const std::vector<double>& current = table.column("current_density");
  std::vector<double> light(voltage.size(), 1);
  if (has_column(table, "light")) {
    light = table.column("light");
  }
  module::FilmTable film{.light = distinct(light), .curves = {}};
  for (const double l : film.light) {
    std::vector<std::pair<double, double>> points;
    for (std::size_t k = 0; k < light.size(); ++k) {
      if (light[k] == l) {
        points.emplace_back(voltage[k], current[k]);
      }
    }
    std::ranges::sort(points);
    std::vector<double> v;
    std::vector<double> j;
    for (const auto& [at, density] : points) {
      if (!v.empty() && at <= v.back()) {
        refuse(table, fmt::format("{:g} V twice at light {:g}", at, l));
      }
      v.push_back(at);
      j.push_back(density);
    }
    if (v.size() < 3) {
      refuse(table, fmt::format("{} voltages at light {:g}, wanted 3 or more", v.size(), l));
    }
    film.curves.emplace_back(std::move(v), std::move(j));
  }
  return film;
}

}  // namespace

std::vector<module::Place> places_of(const StripesPlace& part, const module::ModuleDesign& design) {
  const double width = part.width > 0 ? part.width : module::active_width(design) - part.x;
  const double length = part.length > 0 ? part.length : design.cell_length - part.y;
  std::vector<module::Place> places;
  for (std::int64_t k = part.first_stripe; k <= std::max(part.first_stripe, part.last_stripe);
       ++k) {
    places.push_back({k - 1, part.x, part.y, width, length});
  }
  return places;
}

module::FilmTable film_table(const PlaneModulePlan& plan) {
  return read_film_table(plan.film.table);
}

namespace {

// Stripes that differ become patches: their film is that of the table all the same.
void add_table(const PlaneModulePlan& plan, module::PlaneModule& m) {
  m.tables = {film_table(plan)};
  m.films.resize(1);
  for (const StripePlan& s : plan.stripes) {
    m.patches.push_back({.place = {.cell = s.stripe - 1,
                                   .width = module::active_width(m.design),
                                   .length = m.design.cell_length},
                         .photocurrent = s.photocurrent_factor,
                         .saturation = s.saturation_factor,
                         .shunt = s.shunt_factor});
  }
}

}  // namespace

void locate_tables(const fs::path& folder, PlaneModulePlan& plan) {
  for (FilmMapPlan& map : plan.maps) {
    map.file = (folder / map.file).string();
  }
  if (!plan.film.table.empty()) {
    plan.film.table = (folder / plan.film.table).string();
  }
}

void add_parts(const PlaneModulePlan& plan, module::PlaneModule& m) {
  for (const PatchPlan& p : plan.patches) {
    for (const module::Place& place : places_of(p, m.design)) {
      m.patches.push_back({.place = place,
                           .photocurrent = p.photocurrent_factor,
                           .saturation = p.saturation_factor,
                           .shunt = p.shunt_factor,
                           .added_shunt = p.added_shunt,
                           .front_sheet = p.tco_factor,
                           .back_sheet = p.mo_factor});
    }
  }
  for (const FilmMapPlan& map : plan.maps) {
    m.maps.push_back(read_map(map.file));
  }
  for (const ScribeFaultPlan& f : plan.scribe_faults) {
    m.scribe_faults.push_back({.line = f.scribe,
                               .cell = f.stripe - 1,
                               .y = f.y,
                               .length = f.length,
                               .conductance = f.resistance > 0 ? 1 / f.resistance : f.conductance,
                               .p2_contact = f.p2_contact});
  }
  m.edges = plan.edges.edges;
  for (const BypassPlan& b : plan.bypasses) {
    m.bypasses.push_back({.first = b.first_stripe - 1,
                          .last = b.last_stripe - 1,
                          .saturation = b.saturation,
                          .diode_voltage = b.ideality * constants::boltzmann_eV * b.temperature,
                          .resistance = b.resistance});
  }
  if (!plan.film.table.empty()) {
    add_table(plan, m);
  }
}

}  // namespace heliofab::twin
