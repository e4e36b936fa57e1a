// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/solve_module.hpp"

namespace heliofab::module {
namespace {

constexpr double floor_slope = 1e-3;  // [S/m2] that each film has

std::vector<StripCell> string_of(const std::vector<double>& shunts, double exponent) {
  std::vector<StripCell> cells;
  for (const double shunt : shunts) {
    cells.push_back(
        {.curve = MonotoneCubic({0, 1}, {0, 0}), .shunt = shunt, .shunt_exponent = exponent});
  }
  return cells;
}

ModuleDesign design_of(std::size_t cells) {
  ModuleDesign design;
  design.cells = static_cast<std::int64_t>(cells);
  design.scribes.leakage = 0;
  return design;
}

TEST(DarkLeak, OfAlikeStripesIsThatOfOneWhateverTheExponent) {
  const std::vector<double> shunts(28, 2.0);
  for (const double exponent : {1.0, 1.5, 3.0}) {
    EXPECT_NEAR(dark_leak(design_of(28), string_of(shunts, exponent), 0.5), 2 + floor_slope, 1e-9);
  }
}

// Ohmic stripes in series: resistances add.
TEST(DarkLeak, OfOhmicStripesIsTheirHarmonicMean) {
  const std::vector<double> shunts{1, 2, 4, 100};
  double resistance = 0;
  for (const double shunt : shunts) {
    resistance += 1 / (shunt + floor_slope) / 4;
  }
  EXPECT_NEAR(dark_leak(design_of(4), string_of(shunts, 1), 0.5), 1 / resistance, 1e-9);
}

// A fault and the edges of scribes lie across their stripe.
TEST(DarkLeak, CountsFaultsAndEdges) {
  ModuleDesign design = design_of(2);
  design.scribes.leakage = 3e-5;
  std::vector<StripCell> cells = string_of({1, 1}, 1);
  cells[1].fault = 0.1;
  const double edge = 3e-5 / active_width(design);
  const double fault = 0.1 / active_width(design) / design.cell_length;
  const double resistance =
      (1 / (1 + floor_slope + edge) + 1 / (1 + floor_slope + edge + fault)) / 2;
  EXPECT_NEAR(dark_leak(design, cells, 0.5), 1 / resistance, 1e-9);
}

// Against a search for the current at which the voltages of all stripes add up.
TEST(DarkLeak, SharesTheVoltageOfStripesThatDiffer) {
  const std::vector<double> shunts{0.1, 0.5, 2, 3, 40, 0};
  constexpr double exponent = 1.7;
  const auto voltage_at = [&](double current) {
    double sum = 0;
    for (const double shunt : shunts) {
      const auto excess = [&](double v) {
        return floor_slope * v + shunt * v * std::pow(v / 0.5, exponent - 1) - current;
      };
      sum += find_root(excess, 1e-12, 1e4, 1e-13).value();
    }
    return sum;
  };
  const double current =
      find_root([&](double i) { return voltage_at(i) - 0.5 * 6; }, 1e-6, 10, 1e-13).value();
  EXPECT_NEAR(dark_leak(design_of(6), string_of(shunts, exponent), 0.5), current / 0.5,
              1e-8 * current);
}

}  // namespace
}  // namespace heliofab::module
