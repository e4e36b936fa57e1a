// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/flash.hpp"

#include <fmt/format.h>

namespace heliofab::twin {

std::string bin_of(const FlashTest& test, double aperture_efficiency) {
  std::string bin;
  for (std::size_t k = 0; k < test.bin_edges.size(); ++k) {
    if (aperture_efficiency >= test.bin_edges[k]) {
      const double low = test.bin_edges[k] / unit::percent;
      bin = k + 1 < test.bin_edges.size()
                ? fmt::format("{:.1f}-{:.1f} %", low, test.bin_edges[k + 1] / unit::percent)
                : fmt::format("above {:.1f} %", low);
    }
  }
  return bin;
}

}  // namespace heliofab::twin
