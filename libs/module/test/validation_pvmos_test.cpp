// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/module/p2_contact.hpp"
#include "plane_cases.hpp"
#include "validation_rows.hpp"

// The module of the example that comes with PVMOS 0.84 [pieters2014], solved by that program and
// by this engine. Its numbers are outputs of commit aa21310 of 2016, run by us.
namespace heliofab::module::testing_planes {

namespace {

// data/modules/asi8-shunt.yaml, in the constants of the other program. What PVMOS calls its front
// electrode is the sheet that P1 cuts: `mo` here.
PlaneModule asi8() {
  PlaneModule m;
  m.design.cells = 8;
  m.design.pitch = 10e-3;
  m.design.cell_length = 80e-3;
  m.design.scribes = {.p1_width = 80e-6,
                      .p1_p2_gap = 120e-6,
                      .p2_width = 50e-6,
                      .p2_p3_gap = 120e-6,
                      .p3_width = 50e-6,
                      .p2_contact = p2_resistance({1e-6, 50e-6, 0.1, 5}),
                      .leakage = 0};
  m.design.tco_sheet_resistance = 0.1;
  m.design.mo_sheet_resistance = 5;
  m.design.end_contact = 2 * std::sqrt(5 * 1e-12);  // of 1e-8 ohm cm2 under the sheet
  m.films = {{.photocurrent = 150,
              .saturation = 2.4803e-8,
              .diode_voltage = 1.5 * 8.6173323478e-5 * 300,
              .series_resistance = 7.6529e-4,
              .shunt = 1 / 6.1273}};
  m.mesh.degree = 6;
  m.mesh.longest = 20e-3;
  return m;
}

// 1e-5 ohm cm2 from sheet to sheet on a square in the middle of the third stripe's pitch.
PlaneModule asi8_shunted() {
  constexpr double side = 0.339e-3;
  PlaneModule m = asi8();
  m.flaws = {
      {{.cell = 2, .x = 5e-3 - side / 2, .y = 40e-3 - side / 2, .width = side, .length = side},
       side * side / 1e-9}};
  return m;
}

double current_at(const PlaneModule& m, double voltage) {
  return solve_plane(m, {voltage / 2, voltage}).points.back().current;
}

// The example has film on the lands beside P2, which this engine has not. P2 shorts it: its
// photocurrent goes down by P2, over the sheets of a land, and takes this voltage [V] from the
// module.
double lands_drop(const PlaneModule& m) {
  const ModuleDesign& d = m.design;
  const double lands = d.scribes.p1_p2_gap + d.scribes.p2_p3_gap;
  const double sheets = d.tco_sheet_resistance + d.mo_sheet_resistance;
  return static_cast<double>(d.cells) * m.films[0].photocurrent * lands *
         (d.scribes.p2_contact + sheets * d.scribes.p1_p2_gap / 3);
}

}  // namespace

Checks pvmos_rows() {
  const PlaneModule even = asi8();
  const PlaneModule shunted = asi8_shunted();
  const double drop = lands_drop(even);
  const char* const shape = "its disc is a stair on 11,829 elements with hanging nodes: 2 mV";
  Checks rows;
  const auto current = [&](const char* what, double expected, double obtained, double tolerance,
                           const char* why) {
    rows.push_back({what, expected, obtained, tolerance, "A", why});
  };
  const auto power = [&](double voltage, double expected, double at, double tolerance,
                         const char* why) {
    rows.push_back({fmt::format("... power at its Vmpp, {:.6f} V", voltage), expected, voltage * at,
                    tolerance, "W", why});
  };
  current("even stripes, nothing on the lands: Isc", 0.1149389, current_at(even, 0), 6e-8,
          "seven digits");
  current("... current at its Voc, 6.98686 V", 0, current_at(even, 6.98686), 4e-7,
          "six digits of Voc");
  power(4.950598, 0.5242888, current_at(even, 4.950598), 2e-6,
        "170 to 2,720 columns, extrapolated");
  current("even stripes, film on the lands: current at its Voc, 6.981049 V", 0,
          current_at(even, 6.981049 + drop), 4e-6, "the lands' 5.8 mV by formula; digits of Voc");
  current("square shunt, nothing on the lands: 4.8 V", 0.09093049, current_at(shunted, 4.8), 5e-5,
          "53,856 elements, which moved it by nearly as much from 23,936");
  current("... 6.4 V", 0.008508172, current_at(shunted, 6.4), 2.5e-4,
          "53,856 elements, which moved it by nearly as much from 23,936");
  current("the example without film on its lands: Isc", 0.1149379, current_at(shunted, 0), 1e-7,
          "seven digits");
  current("... current at its Voc, 6.537684 V", 0, current_at(shunted, 6.537684), 2e-4, shape);
  power(4.361379, 0.4568628, current_at(shunted, 4.361379), 2e-4, shape);
  current("the example as it is: Isc", 0.1149378, current_at(shunted, 0), 2e-7, "seven digits");
  current("... current at its Voc, 6.531862 V", 0, current_at(shunted, 6.531862 + drop), 2e-4,
          shape);
  power(4.356361, 0.456253, current_at(shunted, 4.356361 + drop), 2e-4, shape);
  return rows;
}

}  // namespace heliofab::module::testing_planes
