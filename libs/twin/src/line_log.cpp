// SPDX-License-Identifier: Apache-2.0
#include "line_log.hpp"

#include <fmt/format.h>

namespace heliofab::twin {

LogWriter::LogWriter(const plant::Line& line) : line_(&line), names_(line.stations.size()) {}

const std::string& LogWriter::name(std::int32_t station, std::int32_t tool) {
  const auto s = static_cast<std::size_t>(station);
  std::vector<std::string>& names = names_[s];
  while (names.size() <= static_cast<std::size_t>(tool)) {
    names.push_back(fmt::format("{}-{}", line_->stations[s].name, names.size() + 1));
  }
  return names[static_cast<std::size_t>(tool)];
}

void LogWriter::add(const plant::EventLog& events, LineLog& log) {
  for (const plant::Departure& d : events.departures) {
    log.visits.push_back(
        {static_cast<std::int64_t>(d.sheet), name(d.station, d.tool), d.began, d.done, d.time});
  }
  for (const plant::Event& e : events.events) {
    if (e.kind == plant::EventKind::breakdown) {
      down_[{e.station, e.tool}] = e.time;
    } else if (e.kind == plant::EventKind::repaired) {
      log.repairs.push_back({name(e.station, e.tool), down_[{e.station, e.tool}], e.time});
    }
  }
}

FlowRow flow_row(std::int64_t batch, const plant::FlowTally& f) {
  return {.batch = batch,
          .from = f.from,
          .to = f.to,
          .parts = f.parts,
          .cycle_us = f.cycle.count(),
          .wip_us = f.wip.count(),
          .in_line = f.in_line,
          .ages_us = f.ages.count(),
          .scrapped = f.scrapped};
}

}  // namespace heliofab::twin
