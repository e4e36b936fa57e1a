// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/module/film_law.hpp"
#include "modes.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// A bypass diode as a film in the dark, of currents in place of current densities.
FilmLaw film_of(const Bypass& bypass) noexcept;

/// Diodes across some stripes of a module, which their ribbons join evenly along the stripes: only
/// the even mode knows of them. Vectors are those of ModalSolver.
class BypassField {
 public:
  BypassField(const PlaneProblem& problem, const Modes& modes);

  /// Adds the currents out of all unknowns at a voltage [V] between the terminals.
  void add_currents(std::span<const double> potential, double voltage, std::span<double> current);
  /// Adds how they answer to small changes, the terminals held.
  void add_answer(std::span<const double> change, std::span<double> current) const;
  /// Adds the currents into all unknowns that one volt more between the terminals drives [A/V].
  void add_terminal(std::span<double> current) const;
  /// [A] that each stripe's diodes carry past it, towards the terminal with the higher voltage.
  std::span<const double> carried() const noexcept { return carried_; }
  double dissipated() const noexcept { return dissipated_; }  // [W] in all of them

 private:
  struct Diode {
    Bypass law;
    // Unknowns of the even mode before the first and behind the last of its stripes.
    std::size_t high = 0;
    std::size_t low = 0;
    bool is_first = false;  // the terminal in place of `high`
    bool is_last = false;   // the other one in place of `low`
    double junction = 0;    // [V]
    double slope = 0;       // [S]
  };
  void add(const Diode& diode, double upwards, std::span<double> current) const;

  std::vector<Diode> diodes_;
  std::vector<double> carried_;
  double dissipated_ = 0;
  double even_ = 0;
};

}  // namespace heliofab::module
