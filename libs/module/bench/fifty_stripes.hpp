// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/module/module_design.hpp"

namespace heliofab::module {

/// The benchmark of fifty stripes of 6 mm on 30 cm, HM50, or others cut alike.
inline ModuleDesign benchmark_design(std::int64_t cells = 50, double length = 0.3) {
  return {.cells = cells,
          .pitch = 6e-3,
          .cell_length = length,
          .scribes = {.p1_width = 50e-6,
                      .p1_p2_gap = 75e-6,
                      .p2_width = 50e-6,
                      .p2_p3_gap = 75e-6,
                      .p3_width = 50e-6,
                      .p2_contact = 0.117016e-2,
                      .leakage = 0},
          .tco_sheet_resistance = 10,
          .mo_sheet_resistance = 0.5,
          .end_contact = 5e-5};
}

}  // namespace heliofab::module
