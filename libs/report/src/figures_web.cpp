// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "roll_map.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;

constexpr std::size_t most_rows = 120;
constexpr std::size_t place_count = 160;

// Rolls in the order they were started, neighbours in one row when there are many.
struct RollRows {
  std::vector<std::string> names;                         // date of the first roll of a row
  std::unordered_map<std::int64_t, std::size_t> of_roll;  // row by id
  std::size_t rolls_each = 1;
  double length = 1;  // [m] of the longest roll
};

RollRows roll_rows(const RunRecord& record) {
  std::vector<twin::RollRow> rolls = record.rolls;
  std::ranges::sort(rolls, {},
                    [](const twin::RollRow& row) { return std::pair(row.started, row.roll); });
  RollRows rows;
  rows.rolls_each = std::max<std::size_t>((rolls.size() + most_rows - 1) / most_rows, 1);
  for (std::size_t i = 0; i < rolls.size(); ++i) {
    if (i % rows.rolls_each == 0) {
      rows.names.push_back(date_text(rolls[i].started));
    }
    rows.of_roll[static_cast<std::int64_t>(rolls[i].roll)] = i / rows.rolls_each;
    rows.length = std::max(rows.length, std::isfinite(rolls[i].length_m) ? rolls[i].length_m : 0);
  }
  return rows;
}

bool is_drawn(const twin::ModuleRow& module) {
  return std::isfinite(module.aperture_efficiency) && std::isfinite(module.thickness_um);
}

std::size_t place_of(const RollRows& rows, double position) {
  const double share = std::isfinite(position) ? std::clamp(position / rows.length, 0.0, 1.0) : 0;
  return std::min(static_cast<std::size_t>(share * place_count), place_count - 1);
}

// The places that a stretch of web lies on, [first, last].
std::pair<std::size_t, std::size_t> places_of(const RollRows& rows, double position,
                                              double length) {
  // A hair shorter: what ends at the edge of a place does not lie on the next one.
  const double end = position + std::max(0.0, 0.999 * length);
  return {place_of(rows, position), place_of(rows, end)};
}

// What lies at a place of a row, or on a whole row.
struct Cell {
  double efficiency = 0;  // sums over modules
  double thickness_um = 0;
  std::int64_t modules = 0;
  std::int64_t rejected = 0;
  int scrap = -1;  // cause, of those listed; what came last where there are several
  double scrap_m = 0;

  void add(const twin::ModuleRow& module, bool is_rejected) {
    ++modules;
    rejected += is_rejected ? 1 : 0;
    efficiency += module.aperture_efficiency;
    thickness_um += module.thickness_um;
  }
};
using Cells = std::vector<std::vector<Cell>>;  // [row][place]

struct Web {
  RollRows rows;
  Cells cells;
  std::vector<Cell> sums;           // by row
  std::vector<std::string> causes;  // of scrapped web, the most of it first
};

// The causes that took most web by area, and all others as one behind them.
std::vector<std::string> largest_causes(const RunRecord& record) {
  constexpr std::size_t most = 4;
  std::vector<Share> causes;
  for (const twin::ScrapRow& scrap : record.scrap) {
    const std::string name = scrap.station + ": " + scrap.cause;
    auto at = std::ranges::find(causes, name, &Share::name);
    if (at == causes.end()) {
      at = causes.insert(causes.end(), {name, 0});
    }
    at->value += scrap.length_m;
  }
  std::ranges::stable_sort(causes, std::ranges::greater(), &Share::value);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(most, causes.size()); ++i) {
    names.push_back(causes[i].name);
  }
  if (causes.size() > most) {
    names.emplace_back("other causes");
  }
  return names;
}

Web web_of(const RunRecord& record) {
  Web web{roll_rows(record), {}, {}, largest_causes(record)};
  web.sums.resize(web.rows.names.size());
  web.cells.assign(web.rows.names.size(), std::vector<Cell>(place_count));
  std::unordered_map<std::int64_t, bool> is_good;
  for (const twin::FlashRow& flash : record.flashes) {
    is_good[static_cast<std::int64_t>(flash.serial)] = flash.is_good;
  }
  for (const twin::ModuleRow& module : record.modules) {
    const auto row = web.rows.of_roll.find(static_cast<std::int64_t>(module.roll));
    if (row == web.rows.of_roll.end() || !is_drawn(module)) {
      continue;
    }
    const auto good = is_good.find(static_cast<std::int64_t>(module.serial));
    const bool is_rejected = good != is_good.end() && !good->second;
    web.sums[row->second].add(module, is_rejected);
    const auto [first, last] =
        places_of(web.rows, module.position_m, static_cast<double>(module.length_um) * 1e-6);
    for (std::size_t p = first; p <= last; ++p) {
      web.cells[row->second][p].add(module, is_rejected);
    }
  }
  for (const twin::ScrapRow& scrap : record.scrap) {
    const auto row = web.rows.of_roll.find(static_cast<std::int64_t>(scrap.roll));
    if (row == web.rows.of_roll.end()) {
      continue;
    }
    const auto cause = std::min<std::size_t>(
        static_cast<std::size_t>(std::ranges::find(web.causes, scrap.station + ": " + scrap.cause) -
                                 web.causes.begin()),
        web.causes.size() - 1);
    web.sums[row->second].scrap_m += scrap.length_m;
    const auto [first, last] = places_of(web.rows, scrap.position_m, scrap.length_m);
    for (std::size_t p = first; p <= last; ++p) {
      web.cells[row->second][p].scrap = static_cast<int>(cause);
    }
  }
  return web;
}

std::string row_title(const RollRows& rows) {
  return rows.rolls_each > 1 ? fmt::format("rolls by start, {} a row", rows.rolls_each)
                             : "rolls by start";
}

RollMap map_of(const Web& web, std::string label, std::vector<LegendItem> classes,
               const std::function<int(const Cell&)>& class_at) {
  RollMap map{std::move(label), row_title(web.rows), web.rows.names,
              web.rows.length,  std::move(classes),  {}};
  for (const auto& row : web.cells) {
    std::vector<int>& values = map.values.emplace_back();
    std::ranges::transform(row, std::back_inserter(values), class_at);
  }
  return map;
}

// Means of modules in classes of a scale; `name` of a class, `value` of a module.
std::string scale_figure(const Web& web, std::string_view caption, std::vector<double> sample,
                         const std::function<std::string(const Histogram&, std::size_t)>& name,
                         const std::function<double(const Cell&)>& sum_of, const Table& table) {
  const Histogram histogram = histogram_of(sample, 7);
  std::vector<LegendItem> classes;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    classes.push_back({scale_paint(i, histogram.counts.size()), name(histogram, i)});
  }
  const RollMap map = map_of(web, std::string(caption), classes, [&](const Cell& cell) {
    return cell.modules == 0 ? -1
                             : static_cast<int>(class_of(
                                   histogram, sum_of(cell) / static_cast<double>(cell.modules)));
  });
  return html_figure(caption, classes, draw(map), table);
}

// Sums over a row: rolls, or neighbours together.
Table row_table(const Web& web) {
  Table table{{{"rolls from"},
               {"modules", true},
               {"rejected", true},
               {"mean efficiency", true},
               {"mean CIGS [µm]", true},
               {"web scrapped [m]", true}},
              {}};
  for (std::size_t r = 0; r < web.sums.size(); ++r) {
    const Cell& all = web.sums[r];
    const auto count = static_cast<double>(all.modules);
    table.rows.push_back({web.rows.names[r], grouped(all.modules), grouped(all.rejected),
                          percent(all.efficiency / count, 2), fixed(all.thickness_um / count, 3),
                          fixed(all.scrap_m, 1)});
  }
  return table;
}

std::string fate_figure(const Web& web, const Table& table) {
  std::vector<LegendItem> classes = {{"good", "modules, all good"},
                                     {"bad", "modules, some rejected"}};
  for (std::size_t i = 0; i < web.causes.size(); ++i) {
    classes.push_back({fmt::format("s{}", i + 1), web.causes[i]});
  }
  const RollMap map =
      map_of(web, "What became of the web along the rolls", classes, [](const Cell& cell) {
        return cell.modules > 0  ? (cell.rejected > 0 ? 1 : 0)
               : cell.scrap >= 0 ? 2 + cell.scrap
                                 : -1;
      });
  return html_figure("What became of the web, by place: modules, or why there are none", classes,
                     draw(map), table);
}

std::string thickness_class(const Histogram& histogram, std::size_t i) {
  const double step = histogram.edges[1] - histogram.edges[0];
  const int decimals = step < 0.01 ? 3 : 2;
  return fmt::format("{} to {} µm", fixed(histogram.edges[i], decimals),
                     fixed(histogram.edges[i + 1], decimals));
}

}  // namespace

std::string web_section(const RunRecord& record) {
  std::vector<double> efficiencies, thicknesses;
  for (const twin::ModuleRow& module : record.modules) {
    if (is_drawn(module)) {
      efficiencies.push_back(module.aperture_efficiency);
      thicknesses.push_back(module.thickness_um);
    }
  }
  if (efficiencies.empty() || record.rolls.empty()) {
    return paragraph("No roll was cut into modules in this run.");
  }
  const Web web = web_of(record);
  const Table table = row_table(web);
  return fate_figure(web, table) +
         scale_figure(
             web, "Aperture efficiency of modules as made, by place on the web",
             std::move(efficiencies), name_of_class,
             [](const Cell& cell) { return cell.efficiency; }, table) +
         scale_figure(
             web, "Thickness of the CIGS film, means over modules, by place on the web",
             std::move(thicknesses), thickness_class,
             [](const Cell& cell) { return cell.thickness_um; }, table);
}

}  // namespace heliofab::report
