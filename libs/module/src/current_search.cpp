// SPDX-License-Identifier: Apache-2.0
#include "current_search.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::module {

namespace {

constexpr int most_voltages = 300;
constexpr double first_reach = 0.1;   // [V] a stripe, beyond what is known
constexpr double most_forward = 0.2;  // [V] a stripe
// In reverse one stripe may take all of a step, and breaks down within some volts.
constexpr double most_reverse = 2;     // [V]
constexpr double more_reverse = 0.25;  // [-] of the voltage, beside that
// No film bears as much in reverse, and no contact what flows forward.
constexpr double farthest = 30;  // [V] a stripe

double miss(const CurvePoint& p, double current) { return std::abs(p.current - current); }

[[noreturn]] void refuse_current(double current, const CurvePoint& reached,
                                 const std::string& why) {
  throw ModelError(
      "E4204",
      fmt::format("module: no voltage found at which it delivers {:.6g} A; reached "
                  "{:.6g} V, where it delivers {:.6g} A{}{}",
                  current, reached.voltage, reached.current, why.empty() ? "" : "; ", why));
}

}  // namespace

const CurvePoint& CurrentSearch::solve(double voltage) {
  const CurvePoint point = solve_(voltage);
  last_ = voltage;
  auto at = std::ranges::lower_bound(known_, voltage, {}, &CurvePoint::voltage);
  if (at != known_.end() && at->voltage == voltage) {
    *at = point;
  } else {
    at = known_.insert(at, point);
  }
  return *at;
}

// Of a curve that heat bends there may be several: the nearest to the last voltage.
CurrentSearch::Bracket CurrentSearch::bracket_of(double current) const {
  Bracket best;
  double way = HUGE_VAL;
  for (std::size_t k = 1; k < known_.size(); ++k) {
    const CurvePoint& low = known_[k - 1];
    const CurvePoint& high = known_[k];
    const double here = std::min(std::abs(low.voltage - last_), std::abs(high.voltage - last_));
    if ((low.current >= current) != (high.current >= current) && here < way) {
      best = {&low, &high};
      way = here;
    }
  }
  if (best.is_closed()) {
    return best;
  }
  return known_.front().current >= current ? Bracket{.low = &known_.back()}
                                           : Bracket{.high = &known_.front()};
}

double CurrentSearch::next_between(const Bracket& b, const CurvePoint& near, double current) {
  const double missed = miss(near, current);
  const double newton = near.voltage + (current - near.current) / near.slope;
  const bool is_inside = newton > b.low->voltage && newton < b.high->voltage;
  const bool is_slow = newton_from_ > 0 && missed > 0.25 * newton_from_;
  newton_from_ = is_inside && !is_slow ? missed : 0;
  return newton_from_ > 0 ? newton : std::midpoint(b.low->voltage, b.high->voltage);
}

// A little farther than the tangent says, so that the current comes to lie between two points.
double CurrentSearch::next_beyond(const CurvePoint& near, double current) {
  newton_from_ = 0;
  const double side = near.current > current ? 1 : -1;
  const double wanted = near.slope < 0 ? 1.05 * miss(near, current) / -near.slope : HUGE_VAL;
  const double most = near.voltage > 0 || side > 0
                          ? most_forward * cells_
                          : most_reverse + more_reverse * std::abs(near.voltage);
  const double way = std::clamp(wanted, 1e-9 * cells_, std::min(reach_, most));
  reach_ *= 2;
  return std::clamp(near.voltage + side * way, -farthest * cells_, farthest * cells_);
}

CurvePoint CurrentSearch::find(double current) {
  if (known_.empty()) {
    solve(0);
  }
  reach_ = first_reach * cells_;
  newton_from_ = 0;
  double share = 1;  // of the step, less where there was no state
  std::string why;
  for (int k = 0; k < most_voltages; ++k) {
    const Bracket b = bracket_of(current);
    const bool is_low =
        b.high == nullptr || (b.low != nullptr && miss(*b.low, current) < miss(*b.high, current));
    const CurvePoint near = is_low ? *b.low : *b.high;
    const bool is_narrow = b.is_closed() && b.high->voltage - b.low->voltage <=
                                                1e-13 * (cells_ + std::abs(near.voltage));
    if (miss(near, current) <= (is_narrow ? 10 : 1) * near.error) {
      return near.voltage == last_ ? near : solve(near.voltage);
    }
    if (is_narrow) {
      const double beyond = is_low ? b.high->current : b.low->current;
      refuse_current(current, near, fmt::format("there it jumps to {:.6g} A", beyond));
    }
    if (!b.is_closed() && std::abs(near.voltage) >= farthest * cells_) {
      refuse_current(current, near, {});
    }
    const double next = b.is_closed() ? next_between(b, near, current) : next_beyond(near, current);
    try {
      solve(near.voltage + share * (next - near.voltage));
      share = std::min(1.0, 2 * share);
    } catch (const ModelError& error) {
      why = error.what();
      share /= 4;
      if (share < 1e-3) {
        refuse_current(current, near, why);
      }
    }
  }
  refuse_current(current, known_.back(), why);
}

}  // namespace heliofab::module
