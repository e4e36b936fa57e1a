// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

namespace heliofab::field {

/// Spectral factor of First Solar [lee2016]: c0 + c1 m + c2 w + c3 sqrt m + c4 sqrt w + c5 m / sqrt
/// w of absolute air mass m and precipitable water w [cm]. The defaults are those of CIGS. Valid
/// within 0.58 to 10 air masses and 1 mm to 80 mm of water; beyond, the value at the limit.
struct FirstSolarSpectrum {
  std::array<double, 6> c{0.85252, -0.022314, -0.0047216, 0.13666, 0.013342, -0.0008945};  // [-]
};

/// Spectral factor of PVSPEC [pelland2020]: a0 k^a1 m^a2 of clear-sky index k and absolute air mass
/// m. The defaults are those of CIGS.
struct PvspecSpectrum {
  std::array<double, 3> a{0.9791, -0.03904, 0.03096};  // [-]
};

/// Multiplies the broadband irradiance; 1 is the reference spectrum.
/// @param air_mass  [-] absolute
/// @param water     [m] precipitable water: 10 mm is 0.01
/// @param clearness [-] global light over that of a clear sky; > 0
double spectral_factor(const FirstSolarSpectrum& model, double air_mass, double water);
double spectral_factor(const PvspecSpectrum& model, double air_mass, double clearness);

/// Precipitable water [m] over a place, from the air there [gueymard1994], [keogh2004]: within 25 %
/// of soundings, and at least 1 mm.
/// @param temperature  [K]
/// @param humidity     [-] relative, 0 to 1
double precipitable_water(double temperature, double humidity);

/// The same over arrays of one size, in lanes, within 1e-13 of the plain form.
/// @throws LogicError when sizes differ
void spectral_factor(const FirstSolarSpectrum& model, std::span<const double> air_mass,
                     std::span<const double> water, std::span<double> factor);
void spectral_factor(const PvspecSpectrum& model, std::span<const double> air_mass,
                     std::span<const double> clearness, std::span<double> factor);
void precipitable_water(std::span<const double> temperature, std::span<const double> humidity,
                        std::span<double> water);

/// A function of wavelength, linear between rows and 0 outside them.
struct OverWavelength {
  std::span<const double> wavelength;  // [m] strictly increasing, two or more
  std::span<const double> value;       // irradiance [W/m2/m], or quantum efficiency [-]
};

/// Current per irradiance in one light over that in the reference light [-] [iec60904_7], exact for
/// functions that are linear between rows. Irradiances are those of the rows given: spectra that
/// end at other wavelengths are compared as such.
/// @throws LogicError when rows are unequal, fewer than two or out of order, or the reference makes
///         no current
double spectral_mismatch(const OverWavelength& efficiency, const OverWavelength& light,
                         const OverWavelength& reference);

/// Current density [A/m2] that an efficiency makes of a light; exact as above.
double photocurrent(const OverWavelength& efficiency, const OverWavelength& light);
/// [lux] of a light, 683 lm/W times what the eye's photopic efficiency [-] takes of it
/// [cie018_2019].
double illuminance(const OverWavelength& light, const OverWavelength& photopic);

/// A lamp, the eye, a module and the sunlight that its tables are in.
struct IndoorLight {
  OverWavelength lamp;        // [W/m2/m] in any brightness
  OverWavelength photopic;    // [-]
  OverWavelength efficiency;  // [-] external, of the module's cells
  OverWavelength reference;   // [W/m2/m] AM1.5G of 1000 W/m2
};
/// Irradiance [W/m2] of the reference light in which the module has the photocurrent that it has
/// under so many lux: what a `PowerTable` is asked for. A table down to 0.1 W/m2 knows the module's
/// shunt there; its temperature is the room's. docs/theory/field.md (12.1) to (12.3).
double equivalent_irradiance(const IndoorLight& light, double lux);

}  // namespace heliofab::field
