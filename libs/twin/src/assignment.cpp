// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab::twin {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

void check_sizes(const MarketValues& values, std::span<const std::size_t> counts) {
  HELIOFAB_CHECK(counts.size() == values.markets &&
                 values.values.size() % std::max<std::size_t>(1, values.markets) == 0 &&
                 std::accumulate(counts.begin(), counts.end(), std::size_t{0}) == values.modules());
}

double value_of(const MarketValues& values, std::span<const std::size_t> market) {
  double sum = 0;
  for (std::size_t m = 0; m < market.size(); ++m) {
    sum += values.at(m, market[m]);
  }
  return sum;
}

// Modules where they are, and for each pair of markets the one that loses least by going over.
class Markets {
 public:
  explicit Markets(const MarketValues& values)
      : values_(&values),
        place_(values.modules()),
        queues_(values.markets * values.markets),
        held_(values.markets, 0) {
    for (const double value : values.values) {
      hair_ = std::max(hair_, 1e-14 * std::abs(value));
    }
    for (std::size_t m = 0; m < place_.size(); ++m) {
      std::size_t best = 0;
      for (std::size_t k = 1; k < values.markets; ++k) {
        best = values.at(m, k) > values.at(m, best) ? k : best;
      }
      put(m, best);
    }
  }

  // What the cheapest move between two markets costs, and whose it is.
  std::pair<double, std::size_t> cheapest(std::size_t from, std::size_t to) {
    Queue& queue = queues_[from * values_->markets + to];
    while (!queue.empty() && place_[queue.top().second] != from) {
      queue.pop();
    }
    return queue.empty() ? std::pair{never, nowhere} : queue.top();
  }
  void move(std::size_t module, std::size_t to) {
    --held_[place_[module]];
    put(module, to);
  }
  std::size_t held(std::size_t market) const { return held_[market]; }
  const std::vector<std::size_t>& places() const noexcept { return place_; }
  // Costs that differ by less are alike.
  double hair() const noexcept { return hair_; }

 private:
  using Cost = std::pair<double, std::size_t>;
  using Queue = std::priority_queue<Cost, std::vector<Cost>, std::greater<>>;

  void put(std::size_t module, std::size_t market) {
    place_[module] = market;
    ++held_[market];
    for (std::size_t k = 0; k < values_->markets; ++k) {
      if (k != market) {
        queues_[market * values_->markets + k].emplace(
            values_->at(module, market) - values_->at(module, k), module);
      }
    }
  }

  const MarketValues* values_;
  std::vector<std::size_t> place_;
  std::vector<Queue> queues_;
  std::vector<std::size_t> held_;
  double hair_ = 0;
};

// Cheapest ways from each market to those of an aim, and the next market on them.
struct Ways {
  std::vector<double> cost;
  std::vector<std::size_t> next;
};
Ways ways_to(Markets& markets, std::size_t count, const std::vector<bool>& aims) {
  Ways ways{std::vector<double>(count, never), std::vector<std::size_t>(count, nowhere)};
  for (std::size_t k = 0; k < count; ++k) {
    ways.cost[k] = aims[k] ? 0 : never;
  }
  // Bellman and Ford: costs may be negative, circles are not but for their rounding.
  for (std::size_t round = 0; round < count; ++round) {
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) {
        const double through = a == b ? never : markets.cheapest(a, b).first + ways.cost[b];
        if (through < ways.cost[a] - markets.hair()) {
          ways.cost[a] = through;
          ways.next[a] = b;
        }
      }
    }
  }
  return ways;
}

}  // namespace

Assignment assign(const MarketValues& values, std::span<const std::size_t> counts) {
  check_sizes(values, counts);
  const std::size_t count = values.markets;
  Markets markets(values);
  for (std::size_t moved = 0; moved < values.modules(); ++moved) {
    std::vector<bool> lacks(count);
    std::size_t from = nowhere;
    for (std::size_t k = 0; k < count; ++k) {
      lacks[k] = markets.held(k) < counts[k];
    }
    const Ways ways = ways_to(markets, count, lacks);
    for (std::size_t k = 0; k < count; ++k) {
      if (markets.held(k) > counts[k] && (from == nowhere || ways.cost[k] < ways.cost[from])) {
        from = k;
      }
    }
    if (from == nowhere) {
      break;
    }
    // All on the way are known before the first one moves.
    std::vector<std::pair<std::size_t, std::size_t>> moves;
    for (std::size_t at = from; ways.next[at] != nowhere; at = ways.next[at]) {
      moves.emplace_back(markets.cheapest(at, ways.next[at]).second, ways.next[at]);
    }
    for (const auto& [module, to] : moves) {
      markets.move(module, to);
    }
  }
  Assignment best{.market = markets.places(), .rent = {}, .value = 0, .bound = 0};
  best.value = value_of(values, best.market);
  best.rent = ways_to(markets, count, std::vector<bool>(count, true)).cost;
  for (std::size_t k = 0; k < count; ++k) {
    best.bound += static_cast<double>(counts[k]) * best.rent[k];
  }
  for (std::size_t m = 0; m < values.modules(); ++m) {
    double most = -never;
    for (std::size_t k = 0; k < count; ++k) {
      most = std::max(most, values.at(m, k) - best.rent[k]);
    }
    best.bound += most;
  }
  return best;
}

Assignment assign_by_rank(const MarketValues& values, std::span<const std::size_t> counts,
                          std::span<const std::size_t> order,
                          std::span<const std::size_t> preference) {
  check_sizes(values, counts);
  Assignment done{.market = std::vector<std::size_t>(values.modules(), 0), .rent = {}};
  std::size_t next = 0;
  for (const std::size_t market : preference) {
    for (std::size_t k = 0; k < counts[market]; ++k) {
      done.market[order[next++]] = market;
    }
  }
  done.value = value_of(values, done.market);
  return done;
}

Assignment assign_in_turn(const MarketValues& values, std::span<const std::size_t> counts) {
  check_sizes(values, counts);
  Assignment done{.market = std::vector<std::size_t>(values.modules(), 0), .rent = {}};
  std::vector<std::size_t> gone(values.markets, 0);
  const auto behind = [&](std::size_t k, std::size_t after) {
    return static_cast<double>(counts[k] * after) / static_cast<double>(values.modules()) -
           static_cast<double>(gone[k]);
  };
  for (std::size_t m = 0; m < values.modules(); ++m) {
    std::size_t market = nowhere;
    for (std::size_t k = 0; k < values.markets; ++k) {
      const bool has_room = gone[k] < counts[k];
      if (has_room && (market == nowhere || behind(k, m + 1) > behind(market, m + 1))) {
        market = k;
      }
    }
    done.market[m] = market;
    ++gone[market];
  }
  done.value = value_of(values, done.market);
  return done;
}

std::vector<std::size_t> counts_of(std::span<const double> shares, std::size_t total) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  const double scale = static_cast<double>(total) / std::max(1.0, sum);
  std::vector<std::size_t> counts;
  std::vector<std::size_t> order;
  std::size_t given = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    counts.push_back(static_cast<std::size_t>(std::floor(shares[k] * scale)));
    given += counts.back();
    order.push_back(k);
  }
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t k) {
    return shares[k] * scale - static_cast<double>(counts[k]);
  });
  const auto wanted =
      static_cast<std::size_t>(std::llround(std::min(1.0, sum) * static_cast<double>(total)));
  for (std::size_t k = 0; given < wanted && k < order.size(); ++k, ++given) {
    ++counts[order[k]];
  }
  return counts;
}

}  // namespace heliofab::twin
