// SPDX-License-Identifier: Apache-2.0
#include "sweep.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/grid.hpp"
#include "newton.hpp"

namespace heliofab::device {

namespace {

constexpr double tolerance = 1e-6;  // [thermal voltages] quadratic: the answer is far closer

}  // namespace

Sweep::Sweep(const Problem& problem, double light) : problem_(problem), light_(light) {
  State state = neutral_state(problem);
  Status status = solve_bias(problem, 0, 0, tolerance, state, system_);
  if (!status) {
    throw ModelError("E3201", fmt::format("cell: no equilibrium from local neutrality; last update "
                                          "{:.1e} kT/q after {} iterations",
                                          status.residual, status.iterations));
  }
  int iterations = status.iterations;
  // Light comes up by factors, since minority densities have as many decades to go; charged levels
  // may want smaller ones.
  double share = 0;
  double first = 1e-8;
  double factor = 1e4;
  while (share < light) {
    const double next = std::min(share > 0 ? share * factor : first * light, light);
    status = solve_bias(problem, 0, next, next < light ? 1e-3 : tolerance, state, system_);
    iterations += status.iterations;
    if (status) {
      share = next;
    } else if (share == 0 && first > 1e-19) {
      first *= 1e-4;
    } else if (share > 0 && factor > 1.2) {
      factor = std::sqrt(factor);
    } else {
      throw ModelError(
          "E3201", fmt::format("cell: no steady state at 0 V and {:.1e} of the light, found one "
                               "at {:.1e}; last update {:.1e} kT/q; {} iterations in ever "
                               "smaller steps",
                               next, share, status.residual, iterations));
    }
  }
  status.iterations = iterations;
  const TerminalCurrent j = terminal_current(problem, state, 0, light);
  short_circuit_ = {0, j.current_density, j.imbalance, status};
  origin_ = {0, std::move(state)};
}

CurvePoint Sweep::solve(double voltage, bool keep) {
  const double target = voltage / problem_.thermal_voltage;
  std::vector<Solved> path = nearest(target);
  Status status;
  int iterations = 0;
  double step = target - path.back().bias;
  for (int attempt = 0; attempt < 60; ++attempt) {
    const double left = target - path.back().bias;
    const double bias = std::abs(left) <= std::abs(step) ? target : path.back().bias + step;
    State state = predict(path, bias);
    status = solve_bias(problem_, bias, light_, tolerance, state, system_);
    iterations += status.iterations;
    if (!status) {
      step /= 3;
      continue;
    }
    if (bias == path.back().bias) {
      path.pop_back();
    }
    path.push_back({bias, std::move(state)});
    if (bias == target) {
      break;
    }
    step *= 1.5;
    path.erase(path.begin(), path.end() - std::min<std::ptrdiff_t>(3, std::ssize(path)));
  }
  if (path.back().bias != target) {
    status.outcome = Convergence::diverged;
  }
  status.iterations = iterations;
  const TerminalCurrent j = terminal_current(problem_, path.back().state, path.back().bias, light_);
  if (keep && status) {
    kept_.push_back(std::move(path.back()));
  }
  return {voltage, j.current_density, j.imbalance, status};
}

// Lagrange's polynomial through the known points: the unknowns are smooth in voltage.
State Sweep::predict(const std::vector<Solved>& known, double bias) {
  std::vector<double> biases(known.size());
  std::ranges::transform(known, biases.begin(), &Solved::bias);
  std::vector<double> weights(known.size());
  lagrange_weights(biases, bias, weights);
  State state(known.front().state.size());
  for (std::size_t k = 0; k < known.size(); ++k) {
    for (std::size_t i = 0; i < state.size(); ++i) {
      state[i].psi += weights[k] * known[k].state[i].psi;
      state[i].phi_n += weights[k] * known[k].state[i].phi_n;
      state[i].phi_p += weights[k] * known[k].state[i].phi_p;
    }
  }
  return state;
}

// Up to three neighbours in the sweep, the nearest last; before the sweep begins, 0 V.
std::vector<Sweep::Solved> Sweep::nearest(double bias) const {
  if (kept_.empty()) {
    return {origin_};
  }
  const auto size = std::ssize(kept_);
  const auto above = std::ranges::lower_bound(kept_, bias, {}, &Solved::bias) - kept_.begin();
  const auto first =
      std::clamp<std::ptrdiff_t>(above - 1, 0, std::max<std::ptrdiff_t>(size - 3, 0));
  std::vector<Solved> found(kept_.begin() + first, kept_.begin() + std::min(first + 3, size));
  std::ranges::sort(found, std::greater<>(),
                    [bias](const Solved& s) { return std::abs(s.bias - bias); });
  return found;
}

}  // namespace heliofab::device
