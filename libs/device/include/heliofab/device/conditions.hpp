// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// What a cell is measured under.
struct Condition {
  double temperature = 298.15;  // [K] 150 .. 600
  double light = 1;             // [-] times the generation of the task; 0 is dark

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// The same cell under a condition. A sweep that stops at open circuit reaches to the smallest gap
/// at least, so that cold cells are not cut short.
CellTask under(const CellTask& task, const Condition& condition);

/// A cell under many conditions, all solved together by solve_cells. What the model makes of
/// temperature is said in docs/theory/device.md, (6).
/// @return a curve for each condition, in that order
/// @throws InputError as solve_cells, of a condition too
std::vector<CertifiedCurve> solve_conditions(const CellTask& task,
                                             std::span<const Condition> conditions,
                                             const CertificateLimits& limits = {});

/// By how much of itself a figure changes with temperature [1/K].
struct TemperatureCoefficients {
  double jsc = 0;
  double voc = 0;
  double fill_factor = 0;
  double pmax = 0;

  friend bool operator==(const TemperatureCoefficients&, const TemperatureCoefficients&) = default;
};

/// Coefficients at the temperature of the task, from curves `step` [K] below and above it.
/// @throws InputError as solve_cells; ModelError E3203 when a curve has a doubt
TemperatureCoefficients temperature_coefficients(const CellTask& task, double step = 5,
                                                 const CertificateLimits& limits = {});

/// Activation energy of the recombination that limits a cell [eV]: the straight line through
/// Voc [V] over temperature [K], at 0 K. Densities of states that grow with T^3/2 raise it by
/// about 3 kT above the barrier itself; equation (50) in docs/theory/device.md.
/// @throws InputError E3121 for less than two different temperatures, or other than one voltage for
/// each
double activation_energy(std::span<const double> temperature, std::span<const double> voc);

/// Open circuit under one light.
struct SunsVocPoint {
  double suns = 0;            // [-] times the generation of the task
  double voc = 0;             // [V]
  double ideality = 0;        // [-] dVoc / d ln(suns) over kT/q, around the point
  double pseudo_current = 0;  // [A/m2] Jsc (1 - suns), at the voltage voc

  friend bool operator==(const SunsVocPoint&, const SunsVocPoint&) = default;
};

/// Voc over light, and the J-V that a cell would have if its current met no obstacle on its way:
/// shifted by the Jsc of one sun.
struct SunsVoc {
  std::vector<SunsVocPoint> points;  // suns increasing
  double jsc = 0;                    // [A/m2] at one sun, of the true curve
  double voc = 0;                    // [V] at one sun
  double pmax = 0;                   // [W/m2] of the pseudo curve
  double fill_factor = 0;            // [-] of the pseudo curve

  friend bool operator==(const SunsVoc&, const SunsVoc&) = default;
};

/// `count` factors from `low` to `high`, evenly spaced in their logarithm.
std::vector<double> decades(double low, double high, std::size_t count);

/// Solves a cell at open circuit under many lights [sinton2000].
///
/// @param suns  [-] factors on the generation of the task, increasing, 1 among them, three or more;
///              from 1e-3 on with four a decade the pseudo maximum errs by 1e-4
/// @throws InputError as solve_cells, E3121 (suns); ModelError E3203 when a curve has a doubt
///
/// One curve each. Equations (51) and (52).
SunsVoc suns_voc(const CellTask& task, std::span<const double> suns,
                 const CertificateLimits& limits = {});

}  // namespace heliofab::device
