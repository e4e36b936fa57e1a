// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;

constexpr std::size_t most_columns = 120;
constexpr std::size_t row_count = 64;

// Rolls in the order they were started, neighbours in one column when there are many.
struct RollColumns {
  std::vector<std::string> names;                         // date of the first roll of a column
  std::unordered_map<std::int64_t, std::size_t> of_roll;  // column by id
  std::size_t rolls_each = 1;
  double length = 1;  // [m] of the longest roll
};

RollColumns roll_columns(const RunRecord& record) {
  std::vector<twin::RollRow> rolls = record.rolls;
  std::ranges::sort(rolls, {},
                    [](const twin::RollRow& row) { return std::pair(row.started, row.roll); });
  RollColumns columns;
  columns.rolls_each = std::max<std::size_t>((rolls.size() + most_columns - 1) / most_columns, 1);
  for (std::size_t i = 0; i < rolls.size(); ++i) {
    if (i % columns.rolls_each == 0) {
      columns.names.push_back(date_text(rolls[i].started));
    }
    columns.of_roll[static_cast<std::int64_t>(rolls[i].roll)] = i / columns.rolls_each;
    columns.length =
        std::max(columns.length, std::isfinite(rolls[i].length_m) ? rolls[i].length_m : 0);
  }
  return columns;
}

struct Cell {
  double sum = 0;  // of efficiencies
  double count = 0;
  bool has_scrap = false;
};
using Grid = std::vector<std::vector<Cell>>;  // [column][row]

std::size_t row_of(const RollColumns& columns, double position) {
  const double share =
      std::isfinite(position) ? std::clamp(position / columns.length, 0.0, 1.0) : 0;
  return std::min(static_cast<std::size_t>(share * row_count), row_count - 1);
}

Grid grid_of(const RunRecord& record, const RollColumns& columns) {
  Grid grid(columns.names.size(), std::vector<Cell>(row_count));
  for (const twin::ModuleRow& module : record.modules) {
    const auto column = columns.of_roll.find(static_cast<std::int64_t>(module.roll));
    if (column != columns.of_roll.end() && std::isfinite(module.aperture_efficiency)) {
      Cell& cell = grid[column->second][row_of(columns, module.position_m)];
      cell.sum += module.aperture_efficiency;
      ++cell.count;
    }
  }
  for (const twin::ScrapRow& scrap : record.scrap) {
    const auto column = columns.of_roll.find(static_cast<std::int64_t>(scrap.roll));
    if (column != columns.of_roll.end()) {
      const std::size_t last = row_of(columns, scrap.position_m + scrap.length_m);
      for (std::size_t row = row_of(columns, scrap.position_m); row <= last; ++row) {
        grid[column->second][row].has_scrap = true;
      }
    }
  }
  return grid;
}

Table mean_table(const RollColumns& columns, const Grid& grid) {
  Table table{{{"rolls from"}, {"mean efficiency", true}, {"modules", true}}, {}};
  for (std::size_t i = 0; i < grid.size(); ++i) {
    Cell all;
    for (const Cell& cell : grid[i]) {
      all.sum += cell.sum;
      all.count += cell.count;
    }
    table.rows.push_back({columns.names[i], percent(all.sum / all.count, 2), grouped(all.count)});
  }
  return table;
}

}  // namespace

std::string web_section(const RunRecord& record) {
  std::vector<double> sample;
  for (const twin::ModuleRow& module : record.modules) {
    if (std::isfinite(module.aperture_efficiency)) {
      sample.push_back(module.aperture_efficiency);
    }
  }
  const Histogram histogram = histogram_of(sample, 7);
  const RollColumns columns = roll_columns(record);
  if (histogram.counts.empty() || columns.names.empty()) {
    return paragraph("No roll was cut into modules in this run.");
  }
  HeatMap map;
  map.label = "Map of aperture efficiency along the rolls";
  map.x_title = "rolls in the order they were started";
  if (columns.rolls_each > 1) {
    map.x_title += fmt::format(", {} a column", columns.rolls_each);
  }
  map.y_title = "position down the web [m]";
  map.names = columns.names;
  map.y_end = columns.length;
  map.rows = row_count;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    map.classes.push_back({scale_paint(i, histogram.counts.size()), name_of_class(histogram, i)});
  }
  const int scrap = static_cast<int>(map.classes.size());
  map.classes.push_back({"bad", "web scrapped"});
  const Grid grid = grid_of(record, columns);
  for (const auto& column : grid) {
    std::vector<int>& classes = map.values.emplace_back();
    for (const Cell& cell : column) {
      classes.push_back(cell.count > 0
                            ? static_cast<int>(class_of(histogram, cell.sum / cell.count))
                        : cell.has_scrap ? scrap
                                         : -1);
    }
  }
  return html_figure("Aperture efficiency of modules as made, by place on the web", map.classes,
                     draw(map), mean_table(columns, grid));
}

}  // namespace heliofab::report
