// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/control_chart.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "distributions.hpp"
#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

// Second moment of the range of n standard normal values, E R^2 = 2 int r (1 - F(r)) dr by
// Simpson's rule. Given the lowest, the others lie within r above it: F(r) = n int phi(x) (Phi(x +
// r) - Phi(x))^(n - 1) dx, which is analytic and decays, so that the trapezoidal rule has 12
// digits.
double range_square(std::size_t n) {
  constexpr int per_sigma = 20;  // grid of r and of Phi; x takes every second point
  constexpr int end = 9 * per_sigma;
  constexpr int longest = 12 * per_sigma;
  constexpr double step = 1.0 / per_sigma;
  const auto at = [](int i) { return (i - end - longest) * step; };
  std::vector<double> below(2 * end + 2 * longest + 1);
  for (std::size_t i = 0; i < below.size(); ++i) {
    below[i] = normal_distribution(at(static_cast<int>(i)));
  }
  const auto others = static_cast<double>(n - 1);
  double square = 0;
  for (int k = 1; k <= longest; ++k) {
    double within = 0;
    for (int i = longest - k; i <= longest + 2 * end; i += 2) {
      const auto low = static_cast<std::size_t>(i);
      within += normal_density(at(i)) *
                std::pow(below[low + static_cast<std::size_t>(k)] - below[low], others);
    }
    within *= static_cast<double>(n) * 2 * step;
    const double weight = (k == longest ? 1 : k % 2 == 1 ? 4 : 2) * step / 3;
    square += weight * 2 * k * step * (1 - within);
  }
  return square;
}

ChartLimits three_sigma(double centre, double sigma) {
  return {centre - 3 * sigma, centre, centre + 3 * sigma};
}

// Of a spread: its scatter is in proportion to it, and it cannot be negative.
ChartLimits spread_limits(double centre, double scatter) {
  return {std::max(0.0, centre * (1 - 3 * scatter)), centre, centre * (1 + 3 * scatter)};
}

void refuse_unless_they_differ(double sigma, std::size_t count, std::size_t size) {
  if (!(sigma > 0)) {
    throw InputError("E4321", "chart",
                     fmt::format("{} values in subgroups of {} that do not differ; wanted some "
                                 "that do",
                                 count, size));
  }
}

}  // namespace

double ChartLimits::z(double value) const noexcept {
  const double way = value < centre ? centre - lower : upper - centre;
  return 3 * (value - centre) / way;
}

double c4(std::size_t n) noexcept {
  const auto freedom = static_cast<double>(n - 1);
  return std::sqrt(2 / freedom) * std::exp(log_gamma((freedom + 1) / 2) - log_gamma(freedom / 2));
}

double d2(std::size_t n) {
  HELIOFAB_CHECK(n >= 2);
  constexpr double step = 0.05;
  const auto power = static_cast<double>(n);
  double sum = 0;
  for (int i = -180; i <= 180; ++i) {
    const double below = normal_distribution(i * step);
    sum += step * (1 - std::pow(below, power) - std::pow(1 - below, power));
  }
  return sum;
}

double d3(std::size_t n) {
  HELIOFAB_CHECK(n >= 2 && n <= 100);
  const double mean = d2(n);
  return std::sqrt(range_square(n) - mean * mean);
}

Subgroup subgroup_of(std::span<const double> values) {
  HELIOFAB_CHECK(!values.empty());
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  const auto [low, high] = std::ranges::minmax(values);
  return {mean, high - low, values.size() > 1 ? std::sqrt(squares / (n - 1)) : 0};
}

PhaseOne individuals(std::span<const double> values) {
  if (values.size() < 2) {
    throw InputError("E4321", "chart", fmt::format("{} values; wanted at least 2", values.size()));
  }
  double ranges = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    ranges += std::abs(values[i] - values[i - 1]);
  }
  const double range = ranges / static_cast<double>(values.size() - 1);
  // Of two values d2 = 2 / sqrt(pi) and E R^2 = 2.
  const double per_sigma = 2 / std::sqrt(std::numbers::pi);
  const double sigma = range / per_sigma;
  refuse_unless_they_differ(sigma, values.size(), 1);
  return {three_sigma(subgroup_of(values).mean, sigma),
          spread_limits(range, std::sqrt(2 - per_sigma * per_sigma) / per_sigma), sigma};
}

PhaseOne subgroups(std::span<const double> values, std::size_t size, SpreadOf spread) {
  if (size < 2 || size > 100 || values.empty() || values.size() % size != 0) {
    throw InputError("E4321", "chart",
                     fmt::format("{} values in subgroups of {}; wanted whole subgroups of 2 to 100",
                                 values.size(), size));
  }
  const std::size_t groups = values.size() / size;
  const auto count = static_cast<double>(groups);
  double mean = 0;
  double width = 0;
  for (std::size_t i = 0; i < values.size(); i += size) {
    const Subgroup s = subgroup_of(values.subspan(i, size));
    mean += s.mean / count;
    width += (spread == SpreadOf::range ? s.range : s.deviation) / count;
  }
  const bool is_range = spread == SpreadOf::range;
  const double per_sigma = is_range ? d2(size) : c4(size);
  const double scatter = is_range ? d3(size) : std::sqrt(1 - per_sigma * per_sigma);
  const double sigma = width / per_sigma;
  refuse_unless_they_differ(sigma, values.size(), size);
  return {three_sigma(mean, sigma / std::sqrt(static_cast<double>(size))),
          spread_limits(width, scatter / per_sigma), sigma};
}

}  // namespace heliofab::process
