// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>
#include <vector>

#include "field_values.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/field/radiation.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/field/space_panel.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/field/surfaces.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::field {
namespace {

constexpr double south = std::numbers::pi;

io::Json orbits() {
  return io::Json::array_of(std::vector{400.0, 500.0, 800.0}, [](double km) {
    const Orbit orbit{.altitude = 1000 * km};
    const double period = orbit_period(orbit);
    return io::Json::object({{"km", km},
                             {"minutes", period / 60},
                             {"dark_minutes", eclipse_fraction(orbit) * period / 60},
                             {"yearly", orbits_per_year(orbit)}});
  });
}

// At 500 km, facing the sun, 12 % of electricity; a back that absorbs 0.85 [degC].
io::Json coats() {
  const double whole = sphere_view(1 + 500e3 / earth_radius, 0);
  const ArealPower power = [](double light, double) { return 0.12 * light; };
  return io::Json::array_of(std::vector{0.30, 0.60, 0.85}, [&](double emissivity) {
    const SpacePanel panel{.front_emissivity = emissivity, .current_factor = 1};
    const auto warmth = [&](bool is_lit, double albedo) {
      return steady_temperature(panel, {is_lit, is_lit ? 1.0 : 0.0, 0, 0, whole, albedo}, power) -
             zero_degC;
    };
    return io::Json::object({{"emissivity", emissivity},
                             {"noon", warmth(true, 1)},
                             {"no_albedo", warmth(true, 0)},
                             {"dark", warmth(false, 0)}});
  });
}

io::Json radiation() {
  const RadiationModel model;
  io::Json left = io::Json::array_of(std::vector{5e15, 1e18}, [&](double fluence) {
    return remaining_factor(model, fluence * unit::per_cm2);
  });
  const double sunned =
      fluence_after(1e18 * unit::per_cm2, 0, annealing_rate(model, 298, 1000), 3 * 3600);
  const double warmed = fluence_after(1e18 * unit::per_cm2, 0, annealing_rate(model, 400, 0), 1800);
  return io::Json::object({{"left", left},
                           {"sunned", remaining_factor(model, sunned)},
                           {"warmed", remaining_factor(model, warmed)}});
}

}  // namespace

io::Json surface_values() {
  io::Json cylinders =
      io::Json::array_of(std::vector{20.0, 30.0, 45.0, 60.0, 90.0, 120.0}, [](double arc) {
        const CylinderBeam beam = cylinder_beam({.arc = arc * deg}, {0, south}, {0, 0, 1});
        return io::Json::object(
            {{"arc", arc}, {"mean", beam.mean}, {"worst_over_mean", beam.worst / beam.mean}});
      });
  const Overhang awning{.depth = 0.8, .gap = 0.2, .height = 2};
  const auto shade = [&](double azimuth) {
    return shaded_height(awning, south, direction_to(45 * deg, azimuth * deg));
  };
  return io::Json::object({{"cylinders", cylinders},
                           {"shade_ahead", shade(180)},
                           {"shade_aside", shade(240)},
                           {"sky_below", sky_view_below(1, 1)},
                           {"sky_share", sky_share(awning)}});
}

io::Json space_values() {
  return io::Json::object({{"orbits", orbits()},
                           {"coats", coats()},
                           {"seconds", io::Json::array({time_constant({.heat = 68}, 355),
                                                        time_constant({.heat = 500}, 340),
                                                        time_constant({.heat = 1500}, 330)})},
                           {"radiation", radiation()}});
}

io::Json indoor_values() {
  const auto spectrum = [](const char* name, double per) {
    io::CsvTable t = io::read_csv(source_folder + "/data/spectra/" + name);
    for (double& wavelength : t.columns[0]) {
      wavelength *= unit::nm.scale;
    }
    for (double& value : t.columns[1]) {
      value /= per;
    }
    return t;
  };
  const io::CsvTable led = spectrum("led.csv", unit::nm.scale);
  const io::CsvTable eye = spectrum("photopic.csv", 1);
  const OverWavelength lamp{led.columns[0], led.columns[1]};
  const double lux = illuminance(lamp, {eye.columns[0], eye.columns[1]});
  const std::vector<double> ends{300e-9, 1300e-9};
  const std::vector<double> all{1, 1};
  // A cell of 1 cm2: 0.60 V at 30 mA, ideality 1.6, 1.5 ohm.
  io::Json cells =
      io::Json::array_of(std::vector{300.0, 1000.0, 3000.0, 10'000.0, 30'000.0}, [](double shunt) {
        const double thermal = 1.6 * 0.025693;  // [V]
        Diode cell{.saturation = 30e-3 / std::expm1(0.60 / thermal),
                   .conductance = 1 / shunt,
                   .thermal = thermal,
                   .series = 1.5};
        const auto power = [&](double current) {
          cell.photocurrent = current;
          return maximum_power(cell).power;
        };
        return io::Json::object({{"shunt", shunt},
                                 {"sun_percent", power(30e-3) / 1e-3},
                                 {"uW_1000_lux", power(0.129e-3) / 1e-6},
                                 {"uW_200_lux", power(0.0258e-3) / 1e-6}});
      });
  return io::Json::object(
      {{"lux", lux},
       {"mA_cm2_at_1000_lux", photocurrent({ends, all}, lamp) / unit::mA_per_cm2 * 1000 / lux},
       {"cells", cells}});
}

}  // namespace heliofab::field
