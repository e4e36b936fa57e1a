// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heliofab {

/// A function of one variable as a table: strictly increasing x, one y each, two points or more.
/// Outside the table the end value holds.
struct Grid1D {
  std::vector<double> x;
  std::vector<double> y;

  /// Linear interpolation. O(log n).
  double at(double position) const noexcept;

  friend bool operator==(const Grid1D&, const Grid1D&) = default;
};

/// Index i with x[i] <= position < x[i + 1], clamped to [0, size - 2]. x increases, size >= 2.
std::size_t find_interval(std::span<const double> x, double position) noexcept;

/// Weights of Lagrange's polynomial at x: its value is the sum of weights[i] times the value at
/// nodes[i]. Nodes differ from one another; both spans have one size. O(n^2).
void lagrange_weights(std::span<const double> nodes, double x, std::span<double> weights) noexcept;

/// Cubic Hermite interpolant through (x, y) that is monotone where the data are [fritsch1980].
/// x increases strictly; outside the table the end slope continues.
class MonotoneCubic {
 public:
  MonotoneCubic(std::vector<double> x, std::vector<double> y);
  double at(double position) const noexcept;
  double slope(double position) const noexcept;
  /// Adds `factor` times the values at increasing positions. O(n) for as many positions.
  void add_at(std::span<const double> positions, double factor,
              std::span<double> values) const noexcept;
  std::span<const double> x() const noexcept { return x_; }
  std::span<const double> y() const noexcept { return y_; }
  std::span<const double> slopes() const noexcept { return slope_; }

  friend bool operator==(const MonotoneCubic&, const MonotoneCubic&) = default;

 private:
  double within(std::size_t interval, double position) const noexcept;

  std::vector<double> x_, y_, slope_;
};

/// Median and other quantiles of unsorted values, linear between order statistics (Hyndman-Fan 7).
/// @throws LogicError when `values` is empty or p is outside [0, 1].
double quantile(std::span<const double> values, double p);
/// The same of values in rising order, in constant time.
double sorted_quantile(std::span<const double> sorted, double p);

}  // namespace heliofab
