// SPDX-License-Identifier: Apache-2.0
#include "waves.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace heliofab::optics {

double absorbed_before(const FilmField& f, double depth) noexcept {
  const double loss = -std::expm1(-f.attenuation * depth);
  double sum = f.admittance.real() * loss;  // the forward wave alone: Beer-Lambert
  const double echo = std::norm(f.rho);
  // Below this the echo is lost in the last digit of `sum`. Above it exp(attenuation * thickness)
  // is below 1e16, so the growing exponential of the backward wave is harmless.
  if (echo > 1e-32) {
    const double half = f.phase_rate * depth / 2;
    const double sine = std::sin(half);
    sum += f.admittance.real() * echo * loss * std::exp(f.attenuation * depth) +
           4 * f.admittance.imag() * sine * (f.rho.real() * std::cos(half) + f.rho.imag() * sine);
  }
  return f.power * sum;
}

Ends solve_waves(std::span<const std::complex<double>> index, std::span<const double> thickness,
                 const Surroundings& around, std::span<FilmField> fields) noexcept {
  const double rate = 4 * std::numbers::pi / around.wavelength;
  const Tilt& tilt = around.tilt;
  const auto back = admittance(across(around.back, tilt), tilt);
  auto behind = back;  // admittance of the medium behind, and rho at its front
  std::complex<double> rho = 0;
  // Reflected and passed amplitude of the face between `before` and what lies behind.
  const auto face = [&](std::complex<double> before) {
    const auto forward = before * (1.0 + rho);
    const auto backward = behind * (1.0 - rho);
    const auto scale = 1.0 / (forward + backward);
    return std::pair((forward - backward) * scale, 2.0 * before * scale);
  };
  for (std::size_t j = fields.size(); j-- > 0;) {
    const std::complex<double> q = across(index[j], tilt);
    FilmField& f = fields[j];
    f.admittance = admittance(q, tilt);
    f.attenuation = rate * q.imag();
    f.phase_rate = rate * q.real();
    f.thickness = thickness[j];
    const double once = std::exp(-f.attenuation * f.thickness);
    const auto [reflected, passed] = face(f.admittance);
    f.rho = reflected * std::polar(once, f.phase_rate * f.thickness);
    f.passed = std::norm(passed) * once;
    behind = f.admittance;
    rho = f.rho;
  }
  const auto [reflected, passed] = face(around.front);
  double power = std::norm(passed) / around.front;
  for (FilmField& f : fields) {
    f.power = power;
    power *= f.passed;
  }
  return {.reflected = std::norm(reflected), .transmitted = back.real() * power};
}

Rays trace_sheets(std::span<SheetField> sheets, double film_reflectance) noexcept {
  double reflectance = film_reflectance;
  for (std::size_t j = sheets.size(); j-- > 0;) {
    SheetField& s = sheets[j];
    s.below = reflectance;
    const double round_trip = s.pass * s.pass * s.below;
    s.gain = (1 - s.entry) / (1 - s.entry * round_trip);
    reflectance = s.entry + (1 - s.entry) * round_trip * s.gain;
  }
  Rays rays{.reflected = reflectance, .arriving = 1};
  for (SheetField& s : sheets) {
    const double inward = rays.arriving * s.gain;
    s.absorbed = inward * (1 - s.pass) * (1 + s.pass * s.below);
    rays.arriving = inward * s.pass;
  }
  return rays;
}

}  // namespace heliofab::optics
