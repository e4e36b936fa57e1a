// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace heliofab::twin {

/// One side of a box, from 0 to 1.
struct SearchAxis {
  std::size_t levels = 0;  // 0: any place on it; 2 or more: as many, evenly spaced, both ends too

  friend bool operator==(const SearchAxis&, const SearchAxis&) = default;
};

struct SearchRequest {
  std::size_t starts = 1;         // the one given, then points of a Latin hypercube
  std::uint64_t seed = 1;         // of that hypercube
  double tolerance = 1e-4;        // [-] of the place on each side
  std::size_t most_points = 500;  // from each start
  bool is_parallel = true;        // starts side by side; false where one value fills all cores

  friend bool operator==(const SearchRequest&, const SearchRequest&) = default;
};

/// Where a search that began at one start ended.
struct SearchEnd {
  std::vector<double> point;  // one coordinate a side; empty when no point had a value
  double value = 0;           // there; NaN when there is none
  std::size_t points = 0;     // looked at
  bool is_converged = false;  // neither stopped nor out of points

  friend bool operator==(const SearchEnd&, const SearchEnd&) = default;
};

/// The value at a point; NaN where it has none, nothing when the search is to stop.
using SearchFunction = std::function<std::optional<double>(std::span<const double> point)>;

/// Climbs to a maximum of `f` in the unit box from each start.
///
/// Places without levels: quadratic models in a region of trust, BOBYQA [powell2009] by NLopt
/// [johnson2007], which needs no slopes and bears a little noise. A point without a value counts as
/// worse than all others. Levels: steps of half the side, then ever shorter ones down to one level,
/// each with the best of the other places; the end has no better neighbour by one level of one
/// side.
///
/// @param f      called from many threads where the request is parallel
/// @param start  a point of the box; levels are rounded
/// @return an end for each start, in their order; the same for any number of threads
std::vector<SearchEnd> find_maxima(const SearchFunction& f, std::span<const SearchAxis> axes,
                                   std::span<const double> start,
                                   const SearchRequest& request = {});

}  // namespace heliofab::twin
