// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::market {

/// One market. Months count from 0, the first month of the plan; a month is 1/12 of 365.25 days.
struct Segment {
  std::string name;
  std::string product;                      // made for it
  std::int64_t from_month = 0;              // [-] first month with demand
  double demand = 50 * unit::kW_per_month;  // [W/s] in that month
  double growth = 0.03;                     // [-] relative, per month
  std::vector<double> monthly;              // [W/s] by month from from_month on; replaces both
  double price_usd_per_W = 3;
  std::vector<double> bin_prices;       // [-] of the price, from the lowest bin on; empty: alike
  std::int64_t lowest_bin = 0;          // [-] that is taken, from 0
  std::int64_t accepted_lead_time = 0;  // [-] months after that of the order; then it is late
  double late_lost = 0;                 // [-] of an order that is cancelled when it is late

  friend bool operator==(const Segment&, const Segment&) = default;
};

template <class Visit>
void describe(Visit& visit, Segment& s) {
  visit(s.name, {"name", "of the market"});
  visit(s.product, {"product", "made for it"});
  visit(s.from_month, {"from_month", 0, 1200, "first month with demand; 0 is the plan's first"});
  visit(s.demand, {"demand", unit::kW_per_month, 0, 1e6, "in that month", "D"});
  visit(s.growth, {"growth", unit::percent, -100, 100, "per month", "D"});
  visit(s.monthly,
        {"monthly", unit::kW_per_month, 0, 1e6,
         "demand month by month in place of demand and growth; after the last none", "D"});
  visit(s.price_usd_per_W, {"price", unit::USD_per_W, 0, 1e4, "paid for a watt", "D"});
  visit(s.bin_prices, {"bin_prices", unit::percent, 0, 1000,
                       "of the price, bin by bin from the lowest; without it all bins alike", "D"});
  visit(s.lowest_bin,
        {"lowest_bin", 0, 100, "that is taken; 0 is that from the first edge on", "D"});
  visit(s.accepted_lead_time,
        {"accepted_lead_time", 0, 120, "months after that of the order until it is late", "D"});
  visit(s.late_lost,
        {"late_lost", unit::percent, 0, 100, "of an order that is cancelled when late", "D"});
}

/// What a scenario makes of one segment. Each list begins with `from_month`; before it, and where
/// a list is empty, the segment is as the plan has it; after a list its last value goes on.
struct SegmentScenario {
  std::string name;                    // of the segment
  std::int64_t from_month = 0;         // [-]
  std::vector<double> demand_factors;  // [-] of what the segment would ask for
  std::vector<double> demands;         // [W/s] in place of it
  std::vector<double> price_factors;   // [-] of its price
  std::vector<double> prices;          // [USD/W] in place of it

  friend bool operator==(const SegmentScenario&, const SegmentScenario&) = default;
};

template <class Visit>
void describe(Visit& visit, SegmentScenario& s) {
  visit(s.name, {"name", "of the segment"});
  visit(s.from_month, {"from_month", 0, 1200, "with which the lists begin"});
  visit(s.demand_factors, {"demand_factors", unit::percent, 0, 1e4,
                           "of the segment's demand, month by month; the last goes on", "D"});
  visit(s.demands, {"demands", unit::kW_per_month, 0, 1e6,
                    "in place of the segment's demand, month by month; the last goes on", "D"});
  visit(s.price_factors, {"price_factors", unit::percent, 0, 1e4,
                          "of the segment's price, month by month; the last goes on", "D"});
  visit(s.prices, {"prices", unit::USD_per_W, 0, 1e4,
                   "in place of the segment's price, month by month; the last goes on", "D"});
}

/// A way the markets may go.
struct Scenario {
  std::string name;
  double probability = 0;                 // [-]; those of all scenarios sum to 1
  std::vector<SegmentScenario> segments;  // others stay as the plan has them

  friend bool operator==(const Scenario&, const Scenario&) = default;
};

template <class Visit>
void describe(Visit& visit, Scenario& s) {
  visit(s.name, {"name", "of the scenario"});
  visit(s.probability, {"probability", unit::percent, 0, 100, "that it comes so", "D"});
  visit(s.segments, {"segments", "that change"});
}

struct Market {
  std::vector<Segment> segments;
  std::int64_t base_year = 2010;    // of all money in the plan
  std::vector<Scenario> scenarios;  // none: as the segments say
  std::string scenario;             // that a run plays; empty: as the segments say

  friend bool operator==(const Market&, const Market&) = default;
};

template <class Visit>
void describe(Visit& visit, Market& m) {
  visit(m.segments, {"segments", "the markets"});
  visit(m.base_year, {"base_year", 1990, 2100, "of all money in the plan", "D"});
  visit(m.scenarios, {"scenarios", "ways the markets may go; a ramp draws among them"});
  visit(m.scenario, {"scenario", "that a run plays; without it the segments as they are"});
}

/// The four markets of the announcement of May 2010: building, space, portable, terrestrial.
/// The groups are stated (A); volumes and prices are estimates (D).
Market fab2_market();

/// Everything that is wrong with a market, at once. @throws InputError
void check(const Market& market);

/// What a segment asks for in a month [W]; theory/market.md (1).
double demand_W(const Segment& segment, std::int64_t month);

/// The same, and its price [USD/W], in the scenario that the market plays.
double demand_W(const Market& market, std::size_t segment, std::int64_t month);
double price_usd_per_W(const Market& market, std::size_t segment, std::int64_t month);

/// How many of `count` replications each scenario gets: by its probability, whole ones first, what
/// is left to the largest remainders, so that a ramp of a few replications is not at chance's
/// mercy.
std::vector<std::int64_t> replications_of(const Market& market, std::int64_t count);

/// What is wanted of the plant for one segment in a month.
struct Order {
  double demand_W = 0;   // new in this month
  double backlog_W = 0;  // carried over from before
  double total_W() const noexcept { return demand_W + backlog_W; }

  friend bool operator==(const Order&, const Order&) = default;
};

/// Orders by segment. Pure.
/// @param backlog_W  unfilled orders by segment [W]; empty means none
std::vector<Order> next_orders(const Market& market, std::int64_t month,
                               std::span<const double> backlog_W);

}  // namespace heliofab::market
