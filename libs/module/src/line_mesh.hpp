// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heliofab::module {

/// A line cut into elements that all have polynomials of one degree, on the points of Gauss and
/// Lobatto: neighbours share the point between them. Degree 1 is finite volumes.
struct LineMesh {
  std::size_t degree = 1;
  std::vector<double> x;       // [m] points, elements * degree + 1 of them
  std::vector<double> weight;  // [m] of each point; together the length of the line
  // [1/m] of each element, (degree + 1)^2 row by row: the integral of the products of slopes.
  std::vector<double> stiffness;

  std::size_t points() const noexcept { return x.size(); }
  std::size_t elements() const noexcept { return (x.size() - 1) / degree; }
  double length(std::size_t e) const noexcept { return x[(e + 1) * degree] - x[e * degree]; }
  double middle(std::size_t e) const noexcept { return x[e * degree] + length(e) / 2; }
  /// Row a, column b of element e.
  double stiff(std::size_t e, std::size_t a, std::size_t b) const noexcept {
    const std::size_t n = degree + 1;
    return stiffness[(e * n + a) * n + b];
  }
};

/// @param breaks  [m] where elements begin and end, strictly increasing, two or more
/// @param degree  1 to 14
LineMesh make_line(std::span<const double> breaks, std::size_t degree);

/// Points and weights of Gauss and Lobatto on (-1, 1), `degree` + 1 of them, and the slopes there
/// of the polynomials that are 1 at one point and 0 at the others, row by row.
struct Lobatto {
  std::vector<double> point;
  std::vector<double> weight;
  std::vector<double> slope;  // at point q of polynomial a: slope[q * (degree + 1) + a]
};
const Lobatto& lobatto(std::size_t degree);

}  // namespace heliofab::module
