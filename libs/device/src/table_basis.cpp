// SPDX-License-Identifier: Apache-2.0
#include "table_basis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heliofab/core/stream.hpp"

namespace heliofab::device {

namespace {

double scaled(const Axis& axis, double value) noexcept {
  return axis.is_logarithmic ? 2 * std::log(value / axis.low) / std::log(axis.high / axis.low) - 1
                             : 2 * (value - axis.low) / (axis.high - axis.low) - 1;
}

double unscaled(const Axis& axis, double t) noexcept {
  return axis.is_logarithmic ? axis.low * std::pow(axis.high / axis.low, (t + 1) / 2)
                             : axis.low + (axis.high - axis.low) * (t + 1) / 2;
}

double legendre(int degree, double t) noexcept {
  switch (degree) {
    case 0:
      return 1;
    case 1:
      return t;
    case 2:
      return (3 * t * t - 1) / 2;
    case 3:
      return (5 * t * t - 3) * t / 2;
    default:
      return ((35 * t * t - 30) * t * t + 3) / 8;
  }
}

// Van der Corput sequence in a prime base: the coordinates of Halton's points.
double radical_inverse(std::size_t index, std::size_t base) noexcept {
  double result = 0;
  double digit = 1;
  for (; index > 0; index /= base) {
    digit /= static_cast<double>(base);
    result += digit * static_cast<double>(index % base);
  }
  return result;
}

}  // namespace

BoxPlace place_in_box(std::span<const Axis> axes, std::span<const double> point) noexcept {
  BoxPlace place{};
  for (std::size_t a = 0; a < axes.size(); ++a) {
    place[a] = scaled(axes[a], point[a]);
  }
  return place;
}

std::vector<std::vector<int>> table_terms(std::size_t axes, int degree) {
  std::vector<std::vector<int>> all{{}};
  for (std::size_t a = 0; a < axes; ++a) {
    std::vector<std::vector<int>> longer;
    for (const std::vector<int>& term : all) {
      const int sum = std::accumulate(term.begin(), term.end(), 0);
      for (int d = 0; d + sum <= degree; ++d) {
        longer.push_back(term);
        longer.back().push_back(d);
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::vector<double> table_basis(std::span<const Axis> axes,
                                const std::vector<std::vector<int>>& terms,
                                std::span<const double> point) {
  const auto place = place_in_box(axes, point);
  std::array<std::array<double, max_table_degree + 1>, max_table_axes> factor{};
  for (std::size_t a = 0; a < axes.size(); ++a) {
    for (int d = 0; d <= max_table_degree; ++d) {
      factor[a][static_cast<std::size_t>(d)] = legendre(d, place[a]);
    }
  }
  std::vector<double> values;
  values.reserve(terms.size());
  // Products of all axes before each: terms stand in the order of their exponents, so most of them
  // share all but the last with the one before.
  std::array<double, max_table_axes + 1> product{1};
  const std::vector<int>* before = nullptr;
  for (const std::vector<int>& term : terms) {
    std::size_t a = 0;
    while (before != nullptr && a < axes.size() && term[a] == (*before)[a]) {
      ++a;
    }
    for (; a < axes.size(); ++a) {
      product[a + 1] = product[a] * factor[a][static_cast<std::size_t>(term[a])];
    }
    values.push_back(product[axes.size()]);
    before = &term;
  }
  return values;
}

std::vector<double> sample_point(std::span<const Axis> axes, std::size_t index) {
  static constexpr std::array<std::size_t, max_table_axes> primes{2,  3,  5,  7,  11,
                                                                  13, 17, 19, 23, 29};
  std::vector<double> point;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    const double z = normal_quantile(radical_inverse(index + 1, primes[a]));
    point.push_back(unscaled(axes[a], std::clamp(z / 2.2, -1.0, 1.0)));
  }
  return point;
}

}  // namespace heliofab::device
