// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// A cell at one depth. Energies count from the Fermi level of the front contact.
struct ProfileRow {
  double x = 0;           // [m] from the front contact
  std::size_t layer = 0;  // [-] of CellDesign::layers
  double length = 0;      // [m] of the cell that the row stands for; all together its thickness
  double conduction_eV = 0;
  double valence_eV = 0;
  double fermi_n_eV = 0;           // quasi-Fermi level of electrons
  double fermi_p_eV = 0;           // of holes
  double potential = 0;            // [V] above the front contact
  double field = 0;                // [V/m] towards +x
  double n = 0;                    // [1/m3]
  double p = 0;                    // [1/m3]
  double jn = 0;                   // [A/m2] current of electrons, towards +x
  double jp = 0;                   // [A/m2] of holes; with jn the current through the cell
  double charge = 0;               // [C/m3] of carriers, doping and levels
  double generation = 0;           // [1/m3/s]
  double radiative = 0;            // [1/m3/s] net recombination by mechanism
  double auger = 0;                // [1/m3/s]
  std::vector<double> levels;      // [1/m3/s] net recombination by each Layer::levels
  std::vector<double> occupation;  // [-] of each of them by electrons; of a spread one on average

  /// All mechanisms [1/m3/s].
  double recombination() const noexcept;
  friend bool operator==(const ProfileRow&, const ProfileRow&) = default;
};

/// What a cell looks like inside at one voltage.
///
/// A row for each node of the mesh, from the front contact to the back, and two at a junction of
/// two layers: the near side's, then the far side's. Rates are the means over the finite volume
/// around the node, so that `length` times a rate, summed, is that of the cell; the rest holds at
/// x.
struct CellProfile {
  double voltage = 0;          // [V]
  double current_density = 0;  // [A/m2] delivered
  LossCurrents losses;         // over the cell
  Status status;               // rows are empty unless it is good
  std::vector<ProfileRow> rows;

  friend bool operator==(const CellProfile&, const CellProfile&) = default;
};

/// A certified curve and the inside of the cell on the same mesh.
struct ProfiledCell {
  CertifiedCurve curve;
  std::vector<CellProfile> profiles;  // of each voltage asked for, in that order

  friend bool operator==(const ProfiledCell&, const ProfiledCell&) = default;
};

/// Solves a cell as solve_cells does, and at further voltages.
///
/// Quasi-Fermi levels are continuous across junctions; at the contacts they are those just inside
/// the film. Far from `task.request` voltages are walked to, which takes longer.
///
/// @param voltages  [V], in any order
/// @throws InputError as solve_cells
///
/// One curve, then some Newton iterations and 1 us per row for each voltage. Equations (41) to (43)
/// in docs/theory/device.md.
ProfiledCell solve_profiles(const CellTask& task, std::span<const double> voltages,
                            const CertificateLimits& limits = {});

}  // namespace heliofab::device
