// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/market/market.hpp"

namespace heliofab::market {

/// What a segment is owed and what lies in stock for it.
struct SegmentBook {
  double backlog_W = 0;           // unfilled orders
  double stock_W = 0;             // of bins that it takes
  std::vector<double> waiting_W;  // of the backlog, what is not late yet; the latest order first
  std::vector<double> bins_W;     // stock by bin, those that it does not take among them

  friend bool operator==(const SegmentBook&, const SegmentBook&) = default;
};

/// Good modules of a month.
struct MadeModules {
  double taken_W = 0;          // of bins that the segment takes
  std::vector<double> bins_W;  // by bin, all; as long as the book's or empty
};

/// How a segment's month ended, to rounding: demand + old backlog == shipped + lost + new backlog;
/// old stock + made == shipped + new stock, of the bins it takes and bin by bin.
struct Delivery {
  double shipped_W = 0;
  double lost_W = 0;     // cancelled because late
  double backlog_W = 0;  // unfilled at the end of the month
  double stock_W = 0;    // made and not shipped, of bins that the segment takes
  double late_W = 0;     // of the backlog, what is late and kept
  double revenue_usd = 0;
  std::vector<double> shipped_bins_W;  // by bin

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// Ships what is there, up to what is ordered: the best-paid bin first, of bins paid alike the
/// higher, to the oldest order first. Then cancels what became late. theory/market.md (2)-(5).
/// @param demand_W  ordered in this month
/// @param price     for a watt [USD/W]
/// @param book      before the month; after it on return
Delivery settle(const Segment& segment, double price, double demand_W, const MadeModules& made,
                SegmentBook& book);

/// Of a bin over the segment's price [-].
double bin_price(const Segment& segment, std::size_t bin) noexcept;

}  // namespace heliofab::market
