// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/market/orders.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What the markets want, what they have got, and what is on the way to them. One segment is served
/// by one product; a product may serve several segments.
class OrderBook {
 public:
  /// @param bins  of the flash test, by name
  OrderBook(const market::Market& market, std::vector<std::string> bins,
            double first_watts_per_area);

  /// Opens a month; `share` of it is simulated.
  void open_month(std::int64_t month, double share);
  /// Takes back the demand of days that are not simulated after all; `share` of the month was.
  void shorten_month(double share);
  /// Ships what there is and closes the month: its demands and its sales, by market and bin.
  void close_month(SimTime month, RunRecord& batch);
  /// What was delivered in the month closed last, by segment.
  const std::vector<market::Delivery>& deliveries() const noexcept { return deliveries_; }

  /// The segment of which the largest share lacks once all modules on the way are good.
  std::size_t neediest() const;
  /// Watts that nothing on the way covers, over all segments.
  double uncovered_W() const;
  double backlog_W() const;                      ///< of all segments, as last closed
  double demand_W() const;                       ///< of all segments in the open month
  double output_W() const { return output_W_; }  ///< good modules of the open month

  void start(std::size_t segment, double aperture_m2);
  /// A module was flashed. Without a bin it is none that anybody gets.
  void finish(std::size_t segment, double aperture_m2, std::optional<std::size_t> bin,
              double power_W);
  /// What a square metre of aperture was worth so far, rejected ones included.
  double watts_per_area() const;

 private:
  struct Account {
    market::Order order;
    market::SegmentBook book;
    market::MadeModules made;  // in this month
    double on_way_m2 = 0;      // cut and not yet flashed
  };
  double lacking_W(const Account& account) const;

  const market::Market* market_;
  std::vector<std::string> bins_;
  std::vector<Account> accounts_;
  std::vector<double> backlog_W_;
  std::vector<market::Delivery> deliveries_;
  std::int64_t month_ = 0;
  double output_W_ = 0;
  double watts_ = 0;  // flashed and good so far, with a first guess
  double area_ = 0;
};

}  // namespace heliofab::twin
