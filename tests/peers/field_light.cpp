// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "field_values.hpp"
#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/spectral.hpp"

namespace heliofab::field {
namespace {

// Tucson, 24 June 2014: angles in degrees, relative air mass, beam, diffuse and global light.
struct Instant {
  const char* name;
  double zenith, azimuth, mass;
  SkyLight light;
};
const std::array tucson_day{
    Instant{
        "morning", 82.85457044, 66.71410338, 7.58831596, {316.1949056, 40.46149818, 79.73860422}},
    Instant{
        "noon", 10.56413562, 144.76567754, 1.01688136, {939.95469881, 118.45831879, 1042.48031487}},
    Instant{"evening",
            72.41687122,
            287.04104128,
            3.27930443,
            {646.22886049, 62.03376265, 257.20751138}}};

io::Json cosines(const auto& model, std::initializer_list<double> degrees) {
  return io::Json::array_of(degrees, [&](double d) { return iam(model, std::cos(d * deg)); });
}

io::Json temperatures() {
  const Thermal noon{.irradiance = 900, .air = 20 + zero_degC, .wind = 5};
  const SapmModel glass = sapm_mountings()[0].model;
  io::Json out = io::Json::object(
      {{"faiman", cell_temperature(FaimanModel{}, noon) - zero_degC},
       {"faiman_22_6", cell_temperature(FaimanModel{.still = 22, .windy = 6}, noon) - zero_degC},
       {"sapm_cell", cell_temperature(glass, noon) - zero_degC},
       {"sapm_back", back_temperature(glass, noon) - zero_degC},
       {"pvsyst_23_6",
        cell_temperature(PvsystThermalModel{.still = 23.5, .windy = 6.25}, noon) - zero_degC},
       {"ross_noct_50", cell_temperature(ross_of_noct(50 + zero_degC),
                                         {.irradiance = 1000, .air = 30 + zero_degC}) -
                            zero_degC}});
  for (const int sky : {0, 100, 400}) {
    const Thermal night{.irradiance = 0, .air = zero_degC, .wind = 0, .sky = 1.0 * sky};
    out.set("faiman_sky_" + std::to_string(sky),
            cell_temperature(FaimanModel{}, night) - zero_degC);
  }
  return out;
}

// A sun near the horizon, south-east of a south roof at 30 deg: light of two models.
io::Json low_suns() {
  const Direction roof = normal_of({30 * deg, 180 * deg});
  io::Json out = io::Json::array();
  for (const double zenith : {80.0, 85.0, 88.0, 89.5, 90.5, 92.0}) {
    const Direction to = direction_to(zenith * deg, 130 * deg);
    const SkySun sun{to, zenith * deg, solar_constant, air_mass(zenith * deg)};
    const SkyLight light{200, 40, 40 + 200 * std::max(0.0, to.up)};
    const PlaneLight perez = plane_light(SkyModel::perez, roof, sun, light, 0.2);
    out.push(io::Json::object(
        {{"zenith", zenith},
         {"air_mass", sun.air_mass},
         {"beam", perez.beam},
         {"perez", perez.sky()},
         {"hay_davies", plane_light(SkyModel::hay_davies, roof, sun, light, 0.2).sky()}}));
  }
  return out;
}

}  // namespace

io::Json light_values() {
  const Direction south = normal_of({40 * deg, 180 * deg});
  io::Json out = io::Json::object();
  for (const SkyModel model :
       {SkyModel::isotropic, SkyModel::hay_davies, SkyModel::reindl, SkyModel::perez}) {
    io::Json day = io::Json::object();
    for (const Instant& at : tucson_day) {
      const SkySun sun{direction_to(at.zenith * deg, at.azimuth * deg), at.zenith * deg,
                       1321.1655834833093, at.mass};
      const PlaneLight plane = plane_light(model, south, sun, at.light, 0.25);
      day.set(at.name, io::Json::object({{"sky", plane.sky()},
                                         {"isotropic", plane.isotropic},
                                         {"circumsolar", plane.circumsolar},
                                         {"horizon", plane.horizon}}));
    }
    out.set(names_of(model)[static_cast<std::size_t>(model)], day);
  }
  out.set("low_sun", low_suns());
  return out;
}

io::Json module_values() {
  io::Json first_solar = io::Json::array();
  for (const double water : {0.01, 0.03, 0.05}) {
    for (const double mass : {1.0, 3.0, 5.0}) {
      first_solar.push(spectral_factor(FirstSolarSpectrum{}, mass, water));
    }
  }
  const PvspecSpectrum pvspec;
  return io::Json::object(
      {{"physical", cosines(GlassIam{}, {22.5, 45, 67.5})},
       {"coated", cosines(GlassIam{.coating = 1.29}, {22.5, 45, 67.5})},
       {"martin_ruiz", cosines(MartinRuizIam{}, {45})},
       {"temperature", temperatures()},
       {"first_solar", first_solar},
       {"pvspec",
        io::Json::array({spectral_factor(pvspec, 1.0, 0.4), spectral_factor(pvspec, 1.5, 0.6),
                         spectral_factor(pvspec, 2.0, 0.8), spectral_factor(pvspec, 1.5, 1.4)})}});
}

}  // namespace heliofab::field
