// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "heliofab/field/tracking.hpp"

namespace heliofab::field {

/// The frame of a tracker: `across` is level and right of the axis, `face` its normal at no
/// rotation.
struct TrackerFrame {
  Direction across;
  Direction face;
};

inline TrackerFrame frame_of(const Tracker& t) {
  return {{std::cos(t.axis_azimuth), -std::sin(t.axis_azimuth), 0},
          direction_to(t.axis_tilt, t.axis_azimuth)};
}

/// [-] distance of axes along the slope over a row's width.
inline double row_spacing(const Tracker& t) { return 1 / (t.coverage * std::cos(t.cross_tilt)); }

void track_lanes(const Tracker& tracker, const NormalRows& sun, const TrackRows& rows);

}  // namespace heliofab::field
