// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/market_sort.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "heliofab/core/check.hpp"

namespace heliofab::twin {

namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::size_t> falling(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t k) { return values[k]; });
  return order;
}

}  // namespace

MarketSort sort_by_market(std::span<const MarketOffer> offers, std::span<const double> power) {
  HELIOFAB_CHECK(!power.empty());
  MarketSort sorted;
  sorted.values.markets = offers.size() + 1;
  sorted.values.values.assign(power.size() * sorted.values.markets, 0);
  std::vector<double> shares;
  std::vector<double> prices;
  for (std::size_t k = 0; k < offers.size(); ++k) {
    const MarketOffer& offer = offers[k];
    HELIOFAB_CHECK(offer.energy.size() == power.size());
    const double mean = mean_of(offer.energy);
    const double per_energy = mean > 0 ? offer.price * mean_of(power) / mean : 0;  // [USD/J]
    for (std::size_t m = 0; m < power.size(); ++m) {
      sorted.values.values[m * sorted.values.markets + k] = per_energy * offer.energy[m];
    }
    shares.push_back(offer.share);
    prices.push_back(offer.price);
  }
  sorted.counts = counts_of(shares, power.size());
  sorted.counts.push_back(
      power.size() - std::accumulate(sorted.counts.begin(), sorted.counts.end(), std::size_t{0}));
  prices.push_back(0);
  sorted.in_turn = assign_in_turn(sorted.values, sorted.counts);
  sorted.by_power = assign_by_rank(sorted.values, sorted.counts, falling(power), falling(prices));
  sorted.best = assign(sorted.values, sorted.counts);
  return sorted;
}

}  // namespace heliofab::twin
