// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/process/film.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

/// Steps of a map along the web [m]: nodes of a WebField.
inline constexpr double frame_length = 0.25;
/// Places of a map across the web.
inline constexpr std::size_t web_zones = 9;

/// The film of a stretch of a roll on a grid: frames down the web, zones across it from edge to
/// edge. Position 0 is the end that enters the tools first.
struct WebMap {
  double first = 0;  // [m] position of the first frame, a multiple of the frame length
  std::size_t frames = 0;
  std::size_t zones = web_zones;
  double width = 0;         // [m] across
  std::vector<Film> films;  // frames x zones, frame by frame

  /// The film at a place, linear between grid points; beyond an edge the edge's.
  Film at(double position, double across) const noexcept;
};

/// A stretch of a roll to make a map of. The map holds every place that lies in it.
struct RollPart {
  std::int64_t roll = 0;
  double from = 0;   // [m] down-web, 0 or more
  double to = 0;     // [m]
  double width = 0;  // [m] of the web used for modules
};

/// A map of such a stretch, all of it `nominal`.
WebMap even_map(const RollPart& part, const Film& nominal);

/// A bridged scribe or a flake: an ohmic path through the film.
struct Fault {
  double position = 0;     // [m] down-web
  double across = 0;       // [m] from the left edge
  double conductance = 0;  // [S]

  friend bool operator==(const Fault&, const Fault&) = default;
};

/// A stretch of web that gives no module.
struct Stretch {
  double position = 0;  // [m] down-web start
  double length = 0;    // [m]
  std::string station;
  std::string cause;

  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// Lets the films of a map stray, each quantity by a field of its own: a function of its address
/// (seed, roll, quantity, place), so that any stretch can be made alone, in any order and thread,
/// with the bits it has in the whole roll.
void add_variation(WebMap& map, const Variation& variation, std::uint64_t seed, std::int64_t roll);

/// The film of a recipe with its scatter.
WebMap make_web_map(const Film& nominal, const Variation& variation, std::uint64_t seed,
                    const RollPart& part);

/// Faults of one roll, a Poisson process over its area, by position.
std::vector<Fault> make_faults(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                               double length, double width);

/// Wrinkles, splices and handling marks of one roll, a Poisson process along it, by position.
std::vector<Stretch> make_web_events(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                                     double length);

}  // namespace heliofab::process
