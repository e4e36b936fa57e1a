// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "design_goal.hpp"
#include "varied_file.hpp"

namespace heliofab::cli {

/// Solves designs of a file and remembers what the goal was there, and the best one with all its
/// figures.
class DesignSolver {
 public:
  using Point = std::vector<double>;  // one value for each variation

  /// @param expected  points, for the bar
  DesignSolver(const VariedFile& varied, const twin::ReferenceData& data, std::size_t expected);

  /// The file as it stands; false when the user stopped it. @throws InputError, ModelError
  bool solve_start();
  const std::vector<Figures>& start() const { return start_; }
  /// From now on; it must outlive the solver.
  void judge_by(const Judge& judge) { judge_ = &judge; }

  /// What a search sees at a point: nothing when stopped, NaN where there is no answer. Thread-safe
  /// where `is_parallel`.
  /// @param may_lead  false: whether it is the best is decided by somebody else
  std::optional<double> climb_value(const Point& point, bool may_lead = true);
  /// It will be solved again, and may lead then.
  void forget(const Point& point) { known_.erase(point); }

  /// Points may be solved side by side: one does not fill all cores by itself.
  bool is_parallel() const { return !varied_->kind->fills_all_cores && start_.size() == 1; }
  /// One body for each i < count, side by side if that may be.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body) const;

  /// Empty as long as none has an answer.
  const Point& best() const { return best_; }
  const std::vector<Figures>& best_samples() const { return best_samples_; }
  double best_value() const { return best_value_; }

  std::size_t points() const { return known_.size() + 1; }                    // with the start
  const std::map<Point, std::string>& problems() const { return problems_; }  // without an answer

 private:
  std::vector<Figures> samples_at(const Point& point);
  void keep(const Point& point, double value, const std::string& problem,
            std::vector<Figures> samples);
  void draw();

  const VariedFile* varied_;
  const twin::ReferenceData* data_;
  std::size_t expected_;
  const Judge* judge_ = nullptr;
  twin::FilmMemory memory_;
  std::mutex guard_;
  Progress progress_;
  PointObserver observer_;
  std::vector<Figures> start_;
  std::map<Point, double> known_;
  Point best_;
  double best_value_ = 0;
  std::vector<Figures> best_samples_;
  std::map<Point, std::string> problems_;
};

}  // namespace heliofab::cli
