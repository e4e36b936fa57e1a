// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/device/curve_table.hpp"

// Polynomials over the box of a table, and the points where it is solved.
namespace heliofab::device {

constexpr int max_table_degree = 4;
constexpr std::size_t max_table_axes = std::tuple_size_v<BoxPlace>;

/// Where a point lies in the box.
BoxPlace place_in_box(std::span<const Axis> axes, std::span<const double> point) noexcept;

/// Exponents, one per axis, of all terms whose total degree is at most `degree`.
std::vector<std::vector<int>> table_terms(std::size_t axes, int degree);

/// Products of Legendre polynomials at a point, one per term.
std::vector<double> table_basis(std::span<const Axis> axes,
                                const std::vector<std::vector<int>>& terms,
                                std::span<const double> point);

/// Point `index` of Halton's sequence, made normal: the edge of the box lies at 2.2 standard
/// deviations, and what is beyond stays on the edge.
std::vector<double> sample_point(std::span<const Axis> axes, std::size_t index);

}  // namespace heliofab::device
