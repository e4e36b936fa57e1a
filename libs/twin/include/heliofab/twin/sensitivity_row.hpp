// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heliofab::twin {

/// Figures whose sensitivities a record has: the aperture efficiency of the flawless module of the
/// plan's first product [-], and the cost of a watt of good modules [USD/W].
inline constexpr std::string_view efficiency_figure = "aperture_efficiency";
inline constexpr std::string_view cost_figure = "cost_usd_per_W";

/// What a step of one input does to a figure, all else held.
struct SensitivityRow {
  std::string figure;      // efficiency_figure or cost_figure
  std::int64_t order = 0;  // of the figure's inputs, from 1, the largest elasticity first
  std::string path;        // as in inputs
  std::string value;       // as in inputs
  double step = 0;         // in `unit`: 1 % of the value, or of its range where the value is 0
  std::string unit;        // of the step
  double change = 0;       // of the figure by a step: half of that from a step below to one above
  double lower = 0;        // what a step below the value adds to the figure
  double upper = 0;        // what a step above adds to it
  double elasticity = 0;   // [-] relative change over that of the input; 0 where its value is 0
  double error = 0;        // of `change`, by halving the step

  friend bool operator==(const SensitivityRow&, const SensitivityRow&) = default;
};

}  // namespace heliofab::twin
