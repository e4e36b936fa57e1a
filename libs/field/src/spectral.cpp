// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/spectral.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <vector>

#include "heliofab/core/check.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"
#include "module_models.hpp"

namespace heliofab::field {
namespace {

void check_rows(const OverWavelength& f) {
  HELIOFAB_CHECK(f.wavelength.size() == f.value.size() && f.wavelength.size() >= 2);
  HELIOFAB_CHECK(std::ranges::adjacent_find(f.wavelength, std::greater_equal<>()) ==
                 f.wavelength.end());
}

double value_at(const OverWavelength& f, double x) {
  if (x < f.wavelength.front() || x > f.wavelength.back()) {
    return 0;
  }
  const std::size_t i = find_interval(f.wavelength, x);
  const double t = (x - f.wavelength[i]) / (f.wavelength[i + 1] - f.wavelength[i]);
  return f.value[i] + t * (f.value[i + 1] - f.value[i]);
}

double integral(const OverWavelength& f) {
  double sum = 0;
  for (std::size_t i = 1; i < f.wavelength.size(); ++i) {
    sum += (f.wavelength[i] - f.wavelength[i - 1]) * (f.value[i - 1] + f.value[i]) / 2;
  }
  return sum;
}

// Of two functions and a power of wavelength, 0 or 1: between rows of either at most a cubic, for
// which Simpson is exact.
double product_integral(const OverWavelength& one, const OverWavelength& other, bool times_length) {
  const double low = std::max(one.wavelength.front(), other.wavelength.front());
  const double high = std::min(one.wavelength.back(), other.wavelength.back());
  std::vector<double> x;
  std::ranges::set_union(one.wavelength, other.wavelength, std::back_inserter(x));
  std::erase_if(x, [&](double at) { return at < low || at > high; });
  const auto f = [&](double at) {
    return (times_length ? at : 1) * value_at(one, at) * value_at(other, at);
  };
  double sum = 0;
  for (std::size_t i = 1; i < x.size(); ++i) {
    sum += (x[i] - x[i - 1]) / 6 * (f(x[i - 1]) + 4 * f((x[i - 1] + x[i]) / 2) + f(x[i]));
  }
  return sum;
}

double current(const OverWavelength& efficiency, const OverWavelength& light) {
  return product_integral(efficiency, light, true);
}

}  // namespace

double spectral_factor(const FirstSolarSpectrum& model, double air_mass, double water) {
  const double m = std::clamp(air_mass, least_mass, most_mass);
  const double w = std::clamp(water / unit::cm, least_water, most_water);
  const auto& c = model.c;
  return c[0] + c[1] * m + c[2] * w + c[3] * std::sqrt(m) + c[4] * std::sqrt(w) +
         c[5] * m / std::sqrt(w);
}

double spectral_factor(const PvspecSpectrum& model, double air_mass, double clearness) {
  return model.a[0] * std::pow(clearness, model.a[1]) * std::pow(air_mass, model.a[2]);
}

double precipitable_water(double temperature, double humidity) {
  const double theta = temperature / 273.15;
  const double hundreds = temperature / 100;
  const double height =
      0.4976 + 1.5265 * theta + std::exp(theta * (13.6897 - 14.9188 * theta * theta));
  const double density =
      2.167 * humidity / hundreds *
      std::exp(22.330 - 49.140 / hundreds - 10.922 / (hundreds * hundreds) - 0.39015 * hundreds);
  return std::max(least_water, 0.1 * height * density) * unit::cm;
}

void spectral_factor(const FirstSolarSpectrum& model, std::span<const double> air_mass,
                     std::span<const double> water, std::span<double> factor) {
  HELIOFAB_CHECK(air_mass.size() == factor.size() && water.size() == factor.size());
  factor_lanes(model, air_mass, water, factor);
}

void spectral_factor(const PvspecSpectrum& model, std::span<const double> air_mass,
                     std::span<const double> clearness, std::span<double> factor) {
  HELIOFAB_CHECK(air_mass.size() == factor.size() && clearness.size() == factor.size());
  factor_lanes(model, air_mass, clearness, factor);
}

void precipitable_water(std::span<const double> temperature, std::span<const double> humidity,
                        std::span<double> water) {
  HELIOFAB_CHECK(temperature.size() == water.size() && humidity.size() == water.size());
  water_lanes(temperature, humidity, water);
}

double spectral_mismatch(const OverWavelength& efficiency, const OverWavelength& light,
                         const OverWavelength& reference) {
  for (const auto& f : {efficiency, light, reference}) {
    check_rows(f);
  }
  const double wanted = current(efficiency, reference) / integral(reference);
  HELIOFAB_CHECK(wanted > 0);
  return current(efficiency, light) / integral(light) / wanted;
}

double photocurrent(const OverWavelength& efficiency, const OverWavelength& light) {
  check_rows(efficiency);
  check_rows(light);
  return constants::elementary_charge / (constants::planck * constants::light_speed) *
         current(efficiency, light);
}

double illuminance(const OverWavelength& light, const OverWavelength& photopic) {
  check_rows(light);
  check_rows(photopic);
  constexpr double efficacy = 683;  // [lm/W] of 555 nm, by the candela's definition
  return efficacy * product_integral(light, photopic, false);
}

double equivalent_irradiance(const IndoorLight& light, double lux) {
  constexpr double sun = 1000;  // [W/m2]
  const double shone = illuminance(light.lamp, light.photopic);
  HELIOFAB_CHECK(shone > 0);
  const double reference = photocurrent(light.efficiency, light.reference);
  HELIOFAB_CHECK(reference > 0);
  return sun * lux / shone * photocurrent(light.efficiency, light.lamp) / reference;
}

}  // namespace heliofab::field
