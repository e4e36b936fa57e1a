// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/read_measured.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "flash_curve.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/plant/event_log.hpp"

namespace heliofab::exchange {

namespace {

using io::CsvColumn;
using io::CsvKind;
using io::CsvTable;

constexpr double most = 1e9;

constexpr CsvColumn number(std::string_view name, Unit unit, double least, double largest) {
  return {.name = name, .unit = unit, .is_optional = true, .least = least, .most = largest};
}

constexpr CsvColumn label(std::string_view name, bool is_optional = true) {
  return {.name = name, .is_optional = is_optional, .kind = CsvKind::text};
}

constexpr CsvColumn moment(std::string_view name, bool is_optional = true) {
  return {.name = name, .is_optional = is_optional, .kind = CsvKind::time};
}

constexpr CsvColumn wanted(CsvColumn column) {
  column.is_optional = false;
  return column;
}

constexpr std::array flash_columns{label("serial", false),
                                   moment("time"),
                                   wanted(number("isc", unit::A, 0, most)),
                                   wanted(number("voc", unit::V, 0, most)),
                                   wanted(number("pmax", unit::W, 0, most)),
                                   number("imp", unit::A, 0, most),
                                   number("vmp", unit::V, 0, most),
                                   number("fill_factor", unit::one, 0, 1),
                                   number("aperture", unit::m2, 1e-9, most),
                                   number("irradiance", unit::W_per_m2, 1, 1e4),
                                   number("temperature", unit::degC, 200, 400),
                                   label("bin")};

constexpr std::array curve_columns{label("serial", false),
                                   moment("time"),
                                   wanted(number("voltage", unit::V, -most, most)),
                                   wanted(number("current", unit::A, -most, most)),
                                   number("aperture", unit::m2, 1e-9, most),
                                   number("irradiance", unit::W_per_m2, 1, 1e4)};

// Quantities by the names that the readings of a run have.
constexpr std::array gauge_quantities{number("thickness", unit::um, 0, 1),
                                      number("cgi", unit::one, 0, 10),
                                      number("ggi", unit::one, 0, 1),
                                      number("mo", unit::ohm_per_sq, 0, most),
                                      number("tco", unit::ohm_per_sq, 0, most),
                                      number("cds", unit::nm, 0, 1),
                                      number("azo", unit::um, 0, 1),
                                      number("implied_voltage", unit::mV, -most, most),
                                      number("p1_width", unit::um, 0, 1),
                                      number("p1_p2_gap", unit::um, -1, 1),
                                      number("p2_width", unit::um, 0, 1),
                                      number("p2_p3_gap", unit::um, -1, 1),
                                      number("p3_width", unit::um, 0, 1)};

constexpr std::array gauge_places{label("station", false),
                                  label("tool"),
                                  label("roll"),
                                  moment("time"),
                                  number("position", unit::m, 0, most),
                                  number("across", unit::mm, -10, 10)};

constexpr std::array state_columns{label("station", false), label("tool"),
                                   moment("from", false),   moment("to", false),
                                   label("state", false),   label("reason")};

using Problems = std::vector<Diagnostic>;

void add_problem(Problems& problems, const CsvTable& table, std::size_t row, std::string_view code,
                 std::string message, std::string note = {}) {
  problems.push_back({.code = std::string(code),
                      .message = std::move(message),
                      .note = std::move(note),
                      .file = table.file,
                      .line = table.lines[row],
                      .column = 1});
}

// What others of the row make of a figure must be what stands there.
void check_product(Problems& problems, const CsvTable& table, std::size_t row,
                   std::string_view name, double stated, double made) {
  constexpr double tolerance = 0.02;
  if (std::abs(stated - made) > tolerance * made) {
    add_problem(problems, table, row, "E8173",
                fmt::format("{} {:.4g}, but the other figures make {:.4g}", name, stated, made),
                "more than 2 % apart: a unit, a decimal point or a column that is another one");
  }
}

double of_row(const CsvTable& table, std::string_view name, std::size_t row, double otherwise) {
  return table.has(name) ? table.column(name)[row] : otherwise;
}

constexpr double sun = 1000;  // [W/m2] where no irradiance stands

twin::Measured flash_tests(const CsvTable& table) {
  twin::Measured measured{.file = table.file, .kind = "flash tests"};
  Problems problems;
  const std::vector<double>& isc = table.column("isc");
  const std::vector<double>& voc = table.column("voc");
  const std::vector<double>& pmax = table.column("pmax");
  std::vector<double> fill_factor;
  std::vector<double> efficiency;
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    const double square = isc[i] * voc[i];
    fill_factor.push_back(of_row(table, "fill_factor", i, square > 0 ? pmax[i] / square : 0));
    if (pmax[i] > 0 && table.has("fill_factor")) {
      check_product(problems, table, i, "fill factor", fill_factor[i], pmax[i] / square);
    }
    if (pmax[i] > 0 && table.has("imp") && table.has("vmp")) {
      check_product(problems, table, i, "power", pmax[i],
                    table.column("imp")[i] * table.column("vmp")[i]);
    }
    if (table.has("aperture")) {
      efficiency.push_back(pmax[i] /
                           (table.column("aperture")[i] * of_row(table, "irradiance", i, sun)));
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  measured.figures = {
      {"isc_A", isc}, {"voc_V", voc}, {"pmax_W", pmax}, {"fill_factor", fill_factor}};
  for (const auto& [column, name] : {std::pair("imp", "imp_A"), std::pair("vmp", "vmp_V")}) {
    if (table.has(column)) {
      measured.figures.push_back({name, table.column(column)});
    }
  }
  measured.figures.push_back({"aperture_efficiency", efficiency});
  return measured;
}

twin::Measured flash_curves(const CsvTable& table) {
  twin::Measured measured{.file = table.file, .kind = "flash curves"};
  Problems problems;
  std::vector<double> isc;
  std::vector<double> voc;
  std::vector<double> pmax;
  std::vector<double> fill_factor;
  std::vector<double> efficiency;
  const std::vector<std::string>& serial = table.text("serial");
  for (std::size_t from = 0, to = 0; from < serial.size(); from = to) {
    while (to < serial.size() && serial[to] == serial[from]) {
      ++to;
    }
    const auto part = [&](std::string_view name) {
      return std::span(table.column(name)).subspan(from, to - from);
    };
    const std::optional<CurveFigures> figures = figures_of(part("voltage"), part("current"));
    if (!figures) {
      add_problem(problems, table, from, "E8174",
                  fmt::format("the curve of '{}' has {} points and does not reach from 0 V to 0 A",
                              serial[from].substr(0, 40), to - from),
                  "five points or more, rows of a module one behind the other, current positive");
      continue;
    }
    isc.push_back(figures->isc);
    voc.push_back(figures->voc);
    pmax.push_back(figures->pmax);
    fill_factor.push_back(figures->pmax / (figures->isc * figures->voc));
    if (table.has("aperture")) {
      efficiency.push_back(figures->pmax / (table.column("aperture")[from] *
                                            of_row(table, "irradiance", from, sun)));
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  measured.figures = {{"isc_A", isc},
                      {"voc_V", voc},
                      {"pmax_W", pmax},
                      {"fill_factor", fill_factor},
                      {"aperture_efficiency", efficiency}};
  return measured;
}

InputError no_kind(const std::string& file, const std::vector<std::string>& columns) {
  return InputError({{.code = "E8170",
                      .message = fmt::format("columns {}: no kind of measured file has these",
                                             fmt::join(columns, ", ")),
                      .note = "flash tests have serial, isc_A, voc_V, pmax_W; flash curves serial, "
                              "voltage_V, current_A; a gauge log station and a quantity such as "
                              "thickness_um; a state log station, from, to, state",
                      .file = file,
                      .line = 1,
                      .column = 1}});
}

twin::Measured gauge_log(const CsvTable& table) {
  twin::Measured measured{.file = table.file, .kind = "gauge log"};
  const std::vector<std::string>& stations = table.text("station");
  for (const CsvColumn& quantity : gauge_quantities) {
    if (!table.has(quantity.name)) {
      continue;
    }
    const std::string name = std::string(quantity.name) + io::csv_suffix(quantity.unit);
    for (std::size_t i = 0; i < stations.size(); ++i) {
      const std::string full = stations[i] + ": " + name;
      auto figure = std::ranges::find(measured.figures, full, &twin::MeasuredFigure::name);
      if (figure == measured.figures.end()) {
        figure = measured.figures.insert(figure, {full, {}});
      }
      figure->values.push_back(table.column(quantity.name)[i] / quantity.unit);
    }
  }
  if (measured.figures.empty()) {
    throw no_kind(table.file, table.names);
  }
  return measured;
}

std::optional<twin::ToolState> state_named(std::string_view name) {
  constexpr auto names = names_of(plant::ToolState{});  // by code, from 1
  for (std::size_t code = 1; code < names.size(); ++code) {
    if (name == names[code] || name == std::to_string(code)) {
      return static_cast<twin::ToolState>(code);
    }
  }
  return std::nullopt;
}

twin::Measured state_log(const CsvTable& table) {
  twin::Measured measured{.file = table.file, .kind = "state log"};
  Problems problems;
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    const std::string& station = table.text("station")[i];
    const std::optional<twin::ToolState> state = state_named(table.text("state")[i]);
    const Duration time = table.time("to")[i] - table.time("from")[i];
    if (!state) {
      add_problem(problems, table, i, "E8171",
                  fmt::format("'{}' is no state of SEMI E10", table.text("state")[i].substr(0, 40)),
                  "productive, standby, engineering, scheduled_down, unscheduled_down, "
                  "non_scheduled, or 1 to 6");
    }
    if (time < Duration::zero()) {
      add_problem(problems, table, i, "E8172", "the interval ends before it begins");
    }
    if (!state || time < Duration::zero()) {
      continue;
    }
    const double hours = to_s(time) / 3600;
    measured.times.push_back({.station = station, .state = *state, .hours = hours});
    if (*state == twin::ToolState::unscheduled_down) {
      const std::string name = station + ": " + std::string(twin::down_time);
      auto figure = std::ranges::find(measured.figures, name, &twin::MeasuredFigure::name);
      if (figure == measured.figures.end()) {
        figure = measured.figures.insert(figure, {name, {}});
      }
      figure->values.push_back(hours);
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return measured;
}

// The kinds of measured files: what tells one, its columns, what is made of it.
struct Kind {
  std::vector<CsvColumn> columns;
  twin::Measured (*read)(const CsvTable&);
};

Kind kind_of(const std::vector<std::string>& header, const std::string& path) {
  const auto begins = [&](std::string_view name) {
    return std::ranges::any_of(header,
                               [&](const std::string& column) { return column.starts_with(name); });
  };
  const auto kind = [](const auto& columns, auto read) {
    return Kind{{columns.begin(), columns.end()}, read};
  };
  if (begins("state") && begins("from")) {
    return kind(state_columns, state_log);
  }
  if (begins("voltage") && begins("serial")) {
    return kind(curve_columns, flash_curves);
  }
  if (begins("pmax") || begins("isc")) {
    return kind(flash_columns, flash_tests);
  }
  if (begins("station")) {
    Kind gauge = kind(gauge_places, gauge_log);
    gauge.columns.insert(gauge.columns.end(), gauge_quantities.begin(), gauge_quantities.end());
    return gauge;
  }
  throw no_kind(path, header);
}

}  // namespace

twin::Measured read_measured(const std::string& path) {
  Kind kind{};
  const CsvTable table = io::read_csv(path, [&](const std::vector<std::string>& header) {
    kind = kind_of(header, path);
    return kind.columns;
  });
  return kind.read(table);
}

}  // namespace heliofab::exchange
