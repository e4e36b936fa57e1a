// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heat_cases.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "plane_everything.hpp"

// Modules that a string drives a current through: the curve by voltages, turned round.
namespace heliofab::module {
namespace {

using namespace testing_planes;

// Mean light's current of a stripe [A].
double light_of(const PlaneModule& m) {
  const PlaneProblem p = make_plane(m);
  double sum = 0;
  for (std::size_t k = 0; k < p.points(); ++k) {
    sum += p.area[k] * p.photocurrent[k];
  }
  return sum / static_cast<double>(p.cells.size());
}

std::vector<double> currents_of(const PlaneCurve& curve) {
  std::vector<double> currents;
  for (const PlanePoint& p : curve.points) {
    currents.push_back(p.current);
  }
  return currents;
}

// From far in reverse to beyond open circuit; the film that breaks down in a whole or half a stripe
// and a shunt that draws from its neighbours.
TEST(PlaneCurrents, AreThoseOfTheVoltagesFound) {
  const std::vector<double> voltages{-4, -1, 0, 1, 2, 3, 5, 6, 6.8, 7.2};
  for (PlaneModule m : {m10_shaded(1), m10_shaded(0.5), m10_shunted()}) {
    m.mesh.degree = 2;
    const double light = light_of(m);
    const PlaneCurve curve = solve_plane(m, voltages);
    const PlaneCurve found = solve_plane_at_currents(m, currents_of(curve));
    ASSERT_EQ(found.points.size(), voltages.size());
    for (std::size_t k = 0; k < voltages.size(); ++k) {
      EXPECT_NEAR(found.points[k].current, curve.points[k].current, 1e-8 * light) << voltages[k];
      // What the residual of the curve leaves, by its slope.
      const double slope = std::abs(curve.points[k].current -
                                    solve_plane(m, {voltages[k] + 1e-3}).points[0].current) /
                           1e-3;
      EXPECT_NEAR(found.points[k].voltage, voltages[k], 3e-8 * light / slope + 1e-9)
          << voltages[k] << " V";
    }
    EXPECT_EQ(found.map.voltage, found.points.back().voltage);
    const Balance b = balance_of(m, found.map);
    EXPECT_NEAR(b.first, found.points.back().current, 1e-8 * light);
    EXPECT_NEAR(b.last, found.points.back().current, 1e-8 * light);
  }
}

// The reference of the stripe in full shade, which has no voltage of ours in it.
TEST(PlaneCurrents, HaveTheExactVoltagesOfAStripeInFullShade) {
  PlaneModule m = m10_shaded(1);
  m.shades.clear();
  m.films.resize(10, m.films[0]);
  m.films[4].photocurrent = 0;
  m.mesh.degree = 8;
  for (const auto& [voltage, current] : full_shade_points) {
    const PlaneCurve found = solve_plane_at_currents(m, {current});
    EXPECT_NEAR(found.points[0].voltage, voltage, 1e-5) << current << " A";
  }
}

TEST(PlaneCurrents, DoNotDependOnTheirOrder) {
  PlaneModule m = m10_shaded(0.5);
  m.mesh.degree = 2;
  const std::vector<double> currents{0.05, 0.18, -0.05, 0.05, 0.35, 0};
  const PlaneCurve all = solve_plane_at_currents(m, currents);
  for (std::size_t k = 0; k < currents.size(); ++k) {
    const PlanePoint alone = solve_plane_at_currents(m, {currents[k]}).points[0];
    EXPECT_NEAR(all.points[k].voltage, alone.voltage, 1e-5) << currents[k] << " A";
  }
  EXPECT_LT(all.points[4].voltage, -4);  // each lit stripe takes what the shaded one takes
}

struct Inverted {
  int solved = 0;
  int refused = 0;
  double missed = 0;  // [-] of the light's current, by the voltages found
};

Inverted invert(std::uint64_t k) {
  PlaneModule m = random_with_everything(k);
  m.mesh.degree = 1;
  const double light = light_of(m);
  Inverted tally;
  // Together, and alone what not every module carries.
  for (const std::vector<double>& shares : {std::vector{0.6, 0.0, -0.7}, std::vector{1.4}}) {
    std::vector<double> currents = shares;
    std::ranges::for_each(currents, [&](double& i) { i *= light; });
    try {
      const PlaneCurve found = solve_plane_at_currents(m, currents);
      for (std::size_t j = 0; j < currents.size(); ++j) {
        const PlanePoint there = solve_plane(m, {found.points[j].voltage}).points[0];
        tally.missed = std::max(tally.missed, std::abs(there.current - currents[j]) / light);
        ++tally.solved;
      }
    } catch (const ModelError& error) {
      EXPECT_EQ(error.code(), "E4204") << k << ": " << error.what();
      ++tally.refused;
      const double least = -30 * static_cast<double>(m.design.cells);
      EXPECT_LT(solve_plane(m, {least}).points[0].current, currents[0]) << k;
    }
  }
  return tally;
}

// What is refused is indeed beyond what thirty volts a stripe carry.
TEST(PlaneCurrents, AreFoundInAnyModule) {
  const char* asked = std::getenv("HELIOFAB_RANDOM_MODULES");
  std::vector<Inverted> tallies(asked != nullptr ? std::stoul(asked) : 16);
  parallel_for(tallies.size(), [&](std::size_t k) { tallies[k] = invert(k); });
  Inverted all;
  for (const Inverted& t : tallies) {
    all.solved += t.solved;
    all.refused += t.refused;
    all.missed = std::max(all.missed, t.missed);
  }
  RecordProperty("refused", all.refused);
  RecordProperty("missed", std::to_string(all.missed));
  EXPECT_LT(all.missed, 1e-6);
  EXPECT_LT(all.refused, static_cast<int>(tallies.size()) / 5);
  EXPECT_GT(all.solved, 3 * static_cast<int>(tallies.size()));
  if (asked != nullptr) {
    std::printf("%d solved, %d refused, missed by %.1e\n", all.solved, all.refused, all.missed);
  }
}

// Counted: some three voltages of three steps for each current.
TEST(PlaneCurrents, CostAFewVoltagesEach) {
  PlaneModule m = m10_shunted();
  m.mesh.degree = 2;
  std::vector<double> currents;
  for (int k = 0; k <= 20; ++k) {
    currents.push_back(0.2 - 0.02 * k);
  }
  EXPECT_LT(solve_plane_at_currents(m, currents).newton_steps, 14 * 21);
}

TEST(PlaneCurrents, SayWhatWasReached) {
  PlaneModule m = m3_shunted();
  m.flaws.clear();
  try {
    solve_plane_at_currents(m, {0.05, 1});
    FAIL() << "no error";
  } catch (const ModelError& error) {
    EXPECT_EQ(error.code(), "E4204");
    EXPECT_EQ(std::string(error.what()),
              "module: no voltage found at which it delivers 1 A; reached -90 V, where it delivers "
              "0.0837281 A [E4204]");
  }
}

TEST(PlaneCurrents, WarmTheModuleAsTheirVoltagesDo) {
  PlaneModule m = m10_shaded(0.5);
  m.mesh.degree = 2;
  const std::vector<double> voltages{-2, 0, 3, 5.5, 6.2};
  const HeatedCurve curve = solve_heated(m, open_rack(), voltages);
  const HeatedCurve found = solve_heated_at_currents(m, open_rack(), currents_of(curve.electric));
  ASSERT_EQ(found.states.size(), voltages.size());
  for (std::size_t k = 0; k < voltages.size(); ++k) {
    EXPECT_NEAR(found.electric.points[k].voltage, voltages[k], 1e-4) << voltages[k];
    EXPECT_NEAR(found.electric.points[k].current, curve.electric.points[k].current, 1e-8);
    EXPECT_NEAR(found.states[k].hottest, curve.states[k].hottest, 1e-3) << voltages[k];
    const HeatState& s = found.states[k];
    EXPECT_NEAR(s.absorbed - s.delivered - s.lost - s.bypass, 0, 1e-9 * s.absorbed);
  }
  EXPECT_EQ(found.electric.map.voltage, found.electric.points.back().voltage);
  EXPECT_EQ(found.heat.temperature.size(), found.electric.map.back.size());
}

// In the dark, driven forward: at 6.1 V the module warms itself from 310 to 600 K, from 0.04 to
// some 1.5 A, and at 7.3 V it burns.
TEST(PlaneCurrents, SayWhereHeatJumpsOrRunsAway) {
  PlaneHeat heat = open_rack();
  heat.irradiance = 0;
  heat.front = heat.back = {.convection = 1, .emissivity = 0.1};
  PlaneModule m = m10();
  m.films[0].photocurrent = 0;
  const auto refusal = [&](double current) {
    try {
      solve_heated_at_currents(m, heat, {current});
    } catch (const ModelError& error) {
      EXPECT_EQ(error.code(), "E4204");
      return std::string(error.what());
    }
    return std::string("found");
  };
  EXPECT_EQ(refusal(-0.02), "found");
  EXPECT_NE(refusal(-0.2).find("there it jumps to "), std::string::npos);
  EXPECT_EQ(refusal(-3), "found");
  EXPECT_NE(refusal(-30).find("heat runs away"), std::string::npos);
}

}  // namespace
}  // namespace heliofab::module
