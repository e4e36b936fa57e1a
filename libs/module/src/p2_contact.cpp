// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/p2_contact.hpp"

#include <cmath>

namespace heliofab::module {

double p2_resistance(const P2Contact& c) noexcept {
  const double front = c.tco_sheet_resistance;
  const double back = c.mo_sheet_resistance;
  const double both = front + back;
  const double transfer = std::sqrt(c.resistivity / both);  // [m] in which the current changes over
  const double s = c.width / transfer;
  return (front * back * c.width + transfer * ((front * front + back * back) / std::tanh(s) +
                                               2 * front * back / std::sinh(s))) /
         both;
}

}  // namespace heliofab::module
