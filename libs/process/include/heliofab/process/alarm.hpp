// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"
#include "heliofab/process/control_chart.hpp"
#include "heliofab/process/memory_chart.hpp"
#include "heliofab/process/run_rules.hpp"

namespace heliofab::process {

/// What is done about an alarm, from nothing to the most. `adjust`: the recipe is brought back by
/// what the chart says it is off. `hold`: the web goes on, and what was made meanwhile is held for
/// inspection. `stop`: the tool stops `response` after the alarm and is seen to for `stop_time`;
/// the web made meanwhile is held, the recipe is brought back, and all charts of the tool begin
/// anew.
enum class Reaction : std::uint8_t { none, adjust, hold, stop };
constexpr std::array<std::string_view, 4> names_of(Reaction) {
  return {"none", "adjust", "hold", "stop"};
}
constexpr std::string_view name_of(Reaction r) { return names_of(r)[static_cast<std::size_t>(r)]; }

/// What each kind of alarm leads to. The engine says what is due; who runs the line does it.
struct AlarmPolicy {
  Reaction beyond_limits = Reaction::hold;  // a single point
  Reaction run = Reaction::adjust;          // any other Shewhart rule
  Reaction ewma = Reaction::adjust;
  Reaction cusum = Reaction::adjust;
  Reaction blind = Reaction::hold;
  std::int64_t blind_after = 5;  // readings in a row that are missing
  double hold_before = 2;        // [m] of web held before the reading that signals
  double hold_after = 2;         // [m] and behind it
  double response = 600;         // [s] from the alarm to the stop
  double stop_time = 3600;       // [s] for which the tool is seen to

  friend bool operator==(const AlarmPolicy&, const AlarmPolicy&) = default;
};

template <class Visit>
void describe(Visit& visit, AlarmPolicy& p) {
  visit(p.beyond_limits, {"beyond_limits", "none, adjust, hold or stop: a single point", "D"});
  visit(p.run, {"run", "none, adjust, hold or stop: any other Shewhart rule", "D"});
  visit(p.ewma, {"ewma", "none, adjust, hold or stop: the moving average", "D"});
  visit(p.cusum, {"cusum", "none, adjust, hold or stop: a cumulative sum", "D"});
  visit(p.blind, {"blind", "none, adjust, hold or stop: too many missing readings", "D"});
  visit(p.blind_after, {"blind_after", 1, 10'000, "missing readings in a row", "D"});
  visit(p.hold_before, {"hold_before", unit::m, 0, 1e4, "web held before the reading", "D"});
  visit(p.hold_after, {"hold_after", unit::m, 0, 1e4, "web held behind the reading", "D"});
  visit(p.response, {"response", unit::min, 0, 1e4,
                     "from the alarm to the stop; adjustments are made at once", "D"});
  visit(p.stop_time,
        {"stop_time", unit::min, 0, 1e4, "for which a tool that stopped is seen to", "D"});
}

/// The charts that watch one quantity, and what they lead to.
struct MonitorPlan {
  RunRules rules = western_electric();
  bool uses_ewma = false;
  EwmaChart ewma;
  bool uses_cusum = false;
  CusumChart cusum;
  AlarmPolicy policy;

  friend bool operator==(const MonitorPlan&, const MonitorPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, MonitorPlan& m) {
  visit(m.rules, {"rules", "of the Shewhart chart"});
  visit(m.uses_ewma, {"uses_ewma", "whether a moving average is charted"});
  visit(m.ewma, {"ewma", "exponentially weighted moving average"});
  visit(m.uses_cusum, {"uses_cusum", "whether cumulative sums are charted"});
  visit(m.cusum, {"cusum", "two-sided cumulative sum"});
  visit(m.policy, {"policy", "what an alarm does"});
}

/// Memory of a monitor. A new one after an adjustment or a stop: the charts start again.
struct MonitorState {
  RunState run;
  EwmaState ewma;
  CusumState cusum;
  std::int64_t missing = 0;

  friend bool operator==(const MonitorState&, const MonitorState&) = default;
};
inline MonitorState start_of(const MonitorPlan& plan) { return {.cusum = start_of(plan.cusum)}; }

/// What one reading set off.
struct Alarm {
  RuleSet rules;
  Side ewma = Side::none;
  Side cusum = Side::none;
  bool is_blind = false;
  Reaction reaction = Reaction::none;  // the strongest of those due

  friend bool operator==(const Alarm&, const Alarm&) = default;
};

/// What set it off, for people: "beyond limits, four of five, cusum above".
std::string text_of(const Alarm& alarm);

/// Takes the next reading, in the quantity's unit, or none. A missing reading leaves the charts as
/// they are.
/// @param baseline  of the quantity; sigma above 0
/// @throws InputError E4321 when sigma is not above 0
Alarm next_point(MonitorState& state, const MonitorPlan& plan, const Baseline& baseline,
                 std::optional<double> reading);

}  // namespace heliofab::process
