// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "heliofab/plant/event_log.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

/// The stations whose tools coat the web, in its order; a line whose films follow from tools has
/// each of them.
inline constexpr std::array<std::string_view, 4> coating_stations{"molybdenum", "cigs", "cds",
                                                                  "tco"};

/// The tool of each of those stations that a roll passed, from 0.
using ToolsOfRoll = std::array<std::int32_t, coating_stations.size()>;

/// Coats the rolls of a fab one after the other: by its tools, which remember, or by recipe and
/// scatter. A roll depends on those that passed its tools before it, and on nothing else. The CIGS
/// tools remember in the order in which rolls run in them; the others in that of the cut.
class FabCoater {
 public:
  /// @throws InputError as process::Coater; E4504 when a coating station is missing
  explicit FabCoater(const FabPlan& plan);
  /// Another plan with the same recipe, seed, speeds and sources: tuned once for both.
  FabCoater(const FabCoater& tuned, const FabPlan& plan);

  /// Goes on with what the plan now says of how tools stray and are kept.
  void retool();

  /// A web tool takes up a roll. A CIGS tool runs it at once, which tells where alarms will stop
  /// it; what was read and done is kept until the roll is coated.
  std::vector<plant::AlarmStop> take_up(const plant::RollHistory& history);
  CoatedRoll coat(std::int64_t roll, double length, const ToolsOfRoll& tools);
  /// A roll that finds its tools as they are set, and leaves them so; nothing watches it.
  CoatedRoll sample(std::int64_t roll, double length) const;
  /// Index of the station on the line; -1 where films follow from the recipe.
  std::int32_t cigs_station() const noexcept { return cigs_station_; }

 private:
  CoatedRoll by_recipe(std::int64_t roll, double length) const;
  CoatedRoll varied(CoatedRoll coated, std::int64_t roll) const;
  const process::CigsPass& run_cigs(std::int64_t roll, double length, std::int32_t tool);
  process::LineMemory& memory(std::size_t station, std::int32_t tool);

  const Process* process_;
  std::uint64_t seed_;
  std::unique_ptr<const process::Coater> coater_;  // none where films follow from the recipe
  std::int32_t cigs_station_ = -1;                 // of the line
  std::map<std::pair<std::size_t, std::int32_t>, process::LineMemory> memory_;  // by station, tool
  std::map<std::int64_t, process::CigsPass> passes_;  // of rolls that are not coated yet
};

}  // namespace heliofab::twin
