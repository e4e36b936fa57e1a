// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/field/sun_path.hpp"
#include "heliofab/field/weather.hpp"

namespace heliofab::field {

namespace {

constexpr std::size_t hours_of_year = 8760;

// Hours of sky: how much of the clear light comes through, and where the chain goes next.
struct Sky {
  double through;              // [-] of the clear sky's beam, in the mean
  double spread;               // [-] up and down from it
  double diffuse;              // [-] diffuse light over that of the clear sky
  std::array<double, 3> next;  // [-] probabilities
};
// Ours: 55 % clear, 27 % broken and 18 % overcast hours in the long run.
constexpr std::array<Sky, 3> skies{{{0.97, 0.03, 1.0, {0.87, 0.12, 0.01}},
                                    {0.50, 0.35, 2.2, {0.22, 0.63, 0.15}},
                                    {0.03, 0.03, 1.7, {0.05, 0.20, 0.75}}}};

double phase(double hours, double period, double peak) {
  return std::cos(2 * std::numbers::pi * (hours - peak) / period);
}

struct Suns {
  std::vector<double> time, zenith, up, radius;
};

Suns suns_of(const SyntheticClimate& climate) {
  using std::chrono::January;
  const SimTime first =
      SimTime(std::chrono::sys_days(std::chrono::year(climate.year) / January / 1)) - climate.zone;
  Suns suns;
  for (std::size_t i = 0; i < hours_of_year; ++i) {
    suns.time.push_back(to_s(first.time_since_epoch()) + 3600 * (static_cast<double>(i) + 0.5));
  }
  suns.zenith.resize(hours_of_year);
  suns.up.resize(hours_of_year);
  suns.radius.resize(hours_of_year);
  sun_path(SunTable(suns.time.front(), suns.time.back()), climate.site, standard_air(climate.site),
           suns.time, {.zenith = suns.zenith, .up = suns.up, .radius = suns.radius});
  return suns;
}

SkyLight light_of(const SyntheticClimate& climate, const Suns& suns, std::size_t i, const Sky& sky,
                  double draw) {
  const double pressure = standard_pressure(climate.site.elevation);
  const SkyLight clear =
      clear_sky(suns.up[i], air_mass(suns.zenith[i]) * pressure / sea_level_pressure,
                climate.turbidity, climate.site.elevation, extraterrestrial(suns.radius[i]));
  const double up = std::max(0.0, suns.up[i]);
  const double beam = clear.beam * std::clamp(sky.through + sky.spread * (2 * draw - 1), 0.0, 1.0);
  // Never more diffuse light than half of what the clear sky gives in all.
  const double diffuse = std::min(clear.diffuse * sky.diffuse, 0.5 * clear.global);
  return up > 0 ? SkyLight{beam, diffuse, diffuse + beam * up} : SkyLight{};
}

}  // namespace

Weather synthetic_weather(const SyntheticClimate& climate) {
  const Stream draw(climate.seed, "field.synthetic_weather");
  const Suns suns = suns_of(climate);
  const double pressure = standard_pressure(climate.site.elevation);
  Weather w{.place = "Thornton, synthetic", .site = climate.site, .zone = climate.zone};
  std::size_t sky = 0;
  double front = 0;  // [-] noise of days in temperature, wind and pressure
  double gust = 0;   // [-] noise of hours in wind
  for (std::size_t i = 0; i < hours_of_year; ++i) {
    const double step = draw.uniform(1, i);
    const std::array<double, 3>& next = skies[sky].next;
    sky = step < next[0] ? 0 : step < next[0] + next[1] ? 1 : 2;
    front += -front / 72 + std::sqrt(2.0 / 72) * draw.normal(2, i);
    gust += -gust / 6 + std::sqrt(2.0 / 6) * draw.normal(3, i);
    const SkyLight light = light_of(climate, suns, i, skies[sky], draw.uniform(4, i));
    const double hour = static_cast<double>(i) + 0.5;
    const double swing = climate.daily * (sky == 0 ? 1.0 : sky == 1 ? 0.8 : 0.5);
    const double base = climate.mean + climate.yearly * phase(hour, 8760, 200 * 24) + 4 * front;
    const double air = base + swing * phase(hour, 24, 15);
    const double dew = std::min(base - (sky == 2 ? 3.0 : 9.0) - 1.5 * gust, air - 0.3);
    w.time.emplace_back(duration_from_s(suns.time[i]));
    w.global.push_back(light.global);
    w.beam.push_back(light.beam);
    w.diffuse.push_back(light.diffuse);
    w.air.push_back(air);
    w.wind.push_back(climate.wind * std::exp(0.45 * gust + 0.15 * phase(hour, 24, 15) - 0.1));
    w.pressure.push_back(pressure - 400 * front);
    w.dew_point.push_back(dew);
    w.albedo.push_back(0.2);
  }
  w.humidity = relative_humidity(w);
  w.water.resize(hours_of_year);
  precipitable_water(w.air, w.humidity, w.water);
  return w;
}

}  // namespace heliofab::field
