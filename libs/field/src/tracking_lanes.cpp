// SPDX-License-Identifier: Apache-2.0
#include "tracking_frame.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tracking_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_trig-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, (5.1) to (5.5), one instant in each lane; tracking.cpp is
// the plain version.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

struct TrackKernel {
  const Tracker& t;
  TrackerFrame frame;
  double spacing = 1;

  HWY_INLINE V along(const Direction& axis, const V (&sun)[3]) const {
    return set(axis.east) * sun[0] + set(axis.north) * sun[1] + set(axis.up) * sun[2];
  }

  HWY_INLINE void operator()(const V (&sun)[3], V (&out)[4]) const {
    V turned = lanes::atan2_of(along(frame.across, sun), along(frame.face, sun));
    if (t.backtracks) {
      const V lean = lanes::sine_cosine(turned - set(t.cross_tilt)).cosine;
      const V clear = hn::Abs(set(spacing) * lean);
      const V back = lanes::acos_of(hn::Min(clear, set(1)));
      turned = turned - hn::CopySign(back, turned);
    }
    turned = hn::Min(hn::Max(turned, set(t.lowest)), set(t.highest));
    turned = hn::IfThenElse(hn::Lt(sun[2], hn::Zero(D())), set(t.stow), turned);
    const auto side = lanes::sine_cosine(turned);
    out[0] = turned;
    out[1] = side.sine * set(frame.across.east) + side.cosine * set(frame.face.east);
    out[2] = side.sine * set(frame.across.north) + side.cosine * set(frame.face.north);
    out[3] = side.cosine * set(frame.face.up);
  }
};

void fill_track(const Tracker& t, const NormalRows& sun, const TrackRows& to) {
  over_lanes<3, 4>(sun.up.size(), {sun.east.data(), sun.north.data(), sun.up.data()},
                   {place(to.rotation), place(to.east), place(to.north), place(to.up)},
                   TrackKernel{t, frame_of(t), row_spacing(t)});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(fill_track);

void track_lanes(const Tracker& tracker, const NormalRows& sun, const TrackRows& rows) {
  HWY_DYNAMIC_DISPATCH(fill_track)(tracker, sun, rows);
}

}  // namespace heliofab::field
#endif
