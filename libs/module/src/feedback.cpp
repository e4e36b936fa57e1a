// SPDX-License-Identifier: Apache-2.0
#include "feedback.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Dense>

namespace heliofab::module {

namespace {

constexpr int most_turns = 40;
constexpr double exact_enough = 1e-3;

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

  // Of the loop in the space of its turns.
  double gain() const {
    if (count_ == 0) {
      return 0;
    }
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(table_.topLeftCorner(count_, count_), false);
    return solver.eigenvalues().real().maxCoeff();
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

Feedback settle_loop(const Loop& loop, std::span<const double> start) {
  Turns turns(loop, start);
  double left = turns.length() > 0 ? 1 : 0;
  Eigen::VectorXd parts;
  while (left > exact_enough && turns.turn()) {
    parts = turns.settled(left);
  }
  return {turns.count() > 0 ? turns.sum(parts) : std::vector<double>(start.begin(), start.end()),
          turns.gain()};
}

double loop_gain(const Loop& loop, std::span<const double> start) {
  Turns turns(loop, start);
  double before = HUGE_VAL;
  double gain = 0;
  while (turns.turn()) {
    gain = turns.gain();
    if (turns.count() > 2 && std::abs(gain - before) < exact_enough * std::max(0.1, gain)) {
      break;
    }
    before = gain;
  }
  return gain;
}

}  // namespace heliofab::module
