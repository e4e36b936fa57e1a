// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "plane_cases.hpp"
#include "validation_rows.hpp"

// Fifty cells, ten cells, a patch, a shade: currents with a reference.
namespace heliofab::module::testing_planes {
namespace {

void add_currents(const std::string& name, const PlaneModule& m, const Reference& points,
                  double tolerance, const std::string& why, Checks& rows) {
  const PlaneCurve curve = solve_plane(m, voltages_of(points));
  for (std::size_t k = 0; k < points.size(); ++k) {
    rows.push_back({fmt::format("{} {:.4g} V", k == 0 ? name + "," : "...", points[k].first),
                    points[k].second, curve.points[k].current, tolerance, "A", why});
  }
}

PlaneModule with_degree(PlaneModule m, std::int64_t degree) {
  m.mesh.degree = degree;
  m.mesh.elements_flaw = 1;
  return m;
}

// The fifth stripe dark as a film of its own: one row of elements will do.
PlaneModule with_dark_film() {
  PlaneModule m = with_degree(m10_shaded(1), 8);
  m.shades.clear();
  m.films.resize(10, m.films[0]);
  m.films[4].photocurrent = 0;
  return m;
}

line_chart::Line dots(const std::string& name, const Reference& points, int colour) {
  line_chart::Line line{.name = name, .colour = colour, .look = line_chart::Look::dots};
  for (const auto& [v, i] : points) {
    line.x.push_back(v);
    line.y.push_back(i);
  }
  return line;
}

line_chart::Line curve(const std::string& name, const PlaneModule& m, double to, int colour) {
  std::vector<double> voltages;
  for (int k = 0; k <= 80; ++k) {
    voltages.push_back(to * k / 80);
  }
  line_chart::Line line{.name = name, .x = voltages, .colour = colour};
  for (const PlanePoint& p : solve_plane(m, voltages).points) {
    line.y.push_back(p.current);
  }
  return line;
}

}  // namespace

Checks benchmark_rows() {
  Checks rows;
  add_currents("HM50, fifty cells", with_degree(hm50(), 6), hm50_points, 5e-9,
               "nine digits; what the residual leaves", rows);
  rows.push_back({"... Isc", hm50_isc, solve_plane(with_degree(hm50(), 6), {0}).points[0].current,
                  6e-8, "A", "seven digits"});
  add_currents("M10, ten cells", with_degree(m10(), 6), m10_points, 1.5e-9, "nine digits", rows);
  add_currents("M10 with a patch of 1 ohm", with_degree(m10_shunted(), 4), m10_shunted_points, 4e-6,
               "reference extrapolated from meshes of second order, the finest 2e-6 A off", rows);
  return rows;
}

line_chart::Picture curve_picture() {
  return {
      "module-curves.svg",
      "Currents of HM50 and M10; dots: the references. A patch of 0.36 mm2 of 1 ohm takes 9 % of "
      "the power of 60 cm2.",
      line_chart::svg(
          {.charts = {{.title = "fifty cells, 30 cm x 30 cm",
                       .x = {.name = "V", .to = 36, .step = 6},
                       .y = {.name = "A", .from = -0.2, .to = 0.6, .step = 0.2},
                       .lines = {curve("HM50", with_degree(hm50(), 4), 36, 0),
                                 dots("exact", hm50_points, 0)},
                       .legend = {0.05, 0.6}},
                      {.title = "ten cells, 6 cm x 10 cm",
                       .x = {.name = "V", .to = 7, .step = 1},
                       .y = {.name = "A", .from = 0, .to = 0.2, .step = 0.05},
                       .lines = {curve("M10", with_degree(m10(), 4), 6.85, 0),
                                 curve("with the patch", with_degree(m10_shunted(), 2), 6.83, 1),
                                 dots("exact", m10_points, 0),
                                 dots("extrapolated", m10_shunted_points, 1)},
                       .legend = {0.05, 0.6}}},
           .columns = 2,
           .width = 400,
           .right = 20})};
}

Checks shade_rows() {
  Checks rows;
  const PlaneModule full = with_dark_film();
  add_currents("M10S, fifth stripe dark", full, full_shade_points, 1.5e-9, "nine digits", rows);
  for (const std::size_t k : {0U, 2U, 4U, 6U}) {
    rows.push_back({fmt::format("... its voltage at {:g} V", full_shade_points[k].first),
                    full_shade_voltages[k],
                    stripe_voltage(solve_plane(full, {full_shade_points[k].first}).map, 4), 6e-6,
                    "V", "half the last digit"});
  }
  add_currents("half of its length dark", with_degree(m10_shaded(0.5), 4), half_shade_points, 2e-7,
               "seven digits, extrapolated from meshes of second order", rows);
  return rows;
}

line_chart::Picture shade_picture() {
  PlaneModule lit = with_dark_film();
  lit.films.resize(1);
  return {"module-shade.svg",
          "M10 with breakdown. Half a dark stripe carries half the current, and beyond that breaks "
          "down like a whole one; dots: the references.",
          line_chart::svg({.charts = {{.title = "ten cells, the fifth in shade",
                                       .x = {.name = "V", .to = 7, .step = 1},
                                       .y = {.name = "A", .to = 0.2, .step = 0.05},
                                       .lines = {curve("in the light", lit, 6.85, 7),
                                                 curve("half a stripe dark",
                                                       with_degree(m10_shaded(0.5), 2), 6.85, 0),
                                                 curve("a stripe dark", with_dark_film(), 6.1, 1),
                                                 dots("extrapolated", half_shade_points, 0),
                                                 dots("exact", full_shade_points, 1)}}}})};
}

}  // namespace heliofab::module::testing_planes
