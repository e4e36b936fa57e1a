// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "heliofab/module/plane_losses.hpp"
#include "loss_causes.hpp"
#include "plane_problem.hpp"
#include "warm_films.hpp"

namespace heliofab::module {

/// A part of a point's film; all of it where it is of one.
struct PointFilm {
  LocalFilm film;
  double area = 0;  // [m2]
};
/// All films that meet at a point.
std::vector<PointFilm> films_at(const PlaneProblem& problem, const PlaneCell& cell,
                                std::size_t point);

/// The films of a module, each kind once, and what each lacks of the nominal one.
class FilmKinds {
 public:
  /// Without a nominal film the stripe of the median highest power has it.
  /// @param warmth  of each point, where light and currents have warmed the films of the problem;
  ///                null: all are as warm as the nominal film says
  FilmKinds(const PlaneProblem& problem, const std::optional<NominalFilm>& nominal,
            const FilmWarmth* warmth = nullptr);

  double ideal() const noexcept { return ideal_; }  // [W/m2] highest power of the nominal film
  /// The number of the kind of a film at a point, counted in the order they are asked for.
  std::size_t of(std::size_t cell, std::size_t point, const LocalFilm& film);
  const FilmLoss& operator[](std::size_t kind) const { return kinds_[kind]; }

 private:
  using Key = std::array<double, 5>;

  LocalFilm stripe(std::size_t cell) const;
  Warming warming_at(std::size_t cell, std::size_t point) const;
  LocalFilm median() const;

  const PlaneProblem* problem_;
  std::vector<std::size_t> like_;  // of each stripe, the first one with the same film
  LocalFilm nominal_;
  const FilmWarmth* warmth_;
  Warming warming_;  // of all stripes alike, as the problem has them
  double ideal_ = 0;
  std::map<Key, std::size_t> numbers_;
  std::deque<FilmLoss> kinds_;
  Key last_{};  // asked for, and its number: neighbours are most often alike
  std::size_t last_number_ = 0;
};

}  // namespace heliofab::module
