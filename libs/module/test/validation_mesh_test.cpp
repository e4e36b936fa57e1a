// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plane_cases.hpp"
#include "validation_rows.hpp"

// How the error falls with points and degrees.
namespace heliofab::module::testing_planes {
namespace {

double current_at(PlaneModule m, double voltage, std::int64_t degree, std::int64_t elements) {
  m.mesh.degree = degree;
  m.mesh.elements = elements;
  return solve_plane(m, {voltage}).points[0].current;
}

using Lines = std::vector<line_chart::Line>;

// A line with its points marked.
void add(const std::string& name, std::vector<double> points, std::vector<double> errors,
         int colour, Lines& lines) {
  lines.push_back({name, points, errors, colour});
  lines.push_back({"", std::move(points), std::move(errors), colour, line_chart::Look::dots});
}

// Relative error of HM50 at 27 V over points across a stripe: more elements, or more of a degree.
void add_strip_errors(std::int64_t degree, int colour, Lines& lines) {
  const double exact = current_at(hm50(), 27, 10, 1);
  std::vector<double> points;
  std::vector<double> errors{1};
  for (std::int64_t n = degree; n <= (degree == 0 ? 6 : 160) && errors.back() > 2e-9;
       n = degree == 0 ? n + 1 : 2 * n) {
    n = std::max<std::int64_t>(n, 1);
    const double current =
        degree == 0 ? current_at(hm50(), 27, n, 1) : current_at(hm50(), 27, degree, n / degree);
    points.push_back(static_cast<double>(n + 1));
    errors.push_back(std::abs(current / exact - 1));
  }
  errors.erase(errors.begin());
  add(degree == 0 ? "one element, degree 1 to 6" : fmt::format("degree {}", degree), points, errors,
      colour, lines);
}

// Relative error of M10 with its patch at 5.4 V over points of a sheet: all elements are halved,
// and what they grow by as well.
void add_patch_errors(std::int64_t degree, int refinements, int colour, Lines& lines) {
  const double exact = 0.160010547;  // degrees 6, 8 and 10 agree to 1e-9 A
  std::vector<double> points;
  std::vector<double> errors;
  PlaneModule m = m10_shunted();
  m.mesh = {.degree = degree, .elements = 1, .elements_flaw = 1, .growth = 1.9};
  for (int k = 0; k < refinements; ++k) {
    const PlaneCurve curve = solve_plane(m, {5.4});
    points.push_back(static_cast<double>(curve.nodes));
    errors.push_back(std::abs(curve.points[0].current / exact - 1));
    m.mesh.elements *= 2;
    m.mesh.elements_flaw *= 2;
    m.mesh.growth = (1 + m.mesh.growth) / 2;
    m.mesh.longest /= 2;
  }
  add(fmt::format("degree {}", degree), points, errors, colour, lines);
}

Lines strip_lines() {
  Lines lines;
  add_strip_errors(1, 0, lines);
  add_strip_errors(2, 1, lines);
  add_strip_errors(0, 2, lines);
  lines.push_back({"PVMOS [pieters2014]",
                   {6, 11, 21, 41, 81, 161},
                   {1.5e-3, 5.9e-4, 1.5e-4, 3.7e-5, 9e-6, 1.8e-6},
                   7,
                   line_chart::Look::dashed});
  return lines;
}

Lines patch_lines() {
  Lines lines;
  add_patch_errors(1, 5, 0, lines);
  add_patch_errors(2, 4, 1, lines);
  add_patch_errors(4, 3, 2, lines);
  add_patch_errors(6, 2, 4, lines);
  lines.push_back({"PVMOS, adaptive",
                   {6.1e3, 6.4e3, 7.9e3, 1.3e4, 6.5e4, 1.45e5},
                   {8.5e-3, 2.5e-3, 3.1e-3, 3.9e-3, 2.9e-3, 2.3e-3},
                   7,
                   line_chart::Look::dashed});
  lines.push_back({"PVMOS, rings by hand",
                   {3.4e3, 1.3e4, 5.2e4},
                   {2.6e-4, 2.1e-4, 1.3e-4},
                   3,
                   line_chart::Look::dashed});
  return lines;
}

}  // namespace

Checks mesh_rows() {
  Checks rows;
  PlaneModule m = hm50();
  const double exact = current_at(m, 27, 10, 1);
  const double slope = (current_at(m, 27.01, 10, 1) - exact) / 0.01;
  // [V] of a boundary-value solution by polynomials of degree 2 to 5.
  const std::array reference{6e-5, 3e-6, 1.3e-7, 3e-9};
  for (std::size_t k = 0; k < reference.size(); ++k) {
    const auto degree = static_cast<std::int64_t>(k) + 2;
    const double error = std::abs((current_at(m, 27, degree, 1) - exact) / slope) / 50;
    rows.push_back(
        {fmt::format("HM50, one element of degree {}: log10 of a stripe's error", degree),
         std::log10(reference.at(k)), std::log10(error), 1.1, "V",
         "of the same polynomials on other points"});
  }
  double before = current_at(m, 27, 1, 20) - exact;
  for (const std::int64_t elements : {40, 80, 160, 320}) {
    const double error = current_at(m, 27, 1, elements) - exact;
    rows.push_back({fmt::format("HM50, order of finite volumes, {} of them", elements), 2,
                    std::log2(before / error), 0.02, "", "h^4 is what is next"});
    before = error;
  }
  m.design.tco_sheet_resistance = 40;
  const double steep = current_at(m, 27, 10, 2);
  for (const std::int64_t degree : {2, 3}) {
    const double coarse = current_at(m, 27, degree, 4) - steep;
    const double fine = current_at(m, 27, degree, 8) - steep;
    rows.push_back({fmt::format("TCO of 40 ohm, order of elements of degree {}", degree),
                    2 * static_cast<double>(degree), std::log2(std::abs(coarse / fine)), 0.5, "",
                    "twice the degree; two meshes"});
  }
  return rows;
}

line_chart::Picture mesh_picture() {
  return {
      "module-mesh.svg",
      "Relative error of the current near maximum power. Left: HM50, points across a stripe. "
      "Right: "
      "M10 with its patch, points of a sheet. Dashed: a finite-difference program on "
      "the same problems.",
      line_chart::svg(
          {.charts =
               {{.title = "HM50, 27 V",
                 .x = {.name = "points across a stripe",
                       .from = 2,
                       .to = 200,
                       .is_logarithmic = true,
                       .ticks = {2, 5, 10, 20, 50, 100, 200}},
                 .y = {.name = "relative error", .from = 1e-9, .to = 1e-1, .is_logarithmic = true},
                 .lines = strip_lines()},
                {.title = "M10 with a patch, 5.4 V",
                 .x = {.name = "points of a sheet",
                       .from = 500,
                       .to = 5e5,
                       .is_logarithmic = true,
                       .ticks = {1e3, 1e4, 1e5}},
                 .y = {.name = "relative error", .from = 1e-9, .to = 1e-1, .is_logarithmic = true},
                 .lines = patch_lines()}},
           .columns = 2,
           .width = 380,
           .height = 330,
           .right = 225})};
}

}  // namespace heliofab::module::testing_planes
