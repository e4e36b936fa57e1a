// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "modes.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// Sheets and links of a module in the modes of its rows, where they fall apart into one chain of
/// columns for each mode; and the whole module as it would be if each column conducted alike in all
/// its rows. Vectors have the amplitude of mode m of unknown q = 2 column + sheet at q * modes + m.
class ModalSolver {
 public:
  ModalSolver(const PlaneProblem& problem, const Modes& modes);

  /// Of each unknown how many modes it takes part in, from the first on; all at first. Whole
  /// numbers of `modes_together` are best; they may grow.
  void set_active(std::span<const std::size_t> active);

  /// Adds the currents out of all unknowns through sheets and links, the terminal at zero; also
  /// those of unknowns beside active ones.
  void add_sheet_currents(std::span<const double> potential, std::span<double> current) const;
  /// @param conductance  [S/m] of each column from sheet to sheet, over the length of the rows
  /// @param from,to      columns, first and behind the last, that the others are eliminated from;
  ///                     at least `fewest_between`
  void factor(std::span<const double> conductance, std::size_t from, std::size_t to);
  std::size_t fewest_between() const noexcept { return shape_.band / 2; }
  /// Of a vector what belongs to the columns between.
  std::span<double> between(std::span<double> v) const noexcept {
    return v.subspan(shape_.first * shape_.modes, (shape_.end() - shape_.first) * shape_.modes);
  }
  /// Takes what currents into the other columns drive into those between.
  void reduce(std::span<double> current) const { reduce_bands(shape_, bands_, current); }
  /// Potentials between that carry reduced currents into the active unknowns; both may be the same.
  void solve(std::span<const double> current, std::span<double> potential) const;
  /// Potentials of the other columns, in place of their reduced currents, by those between.
  void extend(std::span<double> potential) const { extend_bands(shape_, bands_, potential); }

 private:
  double& entry(std::size_t q, std::size_t other);
  void add_across(const LineMesh& x, std::span<const double> sheet, std::size_t q);
  void add_link(std::size_t q, std::size_t other, double conductance);
  void add_links(const PlaneProblem& problem);

  const Modes* modes_;
  BandShape shape_;
  std::vector<std::size_t> active_;
  std::vector<double> even_;   // [S/m] of all modes alike, as a band of one mode
  std::vector<double> along_;  // [S m] times the rate of a mode, on the diagonal
  std::vector<double> bands_;
};

}  // namespace heliofab::module
