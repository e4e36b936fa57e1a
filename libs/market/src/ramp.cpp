// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/ramp.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::market {

namespace {

// (3): how long the plant would work on what is ordered, at the rate of the past month.
double months_of_output(double backlog_W, double output_W) {
  if (backlog_W == 0) {
    return 0;
  }
  return output_W > 0 ? backlog_W / output_W : std::numeric_limits<double>::infinity();
}

std::string in_words(double months) {
  return months == std::numeric_limits<double>::infinity()
             ? "backlog without output"
             : fmt::format("backlog of {:.1f} months of output", months);
}

// (4): -1, 0 or 1 shift a day.
std::int64_t change_of_shifts(const RampPolicy& policy, const RampState& state, double months) {
  if (state.month - state.last_change < policy.dwell) {
    return 0;
  }
  if (months > policy.add_shift_backlog && state.shifts < policy.max_shifts) {
    return 1;
  }
  return months < policy.drop_shift_backlog && state.shifts > 1 ? -1 : 0;
}

// (5)
const ToolPurchase* due_purchase(const RampPolicy& policy, const RampState& state, double months) {
  const auto next = static_cast<std::size_t>(state.bought);
  if (next >= policy.purchases.size() || state.shifts < policy.max_shifts ||
      months < policy.purchases[next].backlog) {
    return nullptr;
  }
  return &policy.purchases[next];
}

void add_sentence(std::string& text, std::string_view sentence) {
  text.append(text.empty() ? "" : "; ").append(sentence);
}

}  // namespace

void check(const RampPolicy& policy) {
  std::vector<Diagnostic> problems;
  if (policy.drop_shift_backlog >= policy.add_shift_backlog) {
    problems.push_back({.code = "E4406",
                        .path = "ramp.drop_shift_backlog",
                        .message = fmt::format("{} months, wanted less than add_shift_backlog, {}",
                                               policy.drop_shift_backlog, policy.add_shift_backlog),
                        .note = "between the two the shifts stay as they are"});
  }
  std::set<std::string_view> names;
  for (const ToolPurchase& purchase : policy.purchases) {
    if (!names.insert(purchase.name).second) {
      problems.push_back({.code = "E4407",
                          .path = "ramp.purchases." + purchase.name,
                          .message = "a second purchase of this name, wanted each name once"});
    }
    if (purchase.station.empty()) {
      problems.push_back({.code = "E4408",
                          .path = fmt::format("ramp.purchases.{}.station", purchase.name),
                          .message = "no station, wanted the name of one",
                          .note = "name the station of the line that gets the tools"});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

RampDecision ramp_decision(const RampPolicy& policy, const RampState& state, double backlog_W,
                           double output_W) {
  HELIOFAB_CHECK(backlog_W >= 0 && output_W >= 0);
  const double months = months_of_output(backlog_W, output_W);
  RampDecision decision{.shifts = state.shifts, .next = state};
  RampState& next = decision.next;

  if (const std::int64_t change = change_of_shifts(policy, state, months); change != 0) {
    decision.shifts += change;
    next.shifts = decision.shifts;
    next.last_change = state.month;
    add_sentence(decision.reason, fmt::format("{}: a shift {}, {} a day", in_words(months),
                                              change > 0 ? "added" : "dropped", decision.shifts));
  }
  if (const ToolPurchase* purchase = due_purchase(policy, state, months)) {
    const Arrival arrival{.station = purchase->station,
                          .tools = purchase->tools,
                          .month = state.month + purchase->lead_time};
    decision.ordered.push_back(arrival);
    next.on_order.push_back(arrival);
    ++next.bought;
    add_sentence(decision.reason, fmt::format("{}: {} bought", in_words(months), purchase->name));
  }
  // After the purchase: one without lead time starts at once.
  std::erase_if(next.on_order, [&](const Arrival& arrival) {
    if (arrival.month > state.month) {
      return false;
    }
    decision.installed.push_back(arrival);
    add_sentence(decision.reason, fmt::format("{} more at {}", arrival.tools, arrival.station));
    return true;
  });
  ++next.month;
  return decision;
}

}  // namespace heliofab::market
