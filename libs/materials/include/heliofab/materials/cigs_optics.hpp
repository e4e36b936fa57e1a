// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// n, k of Cu(In,Ga)Se2 at one composition.
struct CigsTable {
  double ggi = 0;  // [-] Ga / (Ga + In)
  OpticalConstants constants;

  friend bool operator==(const CigsTable&, const CigsTable&) = default;
};

/// n, k of Cu(In,Ga)Se2 at any composition between the first and the last table.
///
/// Both neighbouring tables are moved along photon energy until their critical points lie where
/// those of the wanted composition are, then mixed with weights linear in ggi; so an absorption
/// edge moves instead of splitting in two. Returns a table exactly at its own composition.
///
/// @param tables  ggi strictly increasing, two or more
/// @param ggi     [-] within the tables
/// @return        on the wavelengths of the neighbour with the lower ggi
/// @throws InputError E2101 (tables), E2104 (ggi outside the tables)
///
/// Error: x = 0.30 made from 0.20 and 0.40 differs from the table of 0.30 by at most 0.0105 in n,
/// 0.002 in k and 0.02 mA/cm2 in the photocurrent of a cell (tests). Equations 1.1-1.3 in
/// docs/theory/optics.md; critical points from [minoura2015].
OpticalConstants cigs_optics(std::span<const CigsTable> tables, double ggi);

}  // namespace heliofab::materials
