// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/module_design.hpp"

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::module {

double dead_width(const Scribes& s) noexcept {
  return s.p1_width + s.p1_p2_gap + s.p2_width + s.p2_p3_gap + s.p3_width;
}

double active_width(const ModuleDesign& design) {
  const double width = design.pitch - dead_width(design.scribes);
  if (!(width > 0)) {
    throw InputError("E4101", "module.pitch",
                     fmt::format("{:.4g} mm leaves no cell beside {:.4g} mm of scribes",
                                 design.pitch / unit::mm, dead_width(design.scribes) / unit::mm),
                     "make the pitch wider or the scribes narrower");
  }
  return width;
}

double aperture_area(const ModuleDesign& design) noexcept {
  return static_cast<double>(design.cells) * design.pitch * design.cell_length;
}

}  // namespace heliofab::module
