// SPDX-License-Identifier: Apache-2.0
#include "orders.hpp"

#include <algorithm>
#include <utility>

namespace heliofab::twin {

namespace {

// Weight of the first guess of watts per area against what is measured [m2].
constexpr double guess_area = 10;

}  // namespace

OrderBook::OrderBook(const market::Market& market, double first_watts_per_area)
    : market_(&market),
      accounts_(market.segments.size()),
      backlog_W_(market.segments.size(), 0),
      watts_(first_watts_per_area * guess_area),
      area_(guess_area) {}

void OrderBook::open_month(std::int64_t month, double share) {
  std::vector<market::Order> orders = market::next_orders(*market_, month, backlog_W_);
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    orders[i].demand_W *= share;
    accounts_[i].order = orders[i];
    accounts_[i].made_W = 0;
  }
  output_W_ = 0;
}

void OrderBook::shorten_month(double share) {
  for (Account& account : accounts_) {
    account.order.demand_W *= share;
  }
}

std::vector<DemandRow> OrderBook::close_month(SimTime month) {
  std::vector<DemandRow> rows;
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    Account& account = accounts_[i];
    const market::Delivery delivery =
        market::deliver(account.order, account.stock_W + account.made_W);
    account.stock_W = delivery.stock_W;
    account.made_W = 0;
    backlog_W_[i] = delivery.backlog_W;
    const market::Segment& segment = market_->segments[i];
    rows.push_back({.month = month,
                    .segment = segment.name,
                    .product = segment.product,
                    .demand_W = account.order.demand_W,
                    .shipped_W = delivery.shipped_W,
                    .backlog_W = delivery.backlog_W,
                    .price_usd_per_W = segment.price_usd_per_W});
  }
  return rows;
}

double OrderBook::watts_per_area() const { return watts_ / area_; }

double OrderBook::lacking_W(const Account& a) const {
  return a.order.total_W() - a.stock_W - a.made_W - a.on_way_m2 * watts_per_area();
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

void OrderBook::start(std::size_t segment, double aperture_m2) {
  accounts_[segment].on_way_m2 += aperture_m2;
}

void OrderBook::finish(std::size_t segment, double aperture_m2, bool is_good, double power_W) {
  accounts_[segment].on_way_m2 -= aperture_m2;
  area_ += aperture_m2;
  if (is_good) {
    accounts_[segment].made_W += power_W;
    output_W_ += power_W;
    watts_ += power_W;
  }
}

}  // namespace heliofab::twin
