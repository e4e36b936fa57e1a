// SPDX-License-Identifier: Apache-2.0
#include "line_mesh.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "heliofab/core/check.hpp"

namespace heliofab::module {

namespace {

// Legendre's polynomial of a degree and its slope.
struct Legendre {
  double value;
  double slope;
};
Legendre legendre(std::size_t degree, double x) noexcept {
  double before = 1;
  double value = x;
  for (std::size_t k = 2; k <= degree; ++k) {
    const auto n = static_cast<double>(k);
    const double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
    before = value;
    value = next;
  }
  const auto n = static_cast<double>(degree);
  const bool is_end = std::abs(x) == 1;
  const double slope =
      is_end ? std::pow(x, n - 1) * n * (n + 1) / 2 : n * (x * value - before) / (x * x - 1);
  return {degree == 0 ? 1 : value, slope};
}

}  // namespace

namespace {

constexpr std::size_t highest_degree = 14;

Lobatto make_lobatto(std::size_t degree) {
  const std::size_t n = degree + 1;
  const auto p = static_cast<double>(degree);
  Lobatto rule{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n * n)};
  for (std::size_t k = 0; k < n; ++k) {
    double x = -std::cos(std::numbers::pi * static_cast<double>(k) / p);
    for (int step = 0; step < 50 && k > 0 && k < degree; ++step) {  // zeros of the slope
      const Legendre l = legendre(degree, x);
      // (1 - x^2) P'' = 2 x P' - p (p + 1) P
      const double bend = (2 * x * l.slope - p * (p + 1) * l.value) / (1 - x * x);
      const double change = l.slope / bend;
      x -= change;
      if (std::abs(change) < 1e-15) {
        break;
      }
    }
    rule.point[k] = x;
    const double value = legendre(degree, x).value;
    rule.weight[k] = 2 / (p * (p + 1) * value * value);
  }
  for (std::size_t q = 0; q < n; ++q) {
    double others = 0;
    for (std::size_t a = 0; a < n; ++a) {
      if (a != q) {
        const double ratio =
            legendre(degree, rule.point[q]).value / legendre(degree, rule.point[a]).value;
        rule.slope[q * n + a] = ratio / (rule.point[q] - rule.point[a]);
        others += rule.slope[q * n + a];
      }
    }
    rule.slope[q * n + q] = -others;  // a constant has none, to the last bit
  }
  return rule;
}

std::array<Lobatto, highest_degree + 1> make_rules() {
  std::array<Lobatto, highest_degree + 1> rules;
  for (std::size_t degree = 1; degree < rules.size(); ++degree) {
    rules.at(degree) = make_lobatto(degree);
  }
  return rules;
}

}  // namespace

const Lobatto& lobatto(std::size_t degree) {
  HELIOFAB_CHECK(degree >= 1 && degree <= highest_degree);
  static const std::array<Lobatto, highest_degree + 1> rules = make_rules();
  return rules.at(degree);
}

namespace {

// Of an element of length 2.
double unit_stiffness(const Lobatto& rule, std::size_t a, std::size_t b) {
  const std::size_t n = rule.point.size();
  double sum = 0;
  for (std::size_t q = 0; q < n; ++q) {
    sum += rule.weight[q] * rule.slope[q * n + a] * rule.slope[q * n + b];
  }
  return sum;
}

}  // namespace

LineMesh make_line(std::span<const double> breaks, std::size_t degree) {
  HELIOFAB_CHECK(breaks.size() >= 2);
  const Lobatto& rule = lobatto(degree);
  const std::size_t n = degree + 1;
  LineMesh line{.degree = degree};
  line.x.push_back(breaks.front());
  line.weight.assign((breaks.size() - 1) * degree + 1, 0);
  for (std::size_t e = 0; e + 1 < breaks.size(); ++e) {
    const double length = breaks[e + 1] - breaks[e];
    HELIOFAB_CHECK(length > 0);
    for (std::size_t a = 0; a < n; ++a) {
      line.weight[e * degree + a] += rule.weight[a] * length / 2;
      if (a > 0) {
        line.x.push_back(a == degree ? breaks[e + 1]
                                     : breaks[e] + length * (1 + rule.point[a]) / 2);
      }
      for (std::size_t b = 0; b < n; ++b) {
        line.stiffness.push_back(2 / length * unit_stiffness(rule, a, b));
      }
    }
  }
  return line;
}

}  // namespace heliofab::module
