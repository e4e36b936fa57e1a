// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/admittance.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "small_signal.hpp"

namespace heliofab::device {

namespace {

void check_profile(std::span<const AdmittancePoint> points) {
  const auto rises = [](const AdmittancePoint& a, const AdmittancePoint& b) {
    return a.voltage < b.voltage;
  };
  if (points.size() < 2 || std::ranges::adjacent_find(points, std::not_fn(rises)) != points.end()) {
    throw InputError("E3123", "points",
                     fmt::format("{} points, wanted two or more of rising voltage", points.size()));
  }
}

double inverse_square(const AdmittancePoint& p) { return 1 / (p.capacitance * p.capacitance); }

// N from the slope of C^-2 over the voltage, theory (40).
double doping_of(double slope, double permittivity) {
  return -2 / (unit_charge * permittivity * constants::vacuum_permittivity * slope);
}

}  // namespace

std::vector<AdmittancePoint> solve_admittance(const CellTask& task,
                                              std::span<const double> voltages,
                                              std::span<const double> frequencies,
                                              const CertificateLimits& limits) {
  for (const double frequency : frequencies) {
    if (!(frequency > 0) || !std::isfinite(frequency)) {
      throw InputError("E3123", "frequencies", fmt::format("{:g} Hz, wanted above 0", frequency));
    }
  }
  LinearCell cell(task, limits);
  std::vector<AdmittancePoint> points;
  std::vector<ComplexRows> memory;
  for (const double voltage : voltages) {
    const LinearPoint point = cell.at(voltage);
    for (const double frequency : frequencies) {
      points.push_back(admittance_at(cell.problem(), point, frequency, memory));
      points.back().voltage = voltage;
    }
  }
  return points;
}

std::vector<ProfilePoint> doping_profile(std::span<const AdmittancePoint> points,
                                         double permittivity) {
  check_profile(points);
  std::vector<ProfilePoint> profile;
  for (std::size_t k = 0; k + 1 < points.size(); ++k) {
    const AdmittancePoint& a = points[k];
    const AdmittancePoint& b = points[k + 1];
    const double middle = (a.capacitance + b.capacitance) / 2;
    const double slope = (inverse_square(b) - inverse_square(a)) / (b.voltage - a.voltage);
    profile.push_back({.voltage = (a.voltage + b.voltage) / 2,
                       .width = permittivity * constants::vacuum_permittivity / middle,
                       .doping = doping_of(slope, permittivity)});
  }
  return profile;
}

MottSchottky mott_schottky(std::span<const AdmittancePoint> points, double permittivity,
                           double temperature) {
  check_profile(points);
  const auto count = static_cast<double>(points.size());
  double mean_v = 0;
  double mean_y = 0;
  for (const AdmittancePoint& p : points) {
    mean_v += p.voltage / count;
    mean_y += inverse_square(p) / count;
  }
  double with = 0;
  double of_v = 0;
  for (const AdmittancePoint& p : points) {
    with += (p.voltage - mean_v) * (inverse_square(p) - mean_y);
    of_v += (p.voltage - mean_v) * (p.voltage - mean_v);
  }
  const double slope = with / of_v;
  return {.doping = doping_of(slope, permittivity),
          .built_in = mean_v - mean_y / slope + constants::boltzmann_eV * temperature};
}

}  // namespace heliofab::device
