// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <fmt/format.h>

#include "fault_cases.hpp"
#include "validation_rows.hpp"

// What faults at points take from a string of nine stripes.
namespace heliofab::module::testing_planes {

Checks fault_rows() {
  using namespace testing_faults;
  Checks rows;
  for (const double length : {0.27, 5.0}) {
    const ModuleDesign design = fault_design(9, length);
    for (const double x : {0.5, 1.0}) {
      for (const double g : {1e-4, 1e-2, 0.1, 1.0}) {
        const PointFault fault{.x = x * active_width(design), .y = length / 3, .conductance = g};
        const FaultLoss loss = fault_loss(design, fault);
        rows.push_back({fmt::format("{:g} S on {:g} m, {}: loss of Pmax", g, length,
                                    x < 1 ? "middle" : "edge"),
                        loss.plane, loss.equivalent, 0.03 * loss.plane + 1e-5, "",
                        fmt::format("spread out: {:.2g}", loss.spread_out)});
      }
    }
  }
  return rows;
}

}  // namespace heliofab::module::testing_planes
