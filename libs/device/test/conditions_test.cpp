// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/conditions.hpp"

#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/device/radiative_limit.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::task;

// Contacts that take one carrier each and nothing but radiation: a diode of ideality 1.
CellTask radiative_task() {
  testing_cells::Case c = bm1();
  c.design.front.velocity_p = c.design.back.velocity_n = 0;
  for (Layer& layer : c.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
  }
  return task(c, {.to = 1.2});
}

TEST(Conditions, LeaveACellAsItIsOrTurnOffItsLight) {
  const CellTask t = task(bm1(), {.to = 1.2});
  const std::array conditions{Condition{300, 1}, Condition{300, 0}, Condition{300, 0.1}};
  const auto curves = solve_conditions(t, conditions);
  EXPECT_EQ(curves[0], solve_cells({&t, 1}).front());
  EXPECT_EQ(curves[1].jsc, 0);
  EXPECT_NEAR(curves[2].jsc, 0.1 * curves[0].jsc, 1e-3 * curves[0].jsc);
  EXPECT_LT(curves[2].voc, curves[0].voc - 0.05);
}

// Cold cells go beyond the end of a sweep made for warm ones.
TEST(Conditions, ReachOpenCircuitFromColdToHot) {
  const CellTask t = task(bm1(), {.to = 0.7});
  std::vector<Condition> conditions;
  for (double temperature = 200; temperature <= 400; temperature += 25) {
    conditions.push_back({temperature, 1});
  }
  const auto curves = solve_conditions(t, conditions);
  double before = 1.15;
  for (const CertifiedCurve& curve : curves) {
    EXPECT_TRUE(curve.is_certified()) << curve.doubts.front();
    EXPECT_LT(curve.voc, before - 0.02);
    EXPECT_GT(curve.voc, 0.3);
    before = curve.voc;
  }
}

// Each factor's coefficient adds to that of the power. CIGS modules show -0.28 to -0.36 %/K of Voc.
TEST(TemperatureCoefficients, AreThoseOfCigs) {
  const TemperatureCoefficients c = temperature_coefficients(task(bm1(), {.to = 1.2}));
  EXPECT_NEAR(c.jsc + c.voc + c.fill_factor, c.pmax, 1e-12);
  EXPECT_GT(c.voc, -0.36e-2);
  EXPECT_LT(c.voc, -0.28e-2);
  EXPECT_LT(c.fill_factor, 0);
  EXPECT_LT(std::abs(c.jsc), 0.03e-2);  // neither gap nor absorption moves in this model
}

// J0 goes with T^3 exp(-Eg / kT): the tangent at T meets 0 K at Eg + 3 kT, the chord from 260 to
// 320 K at that of its middle to a part in a hundred of 3 kT.
TEST(ActivationEnergy, OfARadiativeCellIsItsGapAndThreeThermalEnergies) {
  std::vector<Condition> conditions;
  std::vector<double> temperature;
  for (double t = 260; t <= 320; t += 10) {
    conditions.push_back({t, 1});
    temperature.push_back(t);
  }
  std::vector<double> voc;
  for (const CertifiedCurve& curve : solve_conditions(radiative_task(), conditions)) {
    voc.push_back(curve.voc);
  }
  const double kt = constants::boltzmann_eV * 290;
  EXPECT_NEAR(activation_energy(temperature, voc), 1.15 + 3 * kt, 2e-3);
}

TEST(ActivationEnergy, IsAStraightLineAtAbsoluteZero) {
  const std::vector<double> temperature{200, 250, 350};
  const std::vector<double> voc{1.2 - 0.4, 1.2 - 0.5, 1.2 - 0.7};
  EXPECT_NEAR(activation_energy(temperature, voc), 1.2, 1e-12);
  EXPECT_THROW(activation_energy(std::vector<double>{300, 300}, std::vector<double>{1, 1}),
               InputError);
  EXPECT_THROW(activation_energy(temperature, std::vector<double>{1}), InputError);
}

// An ideality of 1 and no obstacle: the pseudo curve is that of an ideal diode. Interpolation of
// four a decade errs by 1e-4; the finite slope of the quasi-Fermi levels leaves some 1e-3.
TEST(SunsVoc, OfARadiativeCellIsAnIdealDiode) {
  const SunsVoc found = suns_voc(radiative_task(), decades(1e-3, 1, 13));
  const double vt = constants::boltzmann_eV * 300;
  const double ideal =
      ideal_diode(found.jsc, found.jsc / std::expm1(found.voc / vt), 300).fill_factor;
  EXPECT_NEAR(found.fill_factor, ideal, 1e-3);
  for (const SunsVocPoint& p : found.points) {
    EXPECT_NEAR(p.ideality, 1, 0.01) << p.suns;
  }
  EXPECT_EQ(found.points.back().pseudo_current, 0);
  EXPECT_EQ(found.points.back().voc, found.voc);
}

// Levels in the depletion region recombine with ideality 2, which fades under strong light. What
// the true curve loses beyond the pseudo one is transport.
TEST(SunsVoc, SeparatesIdealityFromTransport) {
  const CellTask t = task(bm1(), {.to = 1.2});
  const SunsVoc found = suns_voc(t, decades(1e-4, 10, 21));
  EXPECT_GT(found.points.front().ideality, 1.3);
  EXPECT_LT(found.points.front().ideality, 2.1);
  EXPECT_LT(found.points.back().ideality, found.points.front().ideality);
  const CertifiedCurve curve = solve_cells({&t, 1}).front();
  EXPECT_NEAR(found.voc, curve.voc, 1e-8);
  EXPECT_GT(found.fill_factor, curve.fill_factor + 1e-3);
  EXPECT_LT(found.fill_factor, curve.fill_factor + 0.1);
}

// The maximum between samples must not depend on them.
TEST(SunsVoc, DoesNotDependOnItsSamples) {
  const CellTask t = task(bm1(), {.to = 1.2});
  const SunsVoc few = suns_voc(t, decades(1e-3, 1, 13));
  const SunsVoc many = suns_voc(t, decades(1e-3, 1, 49));
  EXPECT_NEAR(few.fill_factor, many.fill_factor, 2e-4);
}

TEST(SunsVoc, RefusesLightsWithoutOneSun) {
  try {
    suns_voc(task(bm1()), std::vector<double>{0.1, 0.2, 0.5});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: suns: wanted three or more, above 0, increasing, 1 among them [E3121]\n");
  }
  CellTask dark = task(bm1());
  dark.generation.clear();
  try {
    suns_voc(dark, std::vector<double>{0.1, 0.5, 1});
    FAIL();
  } catch (const ModelError& error) {
    EXPECT_STREQ(error.what(),
                 "cell at 300 K under 0.1 of its light: no open circuit above 0 V [E3203]");
  }
}

}  // namespace
}  // namespace heliofab::device
