// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "heliofab/core/roots.hpp"
#include "heliofab/device/radiative_limit.hpp"
#include "sunlight.hpp"
#include "validation_rows.hpp"

// What a gap allows.
namespace heliofab::device::testing_cells {
namespace {

// Computed apart from this code with another integration, from the whole of [astm_g173], 1 nm and
// finer; ours has means over 2 nm, which move a gap by up to 1 nm of sunlight.
struct Wanted {
  double gap, jsc, j0, voc, fill_factor, efficiency;
};
// clang-format off
const std::vector<Wanted> wanted_limits{
    {1.00, 48.220, 5.35e-12, 0.7664, 85.66, 31.64},
    {1.04, 46.122, 1.22e-12, 0.8033, 86.15, 31.91},
    {1.10, 44.230, 1.31e-13, 0.8594, 86.84, 33.00},
    {1.12, 43.811, 6.25e-14, 0.8783, 87.05, 33.48},
    {1.15, 42.438, 2.05e-14, 0.9061, 87.36, 33.58},
    {1.18, 40.969, 6.70e-15, 0.9339, 87.64, 33.52},
    {1.20, 39.985, 3.18e-15, 0.9524, 87.83, 33.44},
    {1.25, 37.575, 4.92e-16, 0.9988, 88.26, 33.11},
    {1.30, 35.817, 7.58e-17, 1.0456, 88.67, 33.19},
    {1.34, 35.032, 1.70e-17, 1.0835, 88.97, 33.76},
    {1.40, 32.881, 1.79e-18, 1.1397, 89.39, 33.49},
    {1.42, 32.052, 8.45e-19, 1.1583, 89.53, 33.22},
    {1.45, 30.837, 2.74e-19, 1.1862, 89.72, 32.81},
    {1.50, 28.973, 4.18e-20, 1.2329, 90.02, 32.14},
    {1.60, 25.467, 9.68e-22, 1.3264, 90.57, 30.58},
    {1.68, 23.060, 4.74e-23, 1.4013, 90.97, 29.39},
};
// clang-format on
constexpr double limit_temperature = 298.15;

}  // namespace

Checks limit_rows() {
  const optics::Spectrum sun = am15g();
  const std::string digit = "the last digit";
  Checks rows;
  for (const Wanted& w : wanted_limits) {
    const RadiativeLimit limit = shockley_queisser(sun, w.gap, limit_temperature);
    rows.push_back({fmt::format("Shockley-Queisser, {:.2f} eV: Jsc", w.gap), w.jsc, limit.jsc / 10,
                    2e-3, "mA/cm2", "means over 2 nm"});
    rows.push_back({"... J0", w.j0, limit.j0 / 10, 4e-3 * w.j0, "mA/cm2", digit});
    rows.push_back({"... Voc", w.voc, limit.voc, 1e-4, "V", digit});
    rows.push_back({"... FF", w.fill_factor, 100 * limit.fill_factor, 0.01, "%", digit});
    rows.push_back({"... efficiency", w.efficiency, 100 * limit.efficiency(), 0.01, "%", digit});
  }
  const auto efficiency = [&](double gap) {
    return shockley_queisser(sun, gap, limit_temperature).efficiency();
  };
  const Maximum best = find_maximum(efficiency, 1.31, 1.36, 1e-6);  // one of several in the sun
  rows.push_back({"... largest efficiency", 33.77, 100 * best.value, 0.01, "%", digit});
  rows.push_back({"... at", 1.335, best.x, 2e-3, "eV", "flat; means over 2 nm, 3 meV there"});
  return rows;
}

line_chart::Picture limit_picture() {
  using line_chart::Look;
  const optics::Spectrum sun = am15g();
  line_chart::Line efficiency{.name = "Heliofab"};
  line_chart::Line current{.name = ""};
  line_chart::Line voltage{.name = ""};
  for (double gap = 0.96; gap < 1.9; gap += 0.005) {
    const RadiativeLimit limit = shockley_queisser(sun, gap, limit_temperature);
    for (auto* line : {&efficiency, &current, &voltage}) {
      line->x.push_back(gap);
    }
    efficiency.y.push_back(100 * limit.efficiency());
    current.y.push_back(limit.jsc / unit::mA_per_cm2);
    voltage.y.push_back(limit.voc);
  }
  line_chart::Line efficiencies{.name = "reference", .colour = 1, .look = Look::dots};
  line_chart::Line currents{.name = "", .colour = 1, .look = Look::dots};
  line_chart::Line voltages = currents;
  for (const Wanted& w : wanted_limits) {
    for (auto* line : {&efficiencies, &currents, &voltages}) {
      line->x.push_back(w.gap);
    }
    efficiencies.y.push_back(w.efficiency);
    currents.y.push_back(w.jsc);
    voltages.y.push_back(w.voc);
  }
  const line_chart::Axis gap{"gap, eV", 0.9, 1.9, 0.2};
  return {
      "device-limit.svg",
      "The limit of Shockley and Queisser at 298.15 K over the gap, under AM1.5 global, and the "
      "table computed apart. Dips of the efficiency are bands of water and oxygen in the air.",
      line_chart::svg({.charts = {{.title = "Efficiency",
                                   .x = gap,
                                   .y = {"%", 26, 36, 2},
                                   .lines = {efficiency, efficiencies},
                                   .legend = {0.3, 0.75}},
                                  {.title = "Current",
                                   .x = gap,
                                   .y = {"Jsc, mA/cm2", 15, 55, 10},
                                   .lines = {current, currents}},
                                  {.title = "Voltage",
                                   .x = gap,
                                   .y = {"Voc, V", 0.6, 1.8, 0.2},
                                   .lines = {voltage, voltages}}},
                       .columns = 3,
                       .width = 250,
                       .height = 230,
                       .right = 24})};
}

}  // namespace heliofab::device::testing_cells
