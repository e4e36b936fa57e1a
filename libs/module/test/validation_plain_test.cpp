// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "plain_cases.hpp"
#include "validation_rows.hpp"

// Strips in series. module_test.cpp says where the formulas come from.
namespace heliofab::module::testing_planes {

using namespace testing_strips;

Checks plain_rows() {
  const ClosedForm linear = linear_film();
  const ClosedForm even = even_generation();
  ModuleDesign design = hm50_design();
  const auto cells = equal_cells(design, tabulate(hm50_current, -1, 0.9, 4001));
  const ModuleCurve curve = solve_module(design, cells);
  Checks rows{{"HM50: Isc", 0.5809705, curve.isc, 2e-6, "A", "table of the film"},
              {"... Voc", 34.2767066, curve.voc, 5e-4, "V", "table of the film"},
              {"... Pmax", 14.4965387, curve.pmax(), 14.4965387 * 5e-5, "W", "160 volumes"},
              {"... fill factor", 0.7279661, curve.fill_factor, 5e-5, "", "as above"},
              {"linear film: terminal voltage by tanh", linear.expected, linear.obtained, 2e-5, "V",
               "400 volumes"},
              {"even generation: mean drop 300 A/m2 R w2 / 3", even.expected, even.obtained, 1e-4,
               "V", "a film that is not quite flat"}};
  std::vector<double> voltage;
  design.cells = 1;
  for (const std::int64_t n : {10, 20, 40, 80}) {
    design.strip_elements = n;
    voltage.push_back(solve_strip(design, cells[0], 0.5365).voltage);
  }
  rows.push_back({"order in the strip, 20 to 80 volumes", 2,
                  std::log2((voltage[2] - voltage[1]) / (voltage[3] - voltage[2])), 0.1, "",
                  "three meshes"});
  const StripSolution strip = solve_strip(design, cells[0], 0.5365);
  double sum = 0;
  for (const double v : strip.local) {
    sum += local_current(cells[0], 0, v).value * active_width(design) * design.cell_length /
           static_cast<double>(strip.local.size());
  }
  rows.push_back({"sum of the film's currents for 0.5365 A", 0.5365, sum, 1e-7, "A",
                  "what Newton's method leaves"});
  return rows;
}

}  // namespace heliofab::module::testing_planes
