// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

// Exact mean-value analysis of a closed line of exponential stations with several servers each
// (Reiser and Lavenberg 1980).
namespace heliofab::plant::mean_values {

/// Of `customers` that go round. @param times  mean of a service at each station
inline double throughput(const std::vector<double>& times, const std::vector<std::int64_t>& servers,
                         std::int64_t customers) {
  const auto most = static_cast<std::size_t>(customers);
  // Of each station: the share of time with so many at it, of which it serves as many as it can.
  std::vector<std::vector<double>> share(times.size(), std::vector<double>(most + 1));
  for (std::vector<double>& s : share) {
    s[0] = 1;
  }
  double rate = 0;
  for (std::size_t n = 1; n <= most; ++n) {
    double round = 0;
    const auto served = [&](std::size_t s, std::size_t k) {
      return static_cast<double>(std::min<std::int64_t>(static_cast<std::int64_t>(k), servers[s]));
    };
    for (std::size_t s = 0; s < times.size(); ++s) {
      for (std::size_t k = 1; k <= n; ++k) {  // who comes finds the line as it is without him
        round += static_cast<double>(k) * times[s] / served(s, k) * share[s][k - 1];
      }
    }
    rate = static_cast<double>(n) / round;
    for (std::size_t s = 0; s < times.size(); ++s) {
      double busy = 0;
      for (std::size_t k = n; k >= 1; --k) {
        share[s][k] = rate * times[s] / served(s, k) * share[s][k - 1];
        busy += share[s][k];
      }
      share[s][0] = 1 - busy;
    }
  }
  return rate;
}

}  // namespace heliofab::plant::mean_values
