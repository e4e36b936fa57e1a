// SPDX-License-Identifier: Apache-2.0
#include "yield_columns.hpp"

#include <algorithm>
#include <span>

#include "heliofab/core/check.hpp"
#include "heliofab/field/spectral.hpp"
#include "sky_columns.hpp"

namespace heliofab::field {

namespace {

// Global light over that of a clear sky; 1 where that has next to none.
std::vector<double> clearness_of(const Weather& weather, double turbidity,
                                 const std::vector<double>& mass) {
  const std::size_t n = weather.size();
  const SkyColumns sky = sky_columns(weather);
  std::vector<double> beam(n), diffuse(n), clear(n);
  clear_sky({.up = sky.up,
             .air_mass = mass,
             .turbidity = std::vector<double>(n, turbidity),
             .extra = sky.extra},
            weather.site.elevation, {.beam = beam, .diffuse = diffuse, .global = clear});
  constexpr double least = 5;        // [W/m2]
  constexpr double clearest = 1.25;  // [-] beside the edges of clouds
  std::vector<double> clearness(n, 1.0);
  for (std::size_t i = 0; i < n; ++i) {
    if (clear[i] > least) {
      clearness[i] = std::clamp(weather.global[i] / clear[i], 0.01, clearest);
    }
  }
  return clearness;
}

template <class Model>
Model by_name(std::span<const Mounting<Model>> all, const std::string& name, const Model& own) {
  if (name.empty()) {
    return own;
  }
  const auto found = std::ranges::find(all, name, &Mounting<Model>::name);
  HELIOFAB_CHECK(found != all.end());
  return found->model;
}

template <class Model>
std::vector<std::string_view> names(std::span<const Mounting<Model>> all) {
  std::vector<std::string_view> result;
  std::ranges::transform(all, std::back_inserter(result), &Mounting<Model>::name);
  return result;
}

}  // namespace

std::vector<std::string_view> mounting_names(HeatModel heat) {
  switch (heat) {
    case HeatModel::ross:
      return names(ross_mountings());
    case HeatModel::sapm:
      return names(sapm_mountings());
    case HeatModel::pvsyst:
      return names(pvsyst_mountings());
    case HeatModel::faiman:
      break;
  }
  return {};
}

std::vector<double> colours_of(const Weather& weather, const Installation& installation,
                               const SurfaceLight& light) {
  std::vector<double> factor(weather.size(), 1.0);
  if (installation.spectrum == SpectrumModel::none) {
    return factor;
  }
  if (installation.spectrum == SpectrumModel::pvspec) {
    spectral_factor(PvspecSpectrum{}, light.mass,
                    clearness_of(weather, installation.turbidity, light.mass), factor);
  } else {
    std::vector<double> water = weather.water;
    const std::vector<double> humidity = relative_humidity(weather);
    if (water.empty() && humidity.empty()) {
      return factor;
    }
    if (water.empty()) {
      water.resize(weather.size());
      precipitable_water(weather.air, humidity, water);
    }
    spectral_factor(FirstSolarSpectrum{}, light.mass, water, factor);
  }
  for (std::size_t i = 0; i < factor.size(); ++i) {
    factor[i] = light.mass[i] > 0 ? factor[i] : 1;
  }
  return factor;
}

Installation with_mounting(Installation i) {
  i.ross = by_name(ross_mountings(), i.heat == HeatModel::ross ? i.mounting : "", i.ross);
  i.sapm = by_name(sapm_mountings(), i.heat == HeatModel::sapm ? i.mounting : "", i.sapm);
  i.pvsyst = by_name(pvsyst_mountings(), i.heat == HeatModel::pvsyst ? i.mounting : "", i.pvsyst);
  i.mounting.clear();
  return i;
}

double cell_temperature(const Installation& installation, const Thermal& at) {
  const Installation i = with_mounting(installation);
  switch (i.heat) {
    case HeatModel::ross:
      return cell_temperature(i.ross, at);
    case HeatModel::sapm:
      return cell_temperature(i.sapm, at);
    case HeatModel::pvsyst:
      return cell_temperature(i.pvsyst, at);
    case HeatModel::faiman:
      break;
  }
  return cell_temperature(i.faiman, at);
}

std::vector<double> cells_of(const Weather& weather, const Installation& installation,
                             const SurfaceLight& light) {
  const Installation i = with_mounting(installation);
  std::vector<double> wind = weather.wind;
  const double factor = wind_factor(weather.wind_height, i.wind_height);
  for (double& speed : wind) {
    speed *= factor;
  }
  const ThermalRows rows{light.shaded, weather.air, wind};
  std::vector<double> cell(weather.size());
  switch (i.heat) {
    case HeatModel::ross:
      cell_temperature(i.ross, rows, cell);
      break;
    case HeatModel::sapm:
      cell_temperature(i.sapm, rows, cell);
      break;
    case HeatModel::pvsyst:
      cell_temperature(i.pvsyst, rows, cell);
      break;
    case HeatModel::faiman:
      cell_temperature(i.faiman, rows, cell);
      break;
  }
  return cell;
}

}  // namespace heliofab::field
