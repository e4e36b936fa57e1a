// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/device/mesh.hpp"

namespace heliofab::device {

/// A mesh and the light on it.
struct LitMesh {
  Mesh mesh;
  std::vector<double> generation;  // at its volume_edges; empty without light
};

/// Every second node of each layer, its last one always; with the generation interpolated inside
/// the layers, which errs by the fourth power of the mesh where the equations err by the second.
LitMesh halve(const Mesh& mesh, std::span<const double> generation);

/// Every element cut in two.
Mesh refine(const Mesh& mesh);

/// A state on one of two nested meshes carried over to the finer one, by cubics inside the layers:
/// what Newton needs for a start.
std::vector<double> prolong(const Mesh& fine, const Mesh& coarse, std::span<const double> state);

}  // namespace heliofab::device
