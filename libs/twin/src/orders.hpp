// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/market/market.hpp"
#include "heliofab/market/ramp.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What the markets want, what they have got, and what is on the way to them. One segment is served
/// by one product; a product may serve several segments.
class OrderBook {
 public:
  OrderBook(const market::Market& market, double first_watts_per_area);

  /// Opens a month; `share` of it is simulated.
  void open_month(std::int64_t month, double share);
  /// Takes back the demand of days that are not simulated after all; `share` of the month was.
  void shorten_month(double share);
  /// Ships what there is and closes the month.
  std::vector<DemandRow> close_month(SimTime month);

  /// The segment of which the largest share lacks once all modules on the way are good.
  std::size_t neediest() const;
  /// Watts that nothing on the way covers, over all segments.
  double uncovered_W() const;
  double backlog_W() const;                      ///< of all segments, as last closed
  double output_W() const { return output_W_; }  ///< good modules of the open month

  void start(std::size_t segment, double aperture_m2);
  void finish(std::size_t segment, double aperture_m2, bool is_good, double power_W);
  /// What a square metre of aperture was worth so far, rejected ones included.
  double watts_per_area() const;

 private:
  struct Account {
    market::Order order;
    double stock_W = 0;
    double made_W = 0;     // good, in this month
    double on_way_m2 = 0;  // cut and not yet flashed
  };
  double lacking_W(const Account& account) const;

  const market::Market* market_;
  std::vector<Account> accounts_;
  std::vector<double> backlog_W_;
  double output_W_ = 0;
  double watts_ = 0;  // flashed and good so far, with a first guess
  double area_ = 0;
};

}  // namespace heliofab::twin
