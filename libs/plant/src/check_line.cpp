// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check_rules.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/plant/line.hpp"

namespace heliofab::plant {

namespace {

// Holds every number of a described struct to the range it is described with.
class RangeCheck {
 public:
  RangeCheck(std::vector<Diagnostic>& problems, std::string path, StationKind kind)
      : problems_(&problems), path_(std::move(path)), kind_(kind) {}

  void operator()(double& value, const Field& field) {
    const double shown = value / field.unit;
    // Conversion to the unit and back may cost a bit; NaN fails both comparisons.
    const double slack = 1e-12 * std::max(std::abs(field.low), std::abs(field.high));
    if (!(shown >= field.low - slack && shown <= field.high + slack)) {
      const std::string_view symbol = field.unit.symbol;
      const std::string_view blank = symbol.empty() ? "" : " ";
      add(field.key,
          fmt::format("{:.6g}{}{} is outside {} .. {}{}{}", shown, blank, symbol, field.low,
                      field.high, blank, symbol),
          field.note);
    }
  }
  void operator()(std::int64_t& value, const CountField& field) {
    if (value < field.low || value > field.high) {
      add(field.key, fmt::format("{} is outside {} .. {}", value, field.low, field.high),
          field.note);
    }
  }
  // Of the three kinds of tool only the one that counts is held to anything.
  void operator()(WebTool& tool, const Key& key) { nested(tool, key, StationKind::web); }
  void operator()(BatchTool& tool, const Key& key) { nested(tool, key, StationKind::batch); }
  void operator()(SheetTool& tool, const Key& key) { nested(tool, key, StationKind::sheet); }
  void operator()(Breakdowns& part, const Key& key) { nested(part, key, kind_); }
  void operator()(PlannedStop& part, const Key& key) { nested(part, key, kind_); }
  void operator()(Shifts& part, const Key& key) { nested(part, key, kind_); }
  void operator()(Rework& part, const Key& key) { nested(part, key, kind_); }
  void operator()(Arrivals& part, const Key& key) { nested(part, key, kind_); }
  void operator()(std::vector<Station>&, const Key&) {}  // one by one, with their names
  template <class T>
  void operator()(std::vector<T>& list, const Key& key) {
    for (T& item : list) {
      RangeCheck inner(*problems_, fmt::format("{}.{}.{}", path_, key.key, item.name), kind_);
      describe(inner, item);
    }
  }
  void operator()(bool&, const Key&) {}
  void operator()(std::chrono::sys_days&, const Key&) {}
  void operator()(std::string&, const Key&) {}
  template <class E>
  requires std::is_enum_v<E>
  void operator()(E&, const Key&) {}

 private:
  template <class T>
  void nested(T& part, const Key& key, StationKind of) {
    if (of == kind_) {
      RangeCheck inner(*problems_, fmt::format("{}.{}", path_, key.key), kind_);
      describe(inner, part);
    }
  }
  void add(std::string_view key, std::string message, std::string_view note) {
    problems_->push_back({.code = "E1301",
                          .path = fmt::format("{}.{}", path_, key),
                          .message = std::move(message),
                          .note = std::string(note)});
  }

  std::vector<Diagnostic>* problems_;
  std::string path_;
  StationKind kind_;
};

void check_names(const Line& line, std::vector<Diagnostic>& problems) {
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    const std::string& name = line.stations[s].name;
    if (name.empty()) {
      problems.push_back({.code = "E4502",
                          .path = fmt::format("line.stations[{}]", s),
                          .message = "no name, wanted one"});
    }
    const auto here = line.stations.begin() + static_cast<std::ptrdiff_t>(s);
    if (!name.empty() && std::any_of(line.stations.begin(), here,
                                     [&](const Station& o) { return o.name == name; })) {
      problems.push_back({.code = "E4502",
                          .path = fmt::format("line.stations.{}", name),
                          .message = fmt::format("two stations named '{}', wanted one", name),
                          .note = "costs and figures are kept by the name of a station"});
    }
  }
}

std::string path_of(const Line& line, std::size_t s) {
  const std::string& name = line.stations[s].name;
  return name.empty() ? fmt::format("line.stations[{}]", s) : "line.stations." + name;
}

void check_station(const Line& line, std::size_t s, std::vector<Diagnostic>& problems) {
  Station station = line.stations[s];  // describe() visits what may be written
  RangeCheck ranges(problems, path_of(line, s), station.kind);
  describe(ranges, station);
  if (s > 0 && station.kind == StationKind::web && line.stations[s - 1].kind != StationKind::web) {
    problems.push_back(
        {.code = "E4503",
         .path = path_of(line, s) + ".kind",
         .message = fmt::format("a web station behind '{}', wanted every web station before it",
                                line.stations[s - 1].name),
         .note = "a roll is cut into modules behind the last web station"});
  }
  if (s > 0 && station.kind == StationKind::batch && station.buffer < 1) {
    problems.push_back({.code = "E4505",
                        .path = path_of(line, s) + ".buffer",
                        .message = fmt::format("{} places, wanted 1 or more", station.buffer),
                        .note = "modules wait there until a platen is filled"});
  }
  const double leaders = 2 * station.web.leader;
  if (s == 0 && station.kind == StationKind::web && leaders >= line.roll_length) {
    problems.push_back({.code = "E4505",
                        .path = path_of(line, s) + ".web.leader",
                        .message = fmt::format("{:.6g} m at both ends, wanted less than a roll of "
                                               "{:.6g} m",
                                               leaders, line.roll_length),
                        .note = "web lost at each end of a roll"});
  }
}

}  // namespace

void check(const Line& line) {
  std::vector<Diagnostic> problems;
  if (line.stations.empty()) {
    problems.push_back(
        {.code = "E4501", .path = "line.stations", .message = "no station, wanted one or more"});
  }
  check_names(line, problems);
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    check_station(line, s, problems);
  }
  Line copy = line;
  RangeCheck ranges(problems, "line", StationKind::web);
  describe(ranges, copy);
  check_rules(line, problems);
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

}  // namespace heliofab::plant
