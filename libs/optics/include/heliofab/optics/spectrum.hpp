// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace heliofab::optics {

/// Light on a surface, linear between rows. Two rows or more.
struct Spectrum {
  std::vector<double> wavelength;  // [m] in vacuum, strictly increasing
  std::vector<double> irradiance;  // [W/m2/m] >= 0

  friend bool operator==(const Spectrum&, const Spectrum&) = default;
};

/// @throws InputError E2201 with every reason why the spectrum cannot be used
void check(const Spectrum& spectrum);

/// Trapezoid over the rows [W/m2].
double total_irradiance(const Spectrum& spectrum);

/// Current if each photon moved one electron [A/m2]; trapezoid over the rows.
double photon_current(const Spectrum& spectrum);

/// Photons per area, time and row [1/m2/s]: weights whose sum is photon_current over q.
std::vector<double> photon_flux(const Spectrum& spectrum);

/// The same light on other wavelengths [m], strictly increasing, two or more.
///
/// Each new row takes the light under its hat function, so power and photon number between the
/// first and the last new wavelength are kept exactly, and so is the integral of anything that is
/// linear between the new rows. Light outside the new range is dropped.
/// @throws InputError E2201, E2202 (the new wavelengths reach beyond the spectrum)
Spectrum rebin(const Spectrum& spectrum, std::span<const double> wavelength);

/// The light up to a wavelength [m]: the rows below it, and there, linear between rows, a last one;
/// the whole spectrum when it ends before.
/// @throws InputError E2201, E2202 (the spectrum begins beyond it)
Spectrum up_to(const Spectrum& spectrum, double longest);

}  // namespace heliofab::optics
