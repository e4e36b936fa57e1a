// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/flash.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heliofab::twin {

std::optional<std::size_t> bin_index(const FlashTest& test, double aperture_efficiency) {
  const auto above = std::ranges::upper_bound(test.bin_edges, aperture_efficiency);
  const auto reached = static_cast<std::size_t>(above - test.bin_edges.begin());
  return reached == 0 ? std::nullopt : std::optional(reached - 1);
}

std::string bin_name(const FlashTest& test, std::size_t bin) {
  const double low = test.bin_edges[bin] / unit::percent;
  return bin + 1 < test.bin_edges.size()
             ? fmt::format("{:.1f}-{:.1f} %", low, test.bin_edges[bin + 1] / unit::percent)
             : fmt::format("above {:.1f} %", low);
}

std::string bin_of(const FlashTest& test, double aperture_efficiency) {
  const std::optional<std::size_t> bin = bin_index(test, aperture_efficiency);
  return bin ? bin_name(test, *bin) : std::string();
}

}  // namespace heliofab::twin
