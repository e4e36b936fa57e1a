// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::market {

/// Tools bought for one station, in one go, once every shift is worked that may be.
struct ToolPurchase {
  std::string name;            // of the step of the plan: "third CIGS tool"
  std::string station;         // that gets them
  std::int64_t tools = 1;      // [-]
  double backlog = 3;          // [-] months of output in the backlog from which it is bought
  std::int64_t lead_time = 9;  // [-] months from decision to production

  friend bool operator==(const ToolPurchase&, const ToolPurchase&) = default;
};

template <class Visit>
void describe(Visit& visit, ToolPurchase& t) {
  visit(t.name, {"name", "of this step of the plan"});
  visit(t.station, {"station", "that gets the tools"});
  visit(t.tools, {"tools", 1, 100, "bought in one go", "D"});
  visit(t.backlog, {"backlog", unit::one, 0, 1000,
                    "months of output in the backlog from which it is bought", "D"});
  visit(t.lead_time, {"lead_time", 0, 120, "months from decision to production", "D"});
}

/// When shifts and tools are added and taken away.
struct RampPolicy {
  std::int64_t max_shifts = 3;          // [-] a day
  double add_shift_backlog = 1.5;       // [-] months of output; above it a shift is added
  double drop_shift_backlog = 0.25;     // [-] months of output; below it one is dropped
  std::int64_t dwell = 3;               // [-] months at least between two changes of shifts
  std::vector<ToolPurchase> purchases;  // in this order, one decision a month

  friend bool operator==(const RampPolicy&, const RampPolicy&) = default;
};

template <class Visit>
void describe(Visit& visit, RampPolicy& r) {
  visit(r.max_shifts, {"max_shifts", 1, 3, "a day; the nameplate needs three", "A"});
  visit(r.add_shift_backlog, {"add_shift_backlog", unit::one, 0, 1000,
                              "months of output in the backlog that add a shift", "D"});
  visit(r.drop_shift_backlog, {"drop_shift_backlog", unit::one, 0, 1000,
                               "months of output in the backlog that drop a shift", "D"});
  visit(r.dwell, {"dwell", 1, 120, "months at least between two changes of shifts", "D"});
  visit(r.purchases, {"purchases", "tools in the order in which they are bought"});
}

/// Everything that is wrong with a policy, at once. @throws InputError
void check(const RampPolicy& policy);

/// Tools on order.
struct Arrival {
  std::string station;
  std::int64_t tools = 0;
  std::int64_t month = 0;  // in which they start

  friend bool operator==(const Arrival&, const Arrival&) = default;
};

struct RampState {
  std::int64_t month = 0;         // that begins
  std::int64_t shifts = 1;        // worked up to now
  std::int64_t last_change = 0;   // month of the last change of shifts
  std::int64_t bought = 0;        // purchases decided so far
  std::vector<Arrival> on_order;  // by decision

  friend bool operator==(const RampState&, const RampState&) = default;
};

struct RampDecision {
  std::int64_t shifts = 1;         // to work from now on
  std::vector<Arrival> installed;  // tools that start this month
  std::vector<Arrival> ordered;    // tools bought this month
  std::string reason;              // of a change in words; empty without one
  RampState next;                  // for the next month

  friend bool operator==(const RampDecision&, const RampDecision&) = default;
};

/// What to do as the month `state.month` begins: shifts first, then at most one purchase, if
/// max_shifts were worked up to now. Pure; theory/market.md (3)-(5).
/// @param backlog_W  unfilled orders of all segments [W], >= 0
/// @param output_W   good modules of the past month [W], >= 0; with 0 any backlog counts as
///                   infinite months, and none as none
/// @throws LogicError when one of the two is below 0
RampDecision ramp_decision(const RampPolicy& policy, const RampState& state, double backlog_W,
                           double output_W);

}  // namespace heliofab::market
