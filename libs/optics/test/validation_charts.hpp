// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/optics/generation.hpp"
#include "line_chart.hpp"
#include "reference_cell.hpp"

// The pictures of docs/validation/optics.md.
namespace heliofab::optics {

// What becomes of sunlight on the reference cell from above and from the side.
inline std::string spectra_chart() {
  const materials::LayerStack stack = testing_cell::stack();
  const std::vector<double> wavelength = testing_cell::grid(300, 1300, 5);
  line_chart::Chart chart{
      .x_name = "wavelength in nm", .y_name = "part of the light", .x_step = 100, .y_end = 1};
  for (const double length : wavelength) {
    chart.x.push_back(length / unit::nm);
  }
  const auto above = budget_spectra(stack, wavelength);
  const auto side = budget_spectra(stack, wavelength, {std::acos(0.5)});
  chart.lines = {{"absorber, 0 deg", above.films[testing_cell::cigs]},
                 {"absorber, 60 deg", side.films[testing_cell::cigs]},
                 {"reflected, 0 deg", above.reflected},
                 {"reflected, 60 deg", side.reflected},
                 {"ZnO:Al, 0 deg", above.films[testing_cell::azo]},
                 {"ZnO:Al, 60 deg", side.films[testing_cell::azo]}};
  return svg(chart);
}

// Photocurrent per light on the plane, over its value from above.
inline std::string angles_chart() {
  const materials::LayerStack coated = testing_cell::stack();
  materials::LayerStack bare = coated;
  bare.films.erase(bare.films.begin());
  materials::LayerStack covered = bare;
  covered.sheets = {{"glass", testing_data::read_constants("glass"), 3 * unit::mm},
                    {"eva", testing_data::read_constants("eva"), 400 * unit::um}};
  const Spectrum sun = testing_cell::light("am15g");
  line_chart::Chart chart{.x_name = "angle in degrees",
                          .y_name = "photocurrent of the absorber over that at 0 deg",
                          .x_step = 10,
                          .y_end = 1.25};
  for (int degrees = 0; degrees <= 89; ++degrees) {
    chart.x.push_back(degrees);
  }
  for (const auto& [name, stack] : {std::pair("no coating", bare), std::pair("105 nm MgF2", coated),
                                    std::pair("EVA and glass", covered)}) {
    line_chart::Line line{name, {}};
    const double normal = photocurrents(stack, sun).films[stack.films.size() - 1];
    for (const double degrees : chart.x) {
      const Incidence incidence{.angle = degrees / 180 * std::acos(-1.0)};
      line.y.push_back(photocurrents(stack, sun, incidence).films[stack.films.size() - 1] / normal);
    }
    chart.lines.push_back(line);
  }
  return svg(chart);
}

}  // namespace heliofab::optics
