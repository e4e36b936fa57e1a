// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <vector>

#include "heliofab/optics/power_budget.hpp"

// The textbook way, against which the kernels are tested and timed: characteristic matrices
// [macleod2010] and the Poynting flux at any plane. Overflows for opaque films; reference only.
namespace heliofab::optics::reference {

using Matrix = std::array<std::complex<double>, 4>;

inline Matrix multiply(const Matrix& a, const Matrix& b) {
  return {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
          a[2] * b[1] + a[3] * b[3]};
}

// Tangential (E, H) at the front of a film from those at its back; time dependence exp(-i w t).
inline Matrix characteristic(std::complex<double> index, double thickness, double wavelength) {
  const std::complex<double> i{0, 1};
  const std::complex<double> phase = 2 * std::numbers::pi * index * thickness / wavelength;
  return {std::cos(phase), -i * std::sin(phase) / index, -i * index * std::sin(phase),
          std::cos(phase)};
}

// Net power flowing through the plane `depth` below the front of the first film, as a fraction of
// the incident power.
inline double flux_at(std::span<const Film> films, double front, std::complex<double> back,
                      double wavelength, double depth) {
  Matrix whole{1, 0, 0, 1};
  Matrix behind{1, 0, 0, 1};
  double face = 0;
  for (const Film& film : films) {
    const Matrix m = characteristic(film.index, film.thickness, wavelength);
    whole = multiply(whole, m);
    if (depth <= face) {
      behind = multiply(behind, m);
    } else if (depth < face + film.thickness) {
      behind = characteristic(film.index, face + film.thickness - depth, wavelength);
    }
    face += film.thickness;
  }
  const std::complex<double> e0 = whole[0] + whole[1] * back;
  const std::complex<double> h0 = whole[2] + whole[3] * back;
  const std::complex<double> transmission = 2 * front / (front * e0 + h0);
  const std::complex<double> e = (behind[0] + behind[1] * back) * transmission;
  const std::complex<double> h = (behind[2] + behind[3] * back) * transmission;
  return (e * std::conj(h)).real() / front;
}

}  // namespace heliofab::optics::reference
