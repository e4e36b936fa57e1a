// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

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
struct FilmShare {
  const LocalFilm* film = nullptr;
  FilmPower highest;
  double area = 0;  // [m2]
};

/// All films of a stripe.
using StripeParts = std::vector<FilmShare>;

/// The most that the films of a stripe deliver at one voltage for all [W].
double highest_common_power(const StripeParts& parts);

/// The one voltage for all at which the films of a stripe deliver a current [V].
/// @param current    [A]
/// @param low, high  [V] between which it lies
/// @param start      [V] where to start looking
double even_voltage(const StripeParts& parts, double current, double low, double high,
                    double start);

/// Stripes in series.
struct StringParts {
  std::vector<StripeParts> stripes;
  std::vector<std::size_t> bypass;  // of each stripe, the number of its diode; `none` without
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// The most that stripes deliver at one current for all, each with one voltage for its films [W].
/// What lies across a bypass diode does not fall below 0 V. Of several maxima it is that uphill
/// from a current [A].
double highest_string_power(const StringParts& string, double current);

}  // namespace heliofab::module
