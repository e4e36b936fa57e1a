// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/field/sun_path.hpp"

// What the lanes of the sun take and give; src/sun_lanes.cpp.
namespace heliofab::field {

/// What the sun is at nodes of time, one a place: the quantities that cubics go through.
struct SunNodes {
  std::vector<double> ahead;   // [rad] hour angle at Greenwich less the turn of the day, about pi
  std::vector<double> sine;    // [-] of the declination
  std::vector<double> cosine;  // [-]
  std::vector<double> radius;  // [AU]
};

/// At `days` [d] since 1970-01-01 00:00 UTC, with `delta_t` [s]; sizes of a multiple of 8.
void fill_sun_nodes(std::span<const double> days, std::span<const double> delta_t, SunNodes& nodes);

/// The site and air as the kernel wants them.
struct SunView {
  double sine = 0;         // [-] of the latitude
  double cosine = 0;       // [-]
  double longitude = 0;    // [rad]
  double across = 0;       // [-] parallax of 1 AU times the observer's distance from the axis
  double along = 0;        // [-] and from the equator's plane
  double lift = 0;         // [deg] factor of the refraction
  double lowest_lift = 0;  // [rad] true elevation below which there is none
};

/// All checked by the caller; n instants.
void fill_sun_path(const SunTable& table, const SunView& view, std::span<const double> time,
                   const SunPath& path);

}  // namespace heliofab::field
