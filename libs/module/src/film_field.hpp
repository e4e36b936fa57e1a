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
  /// True when the film of a column is alike in all its rows.
  bool is_even(std::size_t column) const noexcept { return is_even_[column] != 0; }

  struct Wanted {
    std::span<const std::size_t> active;  // modes that potentials have, from the first on
    bool is_whole = false;                // currents of all modes, or of active ones alone
  };
  /// Adds the currents out of all unknowns [A] to those in `current`, both by modes.
  void add_currents(std::span<const double> potential, const Wanted& wanted,
                    std::span<double> current);
  /// [A m^(-1/2)] of each column, the size of its currents by all modes that were left out.
  std::span<const double> left_out() const noexcept { return left_out_; }
  /// [S/m] of each column, the mean over its rows.
  std::span<const double> conductance() const noexcept { return mean_; }
  /// True when ohmic paths beside the film of a column are not alike in its rows.
  bool has_paths(std::size_t column) const noexcept { return is_even_ohmic_[column] == 0; }
  /// True when the conductance of a column is not alike in its rows.
  bool varies(std::size_t column) const noexcept { return varies_[column] != 0; }
  /// Adds what the answer to `potential` differs from that of the means, in columns where it does.
  void add_unevenness(std::span<const double> potential, std::span<double> current);

  /// [A] that the films of each stripe drive from the front sheet to the back sheet.
  std::span<const double> delivered() const noexcept { return delivered_; }

  /// [-] operations of all products with the modes until now.
  double product_flops() const noexcept { return product_flops_; }

  std::span<const double> junction() const noexcept { return junction_; }  // [V] by point

 private:
  // Some columns of one stripe, side by side.
  struct Strip {
    std::size_t column = 0;
    std::size_t count = 0;
    std::size_t used = 0;  // modes that their potentials have
  };

  // Columns of one stripe of which one row stands for all.
  struct Evens {
    std::vector<std::size_t> columns;
    std::vector<double> voltage, photocurrent, saturation, shunt, diode_voltage;
    std::vector<double> junction, current, slope;

    void clear();
    void add(const PlaneProblem& problem, std::size_t column, double volts, double start);
    void solve(const PlaneProblem& problem, const PlaneCell& cell);
  };

  bool check_even(std::size_t column) const;
  void gather(std::span<const double> potential, std::size_t column, std::size_t used,
              double* amplitudes) const;
  double ripple(std::span<const double> amplitudes) const;
  double add_evens(const PlaneCell& cell, std::span<const double> potential,
                   std::span<const std::size_t> active, std::span<double> current);
  double add_uneven(const PlaneCell& cell, const Strip& strip, bool is_whole,
                    std::span<double> current);
  void note_left_out(const Strip& strip);
  void solve_films(const PlaneCell& cell, const Strip& strip);
  double note_column(const Strip& strip, std::size_t c);
  void add_pair(std::size_t column, const double* amplitudes, std::size_t count,
                std::span<double> current) const;

  const PlaneProblem* problem_;
  const Modes* modes_;
  double length_ = 0;  // [m] of the rows
  std::vector<char> is_even_ohmic_;
  std::vector<char> is_even_;  // columns whose film is alike in all rows
  std::vector<char> varies_;   // columns whose conductance is not
  std::vector<double> junction_;
  std::vector<double> slope_;  // [S] by point, of film and ohmic paths, where it varies
  std::vector<double> mean_;
  std::vector<double> delivered_;
  std::vector<double> left_out_;
  double product_flops_ = 0;
  std::vector<double> amplitudes_;  // of some columns
  std::vector<double> rows_;
  std::vector<double> values_;
  std::vector<double> slopes_;
  Evens evens_;
};

}  // namespace heliofab::module
