// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/process/film.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

/// The film of one roll on a grid: frames down the web, zones across it. Position 0 is the end that
/// enters the tools first.
struct WebMap {
  double frame_length = 0.25;  // [m]
  std::size_t frames = 0;
  std::size_t zones = 9;
  double width = 0;         // [m] across
  std::vector<Film> films;  // frames x zones, frame by frame

  /// The film at a place, linear between grid points; beyond an edge the edge's.
  Film at(double position, double across) const noexcept;
};

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

/// Lays down the film of one roll: recipe plus scatter, each number drawn at its own address
/// (roll, quantity, frame), so that rolls can be made in any order and any thread.
/// @param nominal  the film without scatter
/// @param length, width  of the web used for modules [m]
WebMap make_web_map(const Film& nominal, const Variation& variation, std::uint64_t seed,
                    std::int64_t roll, double length, double width);

/// Faults of one roll, a Poisson process over its area, by position.
std::vector<Fault> make_faults(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                               double length, double width);

/// Wrinkles, splices and handling marks of one roll, a Poisson process along it, by position.
std::vector<Stretch> make_web_events(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                                     double length);

}  // namespace heliofab::process
