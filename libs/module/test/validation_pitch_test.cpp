// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/roots.hpp"
#include "plane_cases.hpp"
#include "validation_rows.hpp"

// Which pitch makes most of an aperture, by the sheet resistance of the TCO.
namespace heliofab::module::testing_planes {
namespace {

struct Table {
  double dead = 0;        // [mm]
  double sheet = 0;       // [ohm]
  Reference efficiency;   // [%] of the aperture by pitch [mm]
  double best_pitch = 0;  // [mm]
  double best = 0;        // [%]
};

const std::vector<Table>& tables() {
  static const std::vector<Table> all{
      {0.2,
       5,
       {{2, 16.388}, {3, 16.901}, {4, 17.071}, {5, 17.080}, {6, 16.988}, {8, 16.588}, {10, 15.958}},
       4.56,
       17.091},
      {0.2,
       10,
       {{2, 16.332}, {3, 16.764}, {4, 16.816}, {5, 16.666}, {6, 16.374}, {8, 15.449}, {10, 14.164}},
       3.69,
       16.826},
      {0.2,
       20,
       {{2, 16.217}, {3, 16.484}, {4, 16.289}, {5, 15.808}, {6, 15.104}, {8, 13.214}, {10, 11.127}},
       2.97,
       16.484},
      {0.3,
       5,
       {{2, 15.481}, {3, 16.302}, {4, 16.627}, {5, 16.731}, {6, 16.703}, {8, 16.386}, {10, 15.810}},
       5.24,
       16.734},
      {0.3,
       10,
       {{2, 15.429}, {3, 16.172}, {4, 16.383}, {5, 16.331}, {6, 16.107}, {8, 15.274}, {10, 14.048}},
       4.24,
       16.389},
      {0.3,
       20,
       {{2, 15.325}, {3, 15.909}, {4, 15.880}, {5, 15.505}, {6, 14.877}, {8, 13.086}, {10, 11.048}},
       3.41,
       15.949}};
  return all;
}

// One stripe of HM50, without end contacts.
double efficiency(double dead, double sheet, double pitch) {  // [%]
  PlaneModule m = hm50();
  m.design.cells = 1;
  m.design.pitch = pitch * 1e-3;
  m.design.scribes.p1_p2_gap = m.design.scribes.p2_p3_gap = (dead - 0.15) / 2 * 1e-3;
  m.design.tco_sheet_resistance = sheet;
  m.design.scribes.p2_contact = p2_resistance({5e-8, 50e-6, sheet, 0.5});
  m.design.end_contact = 2e-8;
  m.mesh.degree = 10;
  const auto power = [&](double v) { return v * solve_plane(m, {v}).points[0].current; };
  return find_maximum(power, 0.2, 0.7, 1e-5).value / (10 * aperture_area(m.design));
}

}  // namespace

Checks pitch_rows() {
  Checks rows;
  for (const Table& t : tables()) {
    const std::string name = fmt::format("{:g} mm dead, {:g} ohm", t.dead, t.sheet);
    const std::pair<double, double> last = t.efficiency.back();
    rows.push_back({fmt::format("{}, {:g} mm", name, last.first), last.second,
                    efficiency(t.dead, t.sheet, last.first), 6e-4, "%", "half the last digit"});
    const Maximum best =
        find_maximum([&](double p) { return efficiency(t.dead, t.sheet, p); }, 2, 8, 1e-3);
    rows.push_back({"... best pitch", t.best_pitch, best.x, 0.02, "mm", "flat: 1e-5 in power"});
    rows.push_back({"... there", t.best, best.value, 6e-4, "%", "half the last digit"});
  }
  return rows;
}

line_chart::Picture pitch_picture() {
  line_chart::Sheet sheet{.columns = 2, .width = 380, .right = 110};
  for (const double dead : {0.2, 0.3}) {
    line_chart::Chart chart{
        .title = fmt::format("{:g} mm of scribes", dead),
        .x = {.name = "pitch [mm]", .from = 2, .to = 10, .step = 1},
        .y = {.name = "efficiency of the aperture [%]", .from = 11, .to = 17.5, .step = 1}};
    int colour = 0;
    for (const Table& t : tables()) {
      if (t.dead != dead) {
        continue;
      }
      line_chart::Line line{.name = fmt::format("{:g} ohm", t.sheet), .colour = colour};
      for (double pitch = 2; pitch < 10.05; pitch += 0.1) {
        line.x.push_back(pitch);
        line.y.push_back(efficiency(t.dead, t.sheet, pitch));
      }
      line_chart::Line points{.colour = colour, .look = line_chart::Look::dots};
      for (const auto& [pitch, value] : t.efficiency) {
        points.x.push_back(pitch);
        points.y.push_back(value);
      }
      chart.lines.push_back(line);
      chart.lines.push_back(points);
      ++colour;
    }
    sheet.charts.push_back(chart);
  }
  return {"module-pitch.svg",
          "Efficiency of HM50's film over the pitch for TCOs of 5, 10 and 20 ohm that are equally "
          "clear; dots: table of the reference.",
          line_chart::svg(sheet)};
}

}  // namespace heliofab::module::testing_planes
