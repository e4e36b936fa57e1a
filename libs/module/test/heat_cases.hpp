// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <complex>
#include <numbers>

#include "../src/plate.hpp"
#include "../src/plate_wave.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "plane_cases.hpp"

namespace heliofab::module::testing_planes {

/// HM50's film at its 300 K, some wind on both sides.
inline PlaneHeat open_rack() {
  return {.film = {.reference = 300}, .front = {.convection = 10}, .back = {.convection = 10}};
}

/// So much wind that the plate keeps the temperature of the air.
inline PlaneHeat held_at(double temperature) {
  PlaneHeat heat = open_rack();
  heat.ambient = temperature;
  heat.front = {.convection = 1e5, .emissivity = 0};
  heat.back = {.convection = 0, .emissivity = 0};
  return heat;
}

/// K0 of a complex argument with a positive real part: the integral of exp(-z cosh t), whose
/// trapezia converge exponentially.
inline std::complex<double> bessel_k0(std::complex<double> z) {
  constexpr double step = 0.02;
  std::complex<double> sum = std::exp(-z) / 2.0;
  for (int k = 1; k < 500; ++k) {
    sum += std::exp(-z * std::cosh(step * k));
  }
  return step * sum;
}

/// Heat of a small square amid a plate of 30 mm, seen from five of its sides away up to 5 mm: P /
/// (2 pi kappa) K0(r / l), l2 kappa over what the plate loses, which has an imaginary part where
/// the heat is modulated. Spread over a square of side b it looks as at a point times 1 + b2 / (24
/// l2).
struct HotSpot {
  double largest_error = 0;  // [-] over the value there
  int compared = 0;          // points
};
inline HotSpot hot_spot(double conductance, std::complex<double> loss) {
  const double b = 0.4e-3;
  const double middle = 15e-3;
  const double power = 0.01;  // [W]
  PlaneModule m = m10();
  m.design.cells = 5;
  m.design.cell_length = 2 * middle;
  m.mesh.degree = 6;
  m.mesh.longest = 2e-3;
  m.mesh.elements = 3;
  const double x = middle - 2 * m.design.pitch;  // in the third stripe
  m.flaws = {{{.cell = 2, .x = x - b / 2, .y = middle - b / 2, .width = b, .length = b}, 1}};
  const PlaneProblem p = make_plane(m);
  const PlateMesh mesh = make_plate(p, m.design.pitch);
  const Modes modes(p.y);
  std::vector<double> heat(mesh.columns() * p.rows(), 0);
  for (std::size_t k = 0; k < p.points(); ++k) {
    heat[mesh.column[k / p.rows()] * p.rows() + k % p.rows()] = p.ohmic[k] * power;
  }
  const auto waves = plate_wave(mesh, modes, conductance, loss, heat);
  const std::complex<double> rate = std::sqrt(loss / conductance);  // [1/m]
  HotSpot spot;
  for (std::size_t k = 0; k < waves.size(); ++k) {
    const double r = std::hypot(mesh.x.x[k / p.rows()] - middle, p.y.x[k % p.rows()] - middle);
    if (r > 5 * b && r < 5e-3) {
      const std::complex<double> expected = power / (2 * std::numbers::pi * conductance) *
                                            (1.0 + b * b * rate * rate / 24.0) *
                                            bessel_k0(rate * r);
      spot.largest_error = std::max(spot.largest_error, std::abs(waves[k] / expected - 1.0));
      ++spot.compared;
    }
  }
  return spot;
}

}  // namespace heliofab::module::testing_planes
