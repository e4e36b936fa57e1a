// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/event_log.hpp"

#include <algorithm>
#include <utility>

namespace heliofab::plant {

ToolState state_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::running:
      return ToolState::productive;
    case Reason::starved:
    case Reason::blocked:
    case Reason::filling:
    case Reason::no_operator:
    case Reason::no_order:
      return ToolState::standby;
    case Reason::trial:
      return ToolState::engineering;
    case Reason::roll_change:
    case Reason::maintenance:
    case Reason::warm_up:
    case Reason::recharge:
    case Reason::vent:
    case Reason::splice:
      return ToolState::scheduled_down;
    case Reason::repair:
    case Reason::alarm:
    case Reason::no_crew:
    case Reason::no_spare:
      return ToolState::unscheduled_down;
    case Reason::off_shift:
    case Reason::shift_end:
      return ToolState::non_scheduled;
  }
  return ToolState::standby;
}

double covered_length(std::span<const ScrapStretch> stretches) {
  std::vector<std::pair<double, double>> ranges;
  ranges.reserve(stretches.size());
  for (const ScrapStretch& s : stretches) {
    ranges.emplace_back(s.position, s.position + s.length);
  }
  std::sort(ranges.begin(), ranges.end());
  double covered = 0;
  double end = ranges.empty() ? 0 : ranges.front().first;
  for (const auto& [from, to] : ranges) {
    if (to > end) {
      covered += to - std::max(from, end);
      end = to;
    }
  }
  return covered;
}

}  // namespace heliofab::plant
