// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// Turns what happened on the line into rows and keeps the month's production.
class LineBooks {
 public:
  explicit LineBooks(const plant::Line& line) : line_(&line) {}

  /// States, events, finished rolls and their passes. Departures and modules are not its business.
  void add(const plant::EventLog& log, const plant::LineSimulator& line, RunRecord& batch);
  /// A module that left a sheet or batch station, at its design time there.
  void add_departure(const plant::Departure& departure, const plant::Sheet& sheet);
  /// Production of the month that ends, and a fresh start.
  std::vector<ProductionRow> close_month(SimTime month);
  /// Web begun in the open month [m].
  double web_started() const noexcept { return web_started_; }

  std::string tool_name(std::int32_t station, std::int32_t tool) const;
  const plant::Line& line() const noexcept { return *line_; }

 private:
  struct Production {
    double actual_s = 0;
    double effective_s = 0;
    std::int64_t failures = 0;
    std::int64_t units = 0;
  };
  const plant::Station& station_at(std::int32_t index) const;
  Production& production(std::int32_t station, std::int32_t tool) {
    return production_[{station, tool}];
  }
  void add_passes(const plant::RollHistory& history, std::size_t finished);

  const plant::Line* line_;
  std::map<std::pair<std::int32_t, std::int32_t>, Production> production_;
  std::map<plant::RollId, std::size_t> counted_;  // passes of rolls that are still on the line
  double web_started_ = 0;
};

}  // namespace heliofab::twin
