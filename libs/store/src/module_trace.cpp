// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/module_trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "open_run.hpp"

namespace heliofab::store {

namespace {

template <class Row>
std::vector<Row> rows_where(Database& database, const std::string& condition) {
  std::vector<Row> rows;
  read_rows(database, rows, "WHERE " + condition);
  return rows;
}

template <class Row>
std::optional<Row> row_where(Database& database, const std::string& condition) {
  const auto rows = rows_where<Row>(database, condition);
  return rows.empty() ? std::nullopt : std::optional<Row>(rows.front());
}

InputError no_such_module(Database& database, std::int64_t serial) {
  std::vector<std::int64_t> near;
  const auto look = [&](const std::string& sql) {
    Statement select(database, sql);
    while (select.step()) {
      select.read(0, near.emplace_back());
    }
  };
  look(fmt::format("SELECT serial FROM modules WHERE serial < {} ORDER BY serial DESC LIMIT 3",
                   serial));
  std::ranges::reverse(near);
  look(fmt::format("SELECT serial FROM modules WHERE serial > {} ORDER BY serial LIMIT 3", serial));
  return {"E8104", "serial", fmt::format("no module {}", serial),
          near.empty() ? "the run has no modules"
                       : fmt::format("the nearest are {}", fmt::join(near, ", "))};
}

// Where the module lies, from whichever table knows it.
void find_module(Database& database, ModuleTrace& trace) {
  const std::string by_serial = fmt::format("serial = {}", trace.serial);
  trace.module = row_where<twin::ModuleRow>(database, by_serial);
  trace.flash = row_where<twin::FlashRow>(database, by_serial);
  trace.scrap = row_where<twin::ScrapRow>(database, by_serial);
  trace.in_process = row_where<twin::InProcessRow>(database, by_serial);
  const bool is_known = trace.module || trace.scrap || trace.in_process;
  if (trace.serial <= 0 || !is_known) {
    throw no_such_module(database, trace.serial);
  }
  twin::RollId roll{};
  std::int64_t length_um = 0;
  if (trace.module) {
    std::tie(roll, trace.position_m, length_um) =
        std::tuple(trace.module->roll, trace.module->position_m, trace.module->length_um);
  } else if (trace.scrap) {
    std::tie(roll, trace.position_m, length_um) =
        std::tuple(trace.scrap->roll, trace.scrap->position_m, trace.scrap->length_um);
  } else {
    std::tie(roll, length_um) = std::tuple(trace.in_process->roll, trace.in_process->length_um);
  }
  trace.length_m = static_cast<double>(length_um) * 1e-6;
  trace.roll =
      row_where<twin::RollRow>(database, fmt::format("roll = {}", static_cast<std::int64_t>(roll)));
}

// Of a flash, then of film and faults.
constexpr std::array compared_columns{
    "f.isc_A",        "f.voc_V",     "f.fill_factor", "f.pmax_W",     "f.aperture_efficiency",
    "m.thickness_um", "m.cgi",       "m.ggi",         "m.sodium",     "m.cds_nm",
    "m.tco_ohm_sq",   "m.mo_ohm_sq", "m.p2_ohm_cm",   "m.shunt_S_m2", "m.hard_shunts",
    "m.dead_um",      "m.bridged",   "m.interrupted", "m.gel"};

// "f.voc_V" as a trace calls it: "flash.voc_V"; what is the module's own has no table before it.
std::string compared_name(std::string_view column) {
  return (column.starts_with("f.") ? "flash." : "") + std::string(column.substr(2));
}

// The module among all of its product.
void compare_with_product(Database& database, ModuleTrace& trace) {
  if (!trace.module || !trace.flash) {
    return;
  }
  Statement select(database, fmt::format("SELECT m.serial, {} FROM modules m JOIN flashes f USING "
                                         "(serial) WHERE m.product = ?",
                                         fmt::join(compared_columns, ", ")));
  select.bind(1, trace.module->product);
  std::array<std::vector<double>, compared_columns.size()> values;
  std::array<double, compared_columns.size()> own{};
  while (select.step()) {
    std::int64_t serial = 0;
    select.read(0, serial);
    for (std::size_t c = 0; c < values.size(); ++c) {
      select.read(static_cast<int>(c) + 1, values[c].emplace_back());
      own[c] = serial == trace.serial ? values[c].back() : own[c];
    }
  }
  trace.product_modules = static_cast<std::int64_t>(values.front().size());
  for (std::size_t c = 0; c < values.size(); ++c) {
    std::ranges::sort(values[c]);
    trace.figures.push_back({.name = compared_name(compared_columns[c]),
                             .value = own[c],
                             .median = sorted_quantile(values[c], 0.5),
                             .low = sorted_quantile(values[c], 0.1),
                             .high = sorted_quantile(values[c], 0.9)});
  }
}

// Of each gauge and quantity the reading nearest to the middle of the module.
void keep_nearest(std::vector<twin::ReadingRow>& readings, double middle_m) {
  const auto key = [](const twin::ReadingRow& r) { return std::tie(r.tool, r.quantity); };
  const auto far = [middle_m](const twin::ReadingRow& r) {
    return std::abs(r.position_m - middle_m);
  };
  std::vector<twin::ReadingRow> nearest;
  for (const twin::ReadingRow& row : readings) {
    const auto known = std::ranges::find_if(
        nearest, [&](const twin::ReadingRow& other) { return key(other) == key(row); });
    if (known == nearest.end()) {
      nearest.push_back(row);
    } else if (far(row) < far(*known)) {
      *known = row;
    }
  }
  readings = nearest;
}

void read_web(Database& database, ModuleTrace& trace, std::int64_t roll) {
  const std::string by_roll = fmt::format("roll = {}", roll);
  const double end_m = trace.position_m + trace.length_m;
  trace.readings = rows_where<twin::ReadingRow>(
      database, fmt::format("{} AND (tool IN (SELECT tool FROM passes WHERE roll = {}) OR tool IN "
                            "(SELECT tool FROM visits WHERE part = {}))",
                            by_roll, roll, trace.serial));
  keep_nearest(trace.readings, (trace.position_m + end_m) / 2);
  // A point is the mean of readings up to its place: the module is in the first one behind its end.
  trace.alarms = rows_where<twin::AlarmRow>(
      database,
      fmt::format("{0} AND position_m >= {1} AND position_m <= coalesce((SELECT min(r.position_m) "
                  "FROM readings r WHERE r.roll = alarms.roll AND r.tool = alarms.tool AND "
                  "r.quantity = alarms.quantity AND r.position_m >= {2}), {2})",
                  by_roll, trace.position_m, end_m));
  const std::string lost = by_roll + " AND serial = 0 AND cause NOT IN ('cut margin', 'remnant')";
  for (const std::string& side :
       {fmt::format("position_m < {} ORDER BY position_m DESC LIMIT 1", trace.position_m),
        fmt::format("position_m >= {} ORDER BY position_m LIMIT 1", end_m)}) {
    const auto piece = rows_where<twin::ScrapRow>(
        database, fmt::format("rowid = (SELECT rowid FROM scrap WHERE {} AND {})", lost, side));
    trace.beside.insert(trace.beside.end(), piece.begin(), piece.end());
  }
}

void read_neighbours(Database& database, ModuleTrace& trace, std::int64_t roll) {
  constexpr int wanted = 8;
  for (const twin::ModuleRow& module : rows_where<twin::ModuleRow>(
           database, fmt::format("serial IN (SELECT serial FROM modules WHERE roll = {} AND "
                                 "serial <> {} ORDER BY abs(position_m - {}), lane LIMIT {})",
                                 roll, trace.serial, trace.position_m, wanted))) {
    trace.neighbours.push_back(
        {module,
         row_where<twin::FlashRow>(
             database, fmt::format("serial = {}", static_cast<std::int64_t>(module.serial)))});
  }
  std::ranges::sort(trace.neighbours, {}, [](const Neighbour& n) {
    return std::tuple(n.module.position_m, n.module.lane);
  });
}

// The share of a roll that had run through its tool by a time: the web moves at one speed, while
// the tool is productive (state 1).
double share_run(Database& database, const twin::PassRow& pass, SimTime time) {
  Statement select(database,
                   "SELECT coalesce(sum(max(0, min(ends, ?3) - max(begins, ?2))), 0), "
                   "coalesce(sum(min(ends, ?4) - max(begins, ?2)), 0) FROM states "
                   "WHERE tool = ?1 AND state = 1 AND begins < ?4 AND ends > ?2");
  select.bind(1, pass.tool);
  select.bind(2, pass.started);
  select.bind(3, time);
  select.bind(4, pass.finished);
  std::int64_t run = 0;
  std::int64_t whole = 0;
  select.step();
  select.read(0, run);
  select.read(1, whole);
  return whole > 0 ? static_cast<double>(run) / static_cast<double>(whole) : 0;
}

// What happened to the tools of its roll while it was in them.
void read_events(Database& database, ModuleTrace& trace) {
  for (const twin::PassRow& pass : trace.passes) {
    Statement select(database,
                     "SELECT time, tool, kind, subject, detail FROM events WHERE tool = ? AND time "
                     "BETWEEN ? AND ? AND kind NOT IN ('roll started', 'roll finished')");
    select.bind(1, pass.tool);
    select.bind(2, pass.started);
    select.bind(3, pass.finished);
    while (select.step()) {
      ToolEvent& found = trace.events.emplace_back();
      twin::EventRow& event = found.event;
      select.read(0, event.time);
      select.read(1, event.tool);
      select.read(2, event.kind);
      select.read(3, event.subject);
      select.read(4, event.detail);
      found.position_m = share_run(database, pass, event.time) * trace.roll->length_m;
    }
  }
}

}  // namespace

ModuleTrace trace_module(const std::filesystem::path& file, std::int64_t serial) {
  RunFile run(file);
  Database& database = run.database();
  Transaction transaction(database);  // one moment of a run that is still being written
  ModuleTrace trace{.serial = serial};
  find_module(database, trace);
  twin::RunRecord record;
  read_run_table(database, record);
  trace.run = record.provenance;
  compare_with_product(database, trace);
  read_rows(database, trace.losses);
  trace.visits = rows_where<twin::VisitRow>(database, fmt::format("part = {}", serial));
  std::ranges::stable_sort(trace.visits, {}, &twin::VisitRow::began);
  if (trace.roll) {
    const auto roll = static_cast<std::int64_t>(trace.roll->roll);
    const std::string by_roll = fmt::format("roll = {}", roll);
    trace.passes = rows_where<twin::PassRow>(database, by_roll);
    std::ranges::stable_sort(trace.passes, {}, &twin::PassRow::started);
    trace.charges = rows_where<twin::ChargeRow>(database, by_roll);
    read_web(database, trace, roll);
    read_neighbours(database, trace, roll);
    read_events(database, trace);
  }
  return trace;
}

}  // namespace heliofab::store
