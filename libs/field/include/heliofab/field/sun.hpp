// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "heliofab/core/field.hpp"

namespace heliofab::field {

/// A place on Earth.
struct Site {
  double latitude = 0;   // [rad] north positive
  double longitude = 0;  // [rad] east positive
  double elevation = 0;  // [m] above sea level

  friend bool operator==(const Site&, const Site&) = default;
};

template <class Visit>
void describe(Visit& visit, Site& s) {
  visit(s.latitude, {"latitude", unit::deg, -90, 90, "north of the equator is positive"});
  visit(s.longitude, {"longitude", unit::deg, -180, 180, "east of Greenwich is positive"});
  visit(s.elevation, {"elevation", unit::m, -500, 9000, "above sea level"});
}

/// The air that bends the sun's rays, as means of the year.
struct Air {
  double pressure = 101325;     // [Pa] at the site
  double temperature = 285.15;  // [K]

  friend bool operator==(const Air&, const Air&) = default;
};

/// The sun at one instant, with every intermediate of the algorithm. Angles in [0, 2 pi) unless
/// said otherwise.
struct SunPosition {
  double julian_day = 0;               // [d] JD, of universal time
  double ephemeris_millennia = 0;      // [-] JME, Julian millennia of terrestrial time from J2000
  double heliocentric_longitude = 0;   // [rad] L
  double heliocentric_latitude = 0;    // [rad] B, signed
  double radius = 0;                   // [AU] R, Earth to sun
  std::array<double, 5> arguments{};   // [rad] X0 .. X4 of moon and sun, not reduced
  double nutation_longitude = 0;       // [rad] delta psi, signed
  double nutation_obliquity = 0;       // [rad] delta epsilon, signed
  double obliquity = 0;                // [rad] epsilon, true
  double aberration = 0;               // [rad] delta tau, signed
  double apparent_longitude = 0;       // [rad] lambda
  double sidereal_time = 0;            // [rad] nu, apparent, at Greenwich
  double right_ascension = 0;          // [rad] alpha, geocentric
  double declination = 0;              // [rad] delta, geocentric, signed
  double hour_angle = 0;               // [rad] H, westward from south
  double parallax = 0;                 // [rad] xi, equatorial horizontal
  double topocentric_ascension = 0;    // [rad] alpha'
  double topocentric_declination = 0;  // [rad] delta', signed
  double topocentric_hour_angle = 0;   // [rad] H'
  double true_elevation = 0;           // [rad] e0, without the atmosphere, signed
  double elevation = 0;                // [rad] e, as seen through the atmosphere, signed
  double zenith = 0;                   // [rad] from the zenith, as seen, 0 to pi
  double azimuth = 0;                  // [rad] from north, clockwise
  double equation_of_time = 0;         // [s] apparent less mean solar time, within 1200
};

/// Terrestrial less universal time [s] by the polynomials of Espenak and Meeus [espenak2006].
///
/// @param year  decimal: 2010.5 is the middle of 2010; -1999 to 3000
/// Observed times are within 0.5 s from 1900 to 2005; the prediction for 2020 is 2.2 s too large,
/// which moves the sun by 3e-5 deg. Continuous to 0.2 s where polynomials meet.
double delta_t(double year);

/// Decimal year of an instant [s] since 1970-01-01 00:00 UTC.
double decimal_year(double time);

/// The sun's place by NREL's algorithm [reda2004], 3e-4 deg from the year -2000 to 6000.
///
/// @param time     [s] since 1970-01-01 00:00 UTC, leap seconds not counted
/// @param delta_t  [s] terrestrial less universal time
/// Refraction counts while any of the disc stands above the horizon. Plain and slow (4 us): the
/// reference of `sun_path`. Equations (1.1) to (1.20) in docs/theory/field.md.
SunPosition sun_position(const Site& site, const Air& air, double time, double delta_t);
/// With delta_t(decimal_year(time)).
SunPosition sun_position(const Site& site, const Air& air, double time);

/// What the sun does at a site in a solar day.
enum class Daylight { rises_and_sets, always_up, always_down };

/// The solar day whose transit is the nearest to an instant.
struct SunDay {
  Daylight daylight = Daylight::rises_and_sets;
  double transit = 0;  // [s] since 1970-01-01 00:00 UTC: highest
  double sunrise = 0;  // [s] the last before the transit; the transit itself without one
  double sunset = 0;   // [s] the first after the transit; the transit itself without one
};

/// Transit, rise and set of the solar day around `time`: noon of a zone's clock picks the zone's
/// day. The sun rises when its centre, seen from the Earth's, stands 0.8333 deg below the horizon
/// [reda2004]. Within 0.1 s of that; on days when it grazes the horizon, near a polar night's ends,
/// it may be told either way.
SunDay sun_day(const Site& site, double time);

}  // namespace heliofab::field
