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
}

struct Market {
  std::vector<Segment> segments;
  std::int64_t base_year = 2010;  // of all money in the plan

  friend bool operator==(const Market&, const Market&) = default;
};

template <class Visit>
void describe(Visit& visit, Market& m) {
  visit(m.segments, {"segments", "the markets"});
  visit(m.base_year, {"base_year", 1990, 2100, "of all money in the plan", "D"});
}

/// The four markets of the announcement of May 2010: building, space, portable, terrestrial.
/// The groups are stated (A); volumes and prices are estimates (D).
Market fab2_market();

/// Everything that is wrong with a market, at once. @throws InputError
void check(const Market& market);

/// What a segment asks for in a month [W]; theory/market.md (1).
double demand_W(const Segment& segment, std::int64_t month);

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

/// How a segment's month ended. demand + old backlog == shipped + new backlog;
/// old stock + made == shipped + new stock.
struct Delivery {
  double shipped_W = 0;
  double backlog_W = 0;  // unfilled at the end of the month
  double stock_W = 0;    // made and not shipped at the end of the month

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// Ships what is there, up to what is ordered. Pure; theory/market.md (2).
/// @param available_W  stock from before plus good modules of the month [W]
Delivery deliver(const Order& order, double available_W);

}  // namespace heliofab::market
