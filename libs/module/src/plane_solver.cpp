// SPDX-License-Identifier: Apache-2.0
#include "plane_solver.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "heliofab/core/grid.hpp"

namespace heliofab::module {

namespace {

double dot(std::span<const double> a, std::span<const double> b) noexcept {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0);
}

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

PlaneSolver::PlaneSolver(const PlaneProblem& problem, const PlaneLimits& limits)
    : problem_(&problem),
      limits_(limits),
      modes_(problem.y),
      chains_(problem, modes_),
      films_(problem, modes_),
      flaws_(problem, modes_) {
  for (std::vector<double>* v :
       {&potential_, &imbalance_, &step_, &r_, &z_, &pz_, &p_, &pp_, &uneven_}) {
    v->assign(problem.unknowns(), 0);
  }
  scale_ = 0;
  for (std::size_t k = 0; k < problem.points(); ++k) {
    scale_ += problem.area[k] * problem.photocurrent[k];
  }
  constexpr double faint = 1e-3;  // [A/m2] of light, where there is none
  double area = 0;
  for (const double a : problem.area) {
    area += a;
  }
  scale_ = std::max(scale_, faint * area) / static_cast<double>(problem.cells.size());
}

std::vector<double> PlaneSolver::potential(std::size_t sheet) const {
  const std::size_t rows = problem_->rows();
  std::vector<double> values(problem_->points());
  for (std::size_t column = 0; column < problem_->columns(); ++column) {
    modes_.to_rows(&potential_[(2 * column + sheet) * rows], rows, 1, &values[column * rows]);
  }
  return values;
}

// Where to begin at a voltage: every stripe alike, or along the states before.
void PlaneSolver::predict(double voltage) {
  if (solved_ == 0) {
    const auto cells = static_cast<double>(problem_->cells.size());
    const std::size_t modes = modes_.count();
    const double even = modes_.even();  // amplitude of 1 V
    for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
      const PlaneCell& cell = problem_->cells[c];
      for (std::size_t i = 0; i < cell.x.points(); ++i) {
        const std::size_t at = 2 * (cell.first_column + i) * modes;
        const double back = voltage * (1 - static_cast<double>(c) / cells);
        potential_[at] = even * back;
        potential_[at + modes] = even * (back - voltage / cells);
      }
    }
    return;
  }
  const int n = std::min(solved_ - 1, 2);  // states before the last
  std::array<double, 3> nodes{voltage_, known_[0].voltage, known_[1].voltage};
  std::array<double, 3> weights{};
  const auto used = static_cast<std::size_t>(n) + 1;
  lagrange_weights(std::span(nodes).first(used), voltage, std::span(weights).first(used));
  std::vector<double>& next = step_;
  for (std::size_t i = 0; i < potential_.size(); ++i) {
    double sum = weights[0] * potential_[i];
    for (std::size_t k = 1; k < used; ++k) {
      sum += weights[k] * known_[k - 1].potential[i];
    }
    next[i] = sum;
  }
  std::swap(known_[0], known_[1]);
  known_[0].voltage = voltage_;
  known_[0].potential.swap(potential_);
  potential_ = next;
}

// Currents out of all unknowns by modes; a bound of their sum in size over all points.
double PlaneSolver::residual(double voltage) {
  const std::size_t modes = modes_.count();
  std::ranges::fill(imbalance_, 0.0);
  chains_.add_sheet_currents(potential_, imbalance_);
  films_.add_currents(potential_, imbalance_);
  imbalance_[0] -= problem_->links.front() * voltage * modes_.even();
  double sum = 0;
  for (std::size_t at = 0; at < imbalance_.size(); at += modes) {
    const auto of_unknown = std::span(imbalance_).subspan(at, modes);
    sum += std::sqrt(dot(of_unknown, of_unknown));
  }
  return modes_.even() * sum;  // Cauchy and Schwarz
}

// z of the residual r: the chains' answer, corrected by what single paths carry. Returns P z.
const std::vector<double>& PlaneSolver::answer() {
  chains_.solve(r_, z_);
  if (!flaws_.is_fresh()) {
    return r_;
  }
  pz_ = r_;
  flaws_.subtract(z_, pz_);
  chains_.solve(pz_, z_);
  return pz_;
}

// Conjugate gradients on the step that takes the imbalance away. The chains P with the columns'
// mean conductance stand for the whole A but for the unevenness, so P p follows p for nothing.
void PlaneSolver::find_step(double tolerance) {
  constexpr int many = 10;  // steps that are worth a correction, or a fresh one
  chains_.factor(films_.conductance());
  if (inner_before_ > many) {
    flaws_.refresh(chains_, z_);
  }
  std::ranges::fill(step_, 0.0);
  std::ranges::fill(uneven_, 0.0);
  std::ranges::transform(imbalance_, r_.begin(), std::negate<>());
  pp_ = answer();
  double rz = dot(r_, z_);
  if (!(rz > 0)) {  // of chains that have changed since: no longer positive
    flaws_.refresh(chains_, z_);
    pp_ = answer();
    rz = dot(r_, z_);
  }
  p_ = z_;
  const double wanted = tolerance * tolerance * rz;
  inner_before_ = 0;
  while (inner_before_ < 200) {
    ++inner_before_;
    films_.set_unevenness(p_, uneven_);  // A p - P p, zero in most columns
    double energy = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      energy += p_[i] * (pp_[i] + uneven_[i]);
    }
    const double alpha = rz / energy;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      step_[i] += alpha * p_[i];
      r_[i] -= alpha * (pp_[i] + uneven_[i]);
    }
    const std::vector<double>& pz = answer();
    const double next = dot(r_, z_);
    if (!(next > wanted)) {
      inner_before_ = next < 0 ? many + 1 : inner_before_;  // aged
      break;
    }
    const double beta = next / rz;
    rz = next;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      p_[i] = z_[i] + beta * p_[i];
      pp_[i] = pz[i] + beta * pp_[i];
    }
  }
  effort_.inner_steps += inner_before_;
}

Status PlaneSolver::solve(double voltage) {
  const std::size_t modes = modes_.count();
  const double even = modes_.even();
  predict(voltage);
  Status status;
  bool is_settled = false;
  double left = residual(voltage);
  while (left > limits_.residual * scale_ && status.iterations < limits_.newton_steps) {
    ++status.iterations;
    // As exact as the next step is anyway, which squares what is left, and no more than wanted.
    const double size = left / scale_;
    find_step(std::max(0.3 * limits_.residual / size, std::min(0.1 * size, 0.03)));
    const double largest = largest_voltage(step_, modes, even * even);
    const double share = largest > 0.3 ? 0.3 / largest : 1;
    for (std::size_t i = 0; i < step_.size(); ++i) {
      potential_[i] += share * step_[i];
    }
    const double before = left;
    left = residual(voltage);
    // What no longer falls is rounding.
    if (share == 1 && (before < 1e-5 * scale_ || largest < 1e-9) && left > 0.5 * before) {
      is_settled = true;
      break;
    }
  }
  effort_.newton_steps += status.iterations;
  status.residual = left / scale_;
  status.outcome = is_settled || left <= limits_.residual * scale_ ? Convergence::converged
                                                                   : Convergence::diverged;
  const std::span<const double> delivered = films_.delivered();
  current_ = std::accumulate(delivered.begin(), delivered.end(), 0.0) /
             static_cast<double>(delivered.size());
  voltage_ = voltage;
  ++solved_;
  return status;
}

}  // namespace heliofab::module
