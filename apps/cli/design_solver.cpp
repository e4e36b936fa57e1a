// SPDX-License-Identifier: Apache-2.0
#include "design_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"

namespace heliofab::cli {

DesignSolver::DesignSolver(const VariedFile& varied, const twin::ReferenceData& data,
                           std::size_t expected)
    : varied_(&varied), data_(&data), expected_(expected), observer_([this] { draw(); }) {}

bool DesignSolver::solve_start() {
  start_ = samples_at({});
  return !start_.empty();
}

std::optional<double> DesignSolver::climb_value(const Point& point, bool may_lead) {
  {
    const std::lock_guard lock(guard_);
    const auto known = known_.find(point);
    if (known != known_.end()) {
      return known->second;
    }
  }
  if (interrupted()) {
    return {};
  }
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string problem;
  std::vector<Figures> samples;
  try {
    samples = samples_at(point);
    if (samples.empty()) {
      return {};
    }
    value = judge_->climb_value(samples);
  } catch (const InputError& error) {
    problem = words_of(error);
  } catch (const ModelError& error) {
    problem = error.what();
  }
  keep(point, value, problem, may_lead ? std::move(samples) : std::vector<Figures>{});
  draw();
  return value;
}

void DesignSolver::for_each(std::size_t count, const std::function<void(std::size_t)>& body) const {
  if (is_parallel()) {
    parallel_for(count, body);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      body(i);
    }
  }
}

std::vector<Figures> DesignSolver::samples_at(const Point& point) {
  const io::Document document = document_at(*varied_, point);
  if (varied_->kind->samples) {
    return varied_->kind->samples(document, *data_, memory_, &observer_);
  }
  Figures figures = varied_->kind->figures(document, *data_, &observer_);
  return figures.empty() ? std::vector<Figures>{} : std::vector<Figures>{std::move(figures)};
}

void DesignSolver::keep(const Point& point, double value, const std::string& problem,
                        std::vector<Figures> samples) {
  const std::lock_guard lock(guard_);
  known_[point] = value;
  if (!problem.empty()) {
    problems_[point] = problem;
  }
  const bool is_best =
      best_.empty() || value > best_value_ ||
      (value == best_value_ && point < best_);  // whichever of the two is solved first
  if (std::isfinite(value) && !samples.empty() && is_best) {
    best_ = point;
    best_value_ = value;
    best_samples_ = std::move(samples);
  }
}

void DesignSolver::draw() {
  const std::lock_guard lock(guard_);
  const std::size_t done = known_.size();
  progress_.progress("optimise", done, std::max(expected_, done + 1));
}

}  // namespace heliofab::cli
