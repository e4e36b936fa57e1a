// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/equipment_time.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace heliofab::plant {

namespace {

Duration& slot(StateTimes& times, ToolState state) noexcept {
  switch (state) {
    case ToolState::productive:
      return times.productive;
    case ToolState::standby:
      return times.standby;
    case ToolState::engineering:
      return times.engineering;
    case ToolState::scheduled_down:
      return times.scheduled_down;
    case ToolState::unscheduled_down:
      return times.unscheduled_down;
    case ToolState::non_scheduled:
      break;
  }
  return times.non_scheduled;
}

double ratio(double part, double whole) noexcept { return whole > 0 ? part / whole : 0; }

}  // namespace

double busy_share(const StateTimes& times) noexcept {
  const double operations = to_s(times.operations());
  return operations > 0 ? 1 - to_s(times.standby) / operations : 0;
}

Duration StateTimes::total() const noexcept { return operations() + non_scheduled; }

Duration StateTimes::operations() const noexcept {
  return uptime() + scheduled_down + unscheduled_down;
}

Duration StateTimes::uptime() const noexcept { return productive + standby + engineering; }

StateTimes& StateTimes::operator+=(const StateTimes& other) noexcept {
  productive += other.productive;
  standby += other.standby;
  engineering += other.engineering;
  scheduled_down += other.scheduled_down;
  unscheduled_down += other.unscheduled_down;
  non_scheduled += other.non_scheduled;
  return *this;
}

StateTimes state_times(std::span<const StateInterval> states, std::int32_t station,
                       std::int32_t tool) {
  StateTimes times;
  for (const StateInterval& s : states) {
    if (s.station == station && (tool < 0 || s.tool == tool)) {
      slot(times, s.state()) += s.to - s.from;
    }
  }
  return times;
}

EquipmentRatios equipment_ratios(const StateTimes& times, std::int64_t failures,
                                 std::int64_t cycles) {
  const double total = to_s(times.total());
  const double operations = to_s(times.operations());
  const auto n = static_cast<double>(failures);
  return {.total_uptime = ratio(to_s(times.uptime()), total),
          .operational_uptime = ratio(to_s(times.uptime()), operations),
          .operational_utilization = ratio(to_s(times.productive), operations),
          .total_utilization = ratio(to_s(times.productive), total),
          .mtbf_productive = ratio(to_s(times.productive), n),
          .mttr = ratio(to_s(times.unscheduled_down), n),
          .mcbf = ratio(static_cast<double>(cycles), n)};
}

Oee oee(const StateTimes& times, double actual_s, double effective_s) {
  return {.availability = ratio(to_s(times.uptime()), to_s(times.total())),
          .operational = ratio(to_s(times.productive), to_s(times.uptime())),
          .rate = ratio(actual_s, to_s(times.productive)),
          .quality = ratio(effective_s, actual_s),
          .oee = ratio(effective_s, to_s(times.total()))};
}

Bottleneck find_bottleneck(std::span<const StateInterval> states) {
  std::map<std::int32_t, StateTimes> stations;
  std::map<std::pair<std::int32_t, std::int32_t>, StateTimes> tools;
  for (const StateInterval& s : states) {
    slot(stations[s.station], s.state()) += s.to - s.from;
    slot(tools[{s.station, s.tool}], s.state()) += s.to - s.from;
  }
  Bottleneck found;
  for (const auto& [station, times] : stations) {
    if (times.operations() > Duration::zero() &&
        (found.station < 0 || busy_share(times) > found.busy_share)) {
      found = {.station = station, .tool = -1, .busy_share = busy_share(times)};
    }
  }
  double busiest = -1;
  for (const auto& [key, times] : tools) {
    if (key.first == found.station && times.operations() > Duration::zero() &&
        busy_share(times) > busiest) {
      busiest = busy_share(times);
      found.tool = key.second;
    }
  }
  return found;
}

}  // namespace heliofab::plant
