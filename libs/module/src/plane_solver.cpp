// SPDX-License-Identifier: Apache-2.0
#include "plane_solver.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heliofab::module {

namespace {

double dot(std::span<const double> a, std::span<const double> b) noexcept {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0);
}

// The largest change of a voltage between the sheets.
double largest_voltage(const PlaneProblem& problem, std::span<const double> v) noexcept {
  const std::size_t rows = problem.rows();
  double largest = 0;
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    const double* const back = &v[2 * column * rows];
    for (std::size_t j = 0; j < rows; ++j) {
      largest = std::max(largest, std::abs(back[j] - back[rows + j]));
    }
  }
  return largest;
}

}  // namespace

PlaneSolver::PlaneSolver(const PlaneProblem& problem, const PlaneLimits& limits)
    : problem_(&problem), limits_(limits), modal_(problem) {
  const std::size_t n = problem.unknowns();
  for (std::vector<double>* v : {&potential_, &before_, &imbalance_, &step_, &r_, &z_, &p_, &ap_}) {
    v->assign(n, 0);
  }
  films_.junction.assign(problem.points(), 0);
  films_.conductance.assign(problem.points(), 0);
  scale_ = 0;
  for (std::size_t k = 0; k < problem.points(); ++k) {
    scale_ += problem.area[k] * problem.photocurrent[k];
  }
  scale_ = scale_ > 0 ? scale_ / static_cast<double>(problem.cells.size()) : 1e-3;
}

double PlaneSolver::first_link_current(double voltage) const {
  double sum = 0;
  for (std::size_t j = 0; j < problem_->rows(); ++j) {
    sum += problem_->links.front() * problem_->y.weight[j] * (potential_[j] - voltage);
  }
  return sum;
}

// Currents out of all points; their sum in size.
double PlaneSolver::residual(double voltage) {
  std::ranges::fill(imbalance_, 0.0);
  add_sheet_currents(*problem_, potential_, imbalance_);
  add_film_currents(*problem_, potential_, films_, imbalance_);
  for (std::size_t j = 0; j < problem_->rows(); ++j) {
    imbalance_[j] -= problem_->links.front() * problem_->y.weight[j] * voltage;
  }
  double sum = 0;
  for (const double i : imbalance_) {
    sum += std::abs(i);
  }
  return sum;
}

// Conjugate gradients on the step that takes the imbalance away.
void PlaneSolver::find_step(double tolerance) {
  modal_.factor(films_.conductance);
  const std::size_t rows = problem_->rows();
  std::ranges::fill(step_, 0.0);
  std::ranges::transform(imbalance_, r_.begin(), std::negate<>());
  modal_.solve(r_, z_);
  p_ = z_;
  double rz = dot(r_, z_);
  const double wanted = tolerance * tolerance * rz;
  for (int k = 0; k < 200 && rz > wanted; ++k) {
    ++effort_.inner_steps;
    std::ranges::fill(ap_, 0.0);
    add_sheet_currents(*problem_, p_, ap_);
    for (std::size_t column = 0; column < problem_->columns(); ++column) {
      const std::size_t at = 2 * column * rows;
      for (std::size_t j = 0; j < rows; ++j) {
        const double flow =
            films_.conductance[column * rows + j] * (p_[at + j] - p_[at + rows + j]);
        ap_[at + j] += flow;
        ap_[at + rows + j] -= flow;
      }
    }
    const double alpha = rz / dot(p_, ap_);
    for (std::size_t i = 0; i < p_.size(); ++i) {
      step_[i] += alpha * p_[i];
      r_[i] -= alpha * ap_[i];
    }
    modal_.solve(r_, z_);
    const double next = dot(r_, z_);
    const double beta = next / rz;
    rz = next;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      p_[i] = z_[i] + beta * p_[i];
    }
  }
}

Status PlaneSolver::solve(double voltage) {
  const std::size_t rows = problem_->rows();
  if (solved_ == 0) {  // every cell alike
    const auto cells = static_cast<double>(problem_->cells.size());
    for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
      const PlaneCell& cell = problem_->cells[c];
      for (std::size_t i = 0; i < cell.x.points(); ++i) {
        const std::size_t at = 2 * (cell.first_column + i) * rows;
        const double back = voltage * (1 - static_cast<double>(c) / cells);
        std::fill_n(&potential_[at], rows, back);
        std::fill_n(&potential_[at + rows], rows, back - voltage / cells);
      }
    }
  } else if (solved_ == 1) {
    before_ = potential_;
  } else {
    const double ahead = (voltage - voltage_) / (voltage_ - voltage_before_);
    for (std::size_t i = 0; i < potential_.size(); ++i) {
      const double now = potential_[i];
      potential_[i] += ahead * (now - before_[i]);
      before_[i] = now;
    }
  }
  Status status;
  bool is_settled = false;
  double left = residual(voltage);
  while (left > limits_.residual * scale_ && status.iterations < limits_.newton_steps) {
    ++status.iterations;
    find_step(std::clamp(0.1 * limits_.residual * scale_ / left, 1e-6, 0.05));
    const double largest = largest_voltage(*problem_, step_);
    const double share = largest > 0.3 ? 0.3 / largest : 1;
    for (std::size_t i = 0; i < step_.size(); ++i) {
      potential_[i] += share * step_[i];
    }
    left = residual(voltage);
    if (share == 1 && largest < 1e-11 && left < 1e-5 * scale_) {
      is_settled = true;  // what is left is rounding
      break;
    }
  }
  effort_.newton_steps += status.iterations;
  status.residual = left / scale_;
  status.outcome = is_settled || left <= limits_.residual * scale_ ? Convergence::converged
                                                                   : Convergence::diverged;
  current_ = first_link_current(voltage);
  voltage_before_ = solved_ == 0 ? voltage : voltage_;
  voltage_ = voltage;
  ++solved_;
  return status;
}

}  // namespace heliofab::module
