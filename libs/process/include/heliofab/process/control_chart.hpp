// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// Where a statistic lies when nothing is wrong, in its unit.
struct Baseline {
  double centre = 0;
  double sigma = 1;

  double z(double value) const noexcept { return (value - centre) / sigma; }

  friend bool operator==(const Baseline&, const Baseline&) = default;
};

/// Limits of a Shewhart chart, three standard deviations from the centre. The lower one of ranges
/// and deviations is never below 0 and need not lie as far as the upper one.
struct ChartLimits {
  double lower = 0;
  double centre = 0;
  double upper = 0;

  /// Distance from the centre in thirds of the way to the limit on that side: what `next_point` of
  /// the run rules wants.
  double z(double value) const noexcept;

  friend bool operator==(const ChartLimits&, const ChartLimits&) = default;
};

/// What the spread within subgroups is taken from.
enum class SpreadOf : std::uint8_t { range, deviation };
constexpr std::array<std::string_view, 2> names_of(SpreadOf) { return {"range", "deviation"}; }

/// The figures of one subgroup that its two charts plot.
struct Subgroup {
  double mean = 0;
  double range = 0;
  double deviation = 0;  // standard deviation, n - 1

  friend bool operator==(const Subgroup&, const Subgroup&) = default;
};
Subgroup subgroup_of(std::span<const double> values);

/// Limits from a sample of what is normal (phase 1), theory/control.md (4).
struct PhaseOne {
  ChartLimits mean;    // of individual values, or of means of subgroups
  ChartLimits spread;  // of moving ranges, or of ranges or deviations of subgroups
  double sigma = 0;    // of a single value, within subgroups

  /// For charts of the mean: x, EWMA, CUSUM.
  Baseline baseline() const noexcept { return {mean.centre, (mean.upper - mean.centre) / 3}; }

  friend bool operator==(const PhaseOne&, const PhaseOne&) = default;
};

/// Individuals and moving ranges of two.
/// @throws InputError E4321 with fewer than two values, or when all are equal
PhaseOne individuals(std::span<const double> values);

/// Subgroups of `size` values that follow one another.
/// @throws InputError E4321 unless size is 2 to 100 and the values are whole subgroups that differ
PhaseOne subgroups(std::span<const double> values, std::size_t size, SpreadOf spread);

/// Mean of the standard deviation of n normal values over sigma, n >= 2: theory/control.md (3).
double c4(std::size_t n) noexcept;
/// Mean and standard deviation of the range of n normal values over sigma, 2 <= n <= 100; to 1e-7.
double d2(std::size_t n);
double d3(std::size_t n);

}  // namespace heliofab::process
