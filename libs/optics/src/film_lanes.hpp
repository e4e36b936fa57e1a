// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tilt.hpp"

// The kernels of waves.hpp for many wavelengths at once, which lie side by side in the lanes of a
// register. Wavelengths come in whole blocks, and sums over them run lane by lane of a block, so
// nothing depends on how many lanes a register has.
namespace heliofab::optics {

inline constexpr std::size_t block_lanes = 8;

/// Numbers of one film in one block.
enum FilmNumber : std::uint8_t {
  attenuation,  // [1/m] 2 Im(kappa)
  turning,      // [1/m] Re(kappa) / pi
  forward,      // [-] |E+|^2 Re(admittance) over the front's admittance
  echo,         // [-] |rho|^2; 0 where the echo is lost in the last digit
  in_sines,     // [-] what multiplies sin^2, and sin cos, of Re(kappa) z
  in_cosines,
  absorbed,  // [-] of the power incident on the films, by the whole film
  passed,    // [-] power of the next film or the back over this one's
  film_size,
};

/// What a block has to do for a film.
enum class BlockKind : std::uint8_t { clear, fading, standing };

/// Films front to back, then the half-space behind, at wavelengths padded to whole blocks.
struct LaneFilms {
  std::size_t blocks = 0;
  std::vector<double> thickness;    // [m] one per film
  std::vector<double> wave_number;  // [1/m] 2 pi / wavelength
  std::vector<double> n;            // [-] [layer][wavelength]
  std::vector<double> k;            // [-] [layer][wavelength]
};

/// The waves in them under one tilt.
struct LaneFields {
  std::size_t blocks = 0;
  std::vector<double> numbers;      // [film][block][FilmNumber][lane]
  std::vector<BlockKind> kind;      // [film][block]
  std::vector<double> reflected;    // [-] [wavelength]
  std::vector<double> transmitted;  // [-] [wavelength]

  explicit LaneFields(const LaneFilms& films);

  double absorbed_in(std::size_t film, std::size_t wavelength) const noexcept {
    const std::size_t block = film * blocks + wavelength / block_lanes;
    return numbers[(block * film_size + absorbed) * block_lanes + wavelength % block_lanes];
  }
};

/// Solves all wavelengths for waves that come from a medium of admittance `front` [wavelength];
/// equations 2.4-2.9.
void solve_films(const LaneFilms& films, const Tilt& tilt, std::span<const double> front,
                 LaneFields& fields) noexcept;

/// For each depth [m] below the front of `film`, the sum over wavelengths of `weight` times the
/// part of the incident power absorbed above it; equation 2.10.
void sum_absorbed(const LaneFields& fields, std::size_t film, std::span<const double> weight,
                  std::span<const double> depth, std::span<double> sums) noexcept;

/// Lanes that one register of this machine holds.
std::size_t lane_width() noexcept;

}  // namespace heliofab::optics
