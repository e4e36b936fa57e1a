// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/process/flash_tester.hpp"

namespace heliofab::twin {

/// The flash tester and the sorting behind it.
struct FlashTest {
  process::FlashTester tester;
  double lamp_temperature = 5500;  // [K] of the black body that the lamp resembles; 0: sunlight
  std::vector<double> bin_edges{0.075, 0.085, 0.095, 0.105, 0.115};  // [-] aperture efficiency
  double most_fault_conductance = 0.5;  // [S] of one stripe in the dark; more is a hot spot

  friend bool operator==(const FlashTest&, const FlashTest&) = default;
};

template <class Visit>
void describe(Visit& visit, FlashTest& f) {
  describe(visit, f.tester);
  visit(f.lamp_temperature, {"lamp_temperature", unit::K, 0, 20'000,
                             "of the black body that the lamp resembles; 0 K: sunlight", "D"});
  visit(f.bin_edges,
        {"bin_edges", unit::percent, 0, 40,
         "lower edges of the bins in aperture efficiency; below the first is scrap", "D"});
  visit(f.most_fault_conductance, {"most_fault_conductance", unit::S, 0, 1e4,
                                   "of one stripe in the dark; a worse stripe is a hot spot", "D"});
}

/// Index of the bin that holds an efficiency; none below the first edge.
std::optional<std::size_t> bin_index(const FlashTest& test, double aperture_efficiency);

/// "9.5-10.5 %" for a bin by its index.
std::string bin_name(const FlashTest& test, std::size_t bin);

/// The same for the bin that holds an efficiency; empty below the first edge.
std::string bin_of(const FlashTest& test, double aperture_efficiency);

}  // namespace heliofab::twin
