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

std::string text_of(const Alarm& alarm) {
  std::string text;
  const auto add = [&](std::string words) {
    std::ranges::replace(words, '_', ' ');
    text += (text.empty() ? "" : ", ") + words;
  };
  for (std::size_t r = 0; r < names_of(Rule{}).size(); ++r) {
    if (alarm.rules.contains(static_cast<Rule>(r))) {
      add(std::string(name_of(static_cast<Rule>(r))));
    }
  }
  const auto side = [](Side s) { return std::string(names_of(s)[static_cast<std::size_t>(s)]); };
  if (alarm.ewma != Side::none) {
    add("moving average " + side(alarm.ewma));
  }
  if (alarm.cusum != Side::none) {
    add("cumulative sum " + side(alarm.cusum));
  }
  if (alarm.is_blind) {
    add("no readings");
  }
  return text;
}

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
