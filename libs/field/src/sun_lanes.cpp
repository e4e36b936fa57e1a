// SPDX-License-Identifier: Apache-2.0
#include "sun_lanes.hpp"

#include <array>

#include "spa_series.hpp"
#include "spa_terms.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sun_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_trig-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, (1.1) to (1.25), one instant in each lane; spa_series.cpp
// and sun.cpp are the plain version.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

constexpr double deg = unit::deg.scale;

template <std::size_t n>
HWY_INLINE V series(const std::array<spa::Term, n>& terms, V t) {
  V sum = hn::Zero(D());
  for (const spa::Term& term : terms) {
    const V angle = set(term.phase) + set(term.rate) * t;
    sum = sum + set(term.amplitude) * lanes::sine_cosine(angle).cosine;
  }
  return sum;
}

struct Nutation {
  V longitude;
  V obliquity;
};

HWY_INLINE Nutation nutation_at(V century) {
  V x[5];
  for (std::size_t k = 0; k < 5; ++k) {
    const spa::Cubic& c = spa::arguments[k];
    x[k] = set(c[0]) + century * (set(c[1]) + century * (set(c[2]) + century * set(c[3])));
    x[k] = set(deg) * (x[k] - set(360) * hn::Floor(x[k] * set(1.0 / 360)));
  }
  Nutation sum{hn::Zero(D()), hn::Zero(D())};
  for (const spa::NutationTerm& term : spa::nutation) {
    V angle = hn::Zero(D());
    for (std::size_t k = 0; k < 5; ++k) {
      angle = angle + set(term.multiples[k]) * x[k];
    }
    const auto turn = lanes::sine_cosine(angle);
    sum.longitude = sum.longitude + (set(term.sine) + set(term.sine_rate) * century) * turn.sine;
    sum.obliquity =
        sum.obliquity + (set(term.cosine) + set(term.cosine_rate) * century) * turn.cosine;
  }
  const V unit = set(1e-4 * arcsec);
  return {unit * sum.longitude, unit * sum.obliquity};
}

void fill_nodes(const double* days, const double* delta_t, std::size_t n, SunNodes& nodes) {
  const D d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const V universal = hn::LoadU(d, days + i) - set(j2000);
    const V t =
        (universal + hn::LoadU(d, delta_t + i) * set(1 / seconds_per_day)) * set(1.0 / 365250);
    const V century = t * set(10);
    const V longitude =
        set(1e-8) *
        (series(spa::longitude0, t) +
         t * (series(spa::longitude1, t) +
              t * (series(spa::longitude2, t) +
                   t * (series(spa::longitude3, t) +
                        t * (series(spa::longitude4, t) + t * series(spa::longitude5, t))))));
    const V latitude = set(-1e-8) * (series(spa::latitude0, t) + t * series(spa::latitude1, t));
    const V radius =
        set(1e-8) * (series(spa::radius0, t) +
                     t * (series(spa::radius1, t) +
                          t * (series(spa::radius2, t) +
                               t * (series(spa::radius3, t) + t * series(spa::radius4, t)))));
    const Nutation nutation = nutation_at(century);
    const V u = t * set(0.1);
    V mean = hn::Zero(d);
    for (std::size_t k = spa::mean_obliquity.size(); k-- > 0;) {
      mean = mean * u + set(spa::mean_obliquity[k]);
    }
    const auto tilt = lanes::sine_cosine(set(arcsec) * mean + nutation.obliquity);
    const auto apparent =
        lanes::sine_cosine(longitude + set(pi) + nutation.longitude - set(aberration) / radius);
    const auto beta = lanes::sine_cosine(latitude);
    const V ascension = lanes::atan2_of(
        apparent.sine * tilt.cosine - beta.sine / beta.cosine * tilt.sine, apparent.cosine);
    const V sine = beta.sine * tilt.cosine + beta.cosine * tilt.sine * apparent.sine;
    // Sidereal time without the turn of the day, which was counted from noon: half a turn less.
    const V c = universal * set(1.0 / 36525);
    const V sidereal = set(sidereal_start - 180) + set(sidereal_rate) * universal +
                       c * c * (set(sidereal_square) - c * set(1 / sidereal_cube));
    V ahead = set(deg) * sidereal + nutation.longitude * tilt.cosine - ascension;
    // It stays near half a turn, where no cut is.
    ahead = ahead - set(2 * pi) * hn::Floor(ahead * set(1 / (2 * pi)));
    hn::StoreU(ahead, d, nodes.ahead.data() + i);
    hn::StoreU(sine, d, nodes.sine.data() + i);
    hn::StoreU(hn::Sqrt((set(1) - sine) * (set(1) + sine)), d, nodes.cosine.data() + i);
    hn::StoreU(radius, d, nodes.radius.data() + i);
  }
}

// The cubics of the intervals of all lanes: coefficient k of each lane's own interval.
struct Cubics {
  const double* base;
  hn::Vec<hn::RebindToSigned<D>> index;
  bool is_one;

  HWY_INLINE V coefficient(std::size_t k) const {
    return is_one ? set(base[k]) : hn::GatherIndex(D(), base + k, index);
  }
  HWY_INLINE V at(std::size_t k, V u) const {
    return coefficient(k) +
           u * (coefficient(k + 1) + u * (coefficient(k + 2) + u * coefficient(k + 3)));
  }
};

HWY_INLINE Cubics cubics_at(const SunTable& table, V interval) {
  const D d;
  const hn::RebindToSigned<D> di;
  constexpr double stride = SunTable::coefficients;
  const V offset = interval * set(stride);
  const double first = hn::GetLane(offset);
  const bool is_one = hn::AllTrue(d, hn::Eq(offset, set(first)));
  // A whole number below 2^51 by way of a mantissa: not every processor converts 64 bits.
  const auto index = hn::BitCast(di, offset + set(0x1.8p52)) - hn::BitCast(di, set(0x1.8p52));
  const double* const base = table.cubics().data();
  return {is_one ? base + static_cast<std::size_t>(first) : base, index, is_one};
}

struct PathKernel {
  const SunTable& table;
  const SunView& view;
  bool has_azimuth;

  // (1.18) with the cotangent of a sum as the quotient of its cosine and sine.
  HWY_INLINE V lift_of(V elevation) const {
    const D d;
    const auto is_lifted = hn::Ge(elevation, set(view.lowest_lift));
    if (hn::AllFalse(d, is_lifted)) {
      return hn::Zero(d);
    }
    const V e0 = elevation * set(1 / deg);
    const auto seen = lanes::sine_cosine(set(deg) * (e0 + set(10.3) / (e0 + set(5.11))));
    return hn::IfThenElseZero(is_lifted, set(view.lift * deg) * seen.cosine / seen.sine);
  }

  HWY_INLINE void operator()(const V (&in)[1], V (&out)[6]) const {
    const V time = in[0];
    const V elapsed = (time - set(table.first())) * set(1 / SunTable::interval);
    const V interval = hn::Min(hn::Floor(elapsed), set(static_cast<double>(table.intervals() - 1)));
    const V u = elapsed - interval;
    const Cubics cubics = cubics_at(table, interval);
    const V days = time * set(1 / seconds_per_day);
    const V hour = set(2 * pi) * (days - hn::Floor(days)) + cubics.at(0, u) + set(view.longitude);
    const V sine = cubics.at(4, u);
    const V cosine = cubics.at(8, u);
    const V radius = cubics.at(12, u);
    const auto turn = lanes::sine_cosine(hour);
    // From the observer to the sun, in distances from the Earth's centre: south, west and up.
    const V nearer = set(1) / radius;
    const V outward = cosine * turn.cosine - nearer * set(view.across);
    const V polar = sine - nearer * set(view.along);
    const V west = cosine * turn.sine;
    const V south = outward * set(view.sine) - polar * set(view.cosine);
    const V up = outward * set(view.cosine) + polar * set(view.sine);
    const V level = hn::Sqrt(south * south + west * west);
    const V elevation = lanes::atan2_of(up, level);
    const V lift = lift_of(elevation);
    // The lift is a hundredth at most: sines to its seventh power are exact.
    const V lift2 = lift * lift;
    const V sine_of_lift = lift - lift * lift2 * (set(1.0 / 6) - lift2 * set(1.0 / 120));
    const V cosine_of_lift =
        set(1) - lift2 * (set(0.5) - lift2 * (set(1.0 / 24) - lift2 * set(1.0 / 720)));
    const V scale = set(1) / hn::Sqrt(level * level + up * up);
    const V sine_e = (up * cosine_of_lift + level * sine_of_lift) * scale;
    const V cosine_e = (level * cosine_of_lift - up * sine_of_lift) * scale;
    const V flat = hn::IfThenElseZero(hn::Gt(level, set(0)), cosine_e / level);
    out[0] = set(pi / 2) - (elevation + lift);
    out[1] = hn::Zero(D());
    out[2] = hn::Neg(west) * flat;
    out[3] = hn::Neg(south) * flat;
    out[4] = sine_e;
    out[5] = radius;
    if (has_azimuth) {
      const V azimuth = set(pi) + lanes::atan2_of(west, south);
      out[1] = hn::IfThenElse(hn::Ge(azimuth, set(2 * pi)), hn::Zero(D()), azimuth);
    }
  }
};

void fill_path(const SunTable& table, const SunView& view, std::span<const double> time,
               const SunPath& path) {
  over_lanes<1, 6>(time.size(), {time.data()},
                   {place(path.zenith), place(path.azimuth), place(path.east), place(path.north),
                    place(path.up), place(path.radius)},
                   PathKernel{table, view, !path.azimuth.empty()});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(fill_nodes);
HWY_EXPORT(fill_path);

void fill_sun_nodes(std::span<const double> days, std::span<const double> delta_t,
                    SunNodes& nodes) {
  for (auto* quantity : {&nodes.ahead, &nodes.sine, &nodes.cosine, &nodes.radius}) {
    quantity->resize(days.size());
  }
  HWY_DYNAMIC_DISPATCH(fill_nodes)(days.data(), delta_t.data(), days.size(), nodes);
}

void fill_sun_path(const SunTable& table, const SunView& view, std::span<const double> time,
                   const SunPath& path) {
  HWY_DYNAMIC_DISPATCH(fill_path)(table, view, time, path);
}

}  // namespace heliofab::field
#endif
