// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "../../libs/field/test/flex_module.hpp"
#include "field_values.hpp"
#include "heliofab/exchange/read_weather.hpp"
#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/field/sun_path.hpp"
#include "heliofab/field/tracking.hpp"
#include "heliofab/field/weather.hpp"

namespace heliofab::field {
namespace {

using Column = std::vector<double>;

constexpr double albedo = 0.2;
const Plane roof{30 * deg, 180 * deg};

// Every stage's rows, with their names.
struct Stages {
  std::vector<std::pair<std::string, Column>> all;

  void add(std::string name, Column rows) { all.emplace_back(std::move(name), std::move(rows)); }
};

struct Sky {
  Column zenith, azimuth, east, north, up, extra, mass;

  Sky(const Weather& w, const Air& air) {
    for (Column* c : {&zenith, &azimuth, &east, &north, &up, &extra, &mass}) {
      c->resize(w.size());
    }
    const Column time = sun_times(w);
    sun_path(SunTable(time.front(), time.back()), w.site, air, time,
             {zenith, azimuth, east, north, up, extra});
    extraterrestrial(extra, extra);
    air_mass(zenith, mass);
  }
  SkyRows rows(const Weather& w) const {
    return {east, north, up, zenith, extra, mass, w.beam, w.diffuse, w.global};
  }
};

// Light on a surface, and what comes of it behind a sheet, with Faiman and the CEC's diode.
struct Lit {
  Column incidence, beam, sky, ground, total, inside, warmth, power;

  Lit(std::size_t n, const auto& transpose) {
    for (Column* c : {&incidence, &beam, &sky, &ground, &total, &inside, &warmth, &power}) {
      c->resize(n);
    }
    transpose(PlaneRows{.incidence = incidence, .beam = beam, .sky = sky, .ground = ground});
    for (std::size_t i = 0; i < n; ++i) {
      total[i] = beam[i] + sky[i] + ground[i];
    }
  }
  void run(const Weather& w) {
    iam(GlassIam{}, incidence, inside);
    for (std::size_t i = 0; i < total.size(); ++i) {
      inside[i] = beam[i] * inside[i] + sky[i] + ground[i];
    }
    cell_temperature(FaimanModel{}, {total, w.air, w.wind}, warmth);
    power = powers(flex01, inside, warmth);
  }
  static Column powers(const DeSotoModule& module, const Column& light, const Column& warmth) {
    Diodes diodes;
    translate(module, light, warmth, diodes);
    Column power(light.size());
    maximum_power(diodes, {.power = power});
    return power;
  }
};

Column through_martin_ruiz(const Lit& lit) {
  const MartinRuizIam model;
  const DiffuseIam diffuse = diffuse_iam(model, normal_of(roof).up);
  Column inside(lit.total.size());
  iam(model, lit.incidence, inside);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    inside[i] = lit.beam[i] * inside[i] + lit.sky[i] * diffuse.sky + lit.ground[i] * diffuse.ground;
  }
  return inside;
}

Column coloured(const Weather& w, const Sky& sky, const Air& air, const Column& light) {
  Column water(w.size());
  precipitable_water(w.air, relative_humidity(w), water);
  Column mass = sky.mass;
  for (double& m : mass) {
    m *= air.pressure / sea_level_pressure;
  }
  Column out(w.size());
  spectral_factor(FirstSolarSpectrum{}, mass, water, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] *= light[i];
  }
  return out;
}

void add_tracked(Stages& stages, const Weather& w, const Sky& sky) {
  const Tracker tracker;
  Column turned(w.size()), east(w.size()), north(w.size()), up(w.size());
  track(tracker, {sky.east, sky.north, sky.up}, {turned, east, north, up});
  Lit lit(w.size(), [&](const PlaneRows& rows) {
    plane_light(SkyModel::perez, NormalRows{east, north, up}, sky.rows(w), albedo, rows);
  });
  lit.run(w);
  for (double& angle : turned) {
    angle /= deg;
  }
  stages.add("rotation", turned);
  stages.add("tracked", lit.total);
  stages.add("tracked_power", lit.power);
}

Lit on_roof(SkyModel model, const Weather& w, const Sky& sky) {
  return Lit(w.size(), [&](const PlaneRows& rows) {
    plane_light(model, normal_of(roof), sky.rows(w), albedo, rows);
  });
}

Stages stages_of(const Weather& w, const Air& air) {
  const Sky sky(w, air);
  const auto fixed = [&](SkyModel model) {
    Lit lit = on_roof(model, w, sky);
    lit.run(w);
    return lit;
  };
  const Lit perez = fixed(SkyModel::perez);
  const Lit hay = fixed(SkyModel::hay_davies);
  Stages s;
  s.add("time", sun_times(w));
  s.add("global", w.global);
  s.add("beam", w.beam);
  s.add("diffuse", w.diffuse);
  s.add("air", w.air);
  s.add("wind", w.wind);
  s.add("humidity", relative_humidity(w));
  Column zenith = sky.zenith;
  Column azimuth = sky.azimuth;
  Column height(w.size());
  Column level(w.size());
  for (std::size_t i = 0; i < w.size(); ++i) {
    zenith[i] /= deg;
    azimuth[i] /= deg;
    height[i] = std::max(0.0, sky.up[i]);
    level[i] = sky.extra[i] * height[i];
  }
  s.add("zenith", zenith);
  s.add("azimuth", azimuth);
  s.add("sun", height);
  s.add("extra", level);
  s.add("perez_beam", perez.beam);
  s.add("perez_sky", perez.sky);
  s.add("perez_ground", perez.ground);
  s.add("perez", perez.total);
  s.add("physical", perez.inside);
  const Column slanted = through_martin_ruiz(perez);
  s.add("martin_ruiz", slanted);
  s.add("spectral", coloured(w, sky, air, perez.total));
  s.add("warmth", perez.warmth);
  s.add("cec", perez.power);
  DeSotoModule unadjusted = flex01;
  unadjusted.adjust = 0;
  s.add("de_soto", Lit::powers(unadjusted, slanted, perez.warmth));
  s.add("hay_davies", hay.total);
  Column below = perez.total;
  for (std::size_t i = 0; i < w.size(); ++i) {
    below[i] = sky.up[i] > 0 ? 0 : below[i];
  }
  s.add("below", below);
  s.add("hay_davies_power", hay.power);
  add_tracked(s, w, sky);
  return s;
}

// Hours from one half hour to the next, of minutes: as weather is measured, some have light though
// the sun is down in their middle.
Weather shifted_hours(const Weather& minutes) {
  Weather w = minutes;
  w.step = std::chrono::hours(1);
  for (Column* c : {&w.pressure, &w.humidity, &w.dew_point, &w.albedo, &w.water}) {
    c->clear();
  }
  const std::size_t n = minutes.size() / 60 - 1;
  w.time.clear();
  for (std::size_t h = 0; h < n; ++h) {
    w.time.push_back(minutes.time[30 + 60 * h] + std::chrono::minutes(30) -
                     std::chrono::seconds(30));
  }
  const auto mean = [n](Column& column) {
    for (std::size_t h = 0; h < n; ++h) {
      const auto first = column.begin() + static_cast<std::ptrdiff_t>(30 + 60 * h);
      column[h] = std::accumulate(first, first + 60, 0.0) / 60;
    }
    column.resize(n);
  };
  w.humidity = relative_humidity(minutes);
  for (Column* c : {&w.global, &w.beam, &w.diffuse, &w.air, &w.wind, &w.humidity}) {
    mean(*c);
  }
  return w;
}

Weather weather_of(YearOf kind) {
  const Weather w =
      exchange::read_weather(source_folder + "/data/weather/thornton-synthetic.epw").weather;
  if (kind == YearOf::hours) {
    return w;
  }
  const Weather minutes = resample(w, 60);
  return kind == YearOf::minutes ? minutes : shifted_hours(minutes);
}

}  // namespace

double light_from_below() {
  const Weather minutes = weather_of(YearOf::minutes);
  const Weather hours = shifted_hours(minutes);
  const Sky sky(hours, standard_air(hours.site));
  const Lit lit = on_roof(SkyModel::perez, minutes, Sky(minutes, standard_air(minutes.site)));
  double sum = 0;
  for (std::size_t i = 0; i < 60 * hours.size(); ++i) {
    sum += sky.up[i / 60] > 0 ? 0 : lit.total[30 + i];
  }
  return sum / 60e3;
}

io::Json year_values(YearOf kind, const std::string& rows) {
  const Weather w = weather_of(kind);
  const Air air = standard_air(w.site);
  const Stages stages = stages_of(w, air);
  const double hours = std::chrono::duration<double>(w.step).count() / 3600;
  io::Json months = io::Json::object();
  io::Json names = io::Json::array();
  for (const auto& [name, column] : stages.all) {
    std::array<double, 12> sums{};
    for (std::size_t i = 0; i < column.size(); ++i) {
      sums.at(month_of(w, i)) += column[i] * hours;
    }
    months.set(name, io::Json::array_of(sums, [](double sum) { return sum; }));
    names.push(name);
  }
  if (!rows.empty()) {
    std::ofstream file(rows, std::ios::binary);
    for (const auto& [name, column] : stages.all) {
      file.write(reinterpret_cast<const char*>(column.data()),
                 static_cast<std::streamsize>(column.size() * sizeof(double)));
    }
  }
  return io::Json::object({{"rows", w.size()},
                           {"hours", hours},
                           {"latitude", w.site.latitude / deg},
                           {"longitude", w.site.longitude / deg},
                           {"elevation", w.site.elevation},
                           {"zone_h", std::chrono::duration<double>(w.zone).count() / 3600},
                           {"pressure", air.pressure},
                           {"temperature", air.temperature - zero_degC},
                           {"names", names},
                           {"months", months}});
}

}  // namespace heliofab::field
