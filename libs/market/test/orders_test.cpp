// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/orders.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heliofab::market {
namespace {

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Orders, AreShippedWhatIsThereUpToWhatIsOrdered) {
  SegmentBook book{.backlog_W = 50};
  Delivery d = settle({}, 2, 100, {.taken_W = 120}, book);
  EXPECT_EQ(d.shipped_W, 120);
  EXPECT_EQ(d.backlog_W, 30);
  EXPECT_EQ(d.stock_W, 0);
  EXPECT_EQ(d.revenue_usd, 240);
  d = settle({}, 2, 100, {.taken_W = 180}, book);
  EXPECT_EQ(d.shipped_W, 130);
  EXPECT_EQ(d.backlog_W, 0);
  EXPECT_EQ(d.stock_W, 50);
  EXPECT_EQ(book.stock_W, 50);
}

// An order of month 0 may come in months 0, 1 and 2. Half of what is missing then is cancelled; the
// other half is kept for good.
TEST(Orders, AreLostInPartWhenTheyAreLate) {
  const Segment segment{.accepted_lead_time = 2, .late_lost = 0.5};
  SegmentBook book;
  EXPECT_EQ(settle(segment, 1, 100, {}, book).lost_W, 0);
  EXPECT_EQ(settle(segment, 1, 10, {}, book).lost_W, 0);
  const Delivery late = settle(segment, 1, 0, {.taken_W = 20}, book);
  EXPECT_EQ(late.lost_W, 40) << "80 of the 100 were missing";
  EXPECT_EQ(late.late_W, 40);
  EXPECT_EQ(late.backlog_W, 50);
  const Delivery later = settle(segment, 1, 0, {.taken_W = 45}, book);
  EXPECT_EQ(later.lost_W, 2.5) << "the 40 that were kept come first, then 5 of the 10";
  EXPECT_EQ(later.backlog_W, 2.5);
  EXPECT_EQ(settle(segment, 1, 0, {}, book).lost_W, 0) << "what was kept is not lost again";
}

TEST(Orders, LoseNothingByDefault) {
  SegmentBook book;
  for (int month = 0; month < 5; ++month) {
    EXPECT_EQ(settle({}, 1, 10, {}, book).lost_W, 0);
  }
  EXPECT_EQ(book.backlog_W, 50);
}

// 30 W are ordered. Bin 2 fetches most, 1 and 3 the same, 0 is not taken.
TEST(Orders, ShipTheBestPaidBinFirstAndNoneThatIsNotTaken) {
  const Segment segment{.bin_prices = {2, 1, 1.5, 1}, .lowest_bin = 1};
  SegmentBook book;
  const Delivery d = settle(segment, 10, 30, {.taken_W = 40, .bins_W = {99, 10, 10, 20}}, book);
  EXPECT_EQ(d.shipped_bins_W, (std::vector<double>{0, 0, 10, 20}));
  EXPECT_EQ(d.revenue_usd, 10 * 10 * 1.5 + 20 * 10);
  EXPECT_EQ(book.bins_W, (std::vector<double>{99, 10, 0, 0}));
  EXPECT_EQ(book.stock_W, 10);
}

// Whatever is ordered and made: demand == shipped + lost + backlog; made == shipped + stock, over
// all bins and in each. Whole watts and halves of them, so that every sum is exact.
RC_GTEST_PROP(Orders, KeepBooksThatBalance, ()) {
  const Segment segment{.bin_prices = {1, 0.5, 2},
                        .lowest_bin = *rc::gen::inRange(0, 3),
                        .accepted_lead_time = *rc::gen::inRange(0, 4),
                        .late_lost = *rc::gen::elementOf(std::vector<double>{0, 0.5, 1})};
  SegmentBook book;
  double ordered = 0;
  double shipped = 0;
  double lost = 0;
  std::vector<double> made(3, 0);
  std::vector<double> shipped_bins(3, 0);
  for (int month = 0; month < 24; ++month) {
    const double demand = *rc::gen::inRange(0, 1000) * 1024.0;
    MadeModules month_made{.bins_W = {}};
    for (std::size_t b = 0; b < 3; ++b) {
      month_made.bins_W.push_back(*rc::gen::inRange(0, 500) * 1024.0);
      made[b] += month_made.bins_W[b];
      month_made.taken_W +=
          b >= static_cast<std::size_t>(segment.lowest_bin) ? month_made.bins_W[b] : 0;
    }
    const Delivery d = settle(segment, 3, demand, month_made, book);
    ordered += demand;
    shipped += d.shipped_W;
    lost += d.lost_W;
    for (std::size_t b = 0; b < 3; ++b) {
      shipped_bins[b] += d.shipped_bins_W[b];
      RC_ASSERT(made[b] == shipped_bins[b] + book.bins_W[b]);
    }
    RC_ASSERT(sum(d.shipped_bins_W) == d.shipped_W);
    RC_ASSERT(d.backlog_W == 0 || d.stock_W == 0);
    RC_ASSERT(d.backlog_W >= d.late_W && d.late_W >= 0);
    RC_ASSERT(ordered == shipped + lost + d.backlog_W);
  }
}

// Of odd watts the sums hold to rounding.
RC_GTEST_PROP(Orders, BalanceToRoundingForAnyWatts, ()) {
  const Segment segment{.accepted_lead_time = 1, .late_lost = 0.3};
  SegmentBook book;
  double ordered = 0;
  double gone = 0;
  double made = 0;
  double shipped = 0;
  for (int month = 0; month < 120; ++month) {
    const double demand = *rc::gen::inRange(0, 1'000'000) / 7.0;
    const double output = *rc::gen::inRange(0, 1'000'000) / 11.0;
    const Delivery d = settle(segment, 1, demand, {.taken_W = output, .bins_W = {output}}, book);
    ordered += demand;
    made += output;
    shipped += d.shipped_W;
    gone += d.shipped_W + d.lost_W;
  }
  RC_ASSERT(std::abs(ordered - gone - book.backlog_W) <= 1e-12 * ordered);
  RC_ASSERT(std::abs(made - shipped - book.stock_W) <= 1e-12 * made);
  RC_ASSERT(std::abs(book.bins_W[0] - book.stock_W) <= 1e-12 * made);
}

}  // namespace
}  // namespace heliofab::market
