// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::field {

inline constexpr double earth_radius = 6378140;        // [m]
inline constexpr double earth_gravity = 3.9860044e14;  // [m3/s2]

/// A circular orbit. The sun stands still while it is flown.
struct Orbit {
  double altitude = 500e3;  // [m] above the equator's radius
  double beta = 0;          // [rad] sun above the plane of the orbit

  friend bool operator==(const Orbit&, const Orbit&) = default;
};

template <class Visit>
void describe(Visit& visit, Orbit& o) {
  visit(o.altitude, {"altitude", unit::m, 150e3, 1e9, "above the equator's radius"});
  visit(o.beta, {"beta", unit::deg, -90, 90, "of the sun above the orbit's plane"});
}

/// [s] of one revolution.
double orbit_period(const Orbit& orbit);
/// [-] of it in the Earth's shadow, taken as a cylinder.
double eclipse_fraction(const Orbit& orbit);
/// [-] revolutions in a year of 365.25 d.
double orbits_per_year(const Orbit& orbit);

/// How a panel is held: its front to the sun, its back to the Earth, or still in space.
enum class Attitude : std::uint8_t { sun, nadir, fixed };
constexpr auto names_of(Attitude) {
  return std::array<std::string_view, 3>{"sun", "nadir", "fixed"};
}

struct Pointing {
  Attitude attitude = Attitude::sun;
  double off_sun = 0;  // [rad] of a fixed panel's normal, along the orbit

  friend bool operator==(const Pointing&, const Pointing&) = default;
};

template <class Visit>
void describe(Visit& visit, Pointing& p) {
  visit(p.attitude, {"attitude", "front to the sun, back to the Earth, or fixed in space"});
  visit(p.off_sun, {"off_sun", unit::deg, -90, 90, "of a fixed panel's front, along the orbit"});
}

/// What a panel sees at a place of its orbit.
struct OrbitView {
  bool is_lit = false;
  double sun_front = 0;    // [-] cosine of the sun on the front, 0 from behind or in the shadow
  double sun_back = 0;     // [-]
  double earth_front = 0;  // [-] view factor of the Earth from the front
  double earth_back = 0;   // [-]
  double earth_light = 0;  // [-] how much of the Earth below is in daylight: cosine of the angle
                           // to the point under the sun, 0 beyond 90 deg
};
/// @param phase  [rad] from the orbit's noon
OrbitView orbit_view(const Orbit& orbit, const Pointing& pointing, double phase);

/// View factor [-] of a sphere of radius 1 at the distance `distance` >= 1 from a small plate whose
/// normal stands at `angle` [rad] to its centre [howell2010].
double sphere_view(double distance, double angle);

}  // namespace heliofab::field
