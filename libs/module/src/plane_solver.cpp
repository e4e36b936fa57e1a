// SPDX-License-Identifier: Apache-2.0
#include "plane_solver.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::module {

namespace {

// The largest change of a voltage between the sheets, but for what modes take from one another.
double largest_voltage(std::span<const double> v, std::size_t modes, double length) noexcept {
  double largest = 0;
  for (std::size_t at = 0; at < v.size(); at += 2 * modes) {
    double sum = 0;
    for (std::size_t m = 0; m < modes; ++m) {
      const double d = v[at + m] - v[at + modes + m];
      sum += d * d;
    }
    largest = std::max(largest, sum);
  }
  return std::sqrt(largest / length);
}

}  // namespace

void check_converged(const PlaneSolver& solver, double voltage, const Status& status) {
  if (!status) {
    throw ModelError(
        "E4202", fmt::format("module: did not converge at {:.6g} V; an imbalance of {:.2g} of "
                             "the light's current is left after {} iterations, most of it at {}",
                             voltage, status.residual, status.iterations, solver.worst_place()));
  }
}

PlaneSolver::PlaneSolver(const PlaneProblem& problem, const PlaneLimits& limits)
    : problem_(&problem), limits_(limits), system_(problem) {
  for (std::vector<double>* v : {&potential_, &imbalance_, &step_}) {
    v->assign(problem.unknowns(), 0);
  }
  double light = 0;  // [A]
  double area = 0;
  for (std::size_t k = 0; k < problem.points(); ++k) {
    light += problem.area[k] * problem.photocurrent[k];
    area += problem.area[k];
  }
  constexpr double faint = 1e-3;  // [A/m2] of light, where there is none
  scale_ = std::max(light, faint * area) / static_cast<double>(problem.cells.size());
  // The measure adds up all points, and their rounding with them.
  const double of_points = 1e-6 * (1 + static_cast<double>(problem.points()) / 5000);
  rounding_ = light > faint * area ? std::min(of_points, 1e-5) : 1e-3;
}

std::vector<double> PlaneSolver::at_points(std::span<const double> amplitudes,
                                           std::size_t sheet) const {
  const std::size_t rows = problem_->rows();
  std::vector<double> values(problem_->points());
  std::vector<double> of_sheet(problem_->points());
  for (std::size_t column = 0; column < problem_->columns(); ++column) {
    std::copy_n(&amplitudes[(2 * column + sheet) * rows], rows, &of_sheet[column * rows]);
  }
  system_.modes().to_rows(of_sheet.data(), rows, problem_->columns(), values.data());
  return values;
}

// Every stripe alike.
void PlaneSolver::start(double voltage) {
  const auto cells = static_cast<double>(problem_->cells.size());
  const std::size_t modes = system_.modes().count();
  const double even = system_.modes().even();  // amplitude of 1 V
  std::ranges::fill(potential_, 0.0);
  for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
    const PlaneCell& cell = problem_->cells[c];
    for (std::size_t i = 0; i < cell.x.points(); ++i) {
      const std::size_t at = 2 * (cell.first_column + i) * modes;
      const double back = voltage * (1 - static_cast<double>(c) / cells);
      potential_[at] = even * back;
      potential_[at + modes] = even * (back - voltage / cells);
    }
  }
}

// Along the states before, as far as they are not much nearer to each other than the voltage is to
// the last. Leaves it in step_.
void PlaneSolver::extrapolate(double voltage) {
  const std::array<double, 3> nodes{voltage_, known_[0].voltage, known_[1].voltage};
  std::array<double, 3> weights{};
  const auto most = static_cast<std::size_t>(std::min(solved_, 3));
  std::size_t used = 1;
  while (used < most &&
         std::abs(voltage - voltage_) < 4 * std::abs(nodes.at(used - 1) - nodes.at(used))) {
    ++used;
  }
  lagrange_weights(std::span(nodes).first(used), voltage, std::span(weights).first(used));
  for (std::size_t i = 0; i < potential_.size(); ++i) {
    double sum = weights[0] * potential_[i];
    for (std::size_t k = 1; k < used; ++k) {
      sum += weights.at(k) * known_.at(k - 1).potential[i];
    }
    step_[i] = sum;
  }
}

// Where to begin at a voltage.
void PlaneSolver::predict(double voltage) {
  if (solved_ == 0) {
    start(voltage);
    return;
  }
  if (tangent_.empty()) {
    extrapolate(voltage);
  } else {
    for (std::size_t i = 0; i < potential_.size(); ++i) {
      step_[i] = potential_[i] + (voltage - voltage_) * tangent_[i];
    }
  }
  std::swap(known_[0], known_[1]);
  known_[0].voltage = voltage_;
  known_[0].potential.swap(potential_);
  potential_ = step_;
}

// Modes that prove to be where they were thought to have faded take part from then on.
double PlaneSolver::residual(double voltage) {
  system_.imbalance(potential_, voltage, imbalance_, false);
  const PlaneSystem::Size size = system_.size_of(imbalance_);
  if (size.outside > std::max(0.1 * limits_.residual * scale_, 0.02 * size.all)) {
    system_.imbalance(potential_, voltage, imbalance_);
    system_.activate(imbalance_, 0.1 * size.outside / static_cast<double>(problem_->columns()));
  }
  return size.all;
}

// To the currents in imbalance_.
void PlaneSolver::answer(double tolerance, std::span<double> change) {
  const int steps = system_.answer(imbalance_, tolerance, change);
  effort_.inner_steps += steps;
  effort_.inner_unknowns += steps * system_.unknowns_between();
}

std::vector<double> PlaneSolver::change_with_voltage(double tolerance) {
  system_.imbalance(potential_, voltage_, imbalance_);
  system_.linearise();
  system_.terminal_currents(imbalance_);
  std::vector<double> change(imbalance_.size());
  answer(tolerance, change);
  return change;
}

std::string PlaneSolver::worst_place() const {
  std::size_t worst = 0;
  double largest = -1;
  for (const std::size_t sheet : {0U, 1U}) {
    const std::vector<double> left = at_points(imbalance_, sheet);
    for (std::size_t k = 0; k < left.size(); ++k) {
      if (!(std::abs(left[k]) <= largest)) {
        worst = k;
        largest = std::abs(left[k]);
      }
    }
  }
  const std::size_t column = worst / problem_->rows();
  std::size_t cell = 0;
  while (column > problem_->cells[cell].last_column()) {
    ++cell;
  }
  const PlaneCell& here = problem_->cells[cell];
  return fmt::format("stripe {}, x {:.4g} mm, y {:.4g} mm", cell,
                     here.x.x[column - here.first_column] / unit::mm,
                     problem_->y.x[worst % problem_->rows()] / unit::mm);
}

double PlaneSolver::current_slope() {
  tangent_ = change_with_voltage(1e-5);
  // A difference so small that films answer straight, and so large that currents do not round.
  const double rise = 1e-5 * static_cast<double>(problem_->cells.size());  // [V]
  for (std::size_t i = 0; i < step_.size(); ++i) {
    step_[i] = potential_[i] + rise * tangent_[i];
  }
  system_.imbalance(step_, voltage_ + rise, imbalance_);
  const double above = system_.terminal_current(step_, voltage_ + rise);
  system_.imbalance(potential_, voltage_, imbalance_);
  return (above - system_.terminal_current(potential_, voltage_)) / rise;
}

Status PlaneSolver::solve(double voltage) {
  predict(voltage);
  ++solved_;
  const Status status = settle(voltage);
  return status ? status : approach(voltage, status);
}

// In steps from the state before, or from no voltage, that shorten where one of them fails. What
// lay before is no guide then.
Status PlaneSolver::approach(double voltage, Status status) {
  double from = 0;
  if (solved_ > 1) {
    from = known_[0].voltage;
    potential_ = known_[0].potential;
  } else {
    start(0);
  }
  std::vector<double> good = potential_;
  double step = (voltage - from) / 4;
  const double least = std::abs(step) / 1000;
  bool is_there = false;
  while (!is_there && std::abs(step) > least) {
    is_there = std::abs(voltage - from) <= std::abs(step) * (1 + 1e-9);
    const double next = is_there ? voltage : from + step;
    status = settle(next);
    if (status) {
      from = next;
      good = potential_;
      step *= 2;
    } else {
      is_there = false;
      potential_ = good;
      step /= 4;
    }
  }
  solved_ = 1;
  return status;
}

// Moves along the step by a share of it, by less where the imbalance would grow beyond what
// Newton's method allows for. Returns what is left.
double PlaneSolver::move(double voltage, double& share, double before) {
  constexpr int most = 10;
  double moved = 0;
  double left = 0;
  for (int k = 0; k < most; ++k) {
    for (std::size_t i = 0; i < step_.size(); ++i) {
      potential_[i] += (share - moved) * step_[i];
    }
    moved = share;
    left = residual(voltage);
    if (left < 2 * before) {
      break;
    }
    share /= 3;
  }
  share = moved;
  return left;
}

Status PlaneSolver::settle(double voltage) {
  const std::size_t modes = system_.modes().count();
  const double even = system_.modes().even();
  Status status;
  bool is_settled = false;
  tangent_.clear();
  double left = residual(voltage);
  while (std::isfinite(left) && left > limits_.residual * scale_ &&
         status.iterations < limits_.newton_steps) {
    ++status.iterations;
    // As exact as the next step is anyway, which squares what is left, and no more than wanted.
    const double size = left / scale_;
    std::ranges::transform(imbalance_, imbalance_.begin(), std::negate<>());
    system_.linearise();
    answer(std::max(0.3 * limits_.residual / size, std::min(0.1 * size, 0.03)), step_);
    const double largest = largest_voltage(step_, modes, even * even);
    if (!std::isfinite(largest)) {
      break;
    }
    double share = largest > 0.3 ? 0.3 / largest : 1;
    const double before = left;
    left = move(voltage, share, before);
    // What is small and no longer falls is rounding.
    if (share == 1 && before < rounding_ * scale_ && left > 0.5 * before) {
      is_settled = true;
      break;
    }
  }
  effort_.newton_steps += status.iterations;
  status.residual = left / scale_;
  status.outcome = is_settled || left <= limits_.residual * scale_ ? Convergence::converged
                                                                   : Convergence::diverged;
  if (!status) {
    system_.forget_paths();
  }
  current_ = system_.terminal_current(potential_, voltage);
  voltage_ = voltage;
  return status;
}

}  // namespace heliofab::module
