// SPDX-License-Identifier: Apache-2.0
#include "nested_mesh.hpp"

#include <algorithm>

#include "heliofab/core/grid.hpp"

namespace heliofab::device {

namespace {

// The element behind the last one of the layer that begins with element `first`; a step between two
// nodes at one place stands alone.
std::size_t end_of_layer(const Mesh& mesh, std::size_t first) {
  std::size_t end = first + 1;
  while (!mesh.is_joint(first) && end < mesh.layer.size() && mesh.layer[end] == mesh.layer[first]) {
    ++end;
  }
  return end;
}

}  // namespace

Cubic::Cubic(std::span<const double> points, std::size_t first, std::size_t last, double x)
    : count(std::min<std::size_t>(4, last - first + 1)) {
  const auto begin = points.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = points.begin() + static_cast<std::ptrdiff_t>(last);
  const auto above = static_cast<std::size_t>(std::lower_bound(begin, end, x) - points.begin());
  from = std::clamp(above < first + 2 ? first : above - 2, first, last + 1 - count);
  lagrange_weights(points.subspan(from, count), x, std::span(weights).first(count));
}

double Cubic::of(std::span<const double> values, std::size_t stride, std::size_t offset) const {
  double sum = 0;
  for (std::size_t a = 0; a < count; ++a) {
    sum += weights[a] * values[stride * (from + a) + offset];
  }
  return sum;
}

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
        half.generation.push_back(mesh.is_joint(node)
                                      ? generation[2 * node]
                                      : Cubic(edges, 2 * first, 2 * end, middle).of(generation));
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
  Mesh fine{.x = {mesh.x.front()}, .layer = {}};
  for (std::size_t e = 0; e < mesh.layer.size(); ++e) {
    if (!mesh.is_joint(e)) {
      fine.x.push_back((mesh.x[e] + mesh.x[e + 1]) / 2);
      fine.layer.push_back(mesh.layer[e]);
    }
    fine.x.push_back(mesh.x[e + 1]);
    fine.layer.push_back(mesh.layer[e]);
  }
  return fine;
}

Prolongation::Prolongation(const Mesh& coarse, const Mesh& fine) {
  std::size_t from = 0;
  for (std::size_t first = 0; first < fine.layer.size();) {
    const std::size_t end = end_of_layer(fine, first);
    const std::size_t to = end_of_layer(coarse, from);
    const std::size_t start = fine.is_joint(first) ? to : from;  // the second node at one place
    for (std::size_t node = first + 1; node <= end; ++node) {
      cubics_.emplace_back(coarse.x, start, to, fine.x[node]);
    }
    first = end;
    from = to;
  }
}

std::vector<double> Prolongation::operator()(std::span<const double> state) const {
  std::vector<double> carried(state.begin(), state.begin() + 3);
  carried.reserve(3 * (cubics_.size() + 1));
  for (const Cubic& cubic : cubics_) {
    for (std::size_t k = 0; k < 3; ++k) {
      carried.push_back(cubic.of(state, 3, k));
    }
  }
  return carried;
}

}  // namespace heliofab::device
