// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "../../core/test/line_chart.hpp"
#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/optics/generation.hpp"
#include "reference_cell.hpp"

// The pictures of docs/validation/optics.md.
namespace heliofab::optics {

// What becomes of sunlight on the reference cell from above and from the side.
inline std::string spectra_chart() {
  const materials::LayerStack stack = testing_cell::stack();
  const std::vector<double> wavelength = testing_cell::grid(300, 1300, 5);
  std::vector<double> nm;
  for (const double length : wavelength) {
    nm.push_back(length / unit::nm);
  }
  const auto above = budget_spectra(stack, wavelength);
  const auto side = budget_spectra(stack, wavelength, {std::acos(0.5)});
  const auto line = [&](const char* name, const std::vector<double>& y, int colour) {
    return line_chart::Line{
        name, nm, y, colour,
        std::string(name).ends_with(" 60 deg") ? line_chart::Look::pale : line_chart::Look::line};
  };
  return line_chart::svg(
      {.charts = {{.title = "Where light goes",
                   .x = {"wavelength in nm", 300, 1300, 100},
                   .y = {"part of the light"},
                   .lines = {line("absorber, 0 deg", above.films[testing_cell::cigs], 0),
                             line("absorber, 60 deg", side.films[testing_cell::cigs], 0),
                             line("reflected, 0 deg", above.reflected, 1),
                             line("reflected, 60 deg", side.reflected, 1),
                             line("ZnO:Al, 0 deg", above.films[testing_cell::azo], 2),
                             line("ZnO:Al, 60 deg", side.films[testing_cell::azo], 2)}}}});
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
  line_chart::Chart chart{.title = "Light that comes from the side",
                          .x = {"angle in degrees", 0, 90, 10},
                          .y = {"photocurrent of the absorber over that at 0 deg", 0, 1.25, 0.25}};
  for (const auto& [name, stack] : {std::pair("no coating", bare), std::pair("105 nm MgF2", coated),
                                    std::pair("EVA and glass", covered)}) {
    line_chart::Line line{.name = name, .colour = static_cast<int>(chart.lines.size())};
    const double normal = photocurrents(stack, sun).films[stack.films.size() - 1];
    for (int degrees = 0; degrees <= 89; ++degrees) {
      const Incidence incidence{.angle = degrees / 180.0 * std::acos(-1.0)};
      line.x.push_back(degrees);
      line.y.push_back(photocurrents(stack, sun, incidence).films[stack.films.size() - 1] / normal);
    }
    chart.lines.push_back(line);
  }
  return line_chart::svg({.charts = {chart}});
}

}  // namespace heliofab::optics
