// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Which module goes to which market.
namespace heliofab::twin {

/// What each module is worth in each market: `markets` values a module, one module after the other.
struct MarketValues {
  std::size_t markets = 0;
  std::vector<double> values;  // in any unit, alike for all

  std::size_t modules() const noexcept { return markets == 0 ? 0 : values.size() / markets; }
  double at(std::size_t module, std::size_t market) const {
    return values[module * markets + market];
  }
};

struct Assignment {
  std::vector<std::size_t> market;  // of each module
  std::vector<double> rent;  // of each market: what one place more in it would earn more than
                             // one in another; duals of the counts
  double value = 0;          // of all modules where they go
  double bound = 0;          // no assignment with these counts is worth more
};

/// The best assignment of all: a transport problem, solved exactly by successive shortest paths
/// between markets, with the bound of its dual as proof. docs/theory/field.md (16.2) to (16.4).
/// @param counts  of modules that each market gets; they sum to the number of modules
/// @throws LogicError when sizes differ
/// O(n k log n + m k^3) for n modules, k markets and m modules that do not go where they are worth
/// most.
Assignment assign(const MarketValues& values, std::span<const std::size_t> counts);

/// Modules by rank: the first of `order` fill the market that is first in `preference`, and so on.
/// Bound and rents are left at 0.
Assignment assign_by_rank(const MarketValues& values, std::span<const std::size_t> counts,
                          std::span<const std::size_t> order,
                          std::span<const std::size_t> preference);
/// Modules in their own order, each to the market that is furthest behind its share of those gone.
Assignment assign_in_turn(const MarketValues& values, std::span<const std::size_t> counts);

/// Whole numbers in proportion to shares that sum to `total`, by largest remainders; the first of
/// equals first. What shares below 1 in all leave is not given out.
std::vector<std::size_t> counts_of(std::span<const double> shares, std::size_t total);

}  // namespace heliofab::twin
