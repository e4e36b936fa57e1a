// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "heliofab/core/check.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/sun_path.hpp"
#include "weather_columns.hpp"

namespace heliofab::field {

namespace {

constexpr int bend_strips = 12;

struct SunRows {
  std::vector<double> zenith, east, north, up, extra, mass;

  explicit SunRows(const Weather& weather) {
    const std::size_t n = weather.size();
    for (auto* row : {&zenith, &east, &north, &up, &extra, &mass}) {
      row->resize(n);
    }
    const std::vector<double> times = sun_times(weather);
    const auto [first, last] = std::ranges::minmax(times);
    sun_path(SunTable(first, last), weather.site, standard_air(weather.site), times,
             {.zenith = zenith, .east = east, .north = north, .up = up, .radius = extra});
    extraterrestrial(extra, extra);
    air_mass(zenith, mass);
  }

  Direction at(std::size_t i) const { return {east[i], north[i], up[i]}; }
};

// Light on one place of the surface.
struct PlaceRows {
  std::vector<double> incidence, beam, sky, circumsolar, ground;

  explicit PlaceRows(std::size_t n) {
    for (auto* row : {&incidence, &beam, &sky, &circumsolar, &ground}) {
      row->resize(n);
    }
  }
  PlaneRows rows() {
    return {.incidence = incidence,
            .beam = beam,
            .sky = sky,
            .circumsolar = circumsolar,
            .ground = ground};
  }
};

DiffuseIam diffuse_of(const Installation& i, double normal_up) {
  switch (i.iam) {
    case IamModel::physical:
      return diffuse_iam(i.glass, normal_up);
    case IamModel::ashrae:
      return diffuse_iam(i.ashrae, normal_up);
    case IamModel::martin_ruiz:
      break;
  }
  return diffuse_iam(MartinRuizIam{.a_r = i.reflection}, normal_up);
}

void beam_through(const Installation& i, std::span<const double> cosine,
                  std::span<double> through) {
  if (i.iam == IamModel::physical) {
    iam(i.glass, cosine, through);
  } else if (i.iam == IamModel::ashrae) {
    iam(i.ashrae, cosine, through);
  } else {
    std::ranges::transform(cosine, through.begin(),
                           [&](double c) { return iam(MartinRuizIam{.a_r = i.reflection}, c); });
  }
}

class SurfaceWalk {
 public:
  SurfaceWalk(const Weather& weather, const Installation& installation)
      : weather_(weather), installation_(installation), sun_(weather), place_(weather.size()) {
    const std::size_t n = weather.size();
    albedo_ = weather.albedo.empty()
                  ? installation.albedo
                  : std::accumulate(weather.albedo.begin(), weather.albedo.end(), 0.0) /
                        static_cast<double>(n);
    for (auto* row : {&light_.open, &light_.shaded, &light_.entered, &light_.bright}) {
      row->assign(n, 0.0);
    }
    light_.limiting.assign(n, INFINITY);
    shade_.assign(n, 0.0);
    through_.assign(n, 0.0);
  }

  SurfaceLight walk() {
    switch (installation_.surface) {
      case SurfaceKind::plane:
        add_fixed(normal_of(installation_.plane), 1);
        break;
      case SurfaceKind::facade:
        for (std::size_t i = 0; i < shade_.size(); ++i) {
          shade_[i] = shaded_share(installation_.overhang, installation_.plane.azimuth, sun_.at(i));
        }
        sky_share_ = sky_share(installation_.overhang);
        add_fixed(normal_of(installation_.plane), 1);
        break;
      case SurfaceKind::bent:
        for (const Direction& normal :
             strip_normals(installation_.cylinder, installation_.plane, bend_strips)) {
          add_fixed(normal, 1.0 / bend_strips);
        }
        break;
      case SurfaceKind::rows:
        add_turning();
        break;
    }
    finish();
    return std::move(light_);
  }

 private:
  SkyRows sky_rows() const {
    return {sun_.east, sun_.north,    sun_.up,          sun_.zenith,    sun_.extra,
            sun_.mass, weather_.beam, weather_.diffuse, weather_.global};
  }

  void add_fixed(const Direction& normal, double share) {
    plane_light(installation_.sky, normal, sky_rows(), albedo_, place_.rows());
    beam_through(installation_, place_.incidence, through_);
    const DiffuseIam diffuse = diffuse_of(installation_, normal.up);
    for (std::size_t i = 0; i < shade_.size(); ++i) {
      add(i, diffuse, share);
    }
  }

  void add_turning() {
    const std::size_t n = shade_.size();
    std::vector<double> turn(n), east(n), north(n), up(n);
    const Tracker tracker = tracker_of(installation_);
    track(tracker, {sun_.east, sun_.north, sun_.up},
          {.rotation = turn, .east = east, .north = north, .up = up});
    plane_light(installation_.sky, NormalRows{east, north, up}, sky_rows(), albedo_, place_.rows());
    beam_through(installation_, place_.incidence, through_);
    for (std::size_t i = 0; i < n; ++i) {
      shade_[i] = row_shade(tracker, turn[i], sun_.at(i));
      add(i, diffuse_of(installation_, up[i]), 1);
    }
  }

  // One place of a share of the area, in one row.
  void add(std::size_t i, const DiffuseIam& diffuse, double share) {
    const double direct = place_.beam[i] + place_.circumsolar[i];
    const double around = place_.sky[i] - place_.circumsolar[i];
    const double seen = around * sky_share_;
    const double lit = direct * (1 - shade_[i]);
    const double through = direct > 0 ? through_[i] : 0;
    const double scattered = seen * diffuse.sky + place_.ground[i] * diffuse.ground;
    light_.open[i] += share * (direct + around + place_.ground[i]);
    light_.shaded[i] += share * (lit + seen + place_.ground[i]);
    light_.entered[i] += share * (lit * through + scattered);
    // Where cells lie along a shade's edge, those in the shade have diffuse light alone.
    const double darkest = (shade_[i] > 0 ? 0 : direct * through) + scattered;
    light_.limiting[i] = std::min(light_.limiting[i], darkest);
    light_.bright[i] = std::max(light_.bright[i], direct * through + scattered);
  }

  void finish() {
    const double pressure = standard_pressure(weather_.site.elevation);
    light_.dark = light_.limiting;
    for (std::size_t i = 0; i < shade_.size(); ++i) {
      light_.limiting[i] = installation_.cells == CellRun::across
                               ? light_.entered[i]
                               : std::min(light_.limiting[i], light_.entered[i]);
      const double here = weather_.pressure.empty() ? pressure : weather_.pressure[i];
      light_.mass.push_back(sun_.up[i] > 0 ? sun_.mass[i] * here / sea_level_pressure : 0);
    }
  }

  const Weather& weather_;
  const Installation& installation_;
  SunRows sun_;
  PlaceRows place_;
  SurfaceLight light_;
  std::vector<double> shade_;    // [-] of the direct light
  std::vector<double> through_;  // [-] of the direct light on the place that is added
  double sky_share_ = 1;         // [-]
  double albedo_ = 0.2;
};

}  // namespace

Tracker tracker_of(const Installation& installation) {
  Tracker tracker = installation.tracker;
  if (installation.ground.tilt > 0) {
    const AxisOnSlope axis = axis_on_slope(installation.ground, tracker.axis_azimuth);
    tracker.axis_tilt = axis.axis_tilt;
    tracker.cross_tilt = axis.cross_tilt;
  }
  return tracker;
}

SurfaceLight surface_light(const Weather& weather, const Installation& installation) {
  HELIOFAB_CHECK(weather.size() > 0 && has_equal_columns(weather));
  return SurfaceWalk(weather, installation).walk();
}

double iam(const Installation& i, double cosine) {
  switch (i.iam) {
    case IamModel::physical:
      return iam(i.glass, cosine);
    case IamModel::ashrae:
      return iam(i.ashrae, cosine);
    case IamModel::martin_ruiz:
      break;
  }
  return iam(MartinRuizIam{.a_r = i.reflection}, cosine);
}

}  // namespace heliofab::field
