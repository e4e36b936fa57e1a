// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/device/mesh.hpp"

namespace heliofab::device {

/// A mesh and the light on it.
struct LitMesh {
  Mesh mesh;
  std::vector<double> generation;  // at its volume_edges; empty without light
};

/// A polynomial through at most four points of [first, last], taken at x.
struct Cubic {
  std::size_t from = 0;
  std::size_t count = 0;
  std::array<double, 4> weights{};

  Cubic(std::span<const double> points, std::size_t first, std::size_t last, double x);
  /// Of values that stand `stride` apart, the first at `offset`.
  double of(std::span<const double> values, std::size_t stride = 1, std::size_t offset = 0) const;
};

/// Every second node of each layer, its last one always; with the generation interpolated inside
/// the layers, which errs by the fourth power of the mesh where the equations err by the second.
LitMesh halve(const Mesh& mesh, std::span<const double> generation);

/// Every element that has a length cut in two.
Mesh refine(const Mesh& mesh);

/// Carries states from one of two nested meshes over to the finer one, by cubics inside the layers:
/// what Newton needs for a start.
class Prolongation {
 public:
  Prolongation(const Mesh& coarse, const Mesh& fine);

  std::vector<double> operator()(std::span<const double> state) const;

 private:
  std::vector<Cubic> cubics_;  // of each fine node but the first
};

}  // namespace heliofab::device
