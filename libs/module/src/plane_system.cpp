// SPDX-License-Identifier: Apache-2.0
#include "plane_system.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace heliofab::module {

namespace {

// Steps of conjugate gradients that are worth a correction of single paths, or a fresh one.
constexpr int many_steps = 10;
constexpr int most_steps = 1000;

double dot(std::span<const double> a, std::span<const double> b) noexcept {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

PlaneSystem::PlaneSystem(const PlaneProblem& problem)
    : problem_(&problem),
      modes_(problem.y),
      chains_(problem, modes_),
      films_(problem, modes_),
      parts_(problem, modes_),
      bypasses_(problem, modes_),
      flaws_(problem, modes_) {
  for (std::vector<double>* v : {&r_, &z_, &pz_, &p_, &pp_, &uneven_}) {
    v->assign(problem.unknowns(), 0);
  }
}

void PlaneSystem::imbalance(std::span<const double> potential, double voltage,
                            std::span<double> currents) {
  std::ranges::fill(currents, 0.0);
  chains_.add_sheet_currents(potential, currents);
  films_.add_currents(potential, currents);
  parts_.add_currents(potential, currents);
  bypasses_.add_currents(potential, voltage, currents);
  const ScribeLinks& first = problem_->links.front();
  currents[0] -= first.p2 * voltage * modes_.even();
  currents[modes_.count()] -= first.p3 * voltage * modes_.even();
}

double PlaneSystem::size_of(std::span<const double> currents) const {
  const std::size_t modes = modes_.count();
  double sum = 0;
  for (std::size_t at = 0; at < currents.size(); at += modes) {
    const auto of_unknown = currents.subspan(at, modes);
    sum += std::sqrt(dot(of_unknown, of_unknown));
  }
  return modes_.even() * sum;  // Cauchy and Schwarz
}

double PlaneSystem::terminal_current(std::span<const double> potential, double voltage) {
  const std::size_t modes = modes_.count();
  const double even = modes_.even();
  const std::size_t cells = problem_->cells.size();
  std::vector<double> leaks(cells, 0);
  parts_.add_leaks(potential, leaks);
  for (std::size_t c = 0; c < cells; ++c) {
    const std::size_t first = 2 * problem_->cells[c].first_column * modes;
    const std::size_t behind = first + 2 * problem_->cells[c].x.points() * modes;
    const double before = c == 0 ? voltage * even : potential[first - modes];
    const double next = c + 1 == cells ? 0 : potential[behind];
    leaks[c] += even * (problem_->links[c].p3 * (before - potential[first + modes]) +
                        problem_->links[c + 1].p1 * (potential[behind - 2 * modes] - next));
  }
  double sum = 0;
  for (std::size_t c = 0; c < cells; ++c) {
    sum += films_.delivered()[c] + bypasses_.carried()[c] - leaks[c];
  }
  return sum / static_cast<double>(cells);
}

void PlaneSystem::terminal_currents(std::span<double> currents) const {
  std::ranges::fill(currents, 0.0);
  currents[0] = problem_->links.front().p2 * modes_.even();
  currents[modes_.count()] = problem_->links.front().p3 * modes_.even();
  bypasses_.add_terminal(currents);
}

void PlaneSystem::linearise() {
  chains_.factor(films_.conductance());
  if (inner_before_ > many_steps) {
    flaws_.refresh(chains_, z_);
  }
}

// z of the residual r: the chains' answer, corrected by what single paths carry. Returns P z.
const std::vector<double>& PlaneSystem::precondition() {
  chains_.solve(r_, z_);
  if (!flaws_.is_fresh()) {
    return r_;
  }
  pz_ = r_;
  flaws_.subtract(z_, pz_);
  chains_.solve(pz_, z_);
  return pz_;
}

// Conjugate gradients. The chains P with the columns' mean conductance stand for the whole A but
// for the unevenness, so P p follows p for nothing.
int PlaneSystem::answer(std::span<const double> currents, double tolerance,
                        std::span<double> change) {
  std::ranges::fill(change, 0.0);
  std::ranges::copy(currents, r_.begin());
  pp_ = precondition();
  double rz = dot(r_, z_);
  if (!(rz > 0)) {  // of chains that have changed since: no longer positive
    flaws_.refresh(chains_, z_);
    pp_ = precondition();
    rz = dot(r_, z_);
  }
  p_ = z_;
  const double wanted = tolerance * tolerance * rz;
  inner_before_ = 0;
  while (inner_before_ < most_steps) {
    ++inner_before_;
    std::ranges::fill(uneven_, 0.0);  // A p - P p, zero in most columns
    films_.add_unevenness(p_, uneven_);
    parts_.add_currents(p_, uneven_);
    bypasses_.add_answer(p_, uneven_);
    double energy = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      energy += p_[i] * (pp_[i] + uneven_[i]);
    }
    const double alpha = rz / energy;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      change[i] += alpha * p_[i];
      r_[i] -= alpha * (pp_[i] + uneven_[i]);
    }
    const std::vector<double>& pz = precondition();
    const double next = dot(r_, z_);
    if (!(next > wanted)) {
      const int steps = inner_before_;
      inner_before_ = next < 0 ? many_steps + 1 : inner_before_;  // aged
      return steps;
    }
    const double beta = next / rz;
    rz = next;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      p_[i] = z_[i] + beta * p_[i];
      pp_[i] = pz[i] + beta * pp_[i];
    }
  }
  return inner_before_;
}

}  // namespace heliofab::module
