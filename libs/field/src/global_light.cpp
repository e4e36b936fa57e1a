// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/global_light.hpp"

#include <algorithm>

#include "heliofab/core/check.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/sun_path.hpp"
#include "sky_columns.hpp"

namespace heliofab::field {

SkyColumns sky_columns(const Weather& weather) {
  const std::size_t n = weather.size();
  SkyColumns sky{std::vector<double>(n), std::vector<double>(n)};
  const std::vector<double> times = sun_times(weather);
  const auto [first, last] = std::ranges::minmax(times);
  sun_path(SunTable(first, last), weather.site,
           {.pressure = standard_pressure(weather.site.elevation)}, times,
           {.up = sky.up, .radius = sky.extra});
  extraterrestrial(sky.extra, sky.extra);
  return sky;
}

void split_global(Weather& weather) {
  HELIOFAB_CHECK(weather.size() > 0 && weather.global.size() == weather.size());
  const SkyColumns sky = sky_columns(weather);
  weather.beam.resize(weather.size());
  weather.diffuse.resize(weather.size());
  std::vector<double> global(weather.size());
  erbs(weather.global, sky.up, sky.extra,
       {.beam = weather.beam, .diffuse = weather.diffuse, .global = global});
}

}  // namespace heliofab::field
