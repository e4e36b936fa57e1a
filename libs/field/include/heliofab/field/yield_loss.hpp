// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace heliofab::field {

/// What is lost on the way from light to energy delivered; negative where something is won.
struct YieldLoss {
  std::string name;
  double energy = 0;  // [J], of a square metre in space [J/m2]

  friend bool operator==(const YieldLoss&, const YieldLoss&) = default;
};

}  // namespace heliofab::field
