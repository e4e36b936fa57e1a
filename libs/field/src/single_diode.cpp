// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/single_diode.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "single_diode_lanes.hpp"

namespace heliofab::field {
namespace {

struct Slopes {
  double current;  // [A]
  double slope;    // [S] by the diode voltage, negative
};

// (4.1) and its derivative at a diode voltage.
Slopes at_junction(const Diode& d, double v) noexcept {
  const double less_one = std::expm1(v / d.thermal);
  const double rest = d.recombination > 0 ? 1 / (d.builtin - v) : 0;
  const double loss = d.photocurrent * d.recombination * rest;
  return {d.photocurrent - d.saturation * less_one - d.conductance * v - loss,
          -d.saturation * (less_one + 1) / d.thermal - d.conductance - loss * rest};
}

// No current of the light can lift the junction above this: each way out alone would carry it all.
double highest_junction(const Diode& d, double light) noexcept {
  double v = d.thermal * std::log1p(light / d.saturation);
  if (d.conductance > 0) {
    v = std::min(v, light / d.conductance);
  }
  return std::min(v, d.builtin - d.recombination * d.photocurrent / std::max(light, 1e-300));
}

// Where f, which falls with the diode voltage, is 0; from `high` down.
template <class Function>
double junction_where(const Function& f, double low, double high) {
  for (double width = std::abs(low) + std::abs(high) + 1; f(low) < 0; width *= 2) {
    if (width > 1e12) {
      return -std::numeric_limits<double>::infinity();
    }
    low -= width;
  }
  return find_root(f, low, high, 0).value_or(high);
}

}  // namespace

double current_at(const Diode& d, double voltage) {
  if (d.series == 0) {
    return at_junction(d, voltage).current;
  }
  const auto f = [&](double v) { return voltage - v + d.series * at_junction(d, v).current; };
  // Neither the shunt, nor the diode, nor recombination takes more than all that there is.
  const double whole = voltage + d.series * (d.photocurrent + d.saturation);
  const double high = std::min(whole / (1 + d.series * d.conductance), (1 - 1e-9) * d.builtin);
  const double v = junction_where(f, std::min(voltage, 0.0) - 1, high);
  return at_junction(d, v).current;
}

double voltage_at(const Diode& d, double current) {
  const double light = d.photocurrent - current;
  const auto f = [&](double v) { return at_junction(d, v).current - current; };
  const double high = light > 0 ? highest_junction(d, light) * (1 + 1e-15) : 0;
  return junction_where(f, 0, high) - current * d.series;
}

OperatingPoint maximum_power(const Diode& d) {
  if (!(d.photocurrent > 0)) {
    return {};
  }
  const auto slope = [&](double v) {
    const Slopes s = at_junction(d, v);
    return s.slope * (v - 2 * d.series * s.current) + s.current;
  };
  const double v = junction_where(slope, 0, highest_junction(d, d.photocurrent));
  const double current = at_junction(d, v).current;
  const double voltage = v - d.series * current;
  return {voltage, current, voltage * current};
}

Diode diode_of(const DeSotoModule& m, double irradiance, double temperature) {
  const double light = std::max(irradiance, 0.0) / m.irradiance;
  const double warmth = temperature / m.temperature;
  const double rise = temperature - m.temperature;
  const double gap = m.gap_eV * (1 + m.gap_slope * rise);
  return {.photocurrent = light * (m.photocurrent + m.current_by_kelvin * (1 - m.adjust) * rise),
          .saturation = m.saturation * warmth * warmth * warmth *
                        std::exp(m.gap_eV / (constants::boltzmann_eV * m.temperature) -
                                 gap / (constants::boltzmann_eV * temperature)),
          .conductance = light / m.shunt,
          .thermal = m.thermal * warmth,
          .series = m.series};
}

Diode diode_of(const PvsystModule& m, double irradiance, double temperature) {
  const double light = std::max(irradiance, 0.0) / m.irradiance;
  const double warmth = temperature / m.temperature;
  const double rise = temperature - m.temperature;
  const double ideality = m.ideality + m.ideality_by_kelvin * rise;
  const double bright = bright_shunt(m);
  const double shunt = bright + (m.dark_shunt - bright) * std::exp(-m.shunt_exponent * light);
  return {.photocurrent = light * (m.photocurrent + m.current_by_kelvin * rise),
          .saturation = m.saturation * warmth * warmth * warmth *
                        std::exp(m.gap_eV / (constants::boltzmann_eV * ideality) *
                                 (1 / m.temperature - 1 / temperature)),
          .conductance = 1 / shunt,
          .thermal = ideality * m.cells * thermal_voltage * temperature,
          .series = m.series,
          .recombination = m.recombination,
          .builtin = m.builtin * m.cells};
}

double bright_shunt(const PvsystModule& m) noexcept {
  const double reached = std::exp(-m.shunt_exponent);
  return std::max(0.0, (m.shunt - m.dark_shunt * reached) / (1 - reached));
}

void Diodes::resize(std::size_t n) {
  for (auto* row : {&photocurrent, &saturation, &conductance, &thermal}) {
    row->resize(n);
  }
}

Diode Diodes::at(std::size_t i) const {
  return {photocurrent[i], saturation[i], conductance[i], thermal[i],
          series,          recombination, builtin};
}

void translate(const DeSotoModule& m, std::span<const double> irradiance,
               std::span<const double> temperature, Diodes& diodes) {
  HELIOFAB_CHECK(irradiance.size() == temperature.size());
  diodes.resize(irradiance.size());
  diodes.series = m.series;
  diodes.recombination = 0;
  diodes.builtin = std::numeric_limits<double>::infinity();
  translate_lanes(m, irradiance, temperature, diodes);
}

void translate(const PvsystModule& m, std::span<const double> irradiance,
               std::span<const double> temperature, Diodes& diodes) {
  HELIOFAB_CHECK(irradiance.size() == temperature.size());
  diodes.resize(irradiance.size());
  diodes.series = m.series;
  diodes.recombination = m.recombination;
  diodes.builtin = m.builtin * m.cells;
  translate_lanes(m, irradiance, temperature, diodes);
}

void maximum_power(const Diodes& diodes, const OperatingPoints& points) {
  for (const auto& span : {points.voltage, points.current, points.power}) {
    HELIOFAB_CHECK(span.empty() || span.size() == diodes.size());
  }
  maximum_power_lanes(diodes, points);
}

void current_at(const Diodes& diodes, std::span<const double> voltage, std::span<double> current) {
  HELIOFAB_CHECK(voltage.size() == diodes.size() && current.size() == diodes.size());
  current_lanes(diodes, voltage, current);
}

void voltage_at(const Diodes& diodes, std::span<const double> current, std::span<double> voltage) {
  HELIOFAB_CHECK(voltage.size() == diodes.size() && current.size() == diodes.size());
  voltage_lanes(diodes, current, voltage);
}

void short_circuit(const Diodes& diodes, std::span<double> current) {
  std::ranges::fill(current, 0);
  current_at(diodes, current, current);
}

void open_circuit(const Diodes& diodes, std::span<double> voltage) {
  std::ranges::fill(voltage, 0);
  voltage_at(diodes, voltage, voltage);
}

}  // namespace heliofab::field
