// SPDX-License-Identifier: Apache-2.0
#include "bypass_field.hpp"

#include <algorithm>

namespace heliofab::module {

FilmLaw film_of(const Bypass& b) noexcept {
  return {.saturation = b.saturation,
          .diode_voltage = b.diode_voltage,
          .series_resistance = b.resistance};
}

BypassField::BypassField(const PlaneProblem& problem, const Modes& modes)
    : carried_(problem.cells.size(), 0), even_(modes.even()) {
  const auto back_of = [&](std::size_t cell) {
    return 2 * problem.cells[cell].first_column * modes.count();
  };
  for (const Bypass& b : problem.bypasses) {
    const auto first = static_cast<std::size_t>(b.first);
    const std::size_t behind = static_cast<std::size_t>(b.last) + 1;
    const bool is_last = behind == problem.cells.size();
    diodes_.push_back({.law = b,
                       .high = back_of(first),
                       .low = is_last ? 0 : back_of(behind),
                       .is_first = first == 0,
                       .is_last = is_last});
  }
}

// A current from the low to the high side.
void BypassField::add(const Diode& d, double upwards, std::span<double> current) const {
  if (!d.is_first) {
    current[d.high] -= upwards / even_;
  }
  if (!d.is_last) {
    current[d.low] += upwards / even_;
  }
}

void BypassField::add_currents(std::span<const double> potential, double voltage,
                               std::span<double> current) {
  std::ranges::fill(carried_, 0.0);
  dissipated_ = 0;
  for (Diode& d : diodes_) {
    const double high = d.is_first ? voltage : potential[d.high] / even_;
    const double low = d.is_last ? 0 : potential[d.low] / even_;
    const FilmState state = film_state(film_of(d.law), low - high, d.junction);
    d.junction = state.junction;
    d.slope = -state.slope;
    dissipated_ -= (low - high) * state.current;
    add(d, -state.current, current);
    for (std::int64_t cell = d.law.first; cell <= d.law.last; ++cell) {
      carried_[static_cast<std::size_t>(cell)] -= state.current;
    }
  }
}

void BypassField::add_terminal(std::span<double> current) const {
  for (const Diode& d : diodes_) {
    if (d.is_first && !d.is_last) {
      current[d.low] += d.slope / even_;
    }
  }
}

void BypassField::add_answer(std::span<const double> change, std::span<double> current) const {
  for (const Diode& d : diodes_) {
    const double high = d.is_first ? 0 : change[d.high] / even_;
    const double low = d.is_last ? 0 : change[d.low] / even_;
    add(d, d.slope * (low - high), current);
  }
}

}  // namespace heliofab::module
