// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/radiative_limit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numbers>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "equations.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::device {

namespace {

constexpr auto where = "radiative_limit";

[[noreturn]] void refuse(const std::string& message) { throw InputError("E3120", where, message); }

double checked_thermal_energy(double temperature) {
  if (!(temperature >= 150 && temperature <= 600)) {
    refuse(fmt::format("temperature {:g} K, wanted 150 .. 600 K", temperature));
  }
  return constants::boltzmann_eV * temperature;
}

void check_efficiency(std::span<const double> values, std::size_t rows) {
  const auto is_share = [](double v) { return v >= 0 && v <= 1 + 1e-9; };
  if (values.size() != rows || !std::ranges::all_of(values, is_share)) {
    refuse(fmt::format("{} quantum efficiencies of {} wavelengths, wanted one of each, 0 .. 1",
                       values.size(), rows));
  }
}

// Photons of a black body into a half-space, as a current per photon energy [A/m2/eV] over E^2
// [eV^2] and the occupation of the mode.
double mode_current() {
  using namespace constants;
  const double per_charge = photon_energy_wavelength;  // h c / q [eV m]
  return 2 * std::numbers::pi * light_speed * elementary_charge /
         (per_charge * per_charge * per_charge);
}

double photon_energy(double wavelength) { return constants::photon_energy_wavelength / wavelength; }

}  // namespace

RadiativeLimit ideal_diode(double jsc, double j0, double temperature) {
  const double vt = checked_thermal_energy(temperature);
  if (!(jsc >= 0 && j0 > 0 && std::isfinite(jsc) && std::isfinite(j0))) {
    refuse(fmt::format("jsc {:g} and j0 {:g} A/m2, wanted 0 or more and more than 0", jsc, j0));
  }
  RadiativeLimit limit{.jsc = jsc, .j0 = j0, .voc = vt * std::log1p(jsc / j0)};
  if (jsc == 0) {
    return limit;
  }
  // d(JV)/dV = 0, theory (45): (1 + u) exp(u) = 1 + jsc / j0, u = vmp / vt, by its logarithm.
  const double target = limit.voc / vt;
  const auto excess = [target](double u) { return u + std::log1p(u) - target; };
  limit.vmp = vt * find_root(excess, 0, target, 1e-14 * target).value();
  limit.jmp = jsc - j0 * std::expm1(limit.vmp / vt);
  limit.fill_factor = limit.pmax() / (limit.voc * jsc);
  return limit;
}

double emission_current(double gap_eV, double temperature) {
  const double kt = checked_thermal_energy(temperature);
  if (!(gap_eV > 0 && std::isfinite(gap_eV))) {
    refuse(fmt::format("gap {:g} eV, wanted more than 0", gap_eV));
  }
  // The geometric series of the Bose factor, term by term in closed form; theory (46).
  double sum = 0;
  for (int k = 1; k <= 200; ++k) {
    const double a = k / kt;
    const double term =
        std::exp(-a * gap_eV) * (gap_eV * gap_eV / a + 2 * gap_eV / (a * a) + 2 / (a * a * a));
    sum += term;
    if (term < 1e-17 * sum) {
      break;
    }
  }
  return mode_current() * sum;
}

RadiativeLimit shockley_queisser(const optics::Spectrum& spectrum, double gap_eV,
                                 double temperature) {
  optics::check(spectrum);
  const double j0 = emission_current(gap_eV, temperature);
  const double edge = constants::photon_energy_wavelength / gap_eV;
  const std::vector<double>& x = spectrum.wavelength;
  if (!(edge > x.front() && edge <= x.back())) {
    refuse(fmt::format("gap {:.4f} eV, wanted within the spectrum, {:.4f} .. {:.4f} eV", gap_eV,
                       photon_energy(x.back()), photon_energy(x.front())));
  }
  return ideal_diode(optics::photon_current(optics::up_to(spectrum, edge)), j0, temperature);
}

RadiativeLimit radiative_limit(const optics::Spectrum& spectrum,
                               std::span<const double> quantum_efficiency, double temperature) {
  const std::vector<double> flux = optics::photon_flux(spectrum);
  check_efficiency(quantum_efficiency, flux.size());
  const double kt = checked_thermal_energy(temperature);
  double jsc = 0;
  double j0 = 0;
  double before = 0;
  for (std::size_t i = 0; i < flux.size(); ++i) {
    jsc += constants::elementary_charge * flux[i] * quantum_efficiency[i];
    const double e = photon_energy(spectrum.wavelength[i]);
    const double emitted = mode_current() * e * e / std::expm1(e / kt) * quantum_efficiency[i];
    if (i > 0) {
      j0 += (photon_energy(spectrum.wavelength[i - 1]) - e) * (before + emitted) / 2;
    }
    before = emitted;
  }
  return ideal_diode(jsc, j0, temperature);
}

double edge_gap(std::span<const double> wavelength, std::span<const double> quantum_efficiency) {
  check_efficiency(quantum_efficiency, wavelength.size());
  if (std::ranges::adjacent_find(wavelength, std::greater_equal<>()) != wavelength.end()) {
    refuse("wavelengths out of order, wanted increasing ones");
  }
  const auto best = std::ranges::max_element(quantum_efficiency) - quantum_efficiency.begin();
  // Slopes between rows, by photon energy, from the best row to longer wavelengths.
  std::vector<double> slope;
  std::vector<double> energy;
  std::vector<double> rise;
  for (std::size_t i = static_cast<std::size_t>(best) + 1; i < wavelength.size(); ++i) {
    const double width = photon_energy(wavelength[i - 1]) - photon_energy(wavelength[i]);
    energy.push_back((photon_energy(wavelength[i - 1]) + photon_energy(wavelength[i])) / 2);
    rise.push_back(quantum_efficiency[i - 1] - quantum_efficiency[i]);
    slope.push_back(rise.back() / width);
  }
  const auto steepest = std::ranges::max_element(slope);
  if (slope.empty() || !(*steepest > 0)) {
    refuse("no rise of the quantum efficiency above its gap, wanted one within the wavelengths");
  }
  const auto is_gentle = [half = *steepest / 2](double s) { return s < half; };
  const auto last = std::find_if(steepest, slope.end(), is_gentle) - slope.begin();
  const auto first =
      std::find_if(std::reverse_iterator(steepest), slope.rend(), is_gentle).base() - slope.begin();
  double weight = 0;
  double mean = 0;
  for (auto k = static_cast<std::size_t>(first); k < static_cast<std::size_t>(last); ++k) {
    weight += rise[k];
    mean += rise[k] * energy[k];
  }
  return mean / weight;
}

double smallest_gap(const CellDesign& design) {
  double smallest = HUGE_VAL;
  for (const Layer& layer : design.layers) {
    // Gaps run linearly between the points of a grading: the smallest is at one of them.
    std::vector<double> depths{0, 1};
    for (const LayerPoint& point : layer.grading) {
      depths.push_back(point.depth);
    }
    for (const double depth : depths) {
      smallest = std::min(smallest, properties(layer, depth, design.temperature).material.gap_eV);
    }
  }
  return smallest;
}

}  // namespace heliofab::device
