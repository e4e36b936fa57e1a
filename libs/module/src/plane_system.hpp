// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "bypass_field.hpp"
#include "film_field.hpp"
#include "flaw_correction.hpp"
#include "modal_solver.hpp"
#include "modes.hpp"
#include "plane_problem.hpp"
#include "uneven_parts.hpp"

namespace heliofab::module {

/// The balance of currents of a module at all its points, and how it answers to small changes. All
/// vectors have the amplitude of mode m of unknown q = 2 column + sheet at q * modes + m.
class PlaneSystem {
 public:
  explicit PlaneSystem(const PlaneProblem& problem);
  PlaneSystem(const PlaneSystem&) = delete;
  PlaneSystem& operator=(const PlaneSystem&) = delete;

  const PlaneProblem& problem() const noexcept { return *problem_; }
  const Modes& modes() const noexcept { return modes_; }

  /// Looks at the problem's films again, which have changed.
  void note_films();
  /// Currents out of all unknowns [A m^(-1/2)] at potentials and a voltage [V] between the
  /// terminals. Keeps the films as they are there.
  /// @param is_whole  of all modes, or as films are concerned of active ones alone
  void imbalance(std::span<const double> potential, double voltage, std::span<double> currents,
                 bool is_whole = true);
  /// A bound of the sum in size of currents by modes over all points [A]: of all, and of those
  /// outside the active modes.
  struct Size {
    double all = 0;
    double outside = 0;
  };
  Size size_of(std::span<const double> currents) const;  // those that imbalance() had last
  /// Of each unknown how many modes take part in answers, from the first on. High modes fade within
  /// their wave length of what is uneven, and potentials beyond are zero.
  std::span<const std::size_t> active() const noexcept { return active_; }
  /// Lets those modes take part where currents stand that are more than `least` of a point [A].
  void activate(std::span<const double> currents, double least);
  /// The mean over the stripes of what passes each [A]: by films and bypasses, less what leaks
  /// beside them over P1 and P3. Of the potentials that imbalance() had last.
  double terminal_current(std::span<const double> potential, double voltage);

  /// Currents into all unknowns that one volt more between the terminals drives [A/V m^(-1/2)].
  void terminal_currents(std::span<double> currents) const;

  /// Takes the films as imbalance() had them last: what answer() answers about.
  void linearise();
  /// Changes of the potentials that carry `currents` into the unknowns, the terminals held, to a
  /// `tolerance` in the norm of energy. Returns steps of conjugate gradients.
  int answer(std::span<const double> currents, double tolerance, std::span<double> change);

  /// What single paths do to chains whose films went astray is no guide to others.
  void forget_paths() noexcept { flaws_.forget(); }
  /// Unknowns that take part in steps of conjugate gradients.
  double unknowns_between() const;

  const FilmField& films() const noexcept { return films_; }
  const BypassField& bypasses() const noexcept { return bypasses_; }

 private:
  void activate_near_unevenness();
  void take_active();
  // Columns from the first to behind the last of those that answer unevenly.
  struct Hull {
    std::size_t from = 0;
    std::size_t to = 1;
  };
  Hull find_hull() const;
  void refresh_paths();
  const std::vector<double>& precondition();
  int iterate(double tolerance, std::span<double> change);
  template <class Body>
  void for_active(const Hull& hull,
                  const Body& body) const {  // with first and count of each unknown
    const std::size_t modes = modes_.count();
    if (is_all_active_) {
      body(2 * hull.from * modes, 2 * (hull.to - hull.from) * modes);
      return;
    }
    for (std::size_t q = 2 * hull.from; q < 2 * hull.to; ++q) {
      body(q * modes, active_[q]);
    }
  }
  double product(std::span<const double> a, std::span<const double> b) const;

  const PlaneProblem* problem_;
  Modes modes_;
  ModalSolver chains_;
  FilmField films_;
  UnevenParts parts_;
  BypassField bypasses_;
  FlawCorrection flaws_;
  std::vector<std::size_t> active_;
  bool is_all_active_ = false;
  std::vector<char> stays_;  // columns of paths, parts and bypasses
  Hull hull_;
  std::vector<double> r_, z_, pz_, p_, pp_, uneven_;  // of conjugate gradients, in the hull
  int inner_before_ = 0;                              // of the last answer
  int usual_ = 0;                                     // of answers with fresh paths; 0: not known
  int wasted_ = 0;                                    // steps beyond, since paths were refreshed
};

}  // namespace heliofab::module
