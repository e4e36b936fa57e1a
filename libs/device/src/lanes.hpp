// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "lane_kernel.hpp"

namespace heliofab::device {

/// What Newton's method is to solve next.
struct Job {
  double bias = 0;          // [kT/q]
  double light = 0;         // factor
  double tolerance = 1e-5;  // last update [kT/q]; Newton squares what is left
  int limit = 60;           // iterations
  std::vector<double> start;
};

/// How a job ended.
struct Outcome {
  Status status;
  std::vector<double> state;  // of a solution
};

/// A solution at one bias.
struct Solved {
  double bias = 0;  // [kT/q]
  std::vector<double> state;
  Status status;
  Measurement measured{};  // once somebody has
};

/// Registers full of Newton's method: each lane works on a job of its own until it ends.
class Lanes {
 public:
  /// @param lanes 1 or lane_width()
  Lanes(const FlatCell& shape, std::size_t lanes);

  std::size_t size() const noexcept { return slots_.size(); }
  LaneBlock& block() noexcept { return block_; }

  /// The job must live until it ends.
  void start(std::size_t lane, const Job& job);
  bool is_busy() const noexcept { return busy_ > 0; }
  /// One step in all lanes; calls finish(lane, outcome) for each job that ended, which may start
  /// the next.
  void step(const std::function<void(std::size_t, Outcome)>& finish);

  /// Runs all jobs on the cell that all lanes hold; outcomes in the order of the jobs.
  std::vector<Outcome> run(std::span<const Job> jobs);
  /// Measures solutions of the cell that all lanes hold.
  void measure(std::span<Solved> solved, double light);
  /// Measures them, and iterates once more those that a last update of 1e-5 kT/q has not settled.
  void settle(std::span<Solved> solved, double light);

 private:
  struct Slot {
    const Job* job = nullptr;
    Status status;
    bool was_damped = false;
  };
  LaneBlock block_;
  std::vector<Slot> slots_;
  std::size_t busy_ = 0;
};

/// One cell in one lane.
class SingleCell {
 public:
  explicit SingleCell(const FlatCell& cell);

  Outcome solve(const Job& job);
  void settle(Solved& solved, double light);
  const FlatCell& cell() const noexcept { return *cell_; }

 private:
  const FlatCell* cell_;
  Lanes lanes_;
};

}  // namespace heliofab::device
