// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "heliofab/device/cell_design.hpp"

namespace heliofab::device {

/// Nodes from the front contact (x = 0) to the back. Material data belong to elements, so a node at
/// an abrupt junction sees each side's own. Where an interface limits emission there are two nodes
/// at one place, joined by an element without length, which counts to the layer behind it.
struct Mesh {
  std::vector<double> x;           // [m] nodes, increasing
  std::vector<std::size_t> layer;  // [-] of each element; size x.size() - 1

  /// True for the element between two nodes at one place.
  bool is_joint(std::size_t element) const noexcept { return x[element] == x[element + 1]; }

  friend bool operator==(const Mesh&, const Mesh&) = default;
};

/// Nodes clustered by a tanh rule at both ends of each layer, where potential and densities bend.
/// @throws InputError E3101 when the design has no layer, E3102 for layers without thickness or
/// elements
Mesh make_mesh(const CellDesign& design);

/// Where the edges of the finite volumes lie: x0, middle, x1, middle, ... [m], 2 * nodes - 1 of
/// them. Give the cumulative generation at these positions to solve_cell.
std::vector<double> volume_edges(const Mesh& mesh);

}  // namespace heliofab::device
