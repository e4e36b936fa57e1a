// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "modes.hpp"
#include "plate.hpp"

namespace heliofab::module {

/// Temperatures [K] of a thin plate in rows, as complex amplitudes, where heat is
/// modulated: conductance lap T - loss T + heat = 0.
/// @param conductance  [W/K]
/// @param loss         [W/m2/K] to both sides, its imaginary part 2 pi f times the heat capacity
/// @param heat         [W] by points of the plate, in rows
std::vector<std::complex<double>> plate_wave(const PlateMesh& mesh, const Modes& modes,
                                             double conductance, std::complex<double> loss,
                                             std::span<const double> heat);

}  // namespace heliofab::module
