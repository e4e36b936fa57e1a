// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/twin/module_answer.hpp"

namespace heliofab::twin {

/// Estimates of what the mesh leaves as errors in the figures of a module: what a better mesh finds
/// at the same voltages, (30) in docs/theory/module.md.
struct MeshErrors {
  double isc = 0;          // [A]
  double voc = 0;          // [V]
  double pmax = 0;         // [W]
  double hottest = 0;      // [K] with heat
  std::int64_t nodes = 0;  // of each sheet of the better mesh
  bool is_known = true;    // false: the better mesh had no solution

  friend bool operator==(const MeshErrors&, const MeshErrors&) = default;
};

/// The largest of them as a share of its figure [-].
double largest_share(const MeshErrors& errors, const PlaneFigures& figures);

/// What warms a module, and how warm it was found to be.
struct WarmPlace {
  const module::PlaneHeat* heat = nullptr;
  double voltage = 0;  // [V]
  double hottest = 0;  // [K] at that voltage
};

/// Solves three voltages more, 10 to 40 % of what the figures took: for answers that somebody
/// reads, not for each of thousands.
/// @param figures  of the module as it is
/// @param warm     of a module with heat; null: without
/// @throws InputError E4103 as solve_plane()
MeshErrors solve_mesh_errors(const module::PlaneModule& module, const PlaneFigures& figures,
                             const WarmPlace* warm = nullptr);

}  // namespace heliofab::twin
