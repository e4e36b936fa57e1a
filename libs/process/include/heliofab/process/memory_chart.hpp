// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

// Charts that remember: EWMA and CUSUM find small shifts that single points hide. All numbers are
// in standard deviations from the centre, as `Baseline::z` gives them.

/// On which side of the centre a chart signals.
enum class Side : std::uint8_t { none, below, above, both };
constexpr std::array<std::string_view, 4> names_of(Side) {
  return {"none", "below", "above", "both"};
}

/// Exponentially weighted moving average [roberts1959], theory/control.md (5)-(6).
struct EwmaChart {
  double weight = 0.1;           // [-] of the newest point, above 0 up to 1
  double width = 2.814;          // [-] of the limits, in standard deviations of the average
  bool has_exact_limits = true;  // narrow at first; else as they are after many points

  friend bool operator==(const EwmaChart&, const EwmaChart&) = default;
};

template <class Visit>
void describe(Visit& visit, EwmaChart& c) {
  visit(c.weight, {"weight", unit::one, 0.001, 1, "of the newest point", "C lucas1990"});
  visit(c.width, {"width", unit::one, 0.5, 10,
                  "of the limits; with weight 0.1, 2.814 gives a false alarm each 500 points",
                  "C lucas1990"});
  visit(c.has_exact_limits,
        {"has_exact_limits", "narrow at first; false: as they are after many points"});
}

struct EwmaState {
  double average = 0;
  std::int64_t count = 0;

  friend bool operator==(const EwmaState&, const EwmaState&) = default;
};

struct EwmaPoint {
  double average = 0;
  double limit = 0;  // signals beyond plus or minus this
  Side side = Side::none;
};
EwmaPoint next_point(EwmaState& state, const EwmaChart& chart, double z) noexcept;

/// Limit of the average after so many points, or after many [sigma].
double ewma_limit(const EwmaChart& chart, std::int64_t count) noexcept;
double ewma_limit(const EwmaChart& chart) noexcept;

/// Two one-sided cumulative sums [page1954], theory/control.md (7).
struct CusumChart {
  double reference = 0.5;  // [sigma] half the shift to be found soonest, k
  double decision = 4;     // [sigma] the sum beyond which it signals, h
  double head_start = 0;   // [-] of the decision, that both sums begin with [lucas1982]

  friend bool operator==(const CusumChart&, const CusumChart&) = default;
};

template <class Visit>
void describe(Visit& visit, CusumChart& c) {
  visit(c.reference, {"reference", unit::one, 0, 10,
                      "half the shift to be found soonest, in standard deviations", "C page1954"});
  visit(c.decision,
        {"decision", unit::one, 0.1, 100,
         "sum that signals, in standard deviations; 4 gives a false alarm each 168 points", "C"});
  visit(c.head_start, {"head_start", unit::one, 0, 0.99,
                       "share of the decision that the sums begin with; 0.5 finds a process that "
                       "starts wrong",
                       "C lucas1982"});
}

struct CusumState {
  double above = 0;
  double below = 0;

  friend bool operator==(const CusumState&, const CusumState&) = default;
};
constexpr CusumState start_of(const CusumChart& chart) noexcept {
  return {chart.head_start * chart.decision, chart.head_start * chart.decision};
}

struct CusumPoint {
  double above = 0;
  double below = 0;
  Side side = Side::none;
};
CusumPoint next_point(CusumState& state, const CusumChart& chart, double z) noexcept;

}  // namespace heliofab::process
