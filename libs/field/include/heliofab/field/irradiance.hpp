// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::field {

/// [W/m2] sunlight across the beam at 1 AU: today's value [gueymard2018], and the one that older
/// tables and ASTM E490 [astm_e490] take.
inline constexpr double solar_constant = 1361.1;
inline constexpr double solar_constant_e490 = 1366.1;

/// Sunlight outside the atmosphere, across the beam [W/m2], at a distance [AU] > 0.
double extraterrestrial(double radius, double constant = solar_constant);

/// Relative air mass [-] by [kasten1989], 1 at the zenith; zenith angle as seen [rad]. Below the
/// horizon the one at it, 38.
double air_mass(double zenith);
/// [Pa] of the standard atmosphere at an elevation [m]; absolute air mass is relative air mass
/// times pressure over `sea_level_pressure`.
double standard_pressure(double elevation);
inline constexpr double sea_level_pressure = 101325;  // [Pa]

/// How a surface lies.
struct Plane {
  double tilt = 0;                    // [rad] 0 faces up, pi / 2 is a wall
  double azimuth = std::numbers::pi;  // [rad] where it faces, from north clockwise

  friend bool operator==(const Plane&, const Plane&) = default;
};

template <class Visit>
void describe(Visit& visit, Plane& p) {
  visit(p.tilt, {"tilt", unit::deg, 0, 180, "0 faces up, 90 deg is a wall"});
  visit(p.azimuth, {"azimuth", unit::deg, 0, 360, "where it faces: 180 deg is south"});
}

/// A unit vector: of a surface's normal, or to the sun as seen.
struct Direction {
  double east = 0;   // [-]
  double north = 0;  // [-]
  double up = 1;     // [-]

  friend bool operator==(const Direction&, const Direction&) = default;
};
Direction normal_of(const Plane& plane);
Direction direction_to(double zenith, double azimuth);  // [rad]
/// Cosine of the angle between the two [-]; of sun and normal, that of incidence.
double cosine_between(const Direction& a, const Direction& b);

/// Light at a place and an instant.
struct SkyLight {
  double beam = 0;     // [W/m2] DNI, across the beam
  double diffuse = 0;  // [W/m2] DHI, on the level
  double global = 0;   // [W/m2] GHI, on the level

  friend bool operator==(const SkyLight&, const SkyLight&) = default;
};

/// Light on a surface, by where it comes from.
struct PlaneLight {
  double beam = 0;         // [W/m2]
  double isotropic = 0;    // [W/m2] of the sky
  double circumsolar = 0;  // [W/m2] of the sky around the sun
  double horizon = 0;      // [W/m2] of the sky at the horizon; may be negative
  double ground = 0;       // [W/m2] reflected

  double sky() const { return isotropic + circumsolar + horizon; }
  double total() const { return beam + sky() + ground; }
};

/// How diffuse light of the level sky falls on a tilted surface.
enum class SkyModel : std::uint8_t { isotropic, hay_davies, reindl, perez };
constexpr auto names_of(SkyModel) {
  return std::array<std::string_view, 4>{"isotropic", "hay_davies", "reindl", "perez"};
}

/// The sun of a transposition.
struct SkySun {
  Direction to;         // as seen
  double zenith = 0;    // [rad] as seen
  double extra = 0;     // [W/m2] extraterrestrial, across the beam; > 0
  double air_mass = 0;  // [-] relative; Perez alone uses it
};

/// Light on a surface, docs/theory/field.md (2.6) to (2.16): plain, the reference of the arrays.
///
/// Isotropic [liu1963], Hay and Davies [hay1980], Reindl [reindl1990], Perez 1990 with the
/// coefficients of all sites [perez1990]. Perez' sum of the sky is kept at 0 or above.
/// @param albedo  [-] of the ground, on which the global light falls
PlaneLight plane_light(SkyModel model, const Direction& normal, const SkySun& sun,
                       const SkyLight& light, double albedo);

/// Light of a cloudless sky by Ineichen and Perez [ineichen2002].
/// @param up          [-] cosine of the zenith angle as seen
/// @param absolute    [-] absolute air mass
/// @param turbidity   [-] of Linke, at air mass 2; 2 is very clean, 7 is dirty air
/// @param elevation   [m]
/// @param extra       [W/m2]
SkyLight clear_sky(double up, double absolute, double turbidity, double elevation, double extra);

/// Beam and diffuse part of a known global light [W/m2] by Erbs [erbs1982]. A sun beyond 87 deg
/// leaves no beam.
SkyLight erbs(double global, double up, double extra);

// The same over arrays of one size n, in lanes. Results may stand in place of arguments. All throw
// LogicError when sizes differ, and have the same bits on every machine.

void extraterrestrial(std::span<const double> radius, std::span<double> extra,
                      double constant = solar_constant);
/// Within 2e-14 of the plain form.
void air_mass(std::span<const double> zenith, std::span<double> mass);

/// Suns and lights of n instants.
struct SkyRows {
  std::span<const double> east, north, up;  // [-] to the sun as seen
  std::span<const double> zenith;           // [rad] as seen; for Perez alone, else empty
  std::span<const double> extra;            // [W/m2]
  std::span<const double> air_mass;         // [-] relative; for Perez alone, else empty
  std::span<const double> beam;             // [W/m2]
  std::span<const double> diffuse;          // [W/m2]
  std::span<const double> global;           // [W/m2]
};

/// Normals of a surface that moves.
struct NormalRows {
  std::span<const double> east, north, up;  // [-]
};

/// Light on a surface at n instants; a span is empty, and then not filled, or has n places.
struct PlaneRows {
  std::span<double> incidence;    // [-] cosine of the angle of incidence, negative from behind
  std::span<double> beam;         // [W/m2]
  std::span<double> sky;          // [W/m2] all of it
  std::span<double> circumsolar;  // [W/m2] the part of `sky` that comes with the beam
  std::span<double> ground;       // [W/m2]
};

/// Of a fixed surface and of one that moves; within 1e-12 of the light of the plain form.
void plane_light(SkyModel model, const Direction& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane);
void plane_light(SkyModel model, const NormalRows& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane);

/// What a clear sky wants, and what is made of it or of a global light; all of n places.
struct ClearSkyRows {
  std::span<const double> up;         // [-]
  std::span<const double> air_mass;   // [-] absolute
  std::span<const double> turbidity;  // [-]
  std::span<const double> extra;      // [W/m2]
};
struct SkyLightRows {
  std::span<double> beam;     // [W/m2]
  std::span<double> diffuse;  // [W/m2]
  std::span<double> global;   // [W/m2]
};
void clear_sky(const ClearSkyRows& sky, double elevation, const SkyLightRows& light);
void erbs(std::span<const double> global, std::span<const double> up, std::span<const double> extra,
          const SkyLightRows& light);

}  // namespace heliofab::field
