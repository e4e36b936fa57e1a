// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/process/scribe_camera.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/sheet_tools.hpp"

namespace heliofab::twin {

/// The camera behind the scribes: reads each sheet that leaves them, and keeps charts of each tool
/// for each product.
class ScribeCharts {
 public:
  /// The station behind whose tools it stands; a line without it has no camera.
  static constexpr std::string_view station = "scribe";

  /// @throws InputError as process::SheetScriber
  explicit ScribeCharts(const FabPlan& plan);

  /// @param tool  of the station, from 0
  /// @param name  of that tool in the record
  void add(const SheetMarks& marks, std::size_t product, std::int32_t tool, std::string_view name,
           SimTime time, RunRecord& batch);

 private:
  using Charts = std::array<process::MonitorState, process::scribe_quantities.size()>;

  process::ScribeInspector inspector_;
  process::MonitorPlan monitor_;
  SimTime start_;
  std::vector<process::ScribeBaselines> baselines_;                // of each product
  std::map<std::pair<std::int32_t, std::size_t>, Charts> charts_;  // by tool, product
};

}  // namespace heliofab::twin
