// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/twin/assignment.hpp"
#include "heliofab/twin/promised_energy.hpp"

// Which module goes to which product, and what that earns over not looking.
namespace heliofab::twin {

/// A product that takes modules of a layout.
struct MarketOffer {
  double price = 0;            // [USD/W] for a module of mean energy
  double share = 1;            // [-] of the modules that it takes at most
  std::vector<double> energy;  // [J] that it has of each module
};

/// The same modules given out in four ways, each market as many of them. Values are those of what
/// modules truly deliver.
struct MarketSort {
  MarketValues values;                // [USD] behind the offers one more: not sold, worth nothing
  std::vector<std::size_t> counts;    // of each offer, then of those not sold
  Assignment in_turn;                 // no sorting: as they were made
  Assignment by_power;                // the strongest, as read, to the highest price
  Assignment by_readings;             // the best by what readings promise
  Assignment best;                    // by what each truly delivers where: no reading finds more
  std::vector<double> promise_error;  // [-] of each offer: rms of what readings promise of energy,
                                      // over its mean
};

/// Values modules and sorts them. A market pays its price for the watts of the mean module, and of
/// each in proportion to the energy that it delivers there. docs/theory/field.md (16.1)
/// @param power     [W] of each module under test conditions, in the order in which they were made
/// @param readings  of each
/// @throws LogicError when sizes differ
MarketSort sort_by_market(std::span<const MarketOffer> offers, std::span<const double> power,
                          std::span<const ModuleReading> readings);

}  // namespace heliofab::twin
