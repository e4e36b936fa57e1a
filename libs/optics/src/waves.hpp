// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>

// Kernels for one wavelength: waves in films, rays in sheets. They check nothing, throw nothing and
// allocate nothing.
namespace heliofab::optics {

/// The standing wave in one film: E(z) = E+ (exp(i kappa z) + rho exp(-i kappa z)), z from its
/// front; equation 2.7.
struct FilmField {
  double n = 1;                     // [-]
  double k = 0;                     // [-]
  double attenuation = 0;           // [1/m] 4 pi k / wavelength
  double phase_rate = 0;            // [1/m] 4 pi n / wavelength
  double thickness = 0;             // [m]
  double power = 0;                 // [-] |E+|^2 / front, with a wave of amplitude 1 coming in
  std::complex<double> rho = 0;     // [-] backward over forward amplitude at the front
  std::complex<double> passed = 1;  // [-] E at the back over E at the front
};

/// Fraction of the incident power absorbed between the front of the film and `depth` [m];
/// equation 2.10.
double absorbed_before(const FilmField& field, double depth) noexcept;

struct Ends {
  double reflected = 0;    // [-]
  double transmitted = 0;  // [-]
};

/// One field per film, front to back, and what leaves at the ends; equations 2.4-2.9.
Ends solve_waves(std::span<const std::complex<double>> index, std::span<const double> thickness,
                 double front, std::complex<double> back, double wavelength,
                 std::span<FilmField> fields) noexcept;

/// A sheet as rays see it, and what they do in it.
struct SheetField {
  double entry = 0;     // [-] reflectance of its front face
  double pass = 1;      // [-] transmittance of one pass
  double below = 0;     // [-] reflectance of all that lies behind
  double gain = 0;      // [-] inward power inside the front face, per power arriving from outside
  double absorbed = 0;  // [-] of the power incident on the stack
};

struct Rays {
  double reflected = 0;  // [-] by sheets and films together
  double arriving = 1;   // [-] power incident on the films, all passes summed
};

/// Sums all passes between the sheets and films of the given reflectance. On entry each sheet has
/// entry and pass; on return the rest. Equations 2.11-2.14.
Rays trace_sheets(std::span<SheetField> sheets, double film_reflectance) noexcept;

}  // namespace heliofab::optics
