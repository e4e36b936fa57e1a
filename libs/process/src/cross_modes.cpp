// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/cross_modes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include <Eigen/Eigenvalues>

#include "heliofab/core/check.hpp"
#include "heliofab/process/web_field.hpp"

namespace heliofab::process {

namespace {

// Of a zone, from -1 at the left edge to 1 at the right.
double place(std::size_t zone, std::size_t zones) noexcept {
  return 2 * static_cast<double>(zone) / static_cast<double>(zones - 1) - 1;
}

// Gauss-Legendre points on [-1, 1], and weights of sum 1, from the recurrence of the polynomials
// [golub1969].
struct Quadrature {
  Eigen::VectorXd points;
  Eigen::VectorXd weights;
};

Quadrature gauss_legendre(Eigen::Index n) {
  Eigen::VectorXd beside(n - 1);
  for (Eigen::Index i = 1; i < n; ++i) {
    const auto k = static_cast<double>(i);
    beside[i - 1] = k / std::sqrt(4 * k * k - 1);
  }
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(Eigen::VectorXd::Zero(n), beside);
  return {solver.eigenvalues(), solver.eigenvectors().row(0).array().square()};
}

}  // namespace

CrossModes uniform_mode(std::size_t zones) {
  return {.zones = zones, .shapes = std::vector<double>(zones, 1)};
}

CrossModes tilt_and_bow(std::size_t zones) {
  HELIOFAB_CHECK(zones >= 2);
  CrossModes modes{.zones = zones};
  for (std::size_t z = 0; z < zones; ++z) {
    modes.shapes.push_back(std::sqrt(1.5) * place(z, zones));
  }
  for (std::size_t z = 0; z < zones; ++z) {
    const double y = place(z, zones);
    modes.shapes.push_back(std::sqrt(0.625) * (3 * y * y - 1));
  }
  return modes;
}

CrossModes exponential_modes(std::size_t zones, double length_ratio) {
  HELIOFAB_CHECK(zones >= 2 && std::has_single_bit(zones - 1) && length_ratio >= 0);
  if (std::isinf(length_ratio)) {
    return uniform_mode(zones);
  }
  CrossModes modes{.zones = zones, .shapes = std::vector<double>(zones * zones)};
  const auto at = [&](std::size_t mode, std::size_t zone) -> double& {
    return modes.shapes[mode * zones + zone];
  };
  at(0, 0) = 1;
  at(0, zones - 1) = std::exp(-1 / length_ratio);
  at(1, zones - 1) = std::sqrt(-std::expm1(-2 / length_ratio));
  // A zone adds its own mode to the modes of its two neighbours, level by level: modes of a level
  // come after those of coarser ones and keep their number when zones are added.
  std::size_t own = 2;
  for (std::size_t step = (zones - 1) / 2; step > 0; step /= 2) {
    const BridgeWeights weights =
        bridge_weights(static_cast<double>(step) / static_cast<double>(zones - 1) / length_ratio);
    const std::size_t before = own;
    for (std::size_t zone = step; zone < zones; zone += 2 * step) {
      for (std::size_t mode = 0; mode < before; ++mode) {
        at(mode, zone) = weights.parents * (at(mode, zone - step) + at(mode, zone + step));
      }
      at(own++, zone) = weights.own;
    }
  }
  return modes;
}

CrossModes gaussian_modes(std::size_t zones, double length_ratio, double kept) {
  HELIOFAB_CHECK(zones >= 2 && length_ratio >= 0.05 && length_ratio <= 100);
  HELIOFAB_CHECK(kept > 0 && kept <= 0.9999);
  constexpr Eigen::Index n = 64;
  const auto correlation = [&](double y1, double y2) {
    const double distance = (y1 - y2) / 2 / length_ratio;
    return std::exp(-distance * distance / 2);
  };
  const auto [y, weights] = gauss_legendre(n);
  const Eigen::VectorXd root = weights.array().sqrt();
  Eigen::MatrixXd matrix(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      matrix(i, j) = root[i] * correlation(y[i], y[j]) * root[j];
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  CrossModes modes{.zones = zones, .variance = 0};
  for (Eigen::Index k = n; k-- > 0 && modes.variance < kept;) {
    const double variance = solver.eigenvalues()[k];
    const Eigen::VectorXd source = root.cwiseProduct(solver.eigenvectors().col(k));
    const std::size_t begin = modes.shapes.size();
    for (std::size_t z = 0; z < zones; ++z) {
      double sum = 0;
      for (Eigen::Index j = 0; j < n; ++j) {
        sum += correlation(place(z, zones), y[j]) * source[j];
      }
      modes.shapes.push_back(sum / std::sqrt(variance));
    }
    // A vector's sign is the solver's whim: positive at the right edge, where none has a zero.
    if (modes.shapes.back() < 0) {
      std::transform(modes.shapes.begin() + static_cast<std::ptrdiff_t>(begin), modes.shapes.end(),
                     modes.shapes.begin() + static_cast<std::ptrdiff_t>(begin), std::negate<>());
    }
    modes.variance += variance;
  }
  return modes;
}

}  // namespace heliofab::process
