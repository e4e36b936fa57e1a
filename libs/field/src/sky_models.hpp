// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>

#include "heliofab/field/irradiance.hpp"

// Constants of the sky, shared by the plain form and the lanes.
namespace heliofab::field {

/// Perez 1990: what the sky's clearness is at least in each bin after the first.
inline constexpr std::array<double, 7> perez_edges{1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2};
/// f11 f12 f13 f21 f22 f23 of each bin, all sites [perez1990, table 6].
inline constexpr std::array<std::array<double, 6>, 8> perez_factors{{
    {-0.008, 0.588, -0.062, -0.060, 0.072, -0.022},
    {0.130, 0.683, -0.151, -0.019, 0.066, -0.029},
    {0.330, 0.487, -0.221, 0.055, -0.064, -0.026},
    {0.568, 0.187, -0.295, 0.109, -0.152, -0.014},
    {0.873, -0.392, -0.362, 0.226, -0.462, 0.001},
    {1.132, -1.237, -0.412, 0.288, -0.823, 0.056},
    {1.060, -1.600, -0.359, 0.264, -1.127, 0.131},
    {0.678, -0.327, -0.250, 0.156, -1.377, 0.251},
}};
inline constexpr double perez_kappa = 1.041;                       // [1/rad3]
inline constexpr double perez_least_cosine = 0.08715574274765817;  // of 85 deg
inline constexpr double hay_least_cosine = 0.01745;                // of 89 deg

inline constexpr double kasten_a = 0.50572;
inline constexpr double kasten_b = 96.07995;  // [deg]
inline constexpr double kasten_c = -1.6364;

/// Erbs: limits of the clearness index, and the cosines that keep it finite.
inline constexpr double erbs_least_cosine = 0.065;
inline constexpr double erbs_last_cosine = 0.052335956242943835;  // of 87 deg

/// What depends on the elevation [m] in the clear sky of Ineichen and Perez.
struct ClearSkySite {
  double global;         // [-] cg1
  double extinction;     // [-] cg2
  double molecules;      // [-] fh1
  double haze;           // [-] fh2
  double beam;           // [-] b
  double diffuse_share;  // [-] of the correction of the beam
};
inline ClearSkySite clear_sky_site(double elevation) {
  const double fh1 = std::exp(-elevation / 8000);
  return {5.09e-5 * elevation + 0.868, 3.92e-5 * elevation + 0.0387, fh1,
          std::exp(-elevation / 1250), 0.664 + 0.163 / fh1,          1 / (0.1 + 0.882 / fh1)};
}

void plane_lanes(SkyModel model, const Direction& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane);
void plane_lanes(SkyModel model, const NormalRows& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane);
void extra_lanes(std::span<const double> radius, double constant, std::span<double> extra);
void air_mass_lanes(std::span<const double> zenith, std::span<double> mass);
void clear_sky_lanes(const ClearSkyRows& sky, const ClearSkySite& site, const SkyLightRows& light);
void erbs_lanes(std::span<const double> global, std::span<const double> up,
                std::span<const double> extra, const SkyLightRows& light);

}  // namespace heliofab::field
