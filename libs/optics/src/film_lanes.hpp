// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "tilt.hpp"

// The kernels of waves.hpp for a block of wavelengths at once, side by side in the lanes of a
// register. Blocks have one size and sums run lane by lane of a block, so nothing depends on how
// many lanes a register has.
namespace heliofab::optics {

inline constexpr std::size_t block_lanes = 8;
using BlockLanes = std::array<double, block_lanes>;

/// Films front to back, then the half-space behind, at wavelengths padded to whole blocks.
struct LaneFilms {
  std::vector<double> thickness;    // [m] one per film
  std::vector<double> wave_number;  // [1/m] 2 pi / wavelength
  std::vector<double> n;            // [-] [layer][wavelength]
  std::vector<double> k;            // [-] [layer][wavelength]
};

/// The standing waves of a block in one film; FilmField, as the sums need it.
struct LaneField {
  BlockLanes halving;     // [1/m] 2 Im(kappa) / ln 2
  BlockLanes turning;     // [1/m] Re(kappa) / pi
  BlockLanes forward;     // [-] |E+|^2 Re(admittance) over the front's admittance
  BlockLanes echo;        // [-] |rho|^2; 0 where it is lost in the last digit
  BlockLanes in_sines;    // [-] what multiplies sin^2 of Re(kappa) z
  BlockLanes in_cosines;  // [-] what multiplies sin cos of Re(kappa) z
  BlockLanes absorbed;    // [-] of the power incident on the films, by the whole film
  BlockLanes passed;      // [-] power of the next film or the back over this one's
  bool is_absorbing;      // in any lane
  bool has_echo;          // in any lane
};

struct LaneEnds {
  BlockLanes reflected;    // [-]
  BlockLanes transmitted;  // [-]
};

/// Solves block number `block` for waves that come from media of admittance `front`, with one field
/// per film; equations 2.4-2.9.
LaneEnds solve_waves(const LaneFilms& films, const Tilt& tilt, std::size_t block,
                     const BlockLanes& front, std::span<LaneField> fields) noexcept;

/// Adds to the sums of each depth [m] below the front of a film, in every lane, `weight` times the
/// part of the incident power absorbed above it; equation 2.10.
void add_absorbed(const LaneField& field, const BlockLanes& weight, std::span<const double> depth,
                  std::span<BlockLanes> sums) noexcept;

/// Lanes that one register of this machine holds.
std::size_t lane_width() noexcept;

}  // namespace heliofab::optics
