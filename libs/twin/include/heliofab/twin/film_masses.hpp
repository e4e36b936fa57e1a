// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <tuple>

namespace heliofab::twin {

/// The films of the web from below: names of LayerRow, and of the columns that weigh them.
inline constexpr std::array<std::string_view, 5> film_layers{"molybdenum", "cigs", "cds", "izno",
                                                             "azo"};
/// Kilogrammes of each, in that order.
using FilmMasses = std::array<double, film_layers.size()>;

/// Of a row of rolls, scrap, modules or web in process.
template <class Row>
FilmMasses masses_of(const Row& row) {
  return {row.molybdenum_kg, row.cigs_kg, row.cds_kg, row.izno_kg, row.azo_kg};
}
template <class Row>
void set_masses(Row& row, const FilmMasses& kg) {
  std::tie(row.molybdenum_kg, row.cigs_kg, row.cds_kg, row.izno_kg, row.azo_kg) =
      std::tuple_cat(kg);
}

}  // namespace heliofab::twin
