// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/field/sun.hpp"

namespace heliofab::field {

/// What all sites share: the sun's slow motion between two instants, as cubics over half days.
/// Made once, used for any number of sites and paths.
class SunTable {
 public:
  /// The sun from `first` to `last` [s] since 1970-01-01 00:00 UTC, both included.
  /// @throws LogicError when they are not finite or not in order
  /// 0.7 us a day.
  SunTable(double first, double last);

  static constexpr double interval = 43200;        // [s] of one cubic
  static constexpr std::size_t coefficients = 16;  // of one interval: see src/sun_lanes.hpp

  double first() const noexcept { return interval * static_cast<double>(origin_); }
  std::size_t intervals() const noexcept { return cubics_.size() / coefficients; }
  std::span<const double> cubics() const noexcept { return cubics_; }
  bool holds(double time) const noexcept {
    return time >= first() && time < first() + interval * static_cast<double>(intervals());
  }

 private:
  long origin_ = 0;  // in intervals
  std::vector<double> cubics_;
};

/// Where the sun is at each of n instants. A span is empty, and then not filled, or has n places.
struct SunPath {
  std::span<double> zenith;   // [rad] as seen
  std::span<double> azimuth;  // [rad] from north, clockwise, 0 to 2 pi
  std::span<double> east;     // [-] of the unit vector to the sun as seen
  std::span<double> north;    // [-]
  std::span<double> up;       // [-] the cosine of the zenith angle
  std::span<double> radius;   // [AU]
};

/// The sun over a site at many instants: `sun_position` in lanes, angles within 1e-6 deg of it from
/// 1950 to 2050 (the worst of the tests is 1e-8 deg), radii within 1e-9 AU.
///
/// @param time  [s] since 1970-01-01 00:00 UTC, in any order
/// @throws LogicError when the table does not hold an instant or a span has another size
/// The same bits on every machine. Equations (1.21) to (1.25) in docs/theory/field.md.
void sun_path(const SunTable& table, const Site& site, const Air& air, std::span<const double> time,
              const SunPath& path);

}  // namespace heliofab::field
