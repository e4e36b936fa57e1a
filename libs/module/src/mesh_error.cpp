// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/mesh_error.hpp"

#include <algorithm>
#include <cstdint>

namespace heliofab::module {

PlaneMesh better_mesh(const PlaneMesh& mesh, bool is_heated) {
  PlaneMesh better = mesh;
  better.degree += is_heated && mesh.degree > 1 ? 2 : 1;
  if (mesh.degree == 1) {
    const auto half = [](std::int64_t count) { return std::max<std::int64_t>(count / 2, 1); };
    better.elements = half(mesh.elements);
    better.elements_flaw = half(mesh.elements_flaw);
    better.longest = 2 * mesh.longest;
    better.growth = mesh.growth * mesh.growth;  // elements twice as long at every distance
  }
  return better;
}

double error_over_difference(const PlaneMesh& mesh, bool is_heated) {
  const double lengths = mesh.degree == 1 ? 2 : 1;  // of the better mesh's elements over these
  const double degrees =
      static_cast<double>(mesh.degree) / static_cast<double>(better_mesh(mesh, is_heated).degree);
  return 1 / (1 - lengths * degrees * degrees);
}

}  // namespace heliofab::module
