// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "hdf5_file.hpp"
#include "heliofab/store/query.hpp"

namespace heliofab::exchange {

namespace {

using store::ColumnInfo;
using store::TableInfo;
using Counts = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// A column as a variable: what it is called in the file, what it is, all its values.
struct Variable {
  std::string name;
  ColumnInfo column;
  Values values;

  const Numbers& numbers() const { return std::get<Numbers>(values); }
  const Counts& counts() const { return std::get<Counts>(values); }
};

// Units as CF wants them: "1" for a pure number; of a sheet there is no square.
std::string cf_unit(const ColumnInfo& column) {
  return column.is_time            ? "microseconds since 1970-01-01 00:00:00"
         : column.unit == "-"      ? "1"
         : column.unit == "ohm/sq" ? "ohm"
                                   : column.unit;
}

Attributes attributes_of(const Variable& variable, const std::string& of) {
  const std::string& meaning = variable.column.meaning;
  const std::string name = variable.column.name + " of the " + of;
  Attributes attributes{{"units", cf_unit(variable.column)},
                        {"long_name", meaning.empty() ? name : name + ", " + meaning}};
  if (variable.column.is_time) {
    attributes.emplace_back("calendar", "proleptic_gregorian");
  }
  return attributes;
}

const TableInfo& table_of(const std::vector<TableInfo>& tables, const std::string& name) {
  return *std::ranges::find(tables, name, &TableInfo::name);
}

Variable empty_variable(const ColumnInfo& column, const std::string& prefix) {
  Variable variable{prefix + column.name, column, Texts()};
  if (column.type == "INTEGER") {
    variable.values = Counts();
  } else if (column.type == "REAL") {
    variable.values = Numbers();
  }
  return variable;
}

// What an outer join did not find is NaN, 0 or no text.
void append_value(Variable& variable, const store::Value& value) {
  if (auto* numbers = std::get_if<Numbers>(&variable.values)) {
    const auto* number = std::get_if<double>(&value);
    numbers->push_back(number == nullptr ? nothing : *number);
  } else if (auto* counts = std::get_if<Counts>(&variable.values)) {
    const auto* count = std::get_if<std::int64_t>(&value);
    counts->push_back(count == nullptr ? 0 : *count);
  } else {
    const auto* text = std::get_if<std::string>(&value);
    std::get<Texts>(variable.values).push_back(text == nullptr ? std::string() : *text);
  }
}

void fill(store::RunReader& reader, const std::string& sql, std::vector<Variable>& variables) {
  store::Answer answer = reader.ask(sql);
  while (const std::vector<store::Value>* row = answer.next()) {
    for (std::size_t c = 0; c < variables.size(); ++c) {
      append_value(variables[c], row->at(c));
    }
  }
}

std::vector<Variable> read_table(store::RunReader& reader, const TableInfo& table,
                                 const std::string& order) {
  std::vector<Variable> variables;
  for (const ColumnInfo& column : table.columns) {
    variables.push_back(empty_variable(column, ""));
  }
  fill(reader, fmt::format("SELECT * FROM {} ORDER BY {}", table.name, order), variables);
  return variables;
}

// Modules with what was flashed of them, `flash_` before its names.
std::vector<Variable> read_modules(store::RunReader& reader, const std::vector<TableInfo>& tables) {
  std::vector<Variable> variables;
  for (const ColumnInfo& column : table_of(tables, "modules").columns) {
    variables.push_back(empty_variable(column, ""));
  }
  std::string flash;
  for (const ColumnInfo& column : table_of(tables, "flashes").columns) {
    if (column.name != "serial") {
      variables.push_back(empty_variable(column, "flash_"));
      flash += ", f." + column.name;
    }
  }
  fill(reader,
       fmt::format("SELECT m.*{} FROM modules m LEFT JOIN flashes f USING (serial) ORDER BY "
                   "m.serial",
                   flash),
       variables);
  return variables;
}

const Variable& find(const std::vector<Variable>& variables, const std::string& name) {
  return *std::ranges::find(variables, name, &Variable::name);
}

// Where modules lie on the grid of rolls, positions and lanes.
struct MapGrid {
  Counts rolls;
  Counts lanes;
  std::int64_t positions = 0;
  double step_m = 0;

  std::size_t size() const {
    return rolls.size() * static_cast<std::size_t>(positions) * lanes.size();
  }
};

// Steps as long as the shortest module, so that each one covers the middle of a step; longer where
// a roll would have more than a map can show.
MapGrid grid_of(const std::vector<Variable>& rolls, const std::vector<Variable>& modules) {
  constexpr double most_steps = 20'000;
  MapGrid grid{.rolls = find(rolls, "roll").counts()};
  const auto& lanes = find(modules, "lane").counts();
  grid.lanes.resize(lanes.empty() ? 0 : static_cast<std::size_t>(std::ranges::max(lanes)) + 1);
  std::iota(grid.lanes.begin(), grid.lanes.end(), 0);
  const auto& lengths_um = find(modules, "length_um").counts();
  const auto& roll_lengths = find(rolls, "length_m").numbers();
  if (lengths_um.empty() || roll_lengths.empty()) {
    return grid;
  }
  const double longest_m = std::ranges::max(roll_lengths);
  grid.step_m =
      std::max(static_cast<double>(std::ranges::min(lengths_um)) * 1e-6, longest_m / most_steps);
  grid.positions = std::llround(std::ceil(longest_m / grid.step_m));
  return grid;
}

// Cells of the grid that each module covers, as ranges of positions.
class MapPlaces {
 public:
  MapPlaces(const MapGrid& grid, const std::vector<Variable>& modules) : grid_(grid) {
    const auto& rolls = find(modules, "roll").counts();
    const auto& lanes = find(modules, "lane").counts();
    const auto& begins_m = find(modules, "position_m").numbers();
    const auto& lengths_um = find(modules, "length_um").counts();
    for (std::size_t i = 0; i < rolls.size(); ++i) {
      const double end_m = begins_m[i] + static_cast<double>(lengths_um[i]) * 1e-6;
      // The middle of step k lies at (k + 1/2) step. A micrometre of slack is for rounding.
      const auto first_middle_from = [&](double x_m) {
        return std::clamp<std::int64_t>(std::llround(std::ceil((x_m - 1e-6) / grid.step_m - 0.5)),
                                        0, grid.positions);
      };
      const auto roll = std::ranges::find(grid.rolls, rolls[i]) - grid.rolls.begin();
      places_.push_back({roll, lanes[i], first_middle_from(begins_m[i]), first_middle_from(end_m)});
    }
  }

  Numbers map_of(const Numbers& of_modules) const {
    Numbers map(grid_.size(), nothing);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Place& p = places_[i];
      for (std::int64_t k = p.first; k < p.end; ++k) {
        map[static_cast<std::size_t>((p.roll * grid_.positions + k) *
                                         static_cast<std::int64_t>(grid_.lanes.size()) +
                                     p.lane)] = of_modules[i];
      }
    }
    return map;
  }

 private:
  struct Place {
    std::int64_t roll = 0;
    std::int64_t lane = 0;
    std::int64_t first = 0;
    std::int64_t end = 0;
  };
  const MapGrid& grid_;
  std::vector<Place> places_;
};

Numbers middles_of(const MapGrid& grid) {
  Numbers middles;
  for (std::int64_t k = 0; k < grid.positions; ++k) {
    middles.push_back((static_cast<double>(k) + 0.5) * grid.step_m);
  }
  return middles;
}

void write_root(Hdf5File& file, const std::vector<Variable>& rolls,
                const std::vector<Variable>& modules, const MapGrid& grid) {
  file.add_dimension("roll", grid.rolls, {{"long_name", "number of the roll"}});
  file.add_dimension("position", middles_of(grid),
                     {{"units", "m"}, {"long_name", "down the web, middle of a step"}});
  file.add_dimension("lane", grid.lanes, {{"long_name", "across the web, from 0"}});
  for (const Variable& variable : rolls) {
    if (variable.name != "roll") {
      file.add_variable("roll_" + variable.name, {"roll"}, variable.values,
                        attributes_of(variable, "roll"));
    }
  }
  if (grid.positions == 0) {
    return;
  }
  const MapPlaces places(grid, modules);
  for (const Variable& variable : modules) {
    if (std::holds_alternative<Numbers>(variable.values) && variable.name != "position_m") {
      file.add_variable(variable.name, {"roll", "position", "lane"},
                        places.map_of(variable.numbers()), attributes_of(variable, "module there"));
    }
  }
}

void write_group(Hdf5File& file, const std::string& group, const std::string& of,
                 const Counts& numbers, const std::vector<Variable>& variables) {
  const std::string dimension = group + "/" + of;
  file.add_group(group);
  file.add_dimension(dimension, numbers, {{"long_name", "number of the " + of}});
  for (const Variable& variable : variables) {
    file.add_variable(group + "/" + variable.name, {dimension}, variable.values,
                      attributes_of(variable, of));
  }
}

void write_provenance(Hdf5File& file, store::RunReader& reader, double step_m) {
  store::Answer answer = reader.ask(
      "SELECT name, 'Heliofab ' || version, command, CAST(seed AS TEXT), plan_hash, data_hash, "
      "CASE "
      "is_complete WHEN 1 THEN 'true' ELSE 'false' END FROM run");
  file.add_attribute("", "Conventions", "CF-1.10");
  if (const auto* row = answer.next()) {
    constexpr std::array names{"title",     "source",    "history",    "seed",
                               "plan_hash", "data_hash", "is_complete"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      file.add_attribute("", names.at(i), std::get<std::string>(row->at(i)));
    }
  }
  file.add_attribute("", "map_step", fmt::format("{} m", step_m));
}

}  // namespace

MapSizes write_maps(const std::filesystem::path& run, const std::filesystem::path& file_name) {
  store::RunReader reader(run);
  const std::vector<TableInfo> tables = reader.tables();
  const auto rolls = read_table(reader, table_of(tables, "rolls"), "roll");
  const auto modules = read_modules(reader, tables);
  const auto readings = read_table(reader, table_of(tables, "readings"), "rowid");
  const MapGrid grid = grid_of(rolls, modules);
  const Counts& serials = find(modules, "serial").counts();
  Counts reading_numbers(find(readings, "roll").counts().size());
  std::iota(reading_numbers.begin(), reading_numbers.end(), 0);

  Hdf5File file(file_name);
  write_provenance(file, reader, grid.step_m);
  write_root(file, rolls, modules, grid);
  write_group(file, "modules", "module", serials, modules);
  write_group(file, "readings", "reading", reading_numbers, readings);
  file.finish();
  const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  return {.rolls = count(grid.rolls),
          .positions = grid.positions,
          .lanes = count(grid.lanes),
          .modules = count(serials),
          .readings = count(reading_numbers)};
}

}  // namespace heliofab::exchange
