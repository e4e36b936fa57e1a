// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// How a cell answers a small alternating voltage on top of a bias: its admittance is
/// conductance + i 2 pi frequency capacitance, of the current *taken up*.
struct AdmittancePoint {
  double voltage = 0;      // [V] bias
  double frequency = 0;    // [Hz]
  double conductance = 0;  // [S/m2]
  double capacitance = 0;  // [F/m2]
  double spread = 0;       // [S/m2] of the admittance over the elements, where all must be alike
  // [S/m2] What the last bits make of it where majorities drift, or at a step with two nodes.
  double rounding = 0;

  friend bool operator==(const AdmittancePoint&, const AdmittancePoint&) = default;
};

/// Linear response of carriers, field and levels around the steady states of the task, in its light
/// (in_light for another): C-V at one frequency, C-f at one bias, or both.
///
/// Charged levels of films and of interfaces fill and empty at their own rates of capture and
/// emission, each of the discrete ones that a spread level is made of; amphoteric ones pass from
/// charge to charge. Neutral ones have lifetimes but no number of states: they follow at once.
/// Displacement current is included.
///
/// @param voltages     [V] best within the request of the task
/// @param frequencies  [Hz] above 0
/// @return voltage by voltage, all frequencies of each
/// @throws InputError  as solve_cells; E3123 for a frequency that is not above 0
/// @throws ModelError  E3202 when there is no solution at a voltage
///
/// A curve of solve_cells, and one complex block-tridiagonal solution for each point: 0.1 ms on 201
/// nodes. Equations (37)-(40), (70) and (71) in docs/theory/device.md; [laux1985].
std::vector<AdmittancePoint> solve_admittance(const CellTask& task,
                                              std::span<const double> voltages,
                                              std::span<const double> frequencies,
                                              const CertificateLimits& limits = {});

/// The depletion approximation read backwards.
struct ProfilePoint {
  double voltage = 0;  // [V]
  double width = 0;    // [m] of the depleted region, epsilon / C
  double doping = 0;   // [1/m3] apparent, 2 / (q epsilon |d(C^-2)/dV|)
};

/// Apparent doping over depth from C-V of one frequency, between each point and the next.
/// @param points        rising voltage; two or more
/// @param permittivity  [-] relative, of the side that is depleted
/// @throws InputError E3123 when voltages do not rise or there are fewer than two
std::vector<ProfilePoint> doping_profile(std::span<const AdmittancePoint> points,
                                         double permittivity);

/// Straight line through C^-2 over voltage.
struct MottSchottky {
  double doping = 0;    // [1/m3] of the lighter doped side
  double built_in = 0;  // [V] where the line ends, plus kT/q for the tails of the depleted region
};

/// Least squares over all points.
/// @param temperature [K]
/// @throws InputError E3123 as doping_profile
MottSchottky mott_schottky(std::span<const AdmittancePoint> points, double permittivity,
                           double temperature);

}  // namespace heliofab::device
