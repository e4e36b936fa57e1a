// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "../test/flex_module.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/field/sun_path.hpp"

// A year of minutes at Thornton, Colorado, under a sky that clouds cross, on a roof at 30 deg; the
// flexible CIGS module of the tests.
namespace heliofab::field {

inline constexpr std::size_t minutes = 525'600;
inline constexpr double first_minute = 1262304000;  // [s] 2010-01-01 00:00 UTC
inline const Site thornton{39.87 * unit::deg, -104.97 * unit::deg, 1630};
inline const Direction roof = normal_of({30 * unit::deg, 180 * unit::deg});

struct MinuteYear {
  std::vector<double> time, beam, diffuse, global, air, wind;

  MinuteYear() {
    const Stream draw(1, "bench.field.weather");
    const SunTable table(first_minute, first_minute + 60.0 * minutes);
    time.resize(minutes);
    for (std::size_t i = 0; i < minutes; ++i) {
      time[i] = first_minute + 60 * static_cast<double>(i);
    }
    std::vector<double> zenith(minutes), up(minutes);
    sun_path(table, thornton, {}, time, {.zenith = zenith, .up = up});
    for (std::size_t i = 0; i < minutes; ++i) {
      const double mass = air_mass(zenith[i]) * 0.82;
      const SkyLight clear = clear_sky(up[i], mass, 3, thornton.elevation, solar_constant);
      const double cover = draw.uniform(1, i / 17);
      beam.push_back(clear.beam * (1 - cover));
      diffuse.push_back(clear.diffuse * (1 + cover));
      global.push_back(diffuse.back() + beam.back() * std::max(0.0, up[i]));
      air.push_back(283 + 15 * draw.normal(2, i / 720));
      wind.push_back(4 * draw.uniform(3, i / 5));
    }
  }
};

/// Room for some minutes on their way through the chain, small enough for the processor's cache.
struct ChainRoom {
  static constexpr std::size_t size = 1024;
  std::vector<double> zenith, east, north, up, radius, mass, incidence, beam, sky, ground, warm,
      power;
  Diodes diodes;

  ChainRoom() {
    for (auto* row : {&zenith, &east, &north, &up, &radius, &mass, &incidence, &beam, &sky, &ground,
                      &warm, &power}) {
      row->resize(size);
    }
  }
};

/// Maximum power [W] of all minutes: table of the sun, sun, air mass, Perez, sheet, Faiman, CEC,
/// maximum power.
inline void run_chain(const MinuteYear& year, ChainRoom& r, std::span<double> power) {
  const SunTable table(year.time.front(), year.time.back());
  for (std::size_t first = 0; first < minutes; first += ChainRoom::size) {
    const std::size_t n = std::min(ChainRoom::size, minutes - first);
    const auto data = [&](const std::vector<double>& v) { return std::span(v).subspan(first, n); };
    const auto room = [&](std::vector<double>& v) { return std::span(v).first(n); };
    sun_path(table, thornton, {}, data(year.time),
             {.zenith = room(r.zenith),
              .east = room(r.east),
              .north = room(r.north),
              .up = room(r.up),
              .radius = room(r.radius)});
    air_mass(room(r.zenith), room(r.mass));
    extraterrestrial(room(r.radius), room(r.radius));
    plane_light(SkyModel::perez, roof,
                {room(r.east), room(r.north), room(r.up), room(r.zenith), room(r.radius),
                 room(r.mass), data(year.beam), data(year.diffuse), data(year.global)},
                0.2,
                {.incidence = room(r.incidence),
                 .beam = room(r.beam),
                 .sky = room(r.sky),
                 .ground = room(r.ground)});
    iam(GlassIam{}, room(r.incidence), room(r.incidence));
    for (std::size_t i = 0; i < n; ++i) {
      const double diffuse = r.sky[i] + r.ground[i];
      r.sky[i] = r.beam[i] + diffuse;
      r.beam[i] = r.beam[i] * r.incidence[i] + diffuse;
    }
    cell_temperature(FaimanModel{}, {room(r.sky), data(year.air), data(year.wind)}, room(r.warm));
    translate(flex01, room(r.beam), room(r.warm), r.diodes);
    maximum_power(r.diodes, {.power = power.subspan(first, n)});
  }
}

/// The same for one minute, plainly.
inline double plain_minute(const MinuteYear& year, std::size_t i) {
  const SunPosition s = sun_position(thornton, {}, year.time[i]);
  const SkySun sun{direction_to(s.zenith, s.azimuth), s.zenith, extraterrestrial(s.radius),
                   air_mass(s.zenith)};
  const SkyLight light{year.beam[i], year.diffuse[i], year.global[i]};
  const PlaneLight p = plane_light(SkyModel::perez, roof, sun, light, 0.2);
  const double inside = p.beam * iam(GlassIam{}, cosine_between(roof, sun.to)) + p.sky() + p.ground;
  const double warm = cell_temperature(FaimanModel{}, {p.total(), year.air[i], year.wind[i], {}});
  return maximum_power(diode_of(flex01, inside, warm)).power;
}

}  // namespace heliofab::field
