// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::market {

namespace {

// (6): how long the plant would work on what is ordered, at the rate of the past month.
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

// (7): -1, 0 or 1 shift a day.
std::int64_t change_of_shifts(const RampPolicy& policy, const RampState& state, double months) {
  if (state.month - state.last_change < policy.dwell) {
    return 0;
  }
  if (months > policy.add_shift_backlog && state.shifts < policy.max_shifts) {
    return 1;
  }
  const bool has_something_to_drop = state.shifts > 1 || state.crew_ready > 0;
  return months < policy.drop_shift_backlog && has_something_to_drop ? -1 : 0;
}

// (8)
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

void work_shifts(const RampPolicy& policy, RampState& next, std::int64_t shifts) {
  for (std::int64_t s = shifts; s < next.shifts; ++s) {
    next.leaving.push_back(next.month + policy.hiring.notice);
  }
  next.shifts = shifts;
  next.last_change = next.month;
}

// (10): demand far below its usual level takes the shifts with it, whatever the dwell says.
bool collapse(const RampPolicy& policy, const PastMonth& past, RampState& next,
              std::string& reason) {
  if (policy.collapse.share == 0) {
    return false;
  }
  const auto over = static_cast<std::size_t>(policy.collapse.over);
  double usual = 0;
  for (const double demand : next.demands_W) {
    usual += demand / static_cast<double>(over);
  }
  const bool has_history = next.demands_W.size() == over;
  const bool is_collapsed = has_history && past.demand_W < policy.collapse.share * usual;
  if (is_collapsed) {
    const auto kept = static_cast<std::int64_t>(
        std::ceil(static_cast<double>(next.shifts) * past.demand_W / usual));
    const std::int64_t shifts = std::clamp<std::int64_t>(kept, 1, next.shifts);
    add_sentence(reason, fmt::format("demand at {:.0f} % of its usual level: {} dropped, {} a day",
                                     100 * past.demand_W / usual, next.shifts - shifts, shifts));
    next.crew_ready = 0;
    work_shifts(policy, next, shifts);
    next.demands_W.clear();  // what is usual now begins anew
  }
  if (next.month > 0) {
    next.demands_W.push_back(past.demand_W);
    if (next.demands_W.size() > over) {
      next.demands_W.erase(next.demands_W.begin());
    }
  }
  return is_collapsed;
}

// (7), (9): a shift is dropped at once; one more waits for its crew.
void change_shifts(const RampPolicy& policy, double months, RampState& next, std::string& reason) {
  const std::int64_t change = change_of_shifts(policy, next, months);
  const std::int64_t wait = policy.hiring.recruiting + policy.hiring.training;
  if (change < 0 && next.crew_ready > 0) {
    next.crew_ready = 0;
    next.last_change = next.month;
    add_sentence(reason, fmt::format("{}: the crew in hand is not taken on", in_words(months)));
  } else if (change > 0 && wait > 0 && next.crew_ready == 0) {
    next.crew_ready = next.month + wait;
    add_sentence(reason, fmt::format("{}: a crew is hired", in_words(months)));
  } else if (change != 0 && next.crew_ready == 0) {
    work_shifts(policy, next, next.shifts + change);
    add_sentence(reason, fmt::format("{}: a shift {}, {} a day", in_words(months),
                                     change > 0 ? "added" : "dropped", next.shifts));
  }
  if (next.crew_ready > 0 && next.month >= next.crew_ready) {
    next.crew_ready = 0;
    work_shifts(policy, next, next.shifts + 1);
    add_sentence(reason, fmt::format("a crew is trained: {} shifts a day", next.shifts));
  }
}

std::int64_t paid_crews(const RampPolicy& policy, RampState& next) {
  std::erase_if(next.leaving, [&](std::int64_t until) { return until <= next.month; });
  const bool has_trainees =
      next.crew_ready > 0 && next.month >= next.crew_ready - policy.hiring.training;
  return next.shifts + static_cast<std::int64_t>(next.leaving.size()) + (has_trainees ? 1 : 0);
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

RampDecision ramp_decision(const RampPolicy& policy, const RampState& state,
                           const PastMonth& past) {
  HELIOFAB_CHECK(past.backlog_W >= 0 && past.output_W >= 0 && past.demand_W >= 0);
  const double months = months_of_output(past.backlog_W, past.output_W);
  RampDecision decision{.next = state};
  RampState& next = decision.next;
  if (!collapse(policy, past, next, decision.reason)) {
    change_shifts(policy, months, next, decision.reason);
    if (const ToolPurchase* purchase = due_purchase(policy, state, months)) {
      const Arrival arrival{.station = purchase->station,
                            .tools = purchase->tools,
                            .month = state.month + purchase->lead_time + purchase->qualification,
                            .qualification = purchase->qualification};
      decision.ordered.push_back(arrival);
      next.on_order.push_back(arrival);
      ++next.bought;
      add_sentence(decision.reason, fmt::format("{}: {} bought", in_words(months), purchase->name));
    }
  }
  decision.shifts = next.shifts;
  decision.paid_crews = paid_crews(policy, next);
  // After the purchase: one without lead time starts at once.
  std::erase_if(next.on_order, [&](const Arrival& arrival) {
    if (arrival.month > state.month) {
      if (arrival.month - arrival.qualification <= state.month) {
        decision.qualifying.push_back(arrival);
      }
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
