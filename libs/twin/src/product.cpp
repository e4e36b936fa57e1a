// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/product.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::twin {

module::ModuleDesign module_design(const Product& product, const module::Scribes& scribes,
                                   double width, double tco_sheet_resistance,
                                   double mo_sheet_resistance) {
  const bool along = product.stripes == Stripes::along;
  const double across_stripes = along ? width : product.length;
  // A hair of tolerance: 0.27 m hold 54 stripes of 5 mm.
  const auto cells = static_cast<std::int64_t>(across_stripes / product.pitch + 1e-9);
  if (cells < 1) {
    throw InputError("E6101", "products." + product.name,
                     fmt::format("no stripe of {:.4g} mm fits into {:.4g} mm",
                                 product.pitch / unit::mm, across_stripes / unit::mm));
  }
  return {.cells = cells,
          .pitch = product.pitch,
          .cell_length = along ? product.length : width,
          .scribes = scribes,
          .tco_sheet_resistance = tco_sheet_resistance,
          .mo_sheet_resistance = mo_sheet_resistance};
}

std::vector<WebPlace> places_on_line(const Product& product, const process::Footprint& footprint,
                                     double offset, double length, std::int64_t count) {
  std::vector<WebPlace> places;
  places.reserve(static_cast<std::size_t>(count));
  for (std::int64_t k = 0; k < count; ++k) {
    const double way = length * (static_cast<double>(k) + 0.5) / static_cast<double>(count);
    places.push_back(product.stripes == Stripes::along
                         ? WebPlace{footprint.position + way, offset}
                         : WebPlace{footprint.position + offset, way});
  }
  return places;
}

double border_of(const Product& product, const module::ModuleDesign& design, double length,
                 double width) noexcept {
  const double span = product.stripes == Stripes::along ? width : length;
  return (span - static_cast<double>(design.cells) * design.pitch) / 2;
}

}  // namespace heliofab::twin
