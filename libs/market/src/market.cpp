// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/market.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::market {

namespace {

constexpr double month_s = 365.25 / 12 * 86400;  // [s]

const SegmentScenario* change_of(const Market& market, std::size_t segment, std::int64_t month) {
  const auto played = std::ranges::find(market.scenarios, market.scenario, &Scenario::name);
  if (market.scenario.empty() || played == market.scenarios.end()) {
    return nullptr;
  }
  const auto change =
      std::ranges::find(played->segments, market.segments[segment].name, &SegmentScenario::name);
  return change == played->segments.end() || month < change->from_month ? nullptr : &*change;
}

// The entry of a month; the last goes on.
double entry(const std::vector<double>& list, const SegmentScenario& change, std::int64_t month) {
  const auto index = static_cast<std::size_t>(month - change.from_month);
  return list[std::min(index, list.size() - 1)];
}

double changed(double base, const SegmentScenario& change, const std::vector<double>& values,
               const std::vector<double>& factors, std::int64_t month) {
  const double value = values.empty() ? base : entry(values, change, month);
  return factors.empty() ? value : value * entry(factors, change, month);
}

void check_segments(const Market& market, std::vector<Diagnostic>& problems) {
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
}

void check_known(std::string_view name, const std::vector<std::string_view>& known,
                 std::string_view what, std::string path, std::vector<Diagnostic>& problems) {
  if (std::ranges::find(known, name) == known.end()) {
    const std::string_view close = nearest(name, known);
    problems.push_back({.code = "E4413",
                        .path = std::move(path),
                        .message = fmt::format("no {} '{}'", what, name),
                        .note = close.empty() ? fmt::format("name a {} of the market", what)
                                              : fmt::format("did you mean '{}'?", close)});
  }
}

void check_scenarios(const Market& market, std::vector<Diagnostic>& problems) {
  std::vector<std::string_view> segments;
  std::ranges::transform(market.segments, std::back_inserter(segments), &Segment::name);
  std::vector<std::string_view> scenarios;
  double sum = 0;
  for (const Scenario& s : market.scenarios) {
    scenarios.push_back(s.name);
    sum += s.probability;
    for (const SegmentScenario& c : s.segments) {
      check_known(c.name, segments, "segment",
                  fmt::format("market.scenarios.{}.segments.{}", s.name, c.name), problems);
    }
  }
  constexpr double rounding = 1e-9;
  if (!market.scenarios.empty() && std::abs(sum - 1) > rounding) {
    problems.push_back(
        {.code = "E4412",
         .path = "market.scenarios",
         .message = fmt::format("probabilities sum to {:.6g} %, wanted 100 %", 100 * sum)});
  }
  if (!market.scenario.empty()) {
    check_known(market.scenario, scenarios, "scenario", "market.scenario", problems);
  }
}

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
  check_segments(market, problems);
  check_scenarios(market, problems);
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

double demand_W(const Market& market, std::size_t segment, std::int64_t month) {
  const double base = demand_W(market.segments[segment], month);
  const SegmentScenario* change = change_of(market, segment, month);
  if (change == nullptr) {
    return base;
  }
  std::vector<double> demands = change->demands;
  std::ranges::transform(demands, demands.begin(), [](double d) { return d * month_s; });
  return changed(base, *change, demands, change->demand_factors, month);
}

double price_usd_per_W(const Market& market, std::size_t segment, std::int64_t month) {
  const double base = market.segments[segment].price_usd_per_W;
  const SegmentScenario* change = change_of(market, segment, month);
  return change == nullptr ? base
                           : changed(base, *change, change->prices, change->price_factors, month);
}

std::vector<std::int64_t> replications_of(const Market& market, std::int64_t count) {
  std::vector<std::int64_t> counts;
  std::vector<double> rest;
  std::int64_t left = count;
  for (const Scenario& s : market.scenarios) {
    const double share = s.probability * static_cast<double>(count);
    counts.push_back(static_cast<std::int64_t>(std::floor(share)));
    rest.push_back(share - std::floor(share));
    left -= counts.back();
  }
  for (; left > 0 && !counts.empty(); --left) {
    const auto most = std::ranges::max_element(rest) - rest.begin();
    ++counts[static_cast<std::size_t>(most)];
    rest[static_cast<std::size_t>(most)] = -1;
  }
  return counts;
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
    orders.push_back({.demand_W = demand_W(market, i, month),
                      .backlog_W = backlog_W.empty() ? 0 : backlog_W[i]});
  }
  return orders;
}

}  // namespace heliofab::market
