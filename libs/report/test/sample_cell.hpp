// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>

#include "heliofab/core/unit.hpp"
#include "heliofab/twin/cell_analysis.hpp"

// A cell that was never solved: its numbers are easy to find again in a view.
namespace heliofab::report::sample {

/// A diode of ideality 2 under `jsc` [A/m2], with evidence at every point.
inline device::CertifiedCurve curve(double jsc) {
  device::CertifiedCurve c{.jsc = jsc,
                           .voc = 0.6,
                           .vmp = 0.5,
                           .jmp = 300,
                           .fill_factor = 150.0 / (350 * 0.6),
                           .nodes = 201};
  for (int k = 0; k <= 70; ++k) {
    const double v = 0.01 * k;
    device::CertifiedPoint p{.voltage = v,
                             .current_density = jsc - 2e-3 * std::expm1(v / 0.0517),
                             .residual = 1e-6 * (k == 12 ? 5 : 1)};
    p.losses.shockley_read_hall = jsc - p.current_density;
    c.points.push_back(p);
  }
  return c;
}

/// A film of 50 nm and one of 2 um, three nodes each.
inline device::CellProfile profile(double voltage) {
  device::CellProfile result{.voltage = voltage, .current_density = 300};
  const auto add = [&](std::size_t layer, double x, double length) {
    result.rows.push_back({.x = x,
                           .layer = layer,
                           .length = length,
                           .conduction_eV = 0.5 * static_cast<double>(layer),
                           .valence_eV = -1.5,
                           .fermi_p_eV = -voltage,
                           .field = 1e5,
                           .n = 1e23,
                           .p = 1e10,
                           .jn = 300,
                           .generation = 1e27,
                           .radiative = -1e18,
                           .levels = {1e26, 2e26}});
  };
  for (const double x : {0.0, 25e-9, 50e-9}) {
    add(0, x, 25e-9);
  }
  for (const double x : {50e-9, 1e-6, 2.05e-6}) {
    add(1, x, 1e-6);
  }
  return result;
}

inline void add_slopes(twin::CellAnalysis& a) {
  const auto add = [&](std::string path, double value, const Unit& unit, double pmax_share) {
    a.slopes.push_back({.path = std::move(path), .value = value, .unit = unit, .of = {}});
    a.slopes.back().of.pmax = pmax_share * a.light.pmax() / value;
  };
  add("cell.layers.buffer.thickness", 50e-9, unit::um, -0.02);
  add("cell.layers.absorber.gap", 1.15, unit::eV, 1.5);
  add("cell.temperature", 300, unit::K, -1.6);
}

/// Every analysis of it.
inline twin::CellAnalysis cell() {
  twin::CellAnalysis a{.name = "best <b>cell</b> & \"more\"",
                       .temperature = 300,
                       .irradiance = 1000,
                       .layers = {"buffer", "absorber"},
                       .light = curve(350),
                       .dark = curve(0)};
  a.dark.voc = a.dark.vmp = a.dark.jmp = 0;
  const std::vector<double> wavelength{400e-9, 600e-9, 800e-9};
  a.optics = twin::CellOptics{.wavelength = wavelength,
                              .reflected = {0.1, 0.05, 0.2},
                              .names = {"glass", "buffer", "absorber", "back contact, mo"},
                              .absorbed = {{0.1, 0, 0}, {0.5, 0, 0}, {0.3, 0.95, 0.7}, {0, 0, 0.1}},
                              .incident_current = 460,
                              .reflected_current = 46,
                              .currents = {9, 23, 368, 14}};
  a.quantum_efficiency = device::QuantumEfficiency{
      .wavelength = wavelength, .external = {0.25, 0.9, 0.6}, .internal = {0.28, 0.95, 0.75}};
  a.profiles = {profile(0), profile(0), profile(0.5)};
  for (int k = 0; k < 5; ++k) {
    const double v = -1 + 0.25 * k;
    a.capacitance_voltage.push_back(
        {.voltage = v, .frequency = 1e5, .capacitance = 2e-4 + 1e-4 * k});
    a.capacitance_frequency.push_back({.frequency = std::pow(10, k), .capacitance = 3e-4});
    if (k > 0) {
      a.doping.push_back({.voltage = v, .width = 0.6e-6 - 1e-7 * k, .doping = 8e21});
    }
  }
  a.losses =
      device::LossAnalysis{.gap_eV = 1.15,
                           .current = {430, {{"reflection", 30}, {"other optical", 50}}, 350},
                           .voltage = {0.9, {{"Shockley-Read-Hall, absorber", 0.3}}, 0.6},
                           .fill_factor = {0.87, {{"ideality", 0.1557}}, 0.7143},
                           .power = {336, {{"voltage: ideality", 186}}, 150}};
  a.losses->limit.jsc = 430;
  a.temperatures = {200, 300, 400};
  a.at_temperatures = {curve(340), curve(350), curve(360)};
  a.coefficients = device::TemperatureCoefficients{1e-4, -3e-3, -1e-3, -4e-3};
  a.suns_voc =
      device::SunsVoc{.points = {{0.1, 0.5, 1.9, 315}, {1, 0.6, 1.8, 0}, {10, 0.7, 1.7, -3150}},
                      .jsc = 350,
                      .voc = 0.6,
                      .pmax = 160,
                      .fill_factor = 0.76};
  add_slopes(a);
  return a;
}

/// The same without light: what analyse_cell makes then.
inline twin::CellAnalysis dark_cell() {
  twin::CellAnalysis a{.name = "dark", .temperature = 300, .layers = {"buffer", "absorber"}};
  a.dark = curve(0);
  a.profiles = {profile(0)};
  return a;
}

}  // namespace heliofab::report::sample
