// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_meter.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What happened to each part and each tool, as rows. Names of tools are made once.
class LogWriter {
 public:
  explicit LogWriter(const plant::Line& line);

  void add(const plant::EventLog& events, LineLog& log);
  const std::string& name(std::int32_t station, std::int32_t tool);

 private:
  const plant::Line* line_;
  std::vector<std::vector<std::string>> names_;  // by station and tool; tools may be added
  std::map<std::pair<std::int32_t, std::int32_t>, SimTime> down_;
};

FlowRow flow_row(std::int64_t batch, const plant::FlowTally& flow);

}  // namespace heliofab::twin
