// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "heliofab/plant/event_log.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// Which charge of which source was in which tool while a roll ran. Where films follow from a
/// recipe there are no sources and no rows.
class ChargeBook {
 public:
  explicit ChargeBook(const FabPlan& plan);

  /// A web tool takes up a roll, the last pass of its history: crucibles are filled for it.
  void take_up(const plant::RollHistory& history);
  /// A roll has been coated, in the order in which the coater did it. @param after  what the tools
  /// know since: a new target has used no energy, a new bath has coated no web
  std::vector<ChargeRow> coated(const plant::RollHistory& history,
                                const process::LineMemory& after);

 private:
  std::int64_t& charge_of(std::size_t station, std::int32_t tool) {
    return charges_.try_emplace({station, tool}, 1).first->second;
  }

  const FabPlan* plan_;
  std::array<std::int32_t, coating_stations.size()> stations_{};  // in the line; -1: no such tool
  std::map<std::pair<std::size_t, std::int32_t>, std::int64_t>
      charges_;                                       // by coating station, tool
  std::map<std::int32_t, std::int64_t> fillings_;     // of CIGS tools
  std::map<plant::RollId, std::int64_t> filled_for_;  // rolls on the line
};

}  // namespace heliofab::twin
