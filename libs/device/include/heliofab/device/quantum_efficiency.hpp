// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// The same cell in `factor` times its light; 0 is the dark. Bias light of any strength.
/// @throws InputError E3123 when the factor is negative or not finite
CellTask in_light(CellTask task, double factor);

/// Which of the pairs made at each depth reach the contacts, when a few are added at one bias.
struct Collection {
  double voltage = 0;               // [V]
  double current_density = 0;       // [A/m2] delivered
  double slope = 0;                 // [S/m2] dJ/dV, negative
  std::vector<double> edges;        // [m] volume_edges of the mesh that the certificate asked for
  std::vector<double> probability;  // [-] between each edge and the next, (dJ/dG) / q
  std::vector<std::string> doubts;  // of the curve, as in CertifiedCurve
};

/// Solves the cell in the light of the task and asks one adjoint question at each bias.
///
/// @param voltages  [V] best within the request of the task
/// @throws InputError  as solve_cells
/// @throws ModelError  E3202 when there is no solution at a voltage
///
/// A curve of solve_cells, and 0.2 ms a voltage on 201 nodes. Probabilities may exceed 1 or fall
/// below 0 where light changes barriers or traps: what a lock-in measures then too.
/// Equations (31)-(33) in docs/theory/device.md; [donolato1985].
std::vector<Collection> solve_collection(const CellTask& task, std::span<const double> voltages,
                                         const CertificateLimits& limits = {});

/// Electrons through the circuit for each photon of a weak probe.
struct QuantumEfficiency {
  std::vector<double> wavelength;  // [m]
  std::vector<double> external;    // [-] for each incident photon
  std::vector<double> internal;    // [-] for each photon that is not reflected
};

/// What a probe looks like: its optics at every wavelength.
struct Probe {
  std::vector<double> wavelength;   // [m]
  std::vector<double> pairs;        // [-] for each incident photon, between the front contact and
                                    // each of Collection::edges; wavelength by wavelength
  std::vector<double> reflectance;  // [-] below 1; empty: nothing is reflected
};

/// Sums the pairs of each photon over what is collected; O(wavelengths * edges).
/// @throws InputError E3123 when sizes do not match or the reflectance is outside 0 .. 1
QuantumEfficiency quantum_efficiency(const Collection& collection, const Probe& probe);

/// The current of a spectrum, were the cell linear [A/m2].
/// @param photons  [1/m2/s] in each wavelength of the efficiency, which stands for its bin
/// @throws InputError E3123 when sizes do not match
double current_of(const QuantumEfficiency& efficiency, std::span<const double> photons);

}  // namespace heliofab::device
