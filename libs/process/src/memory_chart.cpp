// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/memory_chart.hpp"

#include <algorithm>
#include <cmath>

namespace heliofab::process {

namespace {

Side signal_side(bool is_below, bool is_above) noexcept {
  if (is_below) {
    return is_above ? Side::both : Side::below;
  }
  return is_above ? Side::above : Side::none;
}

}  // namespace

double ewma_limit(const EwmaChart& chart) noexcept {
  return chart.width * std::sqrt(chart.weight / (2 - chart.weight));
}

double ewma_limit(const EwmaChart& chart, std::int64_t count) noexcept {
  const double forgotten = std::pow(1 - chart.weight, 2 * static_cast<double>(count));
  return ewma_limit(chart) * std::sqrt(1 - forgotten);
}

EwmaPoint next_point(EwmaState& state, const EwmaChart& chart, double z) noexcept {
  state.average += chart.weight * (z - state.average);
  ++state.count;
  const double limit = chart.has_exact_limits ? ewma_limit(chart, state.count) : ewma_limit(chart);
  return {state.average, limit, signal_side(state.average<-limit, state.average> limit)};
}

CusumPoint next_point(CusumState& state, const CusumChart& chart, double z) noexcept {
  state.above = std::max(0.0, state.above + z - chart.reference);
  state.below = std::max(0.0, state.below - z - chart.reference);
  return {state.above, state.below,
          signal_side(state.below > chart.decision, state.above > chart.decision)};
}

}  // namespace heliofab::process
