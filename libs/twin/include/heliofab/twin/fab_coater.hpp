// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

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
/// scatter. A roll depends on those that passed its tools before it, and on nothing else.
class FabCoater {
 public:
  /// @throws InputError as process::Coater; E4504 when a coating station is missing
  explicit FabCoater(const FabPlan& plan);
  /// Another plan with the same recipe, seed, speeds and sources: tuned once for both.
  FabCoater(const FabCoater& tuned, const FabPlan& plan);

  CoatedRoll coat(std::int64_t roll, double length, const ToolsOfRoll& tools);
  /// A roll that finds its tools as they are set, and leaves them so.
  CoatedRoll sample(std::int64_t roll, double length) const;

 private:
  CoatedRoll by_recipe(std::int64_t roll, double length) const;
  CoatedRoll by_tools(std::int64_t roll, double length, const process::LineMemory& before) const;

  const Process* process_;
  std::uint64_t seed_;
  std::unique_ptr<const process::Coater> coater_;  // none where films follow from the recipe
  std::map<std::pair<std::size_t, std::int32_t>, process::LineMemory> memory_;  // by station, tool
};

}  // namespace heliofab::twin
