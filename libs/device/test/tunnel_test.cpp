// SPDX-License-Identifier: Apache-2.0
#include "../src/tunnel.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "engines_agree.hpp"
#include "tunnelling.hpp"

// Carriers that tunnel through the tip of a barrier between two films.
namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::Case;
using testing_cells::front_of;
using testing_cells::solve_as_given;
using testing_cells::task;
using testing_cells::wave_number;
using testing_cells::with_tunnelling;

constexpr double kt = 0.02585;
constexpr double per_joint = 10 / 1e-14;  // permittivity over length

// The step of the potential over the joint that belongs to a field [V/m] in a film of 10.
double step_of(double field) { return field * 1e-14 / kt; }

// A parabola of slope `field` [V/m] at its top and `doping` donors [1/m3]: its wave number,
// integrated from the top to where it is `depth` [eV] lower.
double decay_of(double mass, double field, double doping, double depth) {
  const double bend = constants::elementary_charge * doping / (10 * constants::vacuum_permittivity);
  const double left = field * field - 2 * bend * depth;  // squared slope at the other end
  if (left < 0) {
    return HUGE_VAL;
  }
  const double length = 2 * depth / (field + std::sqrt(left));
  constexpr int steps = 200;
  double sum = 0;
  for (int k = 0; k < steps; ++k) {  // the square of w makes the root at the end smooth
    const double w = (k + 0.5) / steps;
    const double x = length * (1 - w * w);
    sum += wave_number(mass, depth - field * x + bend * x * x / 2) * 2 * w * length / steps;
  }
  return sum;
}

TEST(Tunnel, IsTheIntegralOfWentzelKramersAndBrillouin) {
  for (const double height : {0.1, 0.5}) {
    for (const double mass : {0.1, 0.3}) {
      for (const double field : {1e7, 3e7, 1e8}) {
        for (const double doping : {-1e24, 0.0, 3e23, 3e24}) {
          const auto decay = [&](double depth) { return decay_of(mass, field, doping, depth); };
          const double expected = testing_cells::crossing(height, kt, decay);
          const Tip tip = make_tip({height, mass, 10, doping, per_joint}, true, kt);
          EXPECT_NEAR(tunnel_gain(tip, step_of(field)).value / expected, 1, 1e-3)
              << height << " eV, " << mass << ", " << field << " V/m, " << doping << " /m3";
        }
      }
    }
  }
}

TEST(Tunnel, EndsWhereTheBarrierIsClosedOrTransparent) {
  const Tip tip = make_tip({0.2, 0.2, 10, 0, per_joint}, true, kt);
  EXPECT_NEAR(tunnel_gain(tip, step_of(-1e7)).value, 1, 1e-3);  // rises away from the plane
  EXPECT_NEAR(tunnel_gain(tip, 0).value, 1, 0.03);
  EXPECT_NEAR(tunnel_gain(tip, step_of(1e13)).value / std::exp(0.2 / kt), 1, 1e-3);
  EXPECT_FALSE(make_tip({0.2, 0, 10, 0, per_joint}, true, kt).is_open());
  EXPECT_FALSE(make_tip({0, 0.2, 10, 0, per_joint}, true, kt).is_open());
}

TEST(Tunnel, KnowsItsSlope) {
  for (const double height : {0.05, 0.4}) {
    for (const double doping : {-3e24, 0.0, 1e22, 1e24}) {
      const Tip tip = make_tip({-height, 0.15, 12, doping, per_joint}, false, kt);
      for (const double field : {-1e6, 0.0, 2e5, 3e6, 4e7, 3e8}) {
        const double at = step_of(field);
        const double h = 1e-5 * std::abs(at) + 1e-12;
        const double difference =
            (tunnel_gain(tip, at + h).value - tunnel_gain(tip, at - h).value) / (2 * h);
        const double slope = tunnel_gain(tip, at).slope;
        EXPECT_NEAR(slope, difference, 1e-6 * std::abs(slope) + 1e-12 / h)
            << height << " eV, " << field << " V/m, " << doping << " /m3";
      }
    }
  }
}

// The joint knows only the field at the plane; here the whole band of the solved cell is
// integrated.
TEST(Tunnel, OfTheFieldAtThePlaneIsCloseToThatOfTheBand) {
  const CellTask t = task(testing_cells::steep_spike(), {.to = 0.6});
  for (const CellProfile& profile : solve_profiles(t, std::vector<double>{0, 0.5}).profiles) {
    const auto [band, plane] = testing_cells::spike_factors(profile, kt);
    EXPECT_GT(band, 10);
    EXPECT_NEAR(plane / band, 1, 1e-3) << profile.voltage;
  }
}

// A spike of 0.5 eV whose slow emission leaves a third of the power or less; the lighter electrons
// are, the less of it is lost.
TEST(Tunnel, BringsElectronsThroughASpike) {
  const auto solve = [](double step_eV, double mass) {
    Case c = with_tunnelling(front_of(step_eV, 0), mass);
    c.design.layers[1].doping = 1e24;
    c.design.interfaces[1].emission_n = 1e4;
    const CellTask t = task(c, {.to = 0.9});
    return solve_cells({&t, 1}).front();
  };
  const double free = solve(0, 0).pmax();
  double before = solve(0.5, 0).pmax();
  EXPECT_LT(before, free / 3);
  for (const double mass : {1.0, 0.5, 0.2, 0.1, 0.05}) {
    const CertifiedCurve curve = solve(0.5, mass);
    EXPECT_TRUE(curve.is_certified()) << mass;
    EXPECT_GT(curve.pmax(), before) << mass;
    before = curve.pmax();
  }
  EXPECT_NEAR(before, free, 0.01 * free);
}

TEST(Tunnel, IsTheSameInBothEngines) {
  for (const double step_eV : {-0.3, 0.3}) {
    for (const LevelKind kind : {LevelKind::neutral, LevelKind::acceptor}) {
      Case c = with_tunnelling(front_of(step_eV, 1e3), 0.2);
      c.design.layers[1].doping = 1e24;
      c.design.interfaces[1].levels = {{kind, 3e15, 0.1, 1e3, 3e3}};
      c.design.interfaces[1].sheet_charge = 1e15;
      CellTask t = task(c, {.from = -0.3, .to = 0.9, .step = 0.03});
      testing_cells::expect_engines_agree(t);
      t.generation.clear();
      testing_cells::expect_engines_agree(t);
    }
  }
}

TEST(Tunnel, CarriesNothingInEquilibrium) {
  CellTask t = task(with_tunnelling(front_of(0.4, 0), 0.1), {.from = 0, .to = 0, .step = 0.1});
  t.generation.clear();
  EXPECT_EQ(solve_cell(t.design, t.mesh, {}, t.request).points[0].current_density, 0);
  EXPECT_EQ(solve_as_given(t).points[0].current_density, 0);
}

TEST(Tunnel, NeedsEmission) {
  CellTask t = task(with_tunnelling(bm1(), 0.1));
  t.design.interfaces[0] = {.tunnel_mass_n = 0.1, .tunnel_mass_p = -1};
  try {
    solve_cell(t.design, make_mesh(t.design), {});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: cell.interfaces[0].tunnel_mass_p: -1 is outside 0 .. 100 [E3110]\n"
                 "error: cell.interfaces[0].emission_n: 0 under a mass that tunnels, wanted "
                 "emission velocities above 0 [E3110]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
