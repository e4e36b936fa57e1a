// SPDX-License-Identifier: Apache-2.0
#include "modes.hpp"

#include <algorithm>

#include <Eigen/Dense>

namespace heliofab::module {

Modes::Modes(const LineMesh& y) {
  using Matrix = Eigen::MatrixXd;
  const auto n = static_cast<Eigen::Index>(y.points());
  const auto degree = static_cast<Eigen::Index>(y.degree);
  Matrix stiffness = Matrix::Zero(n, n);
  for (std::size_t e = 0; e < y.elements(); ++e) {
    const auto first = static_cast<Eigen::Index>(e) * degree;
    for (Eigen::Index a = 0; a <= degree; ++a) {
      for (Eigen::Index b = 0; b <= degree; ++b) {
        stiffness(first + a, first + b) +=
            y.stiff(e, static_cast<std::size_t>(a), static_cast<std::size_t>(b));
      }
    }
  }
  const Eigen::Map<const Eigen::VectorXd> weight(y.weight.data(), n);
  const Eigen::VectorXd scale = weight.cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(scale.asDiagonal() * stiffness *
                                                     scale.asDiagonal());
  Matrix vectors = scale.asDiagonal() * solver.eigenvectors();
  even_ = std::sqrt(weight.sum());
  vectors.col(0).setConstant(1 / even_);  // exactly
  largest_ = vectors.cwiseAbs().maxCoeff();
  const Matrix transposed = vectors.transpose();
  const auto size = static_cast<std::size_t>(vectors.size());
  vectors_ = Panels({vectors.data(), size}, y.points());
  transposed_panels_ = Panels({transposed.data(), size}, y.points());
  transposed_.assign(transposed.data(), transposed.data() + size);
  for (const double value : solver.eigenvalues()) {
    rate_.push_back(std::max(value, 0.0));
  }
  rate_.front() = 0;
}

void Modes::to_rows(const double* amplitudes, std::size_t used, std::size_t columns,
                    double* values) const {
  const std::size_t n = count();
  multiply(vectors_, n, {amplitudes, used, n}, columns, values, n);
}

void Modes::to_modes(const double* currents, std::size_t columns, double* amplitudes,
                     std::size_t used) const {
  const std::size_t n = count();
  multiply(transposed_panels_, used, {currents, n, n}, columns, amplitudes, n);
}

}  // namespace heliofab::module
