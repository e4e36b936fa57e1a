// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab {

std::size_t find_interval(std::span<const double> x, double position) noexcept {
  const auto above = std::ranges::upper_bound(x, position) - x.begin();
  const auto last = static_cast<std::ptrdiff_t>(x.size()) - 2;
  return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, last));
}

void lagrange_weights(std::span<const double> nodes, double x, std::span<double> weights) noexcept {
  for (std::size_t a = 0; a < nodes.size(); ++a) {
    weights[a] = 1;
    for (std::size_t b = 0; b < nodes.size(); ++b) {
      weights[a] *= a == b ? 1 : (x - nodes[b]) / (nodes[a] - nodes[b]);
    }
  }
}

double Grid1D::at(double position) const noexcept {
  const std::size_t i = find_interval(x, position);
  const double t = std::clamp((position - x[i]) / (x[i + 1] - x[i]), 0.0, 1.0);
  return y[i] + t * (y[i + 1] - y[i]);
}

MonotoneCubic::MonotoneCubic(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)), slope_(x_.size()) {
  HELIOFAB_CHECK(x_.size() >= 2 && x_.size() == y_.size());
  const std::size_t n = x_.size();
  double before = 0;  // secants
  for (std::size_t i = 0; i + 1 < n; ++i) {
    HELIOFAB_CHECK(x_[i + 1] > x_[i]);
    const double right = x_[i + 1] - x_[i];
    const double after = (y_[i + 1] - y_[i]) / right;
    if (i == 0) {
      slope_[0] = after;
    } else if (before * after > 0) {
      // Weighted harmonic mean: zero at an extremum, never beyond the monotone region.
      const double left = x_[i] - x_[i - 1];
      slope_[i] = 3 * (left + right) * before * after /
                  ((2 * right + left) * after + (right + 2 * left) * before);
    }
    before = after;
  }
  slope_.back() = before;
}

double MonotoneCubic::at(double position) const noexcept {
  if (position <= x_.front()) {
    return y_.front() + slope_.front() * (position - x_.front());
  }
  if (position >= x_.back()) {
    return y_.back() + slope_.back() * (position - x_.back());
  }
  return within(find_interval(x_, position), position);
}

double MonotoneCubic::within(std::size_t i, double position) const noexcept {
  const double h = x_[i + 1] - x_[i];
  const double t = (position - x_[i]) / h;
  const double u = 1 - t;
  return u * u * ((1 + 2 * t) * y_[i] + t * h * slope_[i]) +
         t * t * ((1 + 2 * u) * y_[i + 1] - u * h * slope_[i + 1]);
}

void MonotoneCubic::add_at(std::span<const double> positions, double factor,
                           std::span<double> values) const noexcept {
  std::size_t i = 0;
  for (std::size_t k = 0; k < positions.size(); ++k) {
    const double position = positions[k];
    if (position <= x_.front() || position >= x_.back()) {
      values[k] += factor * at(position);
      continue;
    }
    while (x_[i + 1] <= position) {
      ++i;
    }
    values[k] += factor * within(i, position);
  }
}

double MonotoneCubic::slope(double position) const noexcept {
  if (position <= x_.front() || position >= x_.back()) {
    return position <= x_.front() ? slope_.front() : slope_.back();
  }
  const std::size_t i = find_interval(x_, position);
  const double h = x_[i + 1] - x_[i];
  const double t = (position - x_[i]) / h;
  const double u = 1 - t;
  return 6 * t * u * (y_[i + 1] - y_[i]) / h + u * (1 - 3 * t) * slope_[i] +
         t * (3 * t - 2) * slope_[i + 1];
}

double quantile(std::span<const double> values, double p) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted_quantile(sorted, p);
}

double sorted_quantile(std::span<const double> sorted, double p) {
  HELIOFAB_CHECK(!sorted.empty() && p >= 0 && p <= 1);
  const double rank = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace heliofab
