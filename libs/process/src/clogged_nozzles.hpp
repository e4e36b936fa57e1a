// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/process/cigs_tool.hpp"
#include "heliofab/process/film_response.hpp"
#include "heliofab/process/web_field.hpp"
#include "heliofab/process/web_map.hpp"

namespace heliofab::process {

/// What is an evaporant's own of something that has a member for each.
template <class Each>
const auto& of_evaporant(const Each& each, Evaporant evaporant) noexcept {
  switch (evaporant) {
    case Evaporant::copper:
      return each.copper;
    case Evaporant::indium:
      return each.indium;
    case Evaporant::gallium:
      return each.gallium;
    case Evaporant::selenium:
      return each.selenium;
    case Evaporant::sodium_fluoride:
      break;
  }
  return each.sodium;
}

/// Of the draws of an evaporant's sources.
std::string purpose_of(Evaporant evaporant);

/// By how much each evaporant brings more at a place [-].
struct Skew {
  double copper, indium, gallium, selenium, sodium;
};

/// What of a film the sources decide, at one place.
struct PlaceFilm {
  double thickness, cgi, ggi, sodium, selenium_ratio;
};
PlaceFilm film_of(const FilmFields& fields, std::size_t place);

/// The film that such a skew makes of another: theory/process.md (23).
PlaceFilm skewed(const PlaceFilm& film, const Skew& by) noexcept;

/// What clogged nozzles do over a stretch of a roll, places x zones.
class Skews {
 public:
  /// Of the places of a grid.
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll, const WebGrid& grid)
      : Skews(straying, seed, roll, grid, true) {}
  /// Of the roll as a whole, as a gauge sees it: what is local averages out over its span.
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll)
      : Skews(straying, seed, roll, {0, frame_length, 1}, false) {}

  Skew at(std::size_t place) const noexcept;

 private:
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll, const WebGrid& grid,
        bool with_local);

  std::array<std::vector<double>, n_evaporants> values_;
};

}  // namespace heliofab::process
