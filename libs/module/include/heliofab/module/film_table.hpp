// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "heliofab/core/grid.hpp"
#include "heliofab/module/film_law.hpp"

namespace heliofab::module {

/// Measured or computed J-V of a film, its own resistance included, at one light or several. It
/// stands for the diode of a FilmLaw: shunt and breakdown of the law come on top.
struct FilmTable {
  std::vector<double> light;          // [-] rising, of the law's photocurrent
  std::vector<MonotoneCubic> curves;  // one of each light, delivered [A/m2] over voltage [V]

  friend bool operator==(const FilmTable&, const FilmTable&) = default;
};

/// The film at a voltage [V] between its sheets. Between two lights currents are linear in light;
/// beyond them the nearest curve is moved by the change of the photocurrent. A saturation current
/// that is not the reference's moves the curve by diode_voltage times the logarithm of their ratio.
/// @param law        with light, saturation and shunt of the place
/// @param reference  whose curves these are
FilmState table_state(const FilmTable& table, const FilmLaw& reference, const FilmLaw& law,
                      double voltage);

}  // namespace heliofab::module
