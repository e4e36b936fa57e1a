// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "heliofab/process/film_response.hpp"

namespace heliofab::process {

/// A source as the response sees it.
struct ResponseSource {
  std::size_t kind = 0;  // an Evaporant
  std::size_t zone = 0;
  std::size_t first = 0;    // sample ahead of the frame's own
  std::size_t taps = 0;     // samples it takes in
  bool is_shaping = false;  // brings indium or gallium
};
inline constexpr std::size_t n_shapes = 3;  // front, notch, back

/// What a response multiplies and adds.
struct ResponseTables {
  std::size_t places = 0;
  std::size_t zones = 0;
  std::size_t reach = 0;  // samples that the path needs beyond a frame's own
  std::size_t most_taps = 0;
  std::vector<ResponseSource> sources;
  std::vector<double> taps;             // [1/m2] places x sources x most_taps
  std::vector<double> shape_taps;       // [-] n_shapes x places x sources x most_taps
  std::vector<double> shape_starts;     // [-] places x n_shapes: what shapes are without any flux
  std::vector<double> selenium_factor;  // [-] places x zones: least of the zone over its mean
  std::array<double, 5> volumes{};      // [m3] of volume_per_site: its corners
  double naf_volume = 0;                // [m3] of a formula unit

  std::size_t first_tap(std::size_t place, std::size_t source) const noexcept {
    return (place * sources.size() + source) * most_taps;
  }
  std::size_t first_tap(std::size_t shape, std::size_t place, std::size_t source) const noexcept {
    return first_tap(shape * places + place, source);
  }
};

/// Films of all frames, many frames at once, at the places of `fields`, which begin at
/// `first_place`. `log_fluxes` as in FilmResponse.
void respond_in_lanes(const ResponseTables& tables, std::span<const double> log_fluxes,
                      std::size_t first_place, FilmFields& fields);

}  // namespace heliofab::process
