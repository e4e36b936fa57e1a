// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "design_search.hpp"
#include "heliofab/core/estimate.hpp"
#include "heliofab/report/optimum.hpp"
#include "kinds.hpp"

namespace heliofab::cli {

/// Turns the figures of a design, one set a module, into what the goal says of them.
class Judge {
 public:
  /// @param start  of the file as it stands, one set or more
  /// @throws InputError E6204, E6208
  Judge(Goal goal, const Kind& kind, const std::vector<Figures>& start);

  /// What a search climbs on: the goal, negative where the least is best, shares made smooth.
  double climb_value(const std::vector<Figures>& samples) const;
  double from_climb_value(double value) const noexcept { return goal_.is_least ? -value : value; }

  /// The goal as a column, without values.
  report::SweepColumn column() const { return column_; }
  /// Goal, result and figures of the report, of the file and of the best design.
  void describe(report::Optimum& optimum, const std::vector<Figures>& start,
                const std::vector<Figures>& best) const;

 private:
  void find_figure(const Kind& kind, const Figures& figures);
  void read_statistic(const Figure& figure, std::size_t modules);
  std::string words(std::size_t modules) const;

  Goal goal_;
  std::size_t index_ = 0;  // of the figure
  Statistic statistic_;
  report::SweepColumn column_;
};

}  // namespace heliofab::cli
