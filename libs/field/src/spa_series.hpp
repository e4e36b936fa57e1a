// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>

#include "heliofab/field/sun.hpp"

// The part of the algorithm that no site knows of.
namespace heliofab::field {

inline constexpr double pi = std::numbers::pi;
inline constexpr double seconds_per_day = 86400;
inline constexpr double j2000 = 10957.5;  // [d] since 1970-01-01 00:00
inline constexpr double flattening = 0.99664719;
inline constexpr double equator = 6378140;                    // [m]
inline constexpr double arcsec = unit::deg.scale / 3600;      // [rad]
inline constexpr double horizon = -0.8333 * unit::deg.scale;  // [rad] of the centre at rise and set

// Constants of [reda2004] that the plain form and the lanes share.
inline constexpr double aberration = 20.4898 * arcsec;    // [rad] at 1 AU, (1.6)
inline constexpr double solar_parallax = 8.794 * arcsec;  // [rad] at 1 AU
/// Greenwich mean sidereal time (1.9): at J2000 [deg], by days beyond whole turns [deg/d], by the
/// square of centuries [deg], and one over what goes with their cube [1/deg].
inline constexpr double sidereal_start = 280.46061837;
inline constexpr double sidereal_rate = 0.98564736629;
inline constexpr double sidereal_square = 0.000387933;
inline constexpr double sidereal_cube = 38710000;

/// The observer in equatorial radii: along the equator's plane and along the axis.
struct Observer {
  double across = 0;  // [-] x
  double along = 0;   // [-] y
};
Observer observer_at(const Site& site) noexcept;

/// Fills all that is geocentric, by docs/theory/field.md (1.1) to (1.12).
void fill_geocentric(SunPosition& sun, double time, double delta_t) noexcept;

/// [rad] true elevation below which no part of the disc is seen, hence none is lifted.
inline constexpr double lowest_lift = -(0.26667 + 0.5667) * unit::deg.scale;
/// [deg] of (1.18): what stands before the cotangent, times a degree.
inline double refraction_factor(const Air& air) noexcept {
  return (air.pressure / 101000) * (283 / (273 + (air.temperature - 273.15))) * 1.02 / 60;
}
/// [rad] lift of a sun that stands at the true elevation [rad], (1.18); 0 below the horizon.
double refraction(const Air& air, double true_elevation) noexcept;

/// Into [0, 2 pi).
double turned(double angle) noexcept;
/// Into [-pi, pi).
double half_turned(double angle) noexcept;

}  // namespace heliofab::field
