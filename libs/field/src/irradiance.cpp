// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/irradiance.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "sky_models.hpp"

namespace heliofab::field {
namespace {

struct Brightening {
  double circumsolar;  // [-] F1
  double horizon;      // [-] F2
};

Brightening perez_brightening(const SkySun& sun, const SkyLight& light) {
  const double z3 = perez_kappa * sun.zenith * sun.zenith * sun.zenith;
  const double clearness = ((light.diffuse + light.beam) / light.diffuse + z3) / (1 + z3);
  const auto bin = static_cast<std::size_t>(std::ranges::upper_bound(perez_edges, clearness) -
                                            perez_edges.begin());
  const auto& f = perez_factors[bin];
  const double brightness = light.diffuse * sun.air_mass / sun.extra;
  return {std::max(0.0, f[0] + f[1] * brightness + f[2] * sun.zenith),
          f[3] + f[4] * brightness + f[5] * sun.zenith};
}

void add_perez(PlaneLight& plane, double tilt_sine, double incidence, const SkySun& sun,
               const SkyLight& light) {
  if (light.diffuse <= 0) {
    plane.isotropic = 0;
    return;
  }
  const auto [f1, f2] = perez_brightening(sun, light);
  plane.isotropic *= 1 - f1;
  plane.circumsolar =
      light.diffuse * f1 * std::max(0.0, incidence) / std::max(perez_least_cosine, sun.to.up);
  plane.horizon = light.diffuse * f2 * tilt_sine;
  if (plane.sky() < 0) {
    plane.horizon -= plane.sky();
  }
}

void add_hay_davies(PlaneLight& plane, double incidence, const SkySun& sun, const SkyLight& light) {
  const double beam_share = light.beam / sun.extra;
  plane.isotropic *= 1 - beam_share;
  plane.circumsolar =
      light.diffuse * beam_share * std::max(0.0, incidence) / std::max(hay_least_cosine, sun.to.up);
}

void add_reindl_horizon(PlaneLight& plane, double normal_up, const SkySun& sun,
                        const SkyLight& light) {
  const double level_beam = std::max(0.0, light.beam * sun.to.up);
  const double share = light.global > 0 ? std::sqrt(level_beam / light.global) : 0;
  const double half_sine = std::sqrt((1 - normal_up) / 2);
  plane.horizon = plane.isotropic * share * half_sine * half_sine * half_sine;
}

template <class... Spans>
void check_sizes(std::size_t n, const Spans&... spans) {
  HELIOFAB_CHECK(((spans.size() == n) && ...));
}

void check_rows(SkyModel model, const SkyRows& sky, const PlaneRows& plane) {
  const std::size_t n = sky.up.size();
  check_sizes(n, sky.east, sky.north, sky.extra, sky.beam, sky.diffuse, sky.global);
  if (model == SkyModel::perez) {
    check_sizes(n, sky.zenith, sky.air_mass);
  }
  for (const auto& span :
       {plane.incidence, plane.beam, plane.sky, plane.circumsolar, plane.ground}) {
    HELIOFAB_CHECK(span.empty() || span.size() == n);
  }
}

}  // namespace

double extraterrestrial(double radius, double constant) { return constant / (radius * radius); }

double air_mass(double zenith) {
  const double z = std::min(zenith / unit::deg, 90.0);
  return 1 / (std::cos(z * unit::deg) + kasten_a * std::pow(kasten_b - z, kasten_c));
}

double standard_pressure(double elevation) {
  return 100 * std::pow((44331.514 - elevation) / 11880.516, 1 / 0.1902632);
}

Direction direction_to(double zenith, double azimuth) {
  return {std::sin(zenith) * std::sin(azimuth), std::sin(zenith) * std::cos(azimuth),
          std::cos(zenith)};
}

Direction normal_of(const Plane& plane) { return direction_to(plane.tilt, plane.azimuth); }

double cosine_between(const Direction& a, const Direction& b) {
  return a.east * b.east + a.north * b.north + a.up * b.up;
}

PlaneLight plane_light(SkyModel model, const Direction& normal, const SkySun& sun,
                       const SkyLight& light, double albedo) {
  const double incidence = cosine_between(normal, sun.to);
  PlaneLight plane{.beam = sun.to.up > 0 ? light.beam * std::max(0.0, incidence) : 0,
                   .isotropic = light.diffuse * (1 + normal.up) / 2,
                   .ground = light.global * albedo * (1 - normal.up) / 2};
  switch (model) {
    case SkyModel::isotropic:
      break;
    case SkyModel::hay_davies:
      add_hay_davies(plane, incidence, sun, light);
      break;
    case SkyModel::reindl:
      add_hay_davies(plane, incidence, sun, light);
      add_reindl_horizon(plane, normal.up, sun, light);
      break;
    case SkyModel::perez:
      add_perez(plane, std::sqrt((1 - normal.up) * (1 + normal.up)), incidence, sun, light);
      break;
  }
  return plane;
}

SkyLight clear_sky(double up, double absolute, double turbidity, double elevation, double extra) {
  if (up <= 0) {
    return {};
  }
  const ClearSkySite s = clear_sky_site(elevation);
  const double less = turbidity - 1;
  const double global =
      s.global * extra * up * std::exp(-s.extinction * absolute * (s.molecules + s.haze * less));
  const double direct = extra * s.beam * std::exp(-0.09 * absolute * less);
  const double most =
      global / up * std::max(0.0, 1 - (0.1 - 0.2 * std::exp(-turbidity)) * s.diffuse_share);
  const double beam = std::min(direct, most);
  return {.beam = beam, .diffuse = global - beam * up, .global = global};
}

SkyLight erbs(double global, double up, double extra) {
  const double kt = std::clamp(global / (extra * std::max(up, erbs_least_cosine)), 0.0, 1.0);
  double share = 0.165;
  if (kt <= 0.22) {
    share = 1 - 0.09 * kt;
  } else if (kt <= 0.8) {
    share = 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)));
  }
  if (up < erbs_last_cosine || global < 0) {
    return {.beam = 0, .diffuse = global, .global = global};
  }
  const double diffuse = share * global;
  return {.beam = (global - diffuse) / up, .diffuse = diffuse, .global = global};
}

void extraterrestrial(std::span<const double> radius, std::span<double> extra, double constant) {
  check_sizes(radius.size(), extra);
  extra_lanes(radius, constant, extra);
}

void air_mass(std::span<const double> zenith, std::span<double> mass) {
  check_sizes(zenith.size(), mass);
  air_mass_lanes(zenith, mass);
}

void plane_light(SkyModel model, const Direction& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane) {
  check_rows(model, sky, plane);
  plane_lanes(model, normal, sky, albedo, plane);
}

void plane_light(SkyModel model, const NormalRows& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane) {
  check_rows(model, sky, plane);
  check_sizes(sky.up.size(), normal.east, normal.north, normal.up);
  plane_lanes(model, normal, sky, albedo, plane);
}

void clear_sky(const ClearSkyRows& sky, double elevation, const SkyLightRows& light) {
  check_sizes(sky.up.size(), sky.air_mass, sky.turbidity, sky.extra, light.beam, light.diffuse,
              light.global);
  clear_sky_lanes(sky, clear_sky_site(elevation), light);
}

void erbs(std::span<const double> global, std::span<const double> up, std::span<const double> extra,
          const SkyLightRows& light) {
  check_sizes(global.size(), up, extra, light.beam, light.diffuse);
  HELIOFAB_CHECK(light.global.empty() || light.global.size() == global.size());
  erbs_lanes(global, up, extra, light);
}

}  // namespace heliofab::field
