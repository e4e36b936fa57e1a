// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/orders.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab::market {

namespace {

// Bins that the segment takes, in the order in which they are shipped.
std::vector<std::size_t> shipping_order(const Segment& segment, std::size_t bins) {
  std::vector<std::size_t> order;
  for (std::size_t b = bins; b-- > static_cast<std::size_t>(segment.lowest_bin);) {
    order.push_back(b);
  }
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t b) { return bin_price(segment, b); });
  return order;
}

// Takes `shipped_W` out of the bins. What rounding leaves over goes to the last of them.
std::vector<double> ship_bins(const Segment& segment, double shipped_W, bool is_all,
                              std::vector<double>& bins_W) {
  std::vector<double> shipped(bins_W.size(), 0);
  double left = shipped_W;
  for (const std::size_t b : shipping_order(segment, bins_W.size())) {
    shipped[b] = is_all ? bins_W[b] : std::min(left, bins_W[b]);
    left -= shipped[b];
    bins_W[b] -= shipped[b];
  }
  return shipped;
}

// Ages the orders by a month and fills the oldest first. Returns what became late in this month.
double fill_oldest(const Segment& segment, double demand_W, double shipped_W, SegmentBook& book) {
  const auto months = static_cast<std::size_t>(segment.accepted_lead_time) + 1;
  book.waiting_W.resize(months, 0);
  const double waited = std::accumulate(book.waiting_W.begin(), book.waiting_W.end(), 0.0);
  const double late = std::max(0.0, book.backlog_W - waited);
  double left = std::max(0.0, shipped_W - late);
  book.waiting_W.insert(book.waiting_W.begin(), demand_W);
  // The last place is empty: what reached it was moved to the late ones a month ago.
  book.waiting_W.resize(months);
  for (std::size_t k = months; k-- > 0;) {
    const double filled = std::min(left, book.waiting_W[k]);
    book.waiting_W[k] -= filled;
    left -= filled;
  }
  return std::exchange(book.waiting_W.back(), 0.0);
}

}  // namespace

double bin_price(const Segment& segment, std::size_t bin) noexcept {
  return bin < segment.bin_prices.size() ? segment.bin_prices[bin] : 1.0;
}

Delivery settle(const Segment& segment, double price, double demand_W, const MadeModules& made,
                SegmentBook& book) {
  HELIOFAB_CHECK(made.bins_W.empty() || book.bins_W.empty() ||
                 made.bins_W.size() == book.bins_W.size());
  const double ordered = demand_W + book.backlog_W;
  const double available = book.stock_W + made.taken_W;
  Delivery d{.shipped_W = std::min(ordered, available)};  // (2)
  const double overdue = fill_oldest(segment, demand_W, d.shipped_W, book);
  d.lost_W = segment.late_lost * overdue;  // (4)
  d.backlog_W = std::max(0.0, ordered - d.shipped_W - d.lost_W);
  d.stock_W = available - d.shipped_W;

  book.bins_W.resize(std::max(book.bins_W.size(), made.bins_W.size()), 0);
  for (std::size_t b = 0; b < made.bins_W.size(); ++b) {
    book.bins_W[b] += made.bins_W[b];
  }
  d.shipped_bins_W = ship_bins(segment, d.shipped_W, d.stock_W == 0, book.bins_W);
  for (std::size_t b = 0; b < d.shipped_bins_W.size(); ++b) {  // (5)
    d.revenue_usd += d.shipped_bins_W[b] * price * bin_price(segment, b);
  }
  if (d.shipped_bins_W.empty()) {
    d.revenue_usd = d.shipped_W * price;
  }
  book.backlog_W = d.backlog_W;
  book.stock_W = d.stock_W;
  const double waiting = std::accumulate(book.waiting_W.begin(), book.waiting_W.end(), 0.0);
  d.late_W = std::max(0.0, d.backlog_W - waiting);
  return d;
}

}  // namespace heliofab::market
