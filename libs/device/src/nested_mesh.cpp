// SPDX-License-Identifier: Apache-2.0
#include "nested_mesh.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace heliofab::device {

namespace {

// Where a polynomial through at most four of the points [first, last] is to be taken at x.
struct Cubic {
  std::size_t from = 0;
  std::size_t count = 0;
  std::array<double, 4> weight{};

  Cubic(std::span<const double> points, std::size_t first, std::size_t last, double x)
      : count(std::min<std::size_t>(4, last - first + 1)) {
    const auto begin = points.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = points.begin() + static_cast<std::ptrdiff_t>(last);
    const auto above = static_cast<std::size_t>(std::lower_bound(begin, end, x) - points.begin());
    from = std::clamp(above < first + 2 ? first : above - 2, first, last + 1 - count);
    for (std::size_t a = 0; a < count; ++a) {
      weight[a] = 1;
      for (std::size_t b = 0; b < count; ++b) {
        const double base = points[from + b];
        weight[a] *= a == b ? 1 : (x - base) / (points[from + a] - base);
      }
    }
  }
  double of(std::span<const double> values, std::size_t stride = 1, std::size_t offset = 0) const {
    double sum = 0;
    for (std::size_t a = 0; a < count; ++a) {
      sum += weight[a] * values[stride * (from + a) + offset];
    }
    return sum;
  }
};

// The element behind the last one of the layer that begins with element `first`.
std::size_t end_of_layer(const Mesh& mesh, std::size_t first) {
  std::size_t end = first;
  while (end < mesh.layer.size() && mesh.layer[end] == mesh.layer[first]) {
    ++end;
  }
  return end;
}

}  // namespace

LitMesh halve(const Mesh& mesh, std::span<const double> generation) {
  LitMesh half;
  half.mesh.x.push_back(mesh.x.front());
  const bool has_light = !generation.empty();
  if (has_light) {
    half.generation.push_back(generation.front());
  }
  const std::vector<double> edges = volume_edges(mesh);
  for (std::size_t first = 0; first < mesh.layer.size();) {
    const std::size_t end = end_of_layer(mesh, first);
    for (std::size_t node = first; node < end;) {
      const std::size_t next = std::min(node + 2, end);
      if (has_light) {
        const double middle = (mesh.x[node] + mesh.x[next]) / 2;
        half.generation.push_back(Cubic(edges, 2 * first, 2 * end, middle).of(generation));
        half.generation.push_back(generation[2 * next]);
      }
      half.mesh.x.push_back(mesh.x[next]);
      half.mesh.layer.push_back(mesh.layer[first]);
      node = next;
    }
    first = end;
  }
  // A cubic may overshoot; light is never taken back.
  for (std::size_t k = 1; k < half.generation.size(); ++k) {
    half.generation[k] = std::max(half.generation[k], half.generation[k - 1]);
  }
  return half;
}

Mesh refine(const Mesh& mesh) {
  Mesh fine{.x = volume_edges(mesh), .layer = {}};
  for (const std::size_t layer : mesh.layer) {
    fine.layer.insert(fine.layer.end(), 2, layer);
  }
  return fine;
}

std::vector<double> prolong(const Mesh& fine, const Mesh& coarse, std::span<const double> state) {
  std::vector<double> carried;
  carried.reserve(3 * fine.x.size());
  carried.insert(carried.end(), state.begin(), state.begin() + 3);
  std::size_t from = 0;
  for (std::size_t first = 0; first < fine.layer.size();) {
    const std::size_t end = end_of_layer(fine, first);
    const std::size_t to = end_of_layer(coarse, from);
    for (std::size_t node = first + 1; node <= end; ++node) {
      const Cubic cubic(coarse.x, from, to, fine.x[node]);
      for (std::size_t k = 0; k < 3; ++k) {
        carried.push_back(cubic.of(state, 3, k));
      }
    }
    first = end;
    from = to;
  }
  return carried;
}

}  // namespace heliofab::device
