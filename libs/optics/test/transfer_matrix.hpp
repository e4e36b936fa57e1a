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

// A plane wave from a medium of index `front`: a component of its wave vector along the films (over
// that of vacuum), and whether its electric field has a part across them.
struct Wave {
  double wavelength;
  double along = 0;
  bool is_p = false;

  std::complex<double> across(std::complex<double> index) const {
    return std::sqrt(index * index - along * along);
  }
  std::complex<double> admittance(std::complex<double> index) const {
    return is_p ? index * index / across(index) : across(index);
  }
};

// Tangential (E, H) at the front of a film from those at its back; time dependence exp(-i w t).
inline Matrix characteristic(std::complex<double> index, double thickness, const Wave& wave) {
  const std::complex<double> i{0, 1};
  const auto phase = 2 * std::numbers::pi * wave.across(index) * thickness / wave.wavelength;
  const auto admittance = wave.admittance(index);
  return {std::cos(phase), -i * std::sin(phase) / admittance, -i * admittance * std::sin(phase),
          std::cos(phase)};
}

// Net power flowing through the plane `depth` below the front of the first film, as a fraction of
// the incident power.
inline double flux_at(std::span<const Film> films, double front, std::complex<double> back,
                      const Wave& wave, double depth) {
  Matrix whole{1, 0, 0, 1};
  Matrix behind{1, 0, 0, 1};
  double face = 0;
  for (const Film& film : films) {
    const Matrix m = characteristic(film.index, film.thickness, wave);
    whole = multiply(whole, m);
    if (depth <= face) {
      behind = multiply(behind, m);
    } else if (depth < face + film.thickness) {
      behind = characteristic(film.index, face + film.thickness - depth, wave);
    }
    face += film.thickness;
  }
  const std::complex<double> in = wave.admittance(front);
  const std::complex<double> out = wave.admittance(back);
  const std::complex<double> e0 = whole[0] + whole[1] * out;
  const std::complex<double> h0 = whole[2] + whole[3] * out;
  const std::complex<double> transmission = 2.0 * in / (in * e0 + h0);
  const std::complex<double> e = (behind[0] + behind[1] * out) * transmission;
  const std::complex<double> h = (behind[2] + behind[3] * out) * transmission;
  return (e * std::conj(h)).real() / in.real();
}

}  // namespace heliofab::optics::reference
