// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/mesh_error.hpp"

#include <algorithm>

namespace heliofab::module {

PlaneMesh better_mesh(const PlaneMesh& mesh) {
  PlaneMesh better = mesh;
  ++better.degree;
  if (mesh.degree == 1) {
    const auto half = [](std::int64_t count) { return std::max<std::int64_t>(count / 2, 1); };
    better.elements = half(mesh.elements);
    better.elements_flaw = half(mesh.elements_flaw);
    better.longest = 2 * mesh.longest;
    better.growth = mesh.growth * mesh.growth;  // elements twice as long at every distance
  }
  return better;
}

double error_over_difference(std::int64_t degree) {
  const auto p = static_cast<double>(degree);
  const double lengths = degree == 1 ? 2 : 1;  // of the better mesh's elements over the mesh's
  return 1 / (1 - lengths * p * p / ((p + 1) * (p + 1)));
}

}  // namespace heliofab::module
