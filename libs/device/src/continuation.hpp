// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/device/solve_cell.hpp"
#include "lanes.hpp"

namespace heliofab::device {

/// What each known solution weighs in Lagrange's polynomial at a bias.
std::vector<double> weights_of(std::span<const Solved* const> known, double bias);
/// That polynomial of the states: they are smooth in the bias.
std::vector<double> interpolate(std::span<const Solved* const> known, double bias);
/// The `count` solutions nearest to a bias, of a list in rising order.
std::vector<const Solved*> nearest(std::span<const Solved> known, double bias, std::size_t count);

/// From known solutions to one at another bias: at once if Newton can, else in smaller steps.
class Walk {
 public:
  /// @param near  one to three solutions, the nearest last
  Walk(std::vector<Solved> near, double target, double light);

  const Job& job() const noexcept { return job_; }
  /// True when the walk is over, at its target or at the end of its patience.
  bool take(Outcome outcome);
  bool has_arrived() const noexcept { return path_.back().bias == target_; }
  /// Where it got to, not measured; the iterations are those of all attempts.
  Solved result() const;

 private:
  void plan_next();

  std::vector<Solved> path_;
  double target_;
  double step_;
  int attempts_ = 0;
  int iterations_ = 0;
  Status last_;
  Job job_;
};

/// Walks in the cell's own lane. Where the walk did not arrive the status says diverged.
/// @param near  one to three solutions, the nearest last
/// @return measured
Solved walk_to(SingleCell& cell, std::vector<Solved> near, double bias, double light);

/// From the polynomial through the nearest six known solutions if Newton can, else on a walk.
/// @param known  in rising order, one or more
/// @return measured; where there is no solution the status says diverged
Solved solve_at(SingleCell& cell, std::span<const Solved> known, double bias, double light);

/// One cell's way: equilibrium, light in steps, then knots of voltage in both directions.
class Continuation {
 public:
  /// Measures its knots in `cell`, a block of one lane.
  /// @param start  neutral_start of the cell
  Continuation(SingleCell& cell, std::vector<double> start, const CurveRequest& request,
               bool is_lit);

  /// Null when the way is at its end.
  const Job* job() const noexcept;
  void take(Outcome outcome);

  double light() const noexcept { return is_lit_ ? 1 : 0; }
  /// Knots, rising in bias; empty when there is no solution at 0 V.
  std::vector<Solved>& knots() noexcept { return knots_; }
  /// What went wrong, for people; empty if nothing did.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  enum class Stage { equilibrium, light, forward, reverse, done };
  void start_light();
  void take_light(Outcome outcome);
  void take_knot(Outcome outcome);
  void next_knot();
  void turn();

  SingleCell* cell_;
  double thermal_voltage_;
  CurveRequest request_;
  bool is_lit_;
  Stage stage_ = Stage::equilibrium;
  Job job_;
  double share_ = 0;  // of the light that has a solution
  double first_share_ = 1e-8;
  double factor_ = 1e4;
  int iterations_ = 0;
  std::optional<Walk> walk_;  // the one under way
  std::vector<Solved> knots_;
  std::string trouble_;
};

/// Steps between knots: the largest power of two of steps within some 3 kT/q.
std::size_t knot_stride(const CurveRequest& request, double thermal_voltage);

}  // namespace heliofab::device
