// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/twin/market_sort.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::cli {

/// A product that modules of a layout may become.
struct SortedMarket {
  std::string file;
  std::string name;
  std::string market;
  double price = 0;            // [USD/W]
  double share = 0;            // [-] that it takes at most
  std::vector<double> energy;  // [J] that it has of each module
};

/// Good modules of one layout, in the order in which they were made.
struct SortedLayout {
  std::string layout;
  std::size_t count = 0;              // of them all
  std::vector<twin::Serial> serials;  // of those solved
  std::vector<double> power;          // [W]
  std::vector<twin::ModuleReading> readings;
  std::vector<SortedMarket> markets;  // those of its offers
  twin::MarketSort sorted;
};

/// Of a cell in the dark [ohm cm2], as a tester read it.
double rsh_ohm_cm2(const twin::ModuleReading& read);

struct SortedRun {
  std::string run;
  std::vector<SortedLayout> layouts;
};

/// Sorts the good modules of a run over products: each layout over those that are made of it.
/// @param files  of products
/// @return nothing when the observer stopped it
/// @throws StorageError; InputError E1xxx, E61xx, E71xx, E8106, E8107; ModelError
std::optional<SortedRun> sort_run(const std::string& run, const std::vector<std::string>& files,
                                  const std::vector<std::string>& overrides,
                                  const twin::ReferenceData& data, Observer* observer);

/// For people.
std::string text_of(const SortedRun& run);
/// The same and where each module goes.
io::Json json_of(const SortedRun& run);

}  // namespace heliofab::cli
