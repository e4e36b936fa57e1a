// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>
#include <span>

#include "heliofab/core/field.hpp"
#include "heliofab/field/irradiance.hpp"

namespace heliofab::field {

/// Rows of modules that turn about parallel axes, driven to the sun and, when it is low, back so
/// far that no row shades the next [anderson2020]. Rotations are right-handed about the axis as it
/// points: about an axis to the south, west is positive.
struct Tracker {
  double axis_tilt = 0;                    // [rad] of the axis, down towards its azimuth
  double axis_azimuth = std::numbers::pi;  // [rad] where it points, from north clockwise
  double cross_tilt = 0;                   // [rad] of the ground across the axes; same hand
  double lowest = -std::numbers::pi / 3;   // [rad] rotations that the drive allows
  double highest = std::numbers::pi / 3;   // [rad]
  double coverage = 0.35;                  // [-] width of a row over the level distance of axes
  bool backtracks = true;
  double stow = 0;  // [rad] rotation while the sun is down

  friend bool operator==(const Tracker&, const Tracker&) = default;
};

template <class Visit>
void describe(Visit& visit, Tracker& t) {
  visit(t.axis_tilt, {"axis_tilt", unit::deg, -90, 90, "down towards the axis' azimuth"});
  visit(t.axis_azimuth, {"axis_azimuth", unit::deg, 0, 360, "where the axis points"});
  visit(t.cross_tilt, {"cross_tilt", unit::deg, -60, 60, "of the ground across the axes"});
  visit(t.lowest, {"lowest", unit::deg, -180, 0, "rotation that the drive allows"});
  visit(t.highest, {"highest", unit::deg, 0, 180, "rotation that the drive allows"});
  visit(t.coverage, {"coverage", unit::one, 0.01, 1, "row width over the distance of axes"});
  visit(t.backtracks, {"backtracks", "turns back when rows would shade each other"});
  visit(t.stow, {"stow", unit::deg, -180, 180, "rotation while the sun is down"});
}

/// How axes that lie on a slope are tilted along and across: equations 18 to 26 of [anderson2020].
struct AxisOnSlope {
  double axis_tilt = 0;   // [rad]
  double cross_tilt = 0;  // [rad]
};
/// @param slope  how the ground lies
AxisOnSlope axis_on_slope(const Plane& slope, double axis_azimuth);

/// Rotation [rad] at which the module faces the sun as well as one axis allows, without limits.
double true_tracking(const Tracker& tracker, const Direction& sun);
/// Rotation [rad] that the drive takes: with backtracking, within its limits; `stow` at night.
/// Equations (5.1) to (5.5) in docs/theory/field.md.
double rotation(const Tracker& tracker, const Direction& sun);
/// Where the modules face at a rotation [rad].
Direction normal_of(const Tracker& tracker, double rotation);

/// Of n suns; a span is empty, and then not filled, or has n places.
struct TrackRows {
  std::span<double> rotation;         // [rad]
  std::span<double> east, north, up;  // [-] of the normal
};

/// Rotations and normals over arrays, in lanes, within 1e-13 of the plain form; the normals are
/// what `plane_light` takes.
/// @throws LogicError when sizes differ
void track(const Tracker& tracker, const NormalRows& sun, const TrackRows& rows);

}  // namespace heliofab::field
