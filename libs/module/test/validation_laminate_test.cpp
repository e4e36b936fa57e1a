// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "laminate_cases.hpp"
#include "validation_rows.hpp"

// Bent sheets against formulas.
namespace heliofab::module::testing_planes {

using namespace testing_laminates;

Checks laminate_rows() {
  constexpr double radius = 10e-3;  // [m]
  const auto top = [&](const std::vector<LaminateLayer>& layers, double length = 0) {
    return bending_strains(layers, 1 / radius, length)[0].most / unit::percent;
  };
  const char* const rounding = "rounding";
  Checks rows{{"polyimide of 50 um at 10 mm: strain of its face, t / 2R", 0.25,
               top({polyimide(50e-6)}), 1e-12, "%", rounding}};
  for (const double thickness : {0.6e-6, 2e-6, 10e-6}) {
    for (const double modulus : {58e9, 185e9}) {
      const std::vector<LaminateLayer> sheet{
          {.thickness = thickness, .modulus = modulus, .poisson = 0.3}, polyimide(25e-6)};
      rows.push_back({fmt::format("film of {:g} um, {:g} GPa on polyimide of 25 um at 10 mm",
                                  thickness / unit::um, modulus / 1e9),
                      suo_strain(sheet, radius) / unit::percent, top(sheet), 1e-12, "%",
                      "formula of suo1999, " + std::string(rounding)});
    }
  }
  const Sandwich s;
  const double together = s.height() / (2 * radius) / unit::percent;
  const double alone = s.sheet.thickness / (2 * radius) / unit::percent;
  rows.push_back({"two sheets of 100 um on a soft joint at 10 mm, long stretch: one plate",
                  together, top(s.layers()), 1e-12, "%", rounding});
  rows.push_back({"... stretch of 1 um: two plates", alone, top(s.layers(), 1e-6), 1e-5, "%",
                  "the stretch is not 0"});
  for (const double lengths : {1.0, 2.0, 4.0}) {
    rows.push_back({fmt::format("... stretch of {:g} coupling lengths", lengths),
                    alone + (1 - 1 / std::cosh(lengths / 2)) * (together - alone),
                    top(s.layers(), lengths * s.coupling()), 1e-9, "%",
                    "(13) for two sheets; the joint stretches a little"});
  }
  return rows;
}

}  // namespace heliofab::module::testing_planes
