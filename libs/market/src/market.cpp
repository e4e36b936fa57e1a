// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/market.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::market {

namespace {

constexpr double month_s = 365.25 / 12 * 86400;  // [s]

}  // namespace

Market fab2_market() {
  Market market;
  market.segments = {
      {.name = "building",
       .product = "building",
       .demand = 80 * unit::kW_per_month,
       .growth = 0.06,
       .price_usd_per_W = 3.0},
      {.name = "space",
       .product = "space",
       .demand = 0.5 * unit::kW_per_month,
       .growth = 0.01,
       .price_usd_per_W = 100},
      {.name = "portable",
       .product = "portable",
       .demand = 15 * unit::kW_per_month,
       .growth = 0.05,
       .price_usd_per_W = 8},
      {.name = "terrestrial",
       .product = "terrestrial",
       .demand = 30 * unit::kW_per_month,
       .growth = 0.05,
       .price_usd_per_W = 2.25},
  };
  return market;
}

void check(const Market& market) {
  std::vector<Diagnostic> problems;
  std::set<std::string> names;
  for (const Segment& s : market.segments) {
    if (!names.insert(s.name).second) {
      problems.push_back({.code = "E4401",
                          .path = "market.segments." + s.name,
                          .message = "a second segment of this name, wanted each name once"});
    }
    if (s.product.empty()) {
      problems.push_back({.code = "E4402",
                          .path = fmt::format("market.segments.{}.product", s.name),
                          .message = "no product, wanted the name of one",
                          .note = "name a product of the plan"});
    }
  }
  if (market.segments.empty()) {
    problems.push_back(
        {.code = "E4403", .path = "market.segments", .message = "no segment, wanted one or more"});
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

double demand_W(const Segment& segment, std::int64_t month) {
  const std::int64_t age = month - segment.from_month;
  if (age < 0) {
    return 0;
  }
  if (!segment.monthly.empty()) {
    const auto index = static_cast<std::size_t>(age);
    return index < segment.monthly.size() ? segment.monthly[index] * month_s : 0;
  }
  return segment.demand * month_s * std::pow(1 + segment.growth, static_cast<double>(age));
}

std::vector<Order> next_orders(const Market& market, std::int64_t month,
                               std::span<const double> backlog_W) {
  if (!backlog_W.empty() && backlog_W.size() != market.segments.size()) {
    throw InputError("E4404", "backlog",
                     fmt::format("{} values, wanted one for each of {} segments", backlog_W.size(),
                                 market.segments.size()));
  }
  std::vector<Order> orders;
  orders.reserve(market.segments.size());
  for (std::size_t i = 0; i < market.segments.size(); ++i) {
    orders.push_back({.demand_W = demand_W(market.segments[i], month),
                      .backlog_W = backlog_W.empty() ? 0 : backlog_W[i]});
  }
  return orders;
}

Delivery deliver(const Order& order, double available_W) {
  const double shipped = std::min(order.total_W(), available_W);
  return {.shipped_W = shipped,
          .backlog_W = order.total_W() - shipped,
          .stock_W = available_W - shipped};
}

}  // namespace heliofab::market
