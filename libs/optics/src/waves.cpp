// SPDX-License-Identifier: Apache-2.0
#include "waves.hpp"

#include <cmath>
#include <numbers>

namespace heliofab::optics {

double absorbed_before(const FilmField& f, double depth) noexcept {
  if (f.k == 0) {
    return 0;
  }
  const double loss = -std::expm1(-f.attenuation * depth);
  double sum = f.n * loss;  // the forward wave alone: Beer-Lambert
  const double echo = std::norm(f.rho);
  // Below this the echo is lost in the last digit of `sum`. Above it exp(attenuation * thickness)
  // is below 1e16, so the growing exponential of the backward wave is harmless.
  if (echo > 1e-32) {
    const double half = f.phase_rate * depth / 2;
    const double sine = std::sin(half);
    sum += f.n * echo * loss * std::exp(f.attenuation * depth) +
           4 * f.k * sine * (f.rho.real() * std::cos(half) + f.rho.imag() * sine);
  }
  return f.power * sum;
}

Ends solve_waves(std::span<const std::complex<double>> index, std::span<const double> thickness,
                 double front, std::complex<double> back, double wavelength,
                 std::span<FilmField> fields) noexcept {
  const double rate = 4 * std::numbers::pi / wavelength;
  std::complex<double> admittance = back;
  for (std::size_t j = fields.size(); j-- > 0;) {
    const std::complex<double> n = index[j];
    FilmField& f = fields[j];
    f.n = n.real();
    f.k = n.imag();
    f.attenuation = rate * f.k;
    f.phase_rate = rate * f.n;
    f.thickness = thickness[j];
    const std::complex<double> once =
        std::polar(std::exp(-f.attenuation * f.thickness / 2), f.phase_rate * f.thickness / 2);
    const std::complex<double> bounced = (n - admittance) / (n + admittance);
    f.rho = bounced * once * once;
    const std::complex<double> scale = 1.0 / (1.0 + f.rho);
    f.passed = once * (1.0 + bounced) * scale;
    admittance = n * (1.0 - f.rho) * scale;
  }
  const std::complex<double> r = (front - admittance) / (front + admittance);
  std::complex<double> amplitude = 1.0 + r;
  for (FilmField& f : fields) {
    f.power = std::norm(amplitude / (1.0 + f.rho)) / front;
    amplitude *= f.passed;
  }
  return {.reflected = std::norm(r), .transmitted = back.real() * std::norm(amplitude) / front};
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
