// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/surfaces.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"

namespace heliofab::field {

namespace {

// What the sun has across a wall and along it.
struct BeforeWall {
  double across;  // [-] towards the wall's outside
  double along;   // [-] to the right as seen from outside
  double up;      // [-]
};

BeforeWall before_wall(double azimuth, const Direction& sun) {
  const double s = std::sin(azimuth);
  const double c = std::cos(azimuth);
  return {sun.east * s + sun.north * c, sun.north * s - sun.east * c, sun.up};
}

double hypotenuse_mean(double depth, double from, double to) {
  // Mean of y / hypot(y, depth).
  return to > from ? (std::hypot(to, depth) - std::hypot(from, depth)) / (to - from)
                   : from / std::hypot(from, depth);
}

// The tangent of the bend at the apex: across the axis.
Direction across_axis(const Cylinder& cylinder, const Plane& apex) {
  const Direction rise{-std::cos(apex.tilt) * std::sin(apex.azimuth),
                       -std::cos(apex.tilt) * std::cos(apex.azimuth), std::sin(apex.tilt)};
  const Direction level{-std::cos(apex.azimuth), std::sin(apex.azimuth), 0};
  const double c = std::cos(cylinder.axis);
  const double s = std::sin(cylinder.axis);
  return {level.east * c - rise.east * s, level.north * c - rise.north * s,
          level.up * c - rise.up * s};
}

}  // namespace

double profile_angle(double azimuth, const Direction& sun) {
  const BeforeWall at = before_wall(azimuth, sun);
  return at.across > 0 && at.up > 0 ? std::atan2(at.up, at.across) : 0;
}

double shaded_height(const Overhang& overhang, double azimuth, const Direction& sun) {
  const BeforeWall at = before_wall(azimuth, sun);
  if (at.across <= 0 || at.up <= 0) {
    return 0;
  }
  return std::clamp(overhang.depth * at.up / at.across - overhang.gap, 0.0, overhang.height);
}

double shaded_share(const Overhang& overhang, double azimuth, const Direction& sun) {
  const double height = shaded_height(overhang, azimuth, sun);
  if (height <= 0) {
    return 0;
  }
  // The shadow's ends move aside by depth tan(azimuth difference), and in proportion nearer up.
  const BeforeWall at = before_wall(azimuth, sun);
  const double middle = overhang.gap + height / 2;
  const double out = std::min(overhang.depth, middle * at.across / at.up);
  const double aside = out * std::abs(at.along) / at.across;
  const double open = std::clamp(aside - overhang.beyond, 0.0, overhang.width);
  return height / overhang.height * (1 - open / overhang.width);
}

double sky_view_below(double depth, double distance) {
  return depth > 0 ? 0.5 * distance / std::hypot(distance, depth) : 0.5;
}

double sky_share(const Overhang& overhang) {
  return overhang.depth > 0
             ? hypotenuse_mean(overhang.depth, overhang.gap, overhang.gap + overhang.height)
             : 1;
}

Direction normal_on(const Cylinder& cylinder, const Plane& apex, double angle) {
  const Direction n = normal_of(apex);
  const Direction t = across_axis(cylinder, apex);
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  return {n.east * c + t.east * s, n.north * c + t.north * s, n.up * c + t.up * s};
}

std::vector<Direction> strip_normals(const Cylinder& cylinder, const Plane& apex, int strips) {
  HELIOFAB_CHECK(strips >= 1);
  std::vector<Direction> normals;
  normals.reserve(static_cast<std::size_t>(strips));
  for (int k = 0; k < strips; ++k) {
    normals.push_back(normal_on(cylinder, apex, cylinder.arc * ((k + 0.5) / strips - 0.5)));
  }
  return normals;
}

CylinderBeam cylinder_beam(const Cylinder& cylinder, const Plane& apex, const Direction& sun) {
  const double over = cosine_between(normal_of(apex), sun);
  const double aside = cosine_between(across_axis(cylinder, apex), sun);
  if (cylinder.arc <= 0) {
    return {std::max(0.0, over), std::max(0.0, over)};
  }
  // The sun's part across the axis, and its angle from the apex.
  const double size = std::hypot(over, aside);
  const double angle = std::atan2(aside, over);
  const double half = cylinder.arc / 2;
  const double from = std::max(-half, angle - std::numbers::pi / 2);
  const double to = std::min(half, angle + std::numbers::pi / 2);
  const double lit = to > from ? std::sin(to - angle) - std::sin(from - angle) : 0;
  const auto at = [&](double p) { return std::max(0.0, size * std::cos(p - angle)); };
  return {size * lit / cylinder.arc, std::min(at(-half), at(half))};
}

std::vector<FoldedPanel> zigzag(int panels, double fold, const Plane& lying, double area) {
  std::vector<FoldedPanel> result;
  const Cylinder hinge;  // about the line of steepest rise
  for (int k = 0; k < panels; ++k) {
    const Direction n = normal_on(hinge, lying, k % 2 == 0 ? fold : -fold);
    const double azimuth = std::atan2(n.east, n.north);
    result.push_back({fmt::format("panel {}", k + 1),
                      {std::acos(std::clamp(n.up, -1.0, 1.0)),
                       azimuth < 0 ? azimuth + 2 * std::numbers::pi : azimuth},
                      area});
  }
  return result;
}

double row_shade(const Tracker& tracker, double rotation, const Direction& sun) {
  const double best = true_tracking(tracker, sun);
  if (sun.up <= 0 || std::abs(best) >= std::numbers::pi / 2) {
    return 0;
  }
  // Rows on the far side of the sun's are shaded; at the mirror image the same holds.
  const double slope = std::tan(best);
  const double seen = std::cos(rotation) + std::sin(rotation) * slope;
  if (seen <= 0) {
    return 0;
  }
  const double high = tracker.coverage * seen - std::tan(tracker.cross_tilt) * slope - 1;
  return std::clamp(high / (tracker.coverage * seen), 0.0, 1.0);
}

}  // namespace heliofab::field
