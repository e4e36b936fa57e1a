// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/module/film_law.hpp"
#include "heliofab/module/film_table.hpp"

namespace heliofab::module {

/// The film at one place: a law, or a table in place of its diode.
struct LocalFilm {
  FilmLaw law;
  const FilmTable* table = nullptr;
  FilmLaw reference;  // whose curves the table has

  friend bool operator==(const LocalFilm&, const LocalFilm&) = default;
};

/// @param junction  [V] where to start
FilmState state_of(const LocalFilm& film, double voltage, double junction);

/// Power per area that a film delivers.
struct FilmPower {
  double voltage = 0;  // [V]
  double value = 0;    // [W/m2]
};

/// The most that a film can deliver, at a voltage from 0 up; a dark film delivers nothing.
FilmPower highest_power(const LocalFilm& film);

/// A film on some area of a stripe.
struct FilmPart {
  const LocalFilm* film = nullptr;
  FilmPower highest;
  double area = 0;  // [m2]
};

/// The most that films deliver at one voltage for all [W].
double highest_common_power(std::span<const FilmPart> parts);

/// What films deliver [W] at the one voltage for all at which they deliver a current [A].
/// @param low, high  [V] between which that voltage lies
double even_power(std::span<const FilmPart> parts, double current, double low, double high);

}  // namespace heliofab::module
