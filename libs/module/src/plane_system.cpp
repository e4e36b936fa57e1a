// SPDX-License-Identifier: Apache-2.0
#include "plane_system.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "plane_lanes.hpp"

namespace heliofab::module {

namespace {

// Steps of conjugate gradients that need no better correction of single paths.
constexpr int many_steps = 10;
// Solves with the chains that take as long as one step with such a correction.
constexpr int solves_of_step = 5;
constexpr int most_steps = 1000;

// Where a mode has faded to e to the minus this, it is left out until it proves to be there.
constexpr double faded = 18;

// Whole registers of modes.
std::size_t rounded(std::size_t modes, std::size_t all) noexcept {
  return std::min(all, (modes + modes_together - 1) / modes_together * modes_together);
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
  for (std::size_t c = 0; c < problem.columns(); ++c) {
    stays_.push_back(parts_.has(c) || films_.has_paths(c) ? 1 : 0);
  }
  for (const Bypass& b : problem.bypasses) {
    for (const std::int64_t cell : {b.first, b.last + 1}) {
      const auto k = std::min(static_cast<std::size_t>(cell), problem.cells.size() - 1);
      stays_[problem.cells[k].first_column] = 1;
    }
  }
  activate_near_unevenness();
}

void PlaneSystem::note_films() {
  films_.note_films();
  activate_near_unevenness();
}

// All modes in columns that are uneven; beside them those that have not faded on the way.
void PlaneSystem::activate_near_unevenness() {
  std::vector<double> x;  // [m] of each column
  double start = 0;
  for (const PlaneCell& cell : problem_->cells) {
    for (const double at : cell.x.x) {
      x.push_back(start + at);
    }
    start = x.back() + cell.back_margin;
  }
  std::vector<double> way(x.size(),
                          HUGE_VAL);  // [m] to the nearest uneven column
  const auto is_source = [&](std::size_t c) { return !films_.is_even(c) || parts_.has(c); };
  for (std::size_t c = 0; c < x.size(); ++c) {
    way[c] = is_source(c) ? 0 : c > 0 ? way[c - 1] + x[c] - x[c - 1] : HUGE_VAL;
  }
  for (std::size_t c = x.size() - 1; c-- > 0;) {
    way[c] = std::min(way[c], way[c + 1] + x[c + 1] - x[c]);
  }
  active_.resize(2 * x.size(), 0);
  const std::span<const double> rates = modes_.rates();
  for (std::size_t c = 0; c < x.size(); ++c) {
    const double most = faded / way[c];  // [1/m]
    const auto count = std::ranges::upper_bound(rates, most * most) - rates.begin();
    active_[2 * c] =
        std::max(active_[2 * c],
                 rounded(std::max<std::size_t>(1, static_cast<std::size_t>(count)), rates.size()));
    active_[2 * c + 1] = active_[2 * c];
  }
  take_active();
}

void PlaneSystem::take_active() {
  chains_.set_active(active_);
  is_all_active_ = std::ranges::all_of(active_, [&](std::size_t n) { return n == modes_.count(); });
}

void PlaneSystem::activate(std::span<const double> currents, double least) {
  const std::size_t modes = modes_.count();
  const double limit = least / modes_.even();
  for (std::size_t q = 0; q < active_.size(); ++q) {
    double sum = 0;
    std::size_t m = modes;
    while (m > active_[q] && std::sqrt(sum) <= limit) {
      --m;
      sum += currents[q * modes + m] * currents[q * modes + m];
    }
    if (std::sqrt(sum) > limit) {
      active_[q] = rounded(m + 1, modes);
    }
  }
  for (std::size_t q = 0; q < active_.size(); q += 2) {  // both sheets of a column
    active_[q] = std::max(active_[q], active_[q + 1]);
    active_[q + 1] = active_[q];
  }
  take_active();
}

double PlaneSystem::product(std::span<const double> a, std::span<const double> b) const {
  double sum = 0;
  for_active(hull_, [&](std::size_t first, std::size_t count) {
    sum += dot(&a[first], &b[first], count);
  });
  return sum;
}

void PlaneSystem::imbalance(std::span<const double> potential, double voltage,
                            std::span<double> currents, bool is_whole) {
  std::ranges::fill(currents, 0.0);
  chains_.add_sheet_currents(potential, currents);
  films_.add_currents(potential, {active_, is_whole}, currents);
  parts_.add_currents(potential, currents);
  bypasses_.add_currents(potential, voltage, currents);
  const ScribeLinks& first = problem_->links.front();
  currents[0] -= first.p2 * voltage * modes_.even();
  currents[modes_.count()] -= first.p3 * voltage * modes_.even();
}

PlaneSystem::Size PlaneSystem::size_of(std::span<const double> currents) const {
  const std::size_t modes = modes_.count();
  Size size;
  for (std::size_t q = 0; q < active_.size(); ++q) {
    const double* const c = &currents[q * modes];
    const double inside = dot(c, c, active_[q]);
    const double of_rest = dot(c + active_[q], c + active_[q], modes - active_[q]);
    const double outside = std::sqrt(of_rest) + films_.left_out()[q / 2];
    size.all += std::hypot(std::sqrt(inside), outside);
    size.outside += outside;
  }
  size.all *= modes_.even();  // Cauchy and Schwarz
  size.outside *= modes_.even();
  return size;
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

PlaneSystem::Hull PlaneSystem::find_hull() const {
  Hull hull;
  bool is_empty = true;
  for (std::size_t c = 0; c < problem_->columns(); ++c) {
    if (stays_[c] != 0 || films_.varies(c)) {
      hull = {is_empty ? c : hull.from, c + 1};
      is_empty = false;
    }
  }
  // So wide that the sides know nothing of each other.
  hull.to = std::min(problem_->columns(), std::max(hull.to, hull.from + chains_.fewest_between()));
  return hull;
}

double PlaneSystem::unknowns_between() const {
  double sum = 0;
  for_active(hull_, [&](std::size_t, std::size_t count) { sum += static_cast<double>(count); });
  return sum;
}

void PlaneSystem::linearise() {
  hull_ = find_hull();
  chains_.factor(films_.conductance(), hull_.from, hull_.to);
  // To wait until as much is lost as a correction takes is never twice as dear as to know.
  wasted_ += std::max(0, inner_before_ - std::max(usual_, many_steps));
  if (solves_of_step * wasted_ > static_cast<int>(flaws_.paths())) {
    refresh_paths();
  }
}

void PlaneSystem::refresh_paths() {
  flaws_.refresh(chains_, z_);
  usual_ = 0;
  wasted_ = 0;
}

// z of the residual r: the chains' answer, corrected by what single paths carry. Returns P z.
const std::vector<double>& PlaneSystem::precondition() {
  chains_.solve(r_, z_);
  if (!flaws_.is_fresh()) {
    return r_;
  }
  std::ranges::copy(chains_.between(r_), chains_.between(pz_).begin());
  flaws_.subtract(z_, pz_);
  chains_.solve(pz_, z_);
  return pz_;
}

// Outside of the hull the chains are the whole matrix, and are eliminated: what is left is as small
// as what is uneven.
int PlaneSystem::answer(std::span<const double> currents, double tolerance,
                        std::span<double> change) {
  std::ranges::fill(change, 0.0);
  for_active({0, problem_->columns()}, [&](std::size_t first, std::size_t count) {
    std::copy_n(&currents[first], count, &change[first]);
  });
  chains_.reduce(change);
  const std::span<double> inside = chains_.between(change);
  std::ranges::copy(inside, chains_.between(r_).begin());
  std::ranges::fill(inside, 0.0);
  const int steps = iterate(tolerance, change);
  chains_.extend(change);
  return steps;
}

// Conjugate gradients. The chains P with the columns' mean conductance stand for the whole A but
// for the unevenness, so P p follows p for nothing.
int PlaneSystem::iterate(double tolerance, std::span<double> change) {
  if (product(r_, r_) == 0) {  // as of a dark module at 0 V
    return 0;
  }
  const std::vector<double>* pz = &precondition();
  double rz = product(r_, z_);
  if (!(rz > 0)) {  // of chains that have changed since: no longer positive
    refresh_paths();
    pz = &precondition();
    rz = product(r_, z_);
  }
  for_active(hull_, [&](std::size_t i, std::size_t count) {
    std::copy_n(&z_[i], count, &p_[i]);
    std::copy_n(&(*pz)[i], count, &pp_[i]);
  });
  const double wanted = tolerance * tolerance * rz;
  const auto at = [&](std::size_t i) {
    return Gradients{&change[i], &r_[i], &p_[i], &pp_[i], &uneven_[i], &z_[i], &(*pz)[i]};
  };
  inner_before_ = 0;
  while (inner_before_ < most_steps) {
    ++inner_before_;
    std::ranges::fill(chains_.between(uneven_), 0.0);  // A p - P p, zero in most columns
    films_.add_unevenness(p_, uneven_);
    parts_.add_currents(p_, uneven_);
    bypasses_.add_answer(p_, uneven_);
    const double alpha = rz / (product(p_, pp_) + product(p_, uneven_));
    for_active(hull_, [&](std::size_t i, std::size_t count) { take_step(alpha, at(i), count); });
    pz = &precondition();
    const double next = product(r_, z_);
    if (!(next > wanted)) {
      const int steps = inner_before_;
      inner_before_ = next < 0 ? most_steps : inner_before_;  // aged
      usual_ = usual_ == 0 && flaws_.is_fresh() ? steps : usual_;
      return steps;
    }
    const double beta = next / rz;
    rz = next;
    for_active(hull_, [&](std::size_t i, std::size_t count) { turn(beta, at(i), count); });
  }
  return inner_before_;
}

}  // namespace heliofab::module
