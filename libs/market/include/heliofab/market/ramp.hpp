// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::market {

/// Tools bought for one station, in one go, once every shift is worked that may be.
struct ToolPurchase {
  std::string name;                // of the step of the plan: "third CIGS tool"
  std::string station;             // that gets them
  std::int64_t tools = 1;          // [-]
  double backlog = 3;              // [-] months of output in the backlog from which it is bought
  std::int64_t lead_time = 9;      // [-] months from decision to delivery
  std::int64_t qualification = 0;  // [-] months from delivery to production

  friend bool operator==(const ToolPurchase&, const ToolPurchase&) = default;
};

template <class Visit>
void describe(Visit& visit, ToolPurchase& t) {
  visit(t.name, {"name", "of this step of the plan"});
  visit(t.station, {"station", "that gets the tools"});
  visit(t.tools, {"tools", 1, 100, "bought in one go", "D"});
  visit(t.backlog, {"backlog", unit::one, 0, 1000,
                    "months of output in the backlog from which it is bought", "D"});
  visit(t.lead_time, {"lead_time", 0, 120, "months from decision to delivery", "D"});
  visit(t.qualification,
        {"qualification", 0, 60, "months from delivery to production; the tool costs", "D"});
}

/// How crews come and go. A shift is not worked without its crew. All 0: crews stand ready.
struct Hiring {
  std::int64_t recruiting = 0;  // [-] months from decision to the first day
  std::int64_t training = 0;    // [-] months on the pay roll before the shift is worked
  std::int64_t notice = 0;      // [-] months on it after the shift is dropped

  friend bool operator==(const Hiring&, const Hiring&) = default;
};

template <class Visit>
void describe(Visit& visit, Hiring& h) {
  visit(h.recruiting, {"recruiting", 0, 60, "months from the decision to the first day", "D"});
  visit(h.training, {"training", 0, 60, "months on the pay roll before the shift is worked", "D"});
  visit(h.notice, {"notice", 0, 60, "months on the pay roll after the shift is dropped", "D"});
}

/// When demand breaks down, shifts follow at once.
struct Collapse {
  double share = 0;       // [-] of its usual level, below which demand has collapsed; 0: never
  std::int64_t over = 3;  // [-] months before whose mean demand is the usual level

  friend bool operator==(const Collapse&, const Collapse&) = default;
};

template <class Visit>
void describe(Visit& visit, Collapse& c) {
  visit(c.share,
        {"share", unit::percent, 0, 100,
         "of its usual level, below which a month's demand has collapsed; 0 %: never", "D"});
  visit(c.over, {"over", 1, 24, "months before it, whose mean is the usual level", "D"});
}

/// When shifts and tools are added and taken away.
struct RampPolicy {
  std::int64_t max_shifts = 3;          // [-] a day
  double add_shift_backlog = 1.5;       // [-] months of output; above it a shift is added
  double drop_shift_backlog = 0.25;     // [-] months of output; below it one is dropped
  std::int64_t dwell = 3;               // [-] months at least between two changes of shifts
  std::vector<ToolPurchase> purchases;  // in this order, one decision a month
  Hiring hiring;
  Collapse collapse;

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
  visit(r.hiring, {"hiring", "how crews of shifts come and go"});
  visit(r.collapse, {"collapse", "what happens when demand breaks down"});
}

/// Everything that is wrong with a policy, at once. @throws InputError
void check(const RampPolicy& policy);

/// Tools on order.
struct Arrival {
  std::string station;
  std::int64_t tools = 0;
  std::int64_t month = 0;          // in which they start
  std::int64_t qualification = 0;  // [-] months before it that they stand in the fab

  friend bool operator==(const Arrival&, const Arrival&) = default;
};

struct RampState {
  std::int64_t month = 0;         // that begins
  std::int64_t shifts = 1;        // worked up to now
  std::int64_t last_change = 0;   // month of the last change of shifts
  std::int64_t bought = 0;        // purchases decided so far
  std::vector<Arrival> on_order;  // by decision
  std::int64_t crew_ready = 0;    // month in which a hired crew can work its shift; 0: none hired
  std::vector<std::int64_t> leaving;  // of each dismissed crew, the first month it is not paid
  std::vector<double> demands_W;      // of as many past months as a collapse is measured by

  friend bool operator==(const RampState&, const RampState&) = default;
};

struct RampDecision {
  std::int64_t shifts = 1;          // to work from now on
  std::vector<Arrival> installed;   // tools that start this month
  std::vector<Arrival> ordered;     // tools bought this month
  std::vector<Arrival> qualifying;  // tools that stand in the fab and do not produce yet
  std::int64_t paid_crews = 1;      // on the pay roll: at work, in training, on notice
  std::string reason;               // of a change in words; empty without one
  RampState next;                   // for the next month

  friend bool operator==(const RampDecision&, const RampDecision&) = default;
};

/// What the past month was like.
struct PastMonth {
  double backlog_W = 0;  // [W] unfilled orders of all segments
  double output_W = 0;   // [W] good modules; with 0 any backlog is infinite months
  double demand_W = 0;   // [W] ordered
};

/// What to do as the month `state.month` begins: a collapse first, then shifts and crews, then at
/// most one purchase, if max_shifts were worked up to now. Pure; theory/market.md (6)-(10).
/// @throws LogicError when a figure of the past month is below 0
RampDecision ramp_decision(const RampPolicy& policy, const RampState& state, const PastMonth& past);

}  // namespace heliofab::market
