// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/twin/assignment.hpp"

// Which module goes to which product, and what that earns over not looking.
namespace heliofab::twin {

/// A product that takes modules of a layout.
struct MarketOffer {
  double price = 0;            // [USD/W] for a module of mean energy
  double share = 1;            // [-] of the modules that it takes at most
  std::vector<double> energy;  // [J] that it has of each module
};

/// The same modules given out in three ways, each market as many of them.
struct MarketSort {
  MarketValues values;              // [USD] behind the offers one more: not sold, worth nothing
  std::vector<std::size_t> counts;  // of each offer, then of those not sold
  Assignment in_turn;               // no sorting: as they were made
  Assignment by_power;              // the strongest to the highest price
  Assignment best;                  // by what each delivers where
};

/// Values modules and sorts them. A market pays its price for the watts of the mean module, and of
/// each in proportion to the energy that it delivers there. docs/theory/field.md (16.1)
/// @param power  [W] of each module under test conditions, in the order in which they were made
/// @throws LogicError when sizes differ
MarketSort sort_by_market(std::span<const MarketOffer> offers, std::span<const double> power);

}  // namespace heliofab::twin
