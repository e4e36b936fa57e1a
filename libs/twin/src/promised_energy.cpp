// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/promised_energy.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/QR>

#include "heliofab/core/check.hpp"

namespace heliofab::twin {

namespace {

constexpr double least_shunt = 1e-3;  // [S/m2] that counts
constexpr Eigen::Index modules_per_term = 10;

// A reading about the mean one, over its standard deviation; 0 where all are alike.
Eigen::ArrayXd about_mean(const Eigen::ArrayXd& x) {
  const Eigen::ArrayXd centred = x - x.mean();
  const double deviation = std::sqrt(centred.square().mean());
  return deviation > 0 ? (centred / deviation).eval() : Eigen::ArrayXd::Zero(x.size()).eval();
}

}  // namespace

std::vector<double> promised_energy(std::span<const double> energy,
                                    std::span<const ModuleReading> readings) {
  HELIOFAB_CHECK(!energy.empty() && energy.size() == readings.size());
  const auto n = static_cast<Eigen::Index>(energy.size());
  Eigen::ArrayXd power(n);
  Eigen::ArrayXd shunt(n);
  for (Eigen::Index k = 0; k < n; ++k) {
    const ModuleReading& read = readings[static_cast<std::size_t>(k)];
    power(k) = read.power;
    shunt(k) = std::log(std::max(read.shunt, least_shunt));
  }
  power = about_mean(power);
  shunt = about_mean(shunt);
  Eigen::MatrixXd terms(n, 6);
  terms << Eigen::ArrayXd::Ones(n), power, shunt, shunt.square(), power * shunt, power.square();
  const Eigen::Index used = std::clamp<Eigen::Index>(n / modules_per_term, 2, terms.cols());
  const Eigen::Map<const Eigen::VectorXd> wanted(energy.data(), n);
  const auto kept = terms.leftCols(used);
  const Eigen::VectorXd promised = kept * kept.completeOrthogonalDecomposition().solve(wanted);
  return {promised.begin(), promised.end()};
}

}  // namespace heliofab::twin
