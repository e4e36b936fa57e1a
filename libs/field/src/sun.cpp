// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/sun.hpp"

#include <cmath>

#include "spa_series.hpp"

namespace heliofab::field {
namespace {

// Apparent solar time runs this much slower than the clock's at the most: seconds of a mean day.
constexpr double solar_rate = 2 * pi / seconds_per_day;

SunPosition geocentric(const Site& site, double time) noexcept {
  SunPosition s;
  fill_geocentric(s, time, delta_t(decimal_year(time)));
  s.hour_angle = turned(s.sidereal_time + site.longitude - s.right_ascension);
  return s;
}

double cosine_at_horizon(const Site& site, double declination) noexcept {
  return (std::sin(horizon) - std::sin(site.latitude) * std::sin(declination)) /
         (std::cos(site.latitude) * std::cos(declination));
}

// Where the hour angle is `sign` times that of the horizon; NaN where the sun never crosses it.
double crossing(const Site& site, double transit, double declination, double sign) noexcept {
  double time = transit + sign * std::acos(cosine_at_horizon(site, declination)) / solar_rate;
  for (int step = 0; step < 8 && std::isfinite(time); ++step) {
    const SunPosition s = geocentric(site, time);
    const double wanted = sign * std::acos(cosine_at_horizon(site, s.declination));
    const double change = half_turned(wanted - half_turned(s.hour_angle)) / solar_rate;
    time += change;
    if (std::abs(change) < 1e-3) {
      break;
    }
  }
  return time;
}

}  // namespace

SunPosition sun_position(const Site& site, const Air& air, double time, double delta_t) {
  SunPosition s;
  fill_geocentric(s, time, delta_t);
  const auto [across, along] = observer_at(site);
  s.hour_angle = turned(s.sidereal_time + site.longitude - s.right_ascension);
  const double xi = std::sin(s.parallax);
  const double shift = std::atan2(-across * xi * std::sin(s.hour_angle),
                                  std::cos(s.declination) - across * xi * std::cos(s.hour_angle));
  s.topocentric_ascension = turned(s.right_ascension + shift);
  s.topocentric_declination =
      std::atan2((std::sin(s.declination) - along * xi) * std::cos(shift),
                 std::cos(s.declination) - across * xi * std::cos(s.hour_angle));
  s.topocentric_hour_angle = turned(s.hour_angle - shift);
  const double h = s.topocentric_hour_angle;
  const double sine = std::sin(site.latitude);
  const double cosine = std::cos(site.latitude);
  s.true_elevation = std::asin(sine * std::sin(s.topocentric_declination) +
                               cosine * std::cos(s.topocentric_declination) * std::cos(h));
  s.elevation = s.true_elevation + refraction(air, s.true_elevation);
  s.zenith = pi / 2 - s.elevation;
  s.azimuth =
      turned(pi + std::atan2(std::sin(h),
                             std::cos(h) * sine - std::tan(s.topocentric_declination) * cosine));
  return s;
}

SunPosition sun_position(const Site& site, const Air& air, double time) {
  return sun_position(site, air, time, delta_t(decimal_year(time)));
}

SunDay sun_day(const Site& site, double time) {
  SunDay day{.transit = time};
  SunPosition s;
  for (int step = 0; step < 8; ++step) {
    s = geocentric(site, day.transit);
    const double change = -half_turned(s.hour_angle) / solar_rate;
    day.transit += change;
    if (std::abs(change) < 1e-3) {
      break;
    }
  }
  day.sunrise = crossing(site, day.transit, s.declination, -1);
  day.sunset = crossing(site, day.transit, s.declination, 1);
  if (!std::isfinite(day.sunrise) || !std::isfinite(day.sunset)) {
    day.daylight =
        cosine_at_horizon(site, s.declination) > 0 ? Daylight::always_down : Daylight::always_up;
    day.sunrise = day.transit;
    day.sunset = day.transit;
  }
  return day;
}

}  // namespace heliofab::field
