// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"
#include "sweep_panels.hpp"
#include "sweep_values.hpp"

namespace heliofab::report {

PlotAxis axis_of(const SweepColumn& column, double start, double end) {
  PlotAxis axis{.title = title_of(column),
                .scale = {},
                .is_logarithmic = column.is_logarithmic,
                .factor = column.scale};
  if (column.words.empty()) {
    return axis_over(std::move(axis), column.values, start, end);
  }
  axis.scale = {-0.5, static_cast<double>(column.words.size()) - 0.5, start, end};
  for (std::size_t i = 0; i < column.words.size(); ++i) {
    axis.ticks.push_back({static_cast<double>(i), clean(column.words[i])});
  }
  return axis;
}

}  // namespace heliofab::report
