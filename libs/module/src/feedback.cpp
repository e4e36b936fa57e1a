// SPDX-License-Identifier: Apache-2.0
#include "feedback.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Dense>

namespace heliofab::module {

namespace {

constexpr int most_turns = 40;

// Turns of a loop, each orthogonal to those before.
class Turns {
 public:
  Turns(const Loop& loop, std::span<const double> start)
      : loop_(&loop),
        length_(norm(start)),
        table_(Eigen::MatrixXd::Zero(most_turns + 1, most_turns)) {
    if (length_ > 0) {
      keep({start.begin(), start.end()}, length_);
    }
  }

  // False where nothing new comes.
  bool turn() {
    if (count_ == most_turns || basis_.size() == static_cast<std::size_t>(count_)) {
      return false;
    }
    std::vector<double> next = (*loop_)(basis_.back());
    const double whole = norm(next);
    for (int pass = 0; pass < 2; ++pass) {  // the second takes what rounding left
      for (std::size_t k = 0; k < basis_.size(); ++k) {
        const double part = std::transform_reduce(next.begin(), next.end(), basis_[k].begin(), 0.0);
        table_(static_cast<Eigen::Index>(k), count_) += part;
        for (std::size_t i = 0; i < next.size(); ++i) {
          next[i] -= part * basis_[k][i];
        }
      }
    }
    const double rest = norm(next);
    ++count_;
    if (rest > 1e-14 * whole) {
      table_(count_, count_ - 1) = rest;
      keep(std::move(next), rest);
    }
    return true;
  }

  int count() const { return count_; }
  double length() const { return length_; }

  // An eigenvalue of the loop in the space of its turns: the one with the largest real part.
  struct Mode {
    double gain = 0;
    Eigen::VectorXd parts;  // of its vector, the real part
    double left = 0;        // of the vector, beyond the space
  };
  Mode mode() const {
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(table_.topLeftCorner(count_, count_));
    Eigen::Index which = 0;
    const double gain = solver.eigenvalues().real().maxCoeff(&which);
    const Eigen::VectorXcd vector = solver.eigenvectors().col(which);
    return {gain, vector.real(),
            std::abs(table_(count_, count_ - 1) * vector(count_ - 1)) / vector.norm()};
  }

  // Parts of the settled change, and what they leave of the start [-].
  Eigen::VectorXd settled(double& left) const {
    Eigen::MatrixXd rest = -table_.topLeftCorner(count_ + 1, count_);
    rest.topRows(count_).diagonal().array() += 1;
    Eigen::VectorXd start = Eigen::VectorXd::Zero(count_ + 1);
    start(0) = 1;
    Eigen::VectorXd parts = rest.colPivHouseholderQr().solve(start);
    left = (start - rest * parts).norm();
    return parts;
  }

  std::vector<double> sum(const Eigen::VectorXd& parts) const {
    std::vector<double> sum(basis_.front().size(), 0);
    for (int k = 0; k < count_; ++k) {
      const std::vector<double>& vector = basis_[static_cast<std::size_t>(k)];
      for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] += length_ * parts(k) * vector[i];
      }
    }
    return sum;
  }

 private:
  static double norm(std::span<const double> v) {
    return std::sqrt(std::transform_reduce(v.begin(), v.end(), v.begin(), 0.0));
  }
  void keep(std::vector<double> v, double size) {
    for (double& x : v) {
      x /= size;
    }
    basis_.push_back(std::move(v));
  }

  const Loop* loop_;
  double length_;
  std::vector<std::vector<double>> basis_;
  Eigen::MatrixXd table_;  // of Hessenberg
  int count_ = 0;
};

}  // namespace

Feedback settle_loop(const Loop& loop, std::span<const double> start, double tolerance) {
  Turns turns(loop, start);
  double left = 1;
  Eigen::VectorXd parts;
  while (left > tolerance && turns.turn()) {
    parts = turns.settled(left);
  }
  if (turns.count() == 0) {
    return {{start.begin(), start.end()}, 0};
  }
  return {turns.sum(parts), turns.mode().gain};
}

Feedback loop_gain(const Loop& loop, std::span<const double> start) {
  constexpr double exact_enough = 1e-2;  // of the vector; the gain has more digits
  Turns turns(loop, start);
  Turns::Mode mode;
  while (turns.turn()) {
    mode = turns.mode();
    if (mode.left < exact_enough * std::max(0.1, std::abs(mode.gain))) {
      break;
    }
  }
  if (turns.count() == 0) {
    return {{start.begin(), start.end()}, 0};
  }
  return {turns.sum(mode.parts), mode.gain};
}

}  // namespace heliofab::module
