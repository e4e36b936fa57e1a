// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"

namespace heliofab::plant {

/// Time in each of the six states, computed in the manner of SEMI E10.
struct StateTimes {
  Duration productive{};
  Duration standby{};
  Duration engineering{};
  Duration scheduled_down{};
  Duration unscheduled_down{};
  Duration non_scheduled{};

  Duration total() const noexcept;       ///< all six: the observation time
  Duration operations() const noexcept;  ///< total without non-scheduled time
  Duration uptime() const noexcept;      ///< productive, standby and engineering

  StateTimes& operator+=(const StateTimes& other) noexcept;
  friend bool operator==(const StateTimes&, const StateTimes&) = default;
};

/// Sums the intervals of one station; `tool` < 0 means all its tools together.
StateTimes state_times(std::span<const StateInterval> states, std::int32_t station,
                       std::int32_t tool = -1);

/// Ratios of SEMI E10. A ratio without a denominator (no failure, no operations) is 0.
struct EquipmentRatios {
  double total_uptime = 0;             // [-] uptime / total
  double operational_uptime = 0;       // [-] uptime / operations
  double operational_utilization = 0;  // [-] productive / operations
  double total_utilization = 0;        // [-] productive / total
  double mtbf_productive = 0;          // [s] productive time / failures during productive time
  double mttr = 0;                     // [s] unscheduled down time / failures
  double mcbf = 0;                     // [-] cycles / failures

  friend bool operator==(const EquipmentRatios&, const EquipmentRatios&) = default;
};
EquipmentRatios equipment_ratios(const StateTimes& times, std::int64_t failures,
                                 std::int64_t cycles);

/// Overall equipment efficiency, computed in the manner of SEMI E79.
/// availability * operational * rate * quality == oee within 1e-12 when productive time > 0.
struct Oee {
  double availability = 0;  // [-] uptime / total
  double operational = 0;   // [-] productive / uptime
  double rate = 0;          // [-] theoretical time of actual units / productive
  double quality = 0;       // [-] theoretical time of effective units / of actual units
  double oee = 0;           // [-] theoretical time of effective units / total
};

/// @param actual_s, effective_s  theoretical production time of the units made and of the good ones
///        among them [s], each unit at its design_time()
Oee oee(const StateTimes& times, double actual_s, double effective_s);

/// Share of its operations time in which a tool or station does not stand by; 0 without any [-].
double busy_share(const StateTimes& times) noexcept;

/// The station that limits the line.
struct Bottleneck {
  std::int32_t station = -1;  // -1: no tool was scheduled
  std::int32_t tool = -1;     // its busiest tool
  double busy_share = 0;      // [-] of the station: 1 - standby / operations
};

/// The station whose tools stand by the least share of their operations time; of equal ones the
/// first. Within it, the tool that stands by the least. theory/plant.md [12].
Bottleneck find_bottleneck(std::span<const StateInterval> states);

}  // namespace heliofab::plant
