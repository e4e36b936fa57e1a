// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/quantum_efficiency.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "linear_cell.hpp"

namespace heliofab::device {

namespace {

void expect_size(std::string_view what, std::size_t found, std::size_t wanted) {
  if (found != wanted) {
    throw InputError("E3123", what, fmt::format("{} values, wanted {}", found, wanted));
  }
}

// What one more pair in each half volume adds to the current, over q; theory (33).
std::vector<double> probabilities(const Adjoint& adjoint) {
  std::vector<double> collected;
  for (std::size_t i = 0; i < adjoint.weights.size(); ++i) {
    const double of_node = adjoint.weights[i](2) - adjoint.weights[i](1);
    collected.insert(collected.end(), i == 0 || i + 1 == adjoint.weights.size() ? 1 : 2, of_node);
  }
  return collected;
}

}  // namespace

CellTask in_light(CellTask task, double factor) {
  if (!(factor >= 0) || !std::isfinite(factor)) {
    throw InputError("E3123", "bias_light", fmt::format("{:g}, wanted 0 or more", factor));
  }
  if (factor == 0) {
    task.generation.clear();
    task.generation_at = {};
    return task;
  }
  for (double& pairs : task.generation) {
    pairs *= factor;
  }
  if (task.generation_at) {
    task.generation_at = [full = std::move(task.generation_at), factor](auto positions) {
      std::vector<double> pairs = full(positions);
      std::ranges::for_each(pairs, [=](double& p) { p *= factor; });
      return pairs;
    };
  }
  return task;
}

std::vector<Collection> solve_collection(const CellTask& task, std::span<const double> voltages,
                                         const CertificateLimits& limits) {
  LinearCell cell(task, limits);
  std::vector<Collection> all;
  for (const double voltage : voltages) {
    const LinearPoint point = cell.at(voltage);
    const Adjoint adjoint = make_adjoint(cell.problem(), point);
    all.push_back({.voltage = voltage,
                   .current_density = point.current_density,
                   .slope = adjoint.slope / cell.problem().thermal_voltage,
                   .edges = volume_edges(cell.lit().mesh),
                   .probability = probabilities(adjoint),
                   .doubts = cell.curve().doubts});
  }
  return all;
}

QuantumEfficiency quantum_efficiency(const Collection& collection, const Probe& probe) {
  const std::size_t edges = collection.edges.size();
  expect_size("probe.pairs", probe.pairs.size(), probe.wavelength.size() * edges);
  if (!probe.reflectance.empty()) {
    expect_size("probe.reflectance", probe.reflectance.size(), probe.wavelength.size());
  }
  QuantumEfficiency result{.wavelength = probe.wavelength, .external = {}, .internal = {}};
  for (std::size_t w = 0; w < probe.wavelength.size(); ++w) {
    const auto pairs = std::span(probe.pairs).subspan(w * edges, edges);
    double sum = 0;
    for (std::size_t k = 0; k + 1 < edges; ++k) {
      sum += collection.probability[k] * (pairs[k + 1] - pairs[k]);
    }
    const double reflected = probe.reflectance.empty() ? 0 : probe.reflectance[w];
    if (!(reflected >= 0 && reflected < 1)) {
      throw InputError("E3123", fmt::format("probe.reflectance[{}]", w),
                       fmt::format("{:g}, wanted 0 or more and below 1", reflected));
    }
    result.external.push_back(sum);
    result.internal.push_back(sum / (1 - reflected));
  }
  return result;
}

double current_of(const QuantumEfficiency& efficiency, std::span<const double> photons) {
  expect_size("photons", photons.size(), efficiency.external.size());
  double sum = 0;
  for (std::size_t w = 0; w < photons.size(); ++w) {
    sum += efficiency.external[w] * photons[w];
  }
  return unit_charge * sum;
}

}  // namespace heliofab::device
