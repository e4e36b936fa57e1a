// SPDX-License-Identifier: Apache-2.0
// What solve_module solves, solved by ngspice.
#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "fault_cases.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "ngspice.hpp"

namespace heliofab::module {
namespace {

// Six stripes, one of them faulty and one of another film, with a shunt of a power law.
struct SixStripes {
  ModuleDesign design{.cells = 6, .pitch = 5e-3, .cell_length = 0.3};
  std::vector<StripCell> cells = std::vector<StripCell>(6, testing_faults::hm50_strip());
  SixStripes() {
    for (StripCell& cell : cells) {
      cell.shunt = 3;
      cell.shunt_exponent = 1.5;
    }
    cells[2].fault = 0.02;
    cells[4].shunt = 20;
    cells[4].tco_sheet_resistance = 25;
  }

  // Between the terminals at a current, as the engine has it.
  double voltage(double current) const {
    double sum = -design.end_contact / design.cell_length * current;
    for (const StripCell& cell : cells) {
      sum += solve_strip(design, cell, current).voltage;
    }
    return sum;
  }
};

// The network is the same, so all that differs is the film between the table's points: 1e-6 of its
// current, and what ngspice leaves over. At open circuit a current of 1e-6 of the light's is some
// 1e-7 V of a stripe; where the curve is flat voltages are its slope times as sure, so these are
// compared as powers.
TEST(StripNetlist, HasTheCurveOfTheModuleEngineByNgspice) {
  if (!has_ngspice()) {
    GTEST_SKIP() << "ngspice is not on the PATH: tools/install-deps installs it";
  }
  const SixStripes m;
  const ModuleCurve curve = solve_module(m.design, m.cells);
  constexpr std::size_t steps = 100;
  const double step = curve.voc / steps;
  std::string netlist = spice_netlist(m.design, m.cells, {0, curve.voc * (1 + 1e-9), step});
  netlist.resize(netlist.rfind(".print"));
  const std::vector<double> currents = by_ngspice(netlist, steps + 1);
  EXPECT_NEAR(currents.front() / curve.isc, 1, 2e-6);
  EXPECT_NEAR(currents.back(), 0, 2e-5 * curve.isc);
  double pmax = 0;
  for (std::size_t k = 0; k <= steps; ++k) {
    const double voltage = step * static_cast<double>(k);
    pmax = std::max(pmax, voltage * currents[k]);
    if (voltage > 0.5 * curve.voc) {
      EXPECT_NEAR(m.voltage(currents[k]) / voltage, 1, 3e-5) << voltage << " V";
    }
  }
  // A grid of a hundredth of the open circuit misses the top by less than 1e-3.
  EXPECT_NEAR(pmax / curve.pmax(), 1, 1e-3);
  EXPECT_LT(pmax, curve.pmax() * (1 + 1e-5));
}

TEST(StripNetlist, HasOneSubcircuitForEachFilm) {
  const SixStripes m;
  const std::string netlist = spice_netlist(m.design, m.cells, {0, 1, 0.1});
  std::size_t films = 0;
  for (std::size_t at = 0; (at = netlist.find(".subckt", at)) != std::string::npos; ++at) {
    ++films;
  }
  EXPECT_EQ(films, 3U);
  EXPECT_NE(netlist.find("* 6 stripes, 20 places of film across each\n"), std::string::npos);
}

TEST(StripNetlist, WantsACellForEachStripe) {
  SixStripes m;
  m.cells.pop_back();
  EXPECT_THROW(spice_netlist(m.design, m.cells, {0, 1, 0.1}), InputError);
}

}  // namespace
}  // namespace heliofab::module
