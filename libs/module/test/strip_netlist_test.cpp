// SPDX-License-Identifier: Apache-2.0
// What solve_module solves, solved by ngspice.
#include <string>

#include <gtest/gtest.h>

#include "fault_cases.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
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

  // What the engine delivers at a voltage between the terminals [A].
  double current(double voltage, double most) const {
    const auto excess = [&](double current) {
      double sum = -design.end_contact / design.cell_length * current - voltage;
      for (const StripCell& cell : cells) {
        sum += solve_strip(design, cell, current).voltage;
      }
      return sum;
    };
    return find_root(excess, -0.1 * most, 1.1 * most, 1e-9 * most).value_or(0);
  }
};

// The network is the same, so all that differs is the film between the table's points, 2e-5 of its
// current, and what ngspice leaves over, 1e-6.
TEST(StripNetlist, HasTheCurveOfTheModuleEngineByNgspice) {
  if (!has_ngspice()) {
    GTEST_SKIP() << "ngspice is not on the PATH: tools/install-deps installs it";
  }
  const SixStripes m;
  const ModuleCurve curve = solve_module(m.design, m.cells);
  constexpr std::size_t steps = 40;
  const double step = curve.voc / steps;
  std::string netlist = spice_netlist(m.design, m.cells, {0, curve.voc * (1 + 1e-9), step});
  netlist.resize(netlist.rfind(".print"));
  const std::vector<double> currents = by_ngspice(netlist, steps + 1);
  for (std::size_t k = 0; k <= steps; ++k) {
    const double voltage = step * static_cast<double>(k);
    EXPECT_NEAR(currents[k], m.current(voltage, curve.isc), 2.5e-5 * curve.isc) << voltage << " V";
  }
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
