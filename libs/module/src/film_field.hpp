// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "modes.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// The films of a module at given potentials: what they drive from the front sheet into the back
/// sheet, and how that answers to small changes.
class FilmField {
 public:
  FilmField(const PlaneProblem& problem, const Modes& modes);

  /// Looks at the problem's films again, which have changed.
  void note_films();
  /// Adds the currents out of all unknowns [A] to those in `current`, both by modes.
  void add_currents(std::span<const double> potential, std::span<double> current);
  /// [S/m] of each column, the mean over its rows.
  std::span<const double> conductance() const noexcept { return mean_; }
  /// Adds what the answer to `potential` differs from that of the means, in columns where it does.
  void add_unevenness(std::span<const double> potential, std::span<double> current);

  /// [A] that the films of each stripe drive from the front sheet to the back sheet.
  std::span<const double> delivered() const noexcept { return delivered_; }

  std::span<const double> junction() const noexcept { return junction_; }  // [V] by point

 private:
  // Some columns of one stripe.
  struct Strip {
    std::size_t column = 0;
    std::size_t count = 0;
    bool is_even = false;  // alike in all rows: one is enough
  };

  void solve_films(const PlaneCell& cell, const Strip& strip);
  double note_column(const Strip& strip, std::size_t c);
  double add_strip(const PlaneCell& cell, Strip strip, std::span<const double> potential,
                   std::span<double> current);
  void gather(std::span<const double> potential, std::size_t column, std::size_t count);
  std::size_t used_modes(std::size_t count) const;

  const PlaneProblem* problem_;
  const Modes* modes_;
  double length_ = 0;  // [m] of the rows
  std::vector<char> is_even_ohmic_;
  std::vector<char> is_even_;  // columns whose film is alike in all rows
  std::vector<char> varies_;   // columns whose conductance is not
  std::vector<double> junction_;
  std::vector<double> slope_;  // [S] by point, of film and ohmic paths
  std::vector<double> mean_;
  std::vector<double> delivered_;
  std::vector<double> amplitudes_;  // of some columns
  std::vector<double> rows_;
  std::vector<double> values_;
  std::vector<double> slopes_;
};

}  // namespace heliofab::module
