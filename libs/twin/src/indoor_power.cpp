// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/indoor_power.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "heliofab/core/parallel.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

// Dark beyond its rows, as far as the optics compute.
optics::Spectrum with_dark_ends(optics::Spectrum lamp, std::span<const double> wavelength) {
  constexpr double beside = 0.1 * unit::nm.scale;
  const auto put = [&](bool is_first, double at) {
    lamp.wavelength.insert(is_first ? lamp.wavelength.begin() : lamp.wavelength.end(), at);
    lamp.irradiance.insert(is_first ? lamp.irradiance.begin() : lamp.irradiance.end(), 0.0);
  };
  if (wavelength.front() < lamp.wavelength.front()) {
    put(true, lamp.wavelength.front() - beside);
    put(true, wavelength.front() - beside);
  }
  if (wavelength.back() > lamp.wavelength.back()) {
    put(false, lamp.wavelength.back() + beside);
    put(false, wavelength.back() + beside);
  }
  return lamp;
}

}  // namespace

LampAndEye read_lamp_and_eye(const std::filesystem::path& folder) {
  constexpr std::array columns{io::CsvColumn{"wavelength", unit::nm},
                               io::CsvColumn{"luminous_efficiency"}};
  io::CsvTable eye = io::read_csv((folder / "spectra" / "photopic.csv").string(), columns);
  return {.light = read_spectrum(folder / "spectra" / "led.csv"),
          .wavelength = std::move(eye.columns[0]),
          .photopic = std::move(eye.columns[1])};
}

double sunlight_per_lux(const NominalModule& module, const ReferenceData& data,
                        const LampAndEye& lamp) {
  const double bright = field::illuminance({lamp.light.wavelength, lamp.light.irradiance},
                                           {lamp.wavelength, lamp.photopic});  // [lux]
  // The lamp as bright as the sun, so that the cell works as in the reference.
  const double power = optics::total_irradiance(lamp.light);
  optics::Spectrum light = with_dark_ends(lamp.light, data.am15g.wavelength);
  for (double& row : light.irradiance) {
    row *= field::rated_light / power;
  }
  return space_current_factor(module, data, light, field::rated_light) * power / bright;
}

IndoorPower indoor_power_over_shunt(const NominalModule& module, const ReferenceData& data,
                                    const LampAndEye& lamp, std::span<const double> shunts,
                                    std::span<const double> lux) {
  const module::ModuleDesign design = nominal_design(module.process, module.layout);
  IndoorPower indoor{.lux = {lux.begin(), lux.end()},
                     .shunt = {shunts.begin(), shunts.end()},
                     .aperture = module::aperture_area(design)};
  const double per_lux = sunlight_per_lux(module, data, lamp);
  std::vector<field::PowerPoint> points;
  for (const double brightness : lux) {
    indoor.irradiance.push_back(per_lux * brightness);
    points.push_back({per_lux * brightness, field::rated_warmth});
  }
  const std::vector<module::StripCell> stripes = stripes_in_light(module, data, points);
  for (const module::StripCell& stripe : stripes) {
    const auto power_behind = [&](double shunt) {
      module::StripCell shunted = stripe;
      shunted.shunt = shunt;
      return module::solve_module(design, shunted).pmax();
    };
    std::vector<double> power(shunts.size());
    parallel_for(shunts.size(), [&](std::size_t k) { power[k] = power_behind(shunts[k]); });
    indoor.power.push_back(std::move(power));
    indoor.own_shunt = stripe.shunt;
    indoor.own_power.push_back(power_behind(stripe.shunt));
  }
  return indoor;
}

}  // namespace heliofab::twin
