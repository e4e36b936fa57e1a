// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/device/cell_profile.hpp"
#include "heliofab/device/solve_cell.hpp"

/// Both sides of the reciprocity of collection and injection; docs/theory/device.md, section 11.
namespace heliofab::device::testing_cells {

// Weak light: what it does is linear to 1e-6, and Newton's first step is exact.
inline constexpr double weak_light = 1e9;  // [1/m2/s]

/// The share of pairs that reach the contacts at 0 V, for the light of `cumulative` (1 in all).
inline double collected(const CellDesign& design, const Mesh& mesh,
                        std::vector<double> cumulative) {
  for (double& pairs : cumulative) {
    pairs *= weak_light;
  }
  return solve_cell(design, mesh, cumulative, {.to = 0.1, .step = 0.1}).jsc /
         (constants::elementary_charge * weak_light);
}

/// All pairs in the volume of one node.
inline std::vector<double> pulse(const Mesh& mesh, std::size_t node) {
  std::vector<double> cumulative(2 * mesh.x.size() - 1, 0.0);
  std::fill(cumulative.begin() + static_cast<std::ptrdiff_t>(2 * node), cumulative.end(), 1.0);
  if (node == 0) {
    cumulative.front() = 0;
  } else if (node + 1 < mesh.x.size()) {
    cumulative[2 * node] = 0.5;  // the node itself, amid its volume
  }
  return cumulative;
}

/// The dark cell at a voltage, on the mesh as it is.
inline std::vector<ProfileRow> rows_at(const CellDesign& design, const Mesh& mesh, double voltage) {
  const CellTask dark{design, mesh, {}, {.to = 0.2}};
  return solve_profiles(dark, {&voltage, 1}, {.mesh = 1, .refinements = 0}).profiles[0].rows;
}

/// Splitting of the quasi-Fermi levels [eV] at each node per volt applied in the dark, at 0 V.
inline std::vector<double> injected(const CellDesign& design, const Mesh& mesh) {
  const double h = 1e-5;  // [V]
  const auto plus = rows_at(design, mesh, h);
  const auto minus = rows_at(design, mesh, -h);
  std::vector<double> splitting(mesh.x.size());
  for (std::size_t k = 0, node = 0; k < plus.size(); ++k) {
    node += k > 0 && plus[k].x != plus[k - 1].x ? 1 : 0;
    splitting[node] =
        ((plus[k].fermi_n_eV - plus[k].fermi_p_eV) - (minus[k].fermi_n_eV - minus[k].fermi_p_eV)) /
        (2 * h);
  }
  return splitting;
}

}  // namespace heliofab::device::testing_cells
