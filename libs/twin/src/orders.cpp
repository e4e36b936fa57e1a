// SPDX-License-Identifier: Apache-2.0
#include "orders.hpp"

#include <algorithm>
#include <utility>

namespace heliofab::twin {

namespace {

// Weight of the first guess of watts per area against what is measured [m2].
constexpr double guess_area = 10;

}  // namespace

OrderBook::OrderBook(const market::Market& market, std::vector<std::string> bins,
                     double first_watts_per_area)
    : market_(&market),
      bins_(std::move(bins)),
      accounts_(market.segments.size()),
      backlog_W_(market.segments.size(), 0),
      deliveries_(market.segments.size()),
      watts_(first_watts_per_area * guess_area),
      area_(guess_area) {
  for (Account& account : accounts_) {
    account.made.bins_W.assign(bins_.size(), 0);
  }
}

void OrderBook::open_month(std::int64_t month, double share) {
  month_ = month;
  std::vector<market::Order> orders = market::next_orders(*market_, month, backlog_W_);
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    orders[i].demand_W *= share;
    accounts_[i].order = orders[i];
  }
  output_W_ = 0;
}

void OrderBook::shorten_month(double share) {
  for (Account& account : accounts_) {
    account.order.demand_W *= share;
  }
}

void OrderBook::close_month(SimTime month, RunRecord& batch) {
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    Account& account = accounts_[i];
    const market::Segment& segment = market_->segments[i];
    const double price = market::price_usd_per_W(*market_, i, month_);
    const market::Delivery& delivery = deliveries_[i] =
        market::settle(segment, price, account.order.demand_W, account.made, account.book);
    backlog_W_[i] = account.book.backlog_W;
    batch.demands.push_back({.month = month,
                             .segment = segment.name,
                             .product = segment.product,
                             .demand_W = account.order.demand_W,
                             .shipped_W = delivery.shipped_W,
                             .backlog_W = delivery.backlog_W,
                             .price_usd_per_W = price,
                             .lost_W = delivery.lost_W,
                             .stock_W = delivery.stock_W,
                             .revenue_usd = delivery.revenue_usd});
    for (std::size_t b = 0; b < bins_.size(); ++b) {
      const double of_bin = price * market::bin_price(segment, b);
      batch.sales.push_back({.month = month,
                             .segment = segment.name,
                             .product = segment.product,
                             .bin = bins_[b],
                             .is_taken = static_cast<std::int64_t>(b) >= segment.lowest_bin,
                             .made_W = account.made.bins_W[b],
                             .shipped_W = delivery.shipped_bins_W[b],
                             .stock_W = account.book.bins_W[b],
                             .price_usd_per_W = of_bin,
                             .revenue_usd = delivery.shipped_bins_W[b] * of_bin});
    }
    account.made = {.bins_W = std::vector<double>(bins_.size(), 0)};
  }
}

double OrderBook::watts_per_area() const { return watts_ / area_; }

double OrderBook::lacking_W(const Account& a) const {
  return a.order.total_W() - a.book.stock_W - a.made.taken_W - a.on_way_m2 * watts_per_area();
}

// By the share that lacks, so that a small market gets its roll too; of equals the larger order.
std::size_t OrderBook::neediest() const {
  const auto need = [this](const Account& account) {
    const double wanted = account.order.total_W();
    return std::pair(wanted > 0 ? lacking_W(account) / wanted : -1.0, wanted);
  };
  const auto best = std::ranges::max_element(accounts_, {}, need);
  return static_cast<std::size_t>(best - accounts_.begin());
}

double OrderBook::uncovered_W() const {
  double sum = 0;
  for (const Account& account : accounts_) {
    sum += std::max(0.0, lacking_W(account));
  }
  return sum;
}

double OrderBook::backlog_W() const {
  double sum = 0;
  for (const double backlog : backlog_W_) {
    sum += backlog;
  }
  return sum;
}

double OrderBook::demand_W() const {
  double sum = 0;
  for (const Account& account : accounts_) {
    sum += account.order.demand_W;
  }
  return sum;
}

void OrderBook::start(std::size_t segment, double aperture_m2) {
  accounts_[segment].on_way_m2 += aperture_m2;
}

void OrderBook::finish(std::size_t segment, double aperture_m2, std::optional<std::size_t> bin,
                       double power_W) {
  Account& account = accounts_[segment];
  account.on_way_m2 -= aperture_m2;
  area_ += aperture_m2;
  if (!bin) {
    return;
  }
  account.made.bins_W[*bin] += power_W;
  output_W_ += power_W;
  if (static_cast<std::int64_t>(*bin) >= market_->segments[segment].lowest_bin) {
    account.made.taken_W += power_W;
    watts_ += power_W;
  }
}

}  // namespace heliofab::twin
