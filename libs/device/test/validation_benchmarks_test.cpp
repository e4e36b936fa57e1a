// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reference_cells.hpp"
#include "validation_rows.hpp"

// Cells with complete inputs, against the figures of other programs.
namespace heliofab::device::testing_cells {
namespace {

constexpr auto richardson = "limit of 201 and 401 nodes; its own error 2e-6, the reference's 3e-6";
constexpr auto mesh_of_401 = "mesh of 401 nodes: 5e-5 of Jsc, grows with dJ/dV";

Figures limit_figures(Figures coarse, Figures fine) {
  return {limit_of(coarse.jsc, fine.jsc), limit_of(coarse.voc, fine.voc),
          limit_of(coarse.fill_factor, fine.fill_factor), limit_of(coarse.pmax, fine.pmax)};
}

double at(const CellCurve& curve, double voltage) {
  const auto is_there = [=](const CurvePoint& p) { return std::abs(p.voltage - voltage) < 1e-9; };
  return std::ranges::find_if(curve.points, is_there)->current_density / unit::mA_per_cm2;
}

Checks heterojunction() {
  const Figures coarse = figures(bm1(1).solve());
  const Figures middle = figures(bm1(2).solve());
  const Figures fine = figures(bm1(4).solve());
  const Figures l = limit_figures(middle, fine);
  const std::string order = "second order, less what 101 nodes leave of the next";
  return {
      {"BM-1: Jsc", 32.32925, l.jsc, 2e-4, "mA/cm2", richardson},
      {"... Voc", 0.623986, l.voc, 2e-6, "V", richardson},
      {"... FF", 76.3180, l.fill_factor, 5e-4, "%", richardson},
      {"... efficiency", 15.39564, l.pmax, 1e-4, "%", richardson},
      {"... efficiency on 101 nodes", 15.39564, coarse.pmax, 0.01, "%", "5e-4 measured"},
      {"... efficiency on 201 nodes", 15.39564, middle.pmax, 0.0025, "%", "a quarter of it"},
      {"... order in Jsc", 2, observed_order(coarse.jsc, middle.jsc, fine.jsc), 0.1, "", order},
      {"... order in efficiency, from 201 nodes", 2,
       observed_order(middle.pmax, fine.pmax, figures(bm1(8).solve()).pmax), 0.1, "", order},
  };
}

Checks curves() {
  const CellCurve light = bm1(4).solve({.to = 0.8, .step = 0.05, .stop_after_voc = false});
  Case c = bm1(4);
  c.design.front.velocity_n = c.design.front.velocity_p = 1e8;
  c.design.back = c.design.front;
  const CellCurve dark = c.solve_dark({.to = 0.8, .step = 0.02});
  const Figures f = figures(c.solve());
  Checks rows{{"BM-1, perfect contacts: Jsc", 32.32651, f.jsc, 2e-3, "mA/cm2", mesh_of_401},
              {"... Voc", 0.623970, f.voc, 2e-6, "V", mesh_of_401},
              {"... FF", 76.3167, f.fill_factor, 2e-3, "%", mesh_of_401}};
  for (const auto& [v, j] : bm1_dark) {
    rows.push_back({fmt::format("... dark, {:.2f} V", v), j, -at(dark, v), 3e-4 * j, "mA/cm2",
                    "mesh 2e-4; the reference has 801 nodes"});
  }
  for (const auto& [v, j] : bm1_light) {
    rows.push_back({fmt::format("BM-1 in light, {:.2f} V", v), j, at(light, v),
                    2e-3 + 7e-4 * std::max(0.0, -j), "mA/cm2", mesh_of_401});
  }
  return rows;
}

Checks back_contact() {
  struct Wanted {
    double velocity, jsc, voc, efficiency;
  };
  Checks rows;
  for (const Wanted& w :
       {Wanted{1e5, 32.555, 0.62534, 15.558}, Wanted{1e4, 33.216, 0.62979, 16.057},
        Wanted{100, 33.634, 0.63308, 16.389}, Wanted{1, 33.640, 0.63313, 16.394}}) {
    Case c = bm1(4);
    c.design.back.velocity_n = w.velocity * unit::cm_per_s;
    const Figures f = figures(c.solve());
    const std::string why = "half the last digit, plus mesh 5e-5";
    rows.push_back({"BM-1, back velocity of electrons " +
                        std::to_string(static_cast<int>(w.velocity)) + " cm/s: Jsc",
                    w.jsc, f.jsc, 2e-3, "mA/cm2", why});
    rows.push_back({"... Voc", w.voc, f.voc, 1e-5, "V", why});
    rows.push_back({"... efficiency", w.efficiency, f.pmax, 2e-3, "%", why});
  }
  return rows;
}

// The reference took Voc from the straight line between the points of a 10 mV grid.
Checks charged_levels() {
  const CurveRequest grid{.to = 0.75, .step = 0.01, .stop_after_voc = false};
  const CellCurve curve = bm2(4).solve(grid);
  double best = 0;
  double voc = 0;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const CurvePoint& a = curve.points[i - 1];
    const CurvePoint& b = curve.points[i];
    best = std::max(best, b.voltage * b.current_density / unit::mA_per_cm2);
    if (a.current_density > 0 && b.current_density <= 0) {
      voc = a.voltage + 0.01 * a.current_density / (a.current_density - b.current_density);
    }
  }
  const double jsc = limit_figures(figures(bm2(2).solve()), figures(curve)).jsc;
  return {{"BM-2, charged levels: Jsc", 29.784, jsc, 1e-3, "mA/cm2", "half the last digit, limit"},
          {"... Voc on the 10 mV grid", 0.6346, voc, 6e-5, "V", "half the last digit"},
          {"... largest power on the grid", 14.634, best, 2e-3, "mW/cm2",
           "half the last digit, plus mesh 1e-4"}};
}

Checks schottky_back() {
  const Figures f = limit_figures(figures(cdte(2).solve()), figures(cdte(4).solve()));
  const CellCurve curve = cdte(4).solve({.step = 0.05, .stop_after_voc = false});
  Checks rows{{"CdS/CdTe: Jsc", 14.858, f.jsc, 1e-3, "mA/cm2", "half the last digit, limit"},
              {"... Voc", 0.8902, f.voc, 6e-5, "V", "half the last digit"},
              {"... FF", 78.64, f.fill_factor, 6e-3, "%", "half the last digit"},
              {"... Pmax", 10.402, f.pmax, 1e-3, "mW/cm2", "half the last digit"}};
  for (const auto& [v, j] : cdte_light) {
    rows.push_back({fmt::format("... {:.2f} V", v), j, at(curve, v),
                    1.5e-3 + 4e-4 * std::max(0.0, -j), "mA/cm2", "half the last digit, plus mesh"});
  }
  return rows;
}

}  // namespace

Checks benchmark_rows() {
  Checks rows;
  for (const Checks& part :
       {heterojunction(), curves(), back_contact(), charged_levels(), schottky_back()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

}  // namespace heliofab::device::testing_cells
