// SPDX-License-Identifier: Apache-2.0
#include "points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heliofab::device {

namespace {

constexpr double same_bias = 1e-9;  // [kT/q]
constexpr std::size_t neighbours = 6;
// Between neighbours Newton begins so near that a last update of 1e-4 kT/q leaves 1e-8.
constexpr double near_enough = 1e-4;

// Knots may end short of open circuit when they came from another mesh, and short of the point of
// the request that lies beyond it.
void reach_open_circuit(SingleCell& cell, const CurveRequest& request, std::vector<Solved>& known) {
  const double vt = cell.cell().thermal_voltage;
  const auto go_to = [&](double voltage) {
    const std::size_t count = std::min<std::size_t>(3, known.size());
    Solved next = walk_to(cell, {known.end() - static_cast<std::ptrdiff_t>(count), known.end()},
                          std::min(voltage, request.to) / vt, 1);
    const bool has_arrived = static_cast<bool>(next.status);
    if (has_arrived) {
      known.push_back(std::move(next));
    }
    return has_arrived;
  };
  const auto end = [&] { return known.back().bias * vt; };
  const double gap = static_cast<double>(knot_stride(request, vt)) * request.step;
  const double sliver = 1e-6 * request.step;
  while (known.back().measured[current] > 0 && end() < request.to - sliver) {
    if (!go_to(end() + gap)) {
      return;
    }
  }
  const double next_point =
      request.from + std::ceil((end() - request.from) / request.step - 1e-6) * request.step;
  if (next_point > end() + sliver && end() < request.to - sliver) {
    go_to(next_point);
  }
}

std::vector<double> biases_of(const CurveRequest& request, double thermal_voltage,
                              const std::vector<Solved>& known) {
  std::vector<double> biases;
  const auto steps = std::llround((request.to - request.from) / request.step);
  for (long long i = 0; i <= steps; ++i) {
    const double v = request.from + static_cast<double>(i) * request.step;
    // A multiple of the step that should be zero is zero.
    const double bias = std::abs(v) < 1e-12 ? 0 : v / thermal_voltage;
    if (bias > known.front().bias - same_bias && bias < known.back().bias + same_bias) {
      biases.push_back(bias);
    }
  }
  return biases;
}

std::vector<Solved> fill(SingleCell& cell, Lanes& lanes, double light,
                         const std::vector<Solved>& known, const std::vector<double>& biases) {
  std::vector<Job> jobs;
  for (const double bias : biases) {
    jobs.push_back({.bias = bias, .light = light, .tolerance = near_enough, .limit = 12});
    jobs.back().start = interpolate(nearest(known, bias, neighbours), bias);
  }
  std::vector<Solved> found;
  for (Outcome& outcome : lanes.run(jobs)) {
    found.push_back({biases[found.size()], std::move(outcome.state), outcome.status});
  }
  lanes.settle(found, light);
  for (Solved& solved : found) {
    if (!solved.status) {
      solved = walk_to(cell, {*nearest(known, solved.bias, 1).front()}, solved.bias, light);
    }
  }
  return found;
}

}  // namespace

std::vector<Solved> solve_points(SingleCell& cell, Lanes& lanes, const CurveRequest& request,
                                 bool is_lit, std::vector<Solved>& known) {
  const double vt = cell.cell().thermal_voltage;
  const bool ends_at_voc = is_lit && request.stop_after_voc;
  if (ends_at_voc) {
    reach_open_circuit(cell, request, known);
  }
  const std::vector<double> biases = biases_of(request, vt, known);
  std::vector<Solved> points(biases.size());
  std::vector<char> is_solved(biases.size(), 0);
  for (std::size_t i = 0; i < biases.size(); ++i) {
    const Solved& near = *nearest(known, biases[i], 1).front();
    if (std::abs(near.bias - biases[i]) < same_bias) {
      points[i] = near;
      is_solved[i] = 1;
    }
  }
  for (std::size_t stride = knot_stride(request, vt); stride > 0; stride /= 2) {
    std::vector<std::size_t> indices;
    std::vector<double> wanted;
    for (std::size_t i = 0; i < biases.size(); i += stride) {
      if (is_solved[i] == 0) {
        is_solved[i] = 1;
        indices.push_back(i);
        wanted.push_back(biases[i]);
      }
    }
    std::vector<Solved> found = fill(cell, lanes, is_lit ? 1 : 0, known, wanted);
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (found[k].status) {
        known.push_back(found[k]);
      }
      points[indices[k]] = std::move(found[k]);
    }
    std::ranges::sort(known, {}, &Solved::bias);
  }
  if (ends_at_voc) {
    const auto beyond = std::ranges::find_if(
        points, [](const Solved& s) { return s.status && s.bias > 0 && s.measured[current] <= 0; });
    if (beyond != points.end()) {
      points.erase(std::next(beyond), points.end());
    }
  }
  return points;
}

}  // namespace heliofab::device
