// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>

#include "tilt.hpp"

// Kernels for one wavelength: waves in films, rays in sheets. They check nothing, throw nothing and
// allocate nothing. Those of the waves are the plain version of film_lanes.hpp.
namespace heliofab::optics {

/// The standing wave in one film: the electric field along the film is
/// E+ (exp(i kappa z) + rho exp(-i kappa z)), z from its front; equation 2.7.
struct FilmField {
  std::complex<double> admittance = 1;  // [-]
  double attenuation = 0;               // [1/m] 2 Im(kappa); 0 where nothing is absorbed
  double phase_rate = 0;                // [1/m] 2 Re(kappa)
  double thickness = 0;                 // [m]
  double power = 0;                     // [-] |E+|^2 over the front's admittance, 1 coming in
  std::complex<double> rho = 0;         // [-] backward over forward amplitude at the front
  double passed = 1;                    // [-] power of the next film or the back over this one's
};

/// Fraction of the incident power absorbed between the front of the film and `depth` [m];
/// equation 2.10.
double absorbed_before(const FilmField& field, double depth) noexcept;

struct Ends {
  double reflected = 0;    // [-]
  double transmitted = 0;  // [-]
};

/// What lies around the films and what comes in.
struct Surroundings {
  double front = 1;               // [-] admittance; real, above 0
  std::complex<double> back = 1;  // [-] index
  double wavelength = 0;          // [m] in vacuum
  Tilt tilt = {};
};

/// One field per film, front to back, and what leaves at the ends; equations 2.4-2.9.
Ends solve_waves(std::span<const std::complex<double>> index, std::span<const double> thickness,
                 const Surroundings& around, std::span<FilmField> fields) noexcept;

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
