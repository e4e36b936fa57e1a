// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/alarm.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

Reaction reaction_due(bool is_alarm, Reaction reaction) noexcept {
  return is_alarm ? reaction : Reaction::none;
}

}  // namespace

Alarm next_point(MonitorState& state, const MonitorPlan& plan, const Baseline& baseline,
                 std::optional<double> reading) {
  if (!(baseline.sigma > 0)) {
    throw InputError("E4321", "chart",
                     fmt::format("sigma of {}; wanted one above 0", baseline.sigma));
  }
  Alarm alarm;
  const AlarmPolicy& policy = plan.policy;
  if (!reading.has_value()) {
    alarm.is_blind = ++state.missing >= policy.blind_after;
    alarm.reaction = reaction_due(alarm.is_blind, policy.blind);
    return alarm;
  }
  state.missing = 0;
  const double z = baseline.z(*reading);
  alarm.rules = next_point(state.run, plan.rules, z);
  if (plan.uses_ewma) {
    alarm.ewma = next_point(state.ewma, plan.ewma, z).side;
  }
  if (plan.uses_cusum) {
    alarm.cusum = next_point(state.cusum, plan.cusum, z).side;
  }
  const bool is_beyond = alarm.rules.contains(Rule::beyond_limits);
  RuleSet point;
  point.add(Rule::beyond_limits, is_beyond);
  alarm.reaction = std::max({reaction_due(is_beyond, policy.beyond_limits),
                             reaction_due(alarm.rules != point, policy.run),
                             reaction_due(alarm.ewma != Side::none, policy.ewma),
                             reaction_due(alarm.cusum != Side::none, policy.cusum)});
  return alarm;
}

}  // namespace heliofab::process
