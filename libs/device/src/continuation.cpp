// SPDX-License-Identifier: Apache-2.0
#include "continuation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/grid.hpp"

namespace heliofab::device {

namespace {

constexpr double rough_update = 1e-3;  // last update of a state that is only on the way [kT/q]
constexpr double knot_gap = 3.5;       // [kT/q] at most
constexpr double highest_voc = 5;      // [V] looked for beyond the request

}  // namespace

std::vector<double> weights_of(std::span<const Solved* const> known, double bias) {
  std::vector<double> biases(known.size());
  std::ranges::transform(known, biases.begin(), [](const Solved* s) { return s->bias; });
  std::vector<double> weights(known.size());
  lagrange_weights(biases, bias, weights);
  return weights;
}

std::vector<double> interpolate(std::span<const Solved* const> known, double bias) {
  const std::vector<double> weights = weights_of(known, bias);
  std::vector<double> state(known.front()->state.size());
  for (std::size_t a = 0; a < known.size(); ++a) {
    for (std::size_t k = 0; k < state.size(); ++k) {
      state[k] += weights[a] * known[a]->state[k];
    }
  }
  return state;
}

std::vector<const Solved*> nearest(std::span<const Solved> known, double bias, std::size_t count) {
  std::size_t first = static_cast<std::size_t>(
      std::ranges::lower_bound(known, bias, {}, &Solved::bias) - known.begin());
  std::size_t last = first;
  while (last - first < std::min(count, known.size())) {
    const bool goes_down = last == known.size() ||
                           (first > 0 && bias - known[first - 1].bias <= known[last].bias - bias);
    goes_down ? --first : ++last;
  }
  std::vector<const Solved*> found;
  for (std::size_t k = first; k < last; ++k) {
    found.push_back(&known[k]);
  }
  return found;
}

Walk::Walk(std::vector<Solved> near, double target, double light)
    : path_(std::move(near)), target_(target), step_(target - path_.back().bias) {
  job_.light = light;
  job_.limit = 40;
  plan_next();
}

void Walk::plan_next() {
  const double left = target_ - path_.back().bias;
  job_.bias = std::abs(left) <= std::abs(step_) * 1.001 ? target_ : path_.back().bias + step_;
  std::vector<const Solved*> known;
  for (const Solved& s : path_) {
    known.push_back(&s);
  }
  job_.start = interpolate(known, job_.bias);
}

bool Walk::take(Outcome outcome) {
  iterations_ += outcome.status.iterations;
  last_ = outcome.status;
  if (outcome.status) {
    if (job_.bias == path_.back().bias) {
      path_.pop_back();
    }
    path_.push_back({job_.bias, std::move(outcome.state), outcome.status});
    if (path_.size() > 3) {
      path_.erase(path_.begin());
    }
    step_ *= 1.5;
  } else {
    step_ /= 3;
  }
  if (has_arrived() || ++attempts_ > 80) {
    return true;
  }
  plan_next();
  return false;
}

Solved Walk::result() const {
  Solved result = path_.back();
  result.status = last_;
  result.status.iterations = iterations_;
  return result;
}

Solved walk_to(SingleCell& cell, std::vector<Solved> near, double bias, double light) {
  Walk walk(std::move(near), bias, light);
  while (!walk.take(cell.solve(walk.job()))) {
  }
  Solved solved = walk.result();
  solved.bias = bias;
  if (!walk.has_arrived()) {
    solved.status.outcome = Convergence::diverged;
  }
  cell.settle(solved, light);
  return solved;
}

Solved solve_at(SingleCell& cell, std::span<const Solved> known, double bias, double light) {
  Job job{.bias = bias, .light = light};
  job.start = interpolate(nearest(known, bias, 6), bias);
  Outcome outcome = cell.solve(job);
  if (!outcome.status) {
    return walk_to(cell, {*nearest(known, bias, 1).front()}, bias, light);
  }
  Solved solved{bias, std::move(outcome.state), outcome.status};
  cell.settle(solved, light);
  return solved;
}

std::size_t knot_stride(const CurveRequest& request, double thermal_voltage) {
  std::size_t stride = 1;
  while (static_cast<double>(2 * stride) * request.step <= knot_gap * thermal_voltage) {
    stride *= 2;
  }
  return stride;
}

Continuation::Continuation(SingleCell& cell, std::vector<double> start, const CurveRequest& request,
                           bool is_lit)
    : cell_(&cell),
      thermal_voltage_(cell.cell().thermal_voltage),
      request_(request),
      is_lit_(is_lit) {
  job_.start = std::move(start);
  job_.limit = 120;
}

const Job* Continuation::job() const noexcept {
  return stage_ == Stage::done ? nullptr : walk_ ? &walk_->job() : &job_;
}

void Continuation::take(Outcome outcome) {
  iterations_ += outcome.status.iterations;
  switch (stage_) {
    case Stage::equilibrium:
      if (!outcome.status) {
        trouble_ = fmt::format("no equilibrium: last update {:.1e} kT/q after {} iterations",
                               outcome.status.residual, outcome.status.iterations);
        stage_ = Stage::done;
      } else if (!is_lit_) {
        knots_ = {{0, std::move(outcome.state), outcome.status}};
        turn();
      } else {
        job_.start = std::move(outcome.state);
        stage_ = Stage::light;
        start_light();
      }
      break;
    case Stage::light:
      take_light(std::move(outcome));
      break;
    case Stage::forward:
    case Stage::reverse:
      take_knot(std::move(outcome));
      break;
    case Stage::done:
      break;
  }
}

void Continuation::start_light() {
  job_.light = std::min(share_ > 0 ? share_ * factor_ : first_share_, 1.0);
  job_.tolerance = job_.light < 1 ? rough_update : Job{}.tolerance;
}

// Minority densities have as many decades to go as the light; charged levels may want smaller
// steps.
void Continuation::take_light(Outcome outcome) {
  if (outcome.status) {
    share_ = job_.light;
    if (share_ == 1) {
      outcome.status.iterations = iterations_;
      knots_ = {{0, std::move(outcome.state), outcome.status}};
      turn();
      return;
    }
    job_.start = std::move(outcome.state);
  } else if (share_ == 0 && first_share_ > 1e-19) {
    first_share_ *= 1e-4;
  } else if (share_ > 0 && factor_ > 1.2) {
    factor_ = std::sqrt(factor_);
  } else {
    trouble_ = fmt::format(
        "no steady state at 0 V and {:.1e} of the light, found one at {:.1e}; last update {:.1e} "
        "kT/q after {} iterations in ever smaller steps",
        job_.light, share_, outcome.status.residual, iterations_);
    stage_ = Stage::done;
    return;
  }
  start_light();
}

// After one direction the other, then the end.
void Continuation::turn() {
  walk_.reset();
  if (stage_ < Stage::forward) {
    cell_->settle(knots_.front(), light());
  }
  stage_ = stage_ == Stage::forward   ? Stage::reverse
           : stage_ == Stage::reverse ? Stage::done
                                      : Stage::forward;
  if (stage_ != Stage::done) {
    next_knot();
  }
}

void Continuation::next_knot() {
  const double vt = thermal_voltage_;
  const bool is_forward = stage_ == Stage::forward;
  const double end = (is_forward ? request_.to : request_.from) / vt;
  const double last = is_forward ? knots_.back().bias : knots_.front().bias;
  const double gap =
      static_cast<double>(knot_stride(request_, vt)) * request_.step / vt * (is_forward ? 1 : -1);
  const double left = end - last;
  // A last gap that would leave a sliver takes it in.
  const bool is_at_end = is_forward ? left < 0.01 * gap : left > 0.01 * gap;
  // Figures of merit want open circuit, wherever the points of the request end.
  const bool seeks_voc =
      is_forward && is_lit_ && knots_.back().measured[current] > 0 && last * vt < highest_voc;
  if (is_at_end && !seeks_voc) {
    turn();
    return;
  }
  const bool is_last = !is_at_end && std::abs(left) < 1.25 * std::abs(gap);
  const double target = is_last ? end : last + gap;
  const std::size_t count = std::min<std::size_t>(3, knots_.size());
  std::vector<Solved> near(
      is_forward ? knots_.end() - static_cast<std::ptrdiff_t>(count) : knots_.begin(),
      is_forward ? knots_.end() : knots_.begin() + static_cast<std::ptrdiff_t>(count));
  if (!is_forward) {
    std::ranges::reverse(near);
  }
  walk_.emplace(std::move(near), target, light());
}

void Continuation::take_knot(Outcome outcome) {
  Walk& walk = *walk_;
  if (!walk.take(std::move(outcome))) {
    return;
  }
  if (!walk.has_arrived()) {
    const Solved last = walk.result();
    trouble_ = fmt::format(
        "no steady state beyond {:.4f} V on the way to {:.4f} V; last update "
        "{:.1e} kT/q after {} iterations in ever smaller steps",
        last.bias * thermal_voltage_, walk.job().bias * thermal_voltage_, last.status.residual,
        last.status.iterations);
    turn();
    return;
  }
  Solved solved = walk.result();
  const double bias = solved.bias;
  const bool is_forward = stage_ == Stage::forward;
  knots_.insert(is_forward ? knots_.end() : knots_.begin(), std::move(solved));
  Solved& knot = is_forward ? knots_.back() : knots_.front();
  cell_->settle(knot, light());
  const bool is_beyond =
      is_forward && is_lit_ && request_.stop_after_voc && bias > 0 && knot.measured[current] <= 0;
  is_beyond ? turn() : next_knot();
}

}  // namespace heliofab::device
