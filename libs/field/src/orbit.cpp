// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/orbit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/field/irradiance.hpp"

namespace heliofab::field {

double orbit_period(const Orbit& orbit) {
  const double radius = earth_radius + orbit.altitude;
  return 2 * std::numbers::pi * std::sqrt(radius * radius * radius / earth_gravity);
}

double eclipse_fraction(const Orbit& orbit) {
  const double radius = earth_radius + orbit.altitude;
  const double cosine = std::cos(orbit.beta);
  const double edge = std::sqrt(radius * radius - earth_radius * earth_radius) / radius;
  return edge >= cosine ? 0 : std::acos(edge / cosine) / std::numbers::pi;
}

double orbits_per_year(const Orbit& orbit) { return unit::yr.scale / orbit_period(orbit); }

double sphere_view(double distance, double angle) {
  HELIOFAB_CHECK(distance >= 1);
  const double square = distance * distance;
  const double cosine = std::cos(angle);
  const double limb = std::acos(1 / distance);  // [rad] beyond which the plate cuts the sphere
  if (angle <= limb) {
    return cosine / square;
  }
  if (angle >= std::numbers::pi - limb) {
    return 0;
  }
  const double sine = std::sin(angle);
  const double reach = std::sqrt(square - 1);
  return 0.5 - std::asin(std::clamp(reach / (distance * sine), -1.0, 1.0)) / std::numbers::pi +
         (cosine * std::acos(std::clamp(-reach * cosine / sine, -1.0, 1.0)) -
          reach * std::sqrt(std::max(0.0, 1 - square * cosine * cosine))) /
             (std::numbers::pi * square);
}

OrbitView orbit_view(const Orbit& orbit, const Pointing& pointing, double phase) {
  // x to the sun's foot in the plane, y along the orbit at noon, z out of the plane.
  const Direction place{std::cos(phase), std::sin(phase), 0};
  const Direction sun{std::cos(orbit.beta), 0, std::sin(orbit.beta)};
  Direction normal = sun;
  if (pointing.attitude == Attitude::nadir) {
    normal = place;
  } else if (pointing.attitude == Attitude::fixed) {
    const double along = std::sin(pointing.off_sun);
    const double across = std::cos(pointing.off_sun);
    normal = {sun.east * across, along, sun.up * across};
  }
  const double distance = (earth_radius + orbit.altitude) / earth_radius;
  const double height = cosine_between(place, sun);
  const bool is_dark = height < 0 && distance * distance * (1 - height * height) < 1;
  const double cosine = is_dark ? 0 : cosine_between(normal, sun);
  const double down = std::acos(std::clamp(-cosine_between(normal, place), -1.0, 1.0));
  return {.is_lit = !is_dark,
          .sun_front = std::max(0.0, cosine),
          .sun_back = std::max(0.0, -cosine),
          .earth_front = sphere_view(distance, down),
          .earth_back = sphere_view(distance, std::numbers::pi - down),
          .earth_light = std::max(0.0, height)};
}

}  // namespace heliofab::field
