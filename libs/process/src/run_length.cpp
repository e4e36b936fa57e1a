// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/run_length.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <Eigen/SparseLU>
#include <fmt/format.h>

#include "distributions.hpp"
#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::process {

namespace {

// A zone of a Shewhart chart: a point that stands for it and its chance.
struct ChartZone {
  double z = 0;
  double chance = 0;
};
std::array<ChartZone, 8> chart_zones(double shift) {
  std::array<ChartZone, 8> zones;
  double below = 0;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const double low = static_cast<double>(i) - 4;
    const double up_to = i == 7 ? 1 : normal_distribution(low + 1 - shift);
    zones[i] = {low + 0.5, up_to - below};
    below = up_to;
  }
  return zones;
}

// Gauss-Legendre on [from, to].
struct GaussRule {
  std::vector<double> nodes, weights;
};
GaussRule gauss_legendre(std::size_t n, double from, double to) {
  GaussRule rule{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) /
                        (static_cast<double>(n) + 0.5));
    double slope = 0;
    for (int newton = 0; newton < 8; ++newton) {
      double before = 0;
      double value = 1;
      for (std::size_t k = 1; k <= n; ++k) {
        const auto j = static_cast<double>(k);
        const double next = ((2 * j - 1) * x * value - (j - 1) * before) / j;
        before = value;
        value = next;
      }
      slope = static_cast<double>(n) * (x * value - before) / (x * x - 1);
      x -= value / slope;
    }
    rule.nodes[i] = (from + to) / 2 + (to - from) / 2 * x;
    rule.weights[i] = (to - from) / ((1 - x * x) * slope * slope);
  }
  return rule;
}

// Doubles the number of nodes until two figures agree. Nodes further apart than the standard
// deviation of a step see nothing of it, and agree on that: `widths` of these fit between the
// limits.
template <class Solve>
double converged_length(const char* chart, double widths, const Solve& solve) {
  constexpr std::size_t most = 1024;
  std::size_t n = 32;
  while (static_cast<double>(n) < std::numbers::pi / 2 * widths && n <= most) {
    n *= 2;
  }
  if (n < most) {
    for (double last = solve(n); n < most;) {
      n *= 2;
      const double next = solve(n);
      if (std::abs(next - last) <= 1e-9 * std::abs(next)) {
        return next;
      }
      last = next;
    }
  }
  throw ModelError("E4325", fmt::format("the run length of the {} chart has not converged with {} "
                                        "nodes: its limits are {:.3g} steps apart",
                                        chart, most, widths));
}

// theory/control.md (13): from the average x to the average y.
double solve_ewma(const EwmaChart& chart, double shift, std::size_t n) {
  const double limit = ewma_limit(chart);
  const GaussRule rule = gauss_legendre(n, -limit, limit);
  const auto kernel = [&](double from, double to) {
    return normal_density((to - (1 - chart.weight) * from) / chart.weight - shift) / chart.weight;
  };
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(size, size);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) -=
          rule.weights[j] * kernel(rule.nodes[i], rule.nodes[j]);
    }
  }
  const Eigen::VectorXd lengths = a.partialPivLu().solve(Eigen::VectorXd::Ones(size));
  double from_centre = 1;
  for (std::size_t j = 0; j < n; ++j) {
    from_centre +=
        rule.weights[j] * kernel(0, rule.nodes[j]) * lengths(static_cast<Eigen::Index>(j));
  }
  return from_centre;
}

// theory/control.md (14): the upper sum alone, from 0 and from its head start. The sum is 0 with a
// chance of its own, which is the first unknown.
std::array<double, 2> solve_one_sided(const CusumChart& chart, double shift, std::size_t n) {
  const GaussRule rule = gauss_legendre(n, 0, chart.decision);
  const double step = shift - chart.reference;  // mean of what is added
  const auto size = static_cast<Eigen::Index>(n) + 1;
  // Chances to go from a sum to each state.
  const auto row = [&](double from) {
    Eigen::RowVectorXd chances(size);
    chances(0) = normal_distribution(-from - step);
    for (std::size_t j = 0; j < n; ++j) {
      chances(static_cast<Eigen::Index>(j) + 1) =
          rule.weights[j] * normal_density(rule.nodes[j] - from - step);
    }
    return chances;
  };
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(size, size);
  a.row(0) -= row(0);
  for (std::size_t i = 0; i < n; ++i) {
    a.row(static_cast<Eigen::Index>(i) + 1) -= row(rule.nodes[i]);
  }
  const Eigen::VectorXd lengths = a.partialPivLu().solve(Eigen::VectorXd::Ones(size));
  return {lengths(0), 1 + row(chart.head_start * chart.decision).dot(lengths)};
}

// theory/control.md (15). The sum away from the shift may run longer than double precision can
// tell; then it has no part in the answer.
double solve_cusum(const CusumChart& chart, double shift, std::size_t n) {
  constexpr double endless = 1e13;
  const auto [near, near_ahead] = solve_one_sided(chart, std::abs(shift), n);
  const auto [far, far_ahead] = solve_one_sided(chart, -std::abs(shift), n);
  if (!(far > 0 && far < endless)) {
    return near_ahead;
  }
  return (near_ahead * far + near * far_ahead - near * far) / (near + far);
}

// What the rules can remember, found from nothing by each zone in turn, and where it leads.
struct RunChain {
  std::vector<RunState> states;
  std::vector<Eigen::Triplet<double>> moves;  // that do not signal
};
RunChain chain_of(const RunRules& rules, double shift) {
  const std::array<ChartZone, 8> zones = chart_zones(shift);
  RunChain chain{{RunState{}}, {}};
  std::map<RunState, int> index{{RunState{}, 0}};
  for (std::size_t i = 0; i < chain.states.size(); ++i) {
    for (const ChartZone& zone : zones) {
      RunState state = chain.states[i];
      if (!next_point(state, rules, zone.z).is_empty()) {
        continue;
      }
      const auto [place, is_new] = index.try_emplace(state, static_cast<int>(index.size()));
      if (is_new) {
        chain.states.push_back(state);
      }
      chain.moves.emplace_back(static_cast<int>(i), place->second, zone.chance);
    }
  }
  return chain;
}

}  // namespace

double run_length(const RunRules& rules, double shift) {
  if (rules.trend > 0 || rules.alternating > 0 || rules == RunRules{.beyond_limits = false}) {
    throw InputError("E4324", "rules",
                     "rules that no zone decides, or none; wanted zone rules alone",
                     "simulate trends and alternating points");
  }
  RunChain chain = chain_of(rules, shift);
  const auto size = static_cast<Eigen::Index>(chain.states.size());
  for (auto& move : chain.moves) {
    move = {move.row(), move.col(), -move.value()};
  }
  for (int i = 0; i < static_cast<int>(size); ++i) {
    chain.moves.emplace_back(i, i, 1.0);
  }
  Eigen::SparseMatrix<double> a(size, size);
  a.setFromTriplets(chain.moves.begin(), chain.moves.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(a);
  HELIOFAB_CHECK(solver.info() == Eigen::Success);
  const Eigen::VectorXd lengths = solver.solve(Eigen::VectorXd::Ones(size));
  return lengths(0);
}

double run_length(const EwmaChart& chart, double shift) {
  return converged_length("EWMA", 2 * ewma_limit(chart) / chart.weight,
                          [&](std::size_t n) { return solve_ewma(chart, shift, n); });
}

double run_length(const CusumChart& chart, double shift) {
  return converged_length("CUSUM", chart.decision,
                          [&](std::size_t n) { return solve_cusum(chart, shift, n); });
}

Estimate simulate_run_length(const std::function<Signals()>& make, double shift, std::int64_t runs,
                             std::uint64_t seed) {
  const Stream points(seed, "process.run_length");
  std::vector<double> lengths(static_cast<std::size_t>(runs));
  parallel_for(lengths.size(), [&](std::size_t run) {
    const Signals signals = make();
    std::uint64_t count = 1;
    while (!signals(shift + points.normal(run, count))) {
      ++count;
    }
    lengths[run] = static_cast<double>(count);
  });
  return estimate(lengths);
}

Signals fresh(const RunRules& rules) {
  return [rules, state = RunState{}](double z) mutable {
    return !next_point(state, rules, z).is_empty();
  };
}

Signals fresh(const EwmaChart& chart) {
  return [chart, state = EwmaState{}](double z) mutable {
    return next_point(state, chart, z).side != Side::none;
  };
}

Signals fresh(const CusumChart& chart) {
  return [chart, state = start_of(chart)](double z) mutable {
    return next_point(state, chart, z).side != Side::none;
  };
}

}  // namespace heliofab::process
