// SPDX-License-Identifier: Apache-2.0
#include "lanes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heliofab::device {

Lanes::Lanes(const FlatCell& shape, std::size_t lanes)
    : block_(shape.shape, shape.numbers.size(), lanes), slots_(lanes) {}

void Lanes::start(std::size_t lane, const Job& job) {
  slots_[lane] = {.job = &job, .status = {}};
  block_.set_state(lane, job.start);
  block_.bias[lane] = job.bias;
  block_.light[lane] = job.light;
  ++busy_;
}

void Lanes::step(const std::function<void(std::size_t, Outcome)>& finish) {
  newton_step(block_);
  for (std::size_t lane = 0; lane < slots_.size(); ++lane) {
    Slot& slot = slots_[lane];
    if (slot.job == nullptr) {
      continue;
    }
    const double largest = block_.largest[lane];
    ++slot.status.iterations;
    slot.status.residual = largest;
    slot.was_damped = slot.was_damped || !(largest <= 1);
    if (largest < slot.job->tolerance) {
      slot.status.outcome = slot.was_damped ? Convergence::damped : Convergence::converged;
    } else if (std::isfinite(largest) && slot.status.iterations < slot.job->limit) {
      continue;
    }
    slot.job = nullptr;
    --busy_;
    finish(lane, Outcome{slot.status, block_.state(lane)});
  }
}

std::vector<Outcome> Lanes::run(std::span<const Job> jobs) {
  std::vector<Outcome> outcomes(jobs.size());
  std::vector<std::size_t> in_lane(size());
  std::size_t next = 0;
  const auto refill = [&](std::size_t lane) {
    if (next < jobs.size()) {
      in_lane[lane] = next;
      start(lane, jobs[next++]);
    }
  };
  for (std::size_t lane = 0; lane < size(); ++lane) {
    refill(lane);
  }
  while (is_busy()) {
    step([&](std::size_t lane, Outcome outcome) {
      outcomes[in_lane[lane]] = std::move(outcome);
      refill(lane);
    });
  }
  return outcomes;
}

void Lanes::measure(std::span<Solved> solved, double light) {
  for (std::size_t first = 0; first < solved.size(); first += size()) {
    const std::size_t count = std::min(size(), solved.size() - first);
    for (std::size_t lane = 0; lane < size(); ++lane) {  // lanes left over repeat the last one
      const Solved& s = solved[first + std::min(lane, count - 1)];
      block_.set_state(lane, s.state);
      block_.bias[lane] = s.bias;
      block_.light[lane] = light;
    }
    device::measure(block_);
    for (std::size_t lane = 0; lane < count; ++lane) {
      solved[first + lane].measured = block_.measurement(lane);
    }
  }
}

void Lanes::settle(std::span<Solved> solved, double light) {
  measure(solved, light);
  for (Solved& s : solved) {
    const Measurement& m = s.measured;
    const double left = std::max(m[residual], m[spread]);
    if (!s.status || left <= 1e-7 * std::abs(m[current]) + 8 * m[rounding]) {
      continue;
    }
    const Job job{.bias = s.bias, .light = light, .tolerance = 1e-8, .limit = 3, .start = s.state};
    Outcome outcome = run({&job, 1}).front();
    if (std::isfinite(outcome.status.residual)) {
      s.state = std::move(outcome.state);
      s.status.iterations += outcome.status.iterations;
      s.status.residual = outcome.status.residual;
      measure({&s, 1}, light);
    }
  }
}

SingleCell::SingleCell(const FlatCell& cell) : cell_(&cell), lanes_(cell, 1) {
  lanes_.block().load(0, cell);
}

Outcome SingleCell::solve(const Job& job) { return lanes_.run({&job, 1}).front(); }

void SingleCell::settle(Solved& solved, double light) { lanes_.settle({&solved, 1}, light); }

}  // namespace heliofab::device
