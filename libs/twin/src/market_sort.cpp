// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/market_sort.hpp"

#include <algorithm>
#include <cmath>
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

// Root mean square of differences, over the mean.
double relative_error(std::span<const double> values, std::span<const double> truth) {
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    sum += (values[k] - truth[k]) * (values[k] - truth[k]);
  }
  const double mean = mean_of(truth);
  return mean > 0 ? std::sqrt(sum / static_cast<double>(values.size())) / mean : 0;
}

// What modules are worth by what is held to be the energy of each in each market.
MarketValues values_of(std::span<const MarketOffer> offers, std::span<const double> power,
                       std::span<const std::span<const double>> energies) {
  MarketValues values{.markets = offers.size() + 1, .values = {}};
  values.values.assign(power.size() * values.markets, 0);
  for (std::size_t k = 0; k < offers.size(); ++k) {
    const double mean = mean_of(offers[k].energy);
    const double per_energy = mean > 0 ? offers[k].price * mean_of(power) / mean : 0;  // [USD/J]
    for (std::size_t m = 0; m < power.size(); ++m) {
      values.values[m * values.markets + k] = per_energy * energies[k][m];
    }
  }
  return values;
}

// The market of each module by values that are promised, and what that is truly worth.
Assignment assign_by(const MarketValues& promised, const MarketValues& truth,
                     std::span<const std::size_t> counts) {
  Assignment assigned = assign(promised, counts);
  assigned.value = 0;
  assigned.bound = 0;
  assigned.rent.clear();
  for (std::size_t m = 0; m < assigned.market.size(); ++m) {
    assigned.value += truth.at(m, assigned.market[m]);
  }
  return assigned;
}

}  // namespace

MarketSort sort_by_market(std::span<const MarketOffer> offers, std::span<const double> power,
                          std::span<const ModuleReading> readings) {
  HELIOFAB_CHECK(!power.empty() && readings.size() == power.size());
  MarketSort sorted;
  std::vector<std::span<const double>> energies;
  std::vector<std::vector<double>> promises;
  std::vector<double> shares;
  std::vector<double> prices;
  for (const MarketOffer& offer : offers) {
    HELIOFAB_CHECK(offer.energy.size() == power.size());
    energies.emplace_back(offer.energy);
    promises.push_back(promised_energy(offer.energy, readings));
    sorted.promise_error.push_back(relative_error(promises.back(), offer.energy));
    shares.push_back(offer.share);
    prices.push_back(offer.price);
  }
  sorted.values = values_of(offers, power, energies);
  sorted.counts = counts_of(shares, power.size());
  sorted.counts.push_back(
      power.size() - std::accumulate(sorted.counts.begin(), sorted.counts.end(), std::size_t{0}));
  prices.push_back(0);
  std::vector<double> power_read;
  for (const ModuleReading& read : readings) {
    power_read.push_back(read.power);
  }
  sorted.in_turn = assign_in_turn(sorted.values, sorted.counts);
  sorted.by_power =
      assign_by_rank(sorted.values, sorted.counts, falling(power_read), falling(prices));
  const std::vector<std::span<const double>> promised(promises.begin(), promises.end());
  sorted.by_readings = assign_by(values_of(offers, power, promised), sorted.values, sorted.counts);
  sorted.best = assign(sorted.values, sorted.counts);
  return sorted;
}

}  // namespace heliofab::twin
