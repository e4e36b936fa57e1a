// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// Copper content of most tables [-].
inline constexpr double usual_cgi = 0.90;

/// n, k of Cu(In,Ga)Se2 at one composition.
struct CigsTable {
  double ggi = 0;  // [-] Ga / (Ga + In)
  OpticalConstants constants;
  double cgi = usual_cgi;  // [-] Cu / (Ga + In)

  friend bool operator==(const CigsTable&, const CigsTable&) = default;
};

/// n, k of Cu(In,Ga)Se2 at any composition between the tables.
///
/// Both neighbouring tables are moved along photon energy until their critical points lie where
/// those of the wanted composition are, then mixed with weights linear in ggi; so an absorption
/// edge moves instead of splitting in two. Tables of other copper content than usual_cgi add what
/// they differ by from the one of their own ggi. Returns a table exactly at its own composition.
///
/// @param tables  two or more of usual_cgi, ggi strictly increasing; then any others, cgi strictly
///                increasing, each with a table of usual_cgi at its ggi
/// @param ggi     [-] within the tables
/// @param cgi     [-] within the tables
/// @return        on the wavelengths of the neighbour with the lower ggi
/// @throws InputError E2101 (tables), E2104 (ggi or cgi outside the tables)
///
/// Error: x = 0.30 made from 0.20 and 0.40 differs from the table of 0.30 by at most 0.0105 in n,
/// 0.002 in k and 0.02 mA/cm2 in the photocurrent of a cell (tests). Equations 1.1-1.3 and 1.14 in
/// docs/theory/optics.md; critical points and films of other copper content from [minoura2015].
OpticalConstants cigs_optics(std::span<const CigsTable> tables, double ggi, double cgi = usual_cgi);

}  // namespace heliofab::materials
