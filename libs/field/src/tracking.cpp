// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/tracking.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "tracking_frame.hpp"

namespace heliofab::field {

AxisOnSlope axis_on_slope(const Plane& slope, double axis_azimuth) {
  Tracker t{.axis_tilt = std::atan(std::cos(axis_azimuth - slope.azimuth) * std::tan(slope.tilt)),
            .axis_azimuth = axis_azimuth};
  // The rotation that lays the modules onto the slope.
  return {t.axis_tilt, true_tracking(t, normal_of(slope))};
}

double true_tracking(const Tracker& tracker, const Direction& sun) {
  const TrackerFrame frame = frame_of(tracker);
  return std::atan2(cosine_between(frame.across, sun), cosine_between(frame.face, sun));
}

double rotation(const Tracker& tracker, const Direction& sun) {
  if (sun.up < 0) {
    return tracker.stow;
  }
  double turned = true_tracking(tracker, sun);
  if (tracker.backtracks) {
    const double clear = std::abs(row_spacing(tracker) * std::cos(turned - tracker.cross_tilt));
    if (clear < 1) {
      turned -= std::copysign(std::acos(clear), turned);
    }
  }
  return std::clamp(turned, tracker.lowest, tracker.highest);
}

Direction normal_of(const Tracker& tracker, double rotation) {
  const auto [across, face] = frame_of(tracker);
  const double s = std::sin(rotation);
  const double c = std::cos(rotation);
  return {s * across.east + c * face.east, s * across.north + c * face.north, c * face.up};
}

void track(const Tracker& tracker, const NormalRows& sun, const TrackRows& rows) {
  const std::size_t n = sun.up.size();
  HELIOFAB_CHECK(sun.east.size() == n && sun.north.size() == n);
  for (const auto& span : {rows.rotation, rows.east, rows.north, rows.up}) {
    HELIOFAB_CHECK(span.empty() || span.size() == n);
  }
  track_lanes(tracker, sun, rows);
}

}  // namespace heliofab::field
