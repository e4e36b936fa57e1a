// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <cstddef>

#include "heliofab/optics/incidence.hpp"

// What an angle does to waves. Along the films every wave keeps the same component of its wave
// vector; equations 2.17-2.19.
namespace heliofab::optics {

/// One polarised wave as all layers see it.
struct Tilt {
  double along = 0;     // [-] wave vector along the films, over that of vacuum
  double incoming = 1;  // [-] the same across the films, in the medium that the light comes from
  bool is_p = false;    // the electric field has a component across the films
};

/// The polarised waves that make up some light, in equal parts: one or two.
struct Tilts {
  std::array<Tilt, 2> room;
  std::size_t count = 1;

  double share() const noexcept { return 1.0 / static_cast<double>(count); }
  const Tilt* begin() const noexcept { return room.data(); }
  const Tilt* end() const noexcept { return room.data() + count; }
};

/// @throws InputError E2205 (angle)
Tilts tilts(const Incidence& incidence, double front_index);

// Waves that run along a film would have no wave vector across it, and an admittance of nought or
// infinity. They are given this much, as if the square of the index were larger by 1e-10.
inline constexpr double least_across = 1e-5;  // [-]

/// Wave vector across the films in a medium of `index`, over that of vacuum.
std::complex<double> across(std::complex<double> index, const Tilt& tilt) noexcept;

/// Magnetic over electric field along the films, for a wave with `across`; in units of vacuum's.
std::complex<double> admittance(std::complex<double> across, const Tilt& tilt) noexcept;

/// Of the medium that the light comes from.
double front_admittance(const Tilt& tilt) noexcept;

/// The same for a medium without absorption; a wave that cannot run in it is `is_evanescent`.
struct ClearMedium {
  double across = 1;
  double admittance = 1;
  bool is_evanescent = false;
};
ClearMedium clear_medium(double index, const Tilt& tilt) noexcept;

}  // namespace heliofab::optics
