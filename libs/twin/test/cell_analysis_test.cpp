// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/cell_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "cell_file.hpp"

// What is found out of a cell by its layers, beyond its curve.
namespace heliofab::twin {
namespace {

CellAnalysis all_of(const std::string& name) {
  const cell_file::CellFile cell = cell_file::named(name);
  return analyse_cell(cell.plan, cell.data, AnalysisRequest::all());
}

double pmax_with(const std::string& name, const std::string& path, const std::string& value) {
  const cell_file::CellFile cell = cell_file::named(name, {path + "=" + value});
  const device::CellTask task = cell_task(cell.plan, cell.data);
  return device::solve_cells({&task, 1}, {.mesh = 1, .refinements = 0}).front().pmax();
}

TEST(CellAnalysis, AccountsForEveryPhotonAndItsCharge) {
  const CellAnalysis a = all_of("fab2");
  ASSERT_TRUE(a.optics && a.quantum_efficiency);
  const CellOptics& o = *a.optics;
  for (std::size_t k = 0; k < o.wavelength.size(); ++k) {
    double sum = o.reflected[k];
    double in_layers = 0;
    for (std::size_t n = 0; n < o.names.size(); ++n) {
      sum += o.absorbed[n][k];
      const bool is_layer = std::ranges::find(a.layers, o.names[n]) != a.layers.end();
      in_layers += is_layer ? o.absorbed[n][k] : 0;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_LE(a.quantum_efficiency->external[k], in_layers + 1e-6);
    EXPECT_NEAR(a.quantum_efficiency->internal[k] * (1 - o.reflected[k]),
                a.quantum_efficiency->external[k], 1e-12);
  }
  EXPECT_NEAR(std::accumulate(o.currents.begin(), o.currents.end(), o.reflected_current) /
                  o.incident_current,
              1, 1e-12);
  const cell_file::CellFile cell = cell_file::named("fab2");
  EXPECT_NEAR(o.incident_current, optics::photon_current(cell.data.spectrum), 1e-9);
  const double jsc =
      device::current_of(*a.quantum_efficiency, optics::photon_flux(cell.data.spectrum));
  EXPECT_NEAR(jsc / a.light.jsc, 1, 0.02);  // light makes this cell a little better
}

// A cell with air behind it passes on what it does not absorb.
TEST(CellAnalysis, NamesWhatGoesThroughACellWithoutAMetal) {
  const cell_file::CellFile cell =
      cell_file::named("fab2", {"back_index=air", "indices.air.model=constant", "indices.air.n=1"});
  const CellAnalysis a =
      analyse_cell(cell.plan, cell.data, {.quantum_efficiency = true, .losses = true});
  EXPECT_EQ(a.optics->names.back(), "transmitted");
  EXPECT_GT(a.optics->absorbed.back().back(), 0.1);  // 1300 nm
  const auto is_it = [](const device::LossTerm& t) { return t.name == "transmission"; };
  EXPECT_TRUE(std::ranges::any_of(a.losses->current.losses, is_it));
}

TEST(CellAnalysis, LossesLeadFromTheLimitToTheCell) {
  for (const char* name : {"fab2", "cigs", "cdte", "perovskite"}) {
    const CellAnalysis a = all_of(name);
    ASSERT_TRUE(a.losses) << name;
    for (const device::Waterfall* w :
         {&a.losses->current, &a.losses->voltage, &a.losses->fill_factor, &a.losses->power}) {
      const double lost =
          std::accumulate(w->losses.begin(), w->losses.end(), 0.0,
                          [](double sum, const device::LossTerm& t) { return sum + t.amount; });
      EXPECT_NEAR(w->start - lost, w->end, 1e-9 * w->start) << name;
    }
    EXPECT_NEAR(a.losses->power.end, a.light.pmax(), 1e-4 * a.light.pmax()) << name;
  }
}

// By the chain rule where the engine knows it, else by changes of the residuals; both against
// curves of cells that are a little different.
TEST(CellAnalysis, SlopesAreThoseOfTheCurves) {
  struct Input {
    std::string cell, path, low, high;
    double step;  // [SI] between them
  };
  for (const Input& i :
       {Input{"fab2", "layers.cigs.thickness", "1.999 um", "2.001 um", 2e-9},
        Input{"fab2", "layers.cds.thickness", "49.95 nm", "50.05 nm", 1e-10},
        Input{"fab2", "layers.cigs.acceptors", "7.99e15 1/cm3", "8.01e15 1/cm3", 2e19},
        Input{"fab2", "temperature", "298.1 K", "298.2 K", 0.1},
        Input{"perovskite", "interfaces.perovskite.levels.trap.velocity_n", "1998 cm/s",
              "2002 cm/s", 0.04},
        Input{"perovskite", "layers.perovskite.thickness", "499.5 nm", "500.5 nm", 1e-9}}) {
    const cell_file::CellFile cell = cell_file::named(i.cell);
    const CellAnalysis a = analyse_cell(cell.plan, cell.data, {.slopes = true});
    const auto found = std::ranges::find(a.slopes, "cell." + i.path, &InputSlopes::path);
    ASSERT_NE(found, a.slopes.end()) << i.path;
    const double slope =
        (pmax_with(i.cell, i.path, i.high) - pmax_with(i.cell, i.path, i.low)) / i.step;
    EXPECT_NEAR(found->of.pmax / slope, 1, 2e-3) << i.path;
  }
}

// What is depleted of the CdS, 68 nm of CIGS to the field, widens 0.5 um of the absorber: the
// apparent doping is that share too low.
TEST(CellAnalysis, SeesTheDopingBehindTheBuffer) {
  const CellAnalysis a = all_of("bm1");
  ASSERT_FALSE(a.doping.empty());
  const device::ProfilePoint& reverse = a.doping.front();
  EXPECT_NEAR(reverse.doping / 1e22, 1 - 68e-9 / reverse.width, 0.05);
  EXPECT_FALSE(a.losses);  // no spectrum
  EXPECT_FALSE(a.quantum_efficiency);
  ASSERT_TRUE(a.coefficients);
  EXPECT_NEAR(a.coefficients->voc, -0.0033, 1e-4);
  EXPECT_EQ(a.profiles.size(), 3);
  EXPECT_EQ(a.temperatures.size(), a.at_temperatures.size());
}

TEST(CellAnalysis, OfADarkCellHasNoFiguresButItsBands) {
  const cell_file::CellFile cell = cell_file::named("bm1", {"light.model=dark"});
  const CellAnalysis a = analyse_cell(cell.plan, cell.data, AnalysisRequest::all());
  EXPECT_TRUE(a.light.points.empty());
  EXPECT_FALSE(a.dark.points.empty());
  EXPECT_EQ(a.profiles.size(), 1);
  EXPECT_FALSE(a.capacitance_voltage.empty());
  EXPECT_TRUE(a.slopes.empty());
}

}  // namespace
}  // namespace heliofab::twin
