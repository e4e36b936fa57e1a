// SPDX-License-Identifier: Apache-2.0
#include "sweep_values.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"

namespace heliofab::report {

int decimals_of(const SweepColumn& column) {
  double largest = 0;
  for (const double value : column.values) {
    largest = std::isfinite(value) ? std::max(largest, std::abs(value * column.scale)) : largest;
  }
  if (largest == 0) {
    return 0;
  }
  if (largest >= 1e8 || largest < 1e-3 || column.is_logarithmic) {
    return -1;
  }
  const int most = std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 0, 6);
  for (int decimals = 0; decimals < most; ++decimals) {
    const double power = std::pow(10, decimals);
    if (std::ranges::all_of(column.values, [&](double value) {
          const double scaled = value * column.scale * power;
          return !std::isfinite(value) || std::abs(scaled - std::round(scaled)) < 1e-9 * power;
        })) {
      return decimals;
    }
  }
  return most;
}

std::string cell_text(const SweepColumn& column, double value, int decimals) {
  if (!std::isfinite(value)) {
    return "-";
  }
  if (!column.words.empty()) {
    return clean(column.words[static_cast<std::size_t>(value)]);
  }
  const double scaled = value * column.scale;
  return decimals < 0    ? four_digits(scaled)
         : decimals == 0 ? grouped(scaled)
                         : fixed(scaled, decimals);
}

std::string title_of(const SweepColumn& column) {
  return column.unit.empty() ? column.label : fmt::format("{} [{}]", column.label, column.unit);
}

bool is_constant(const SweepColumn& column) {
  const double* first = nullptr;
  for (const double& value : column.values) {
    if (std::isfinite(value)) {
      first = first == nullptr ? &value : first;
      if (std::abs(value - *first) > 1e-9 * std::abs(*first)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace heliofab::report
