// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/diode_fit.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "flex_module.hpp"

namespace heliofab::field {
namespace {

std::vector<FigurePoint> blank_points() {
  std::vector<FigurePoint> points;
  for (const PowerPoint& p : iec61853_points()) {
    points.push_back({p.irradiance, p.temperature, {}});
  }
  return points;
}

ModuleFigures figures_of(const Diode& diode) {
  const OperatingPoint best = maximum_power(diode);
  return {current_at(diode, 0), voltage_at(diode, 0), best.voltage, best.power, {}};
}

// The standard's table has 22 fields of 28.
TEST(DiodeFit, HasThePointsOfTheStandard) {
  const std::vector<PowerPoint> points = iec61853_points();
  EXPECT_EQ(points.size(), 28U);
  EXPECT_EQ(std::ranges::count_if(points, is_in_iec61853), 22);
}

// Four figures and a thermal voltage belong to one diode alone, so the one that they came from must
// be found. Rounding grows by some 1e6 on the way back to the smallest constant.
TEST(DiodeFit, FindsTheDiodeThatFiguresCameFrom) {
  const Diode from = diode_of(flex01, 1000, 298.15);
  const std::optional<Diode> found = diode_through(figures_of(from), from.thermal);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->photocurrent / from.photocurrent, 1, 1e-8);
  EXPECT_NEAR(found->saturation / from.saturation, 1, 1e-6);
  EXPECT_NEAR(found->conductance / from.conductance, 1, 1e-5);
  EXPECT_NEAR(found->series / from.series, 1, 1e-6);
}

TEST(DiodeFit, FindsTheDiodeWithRecombinationThatFiguresCameFrom) {
  Diode from = diode_of(flex01, 1000, 298.15);
  from.recombination = 0.8;
  from.builtin = 0.9 * 72;
  const auto found =
      diode_through(figures_of(from), from.thermal, from.recombination, from.builtin);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->photocurrent / from.photocurrent, 1, 1e-8);
  EXPECT_NEAR(found->series / from.series, 1, 1e-6);
}

// Whatever the thermal voltage, the curve passes through the figures and is flattest there.
TEST(DiodeFit, PassesThroughTheFiguresOfEveryThermalVoltage) {
  const ModuleFigures wanted = figures_of(diode_of(flex01, 1000, 298.15));
  int found = 0;
  for (double thermal = 0.6; thermal < 4; thermal += 0.1) {
    const std::optional<Diode> diode = diode_through(wanted, thermal);
    if (!diode) {
      continue;
    }
    ++found;
    const ModuleFigures has = figures_of(*diode);
    EXPECT_NEAR(has.isc / wanted.isc, 1, 1e-10) << thermal;
    EXPECT_NEAR(has.voc / wanted.voc, 1, 1e-10) << thermal;
    EXPECT_NEAR(has.power / wanted.power, 1, 1e-10) << thermal;
    EXPECT_NEAR(has.vmp / wanted.vmp, 1, 1e-7) << thermal;
  }
  EXPECT_GT(found, 5);
}

// A fill factor of 0.95 is more than a diode of this thermal voltage has without any resistance.
TEST(DiodeFit, FindsNoDiodeWhereThereIsNone) {
  EXPECT_FALSE(diode_through({10, 28, 27.4, 266, {}}, 2.0));
}

// Slopes of straight lines through numbers that lie on some.
TEST(DiodeFit, TakesSlopesFromPointsInFullLight) {
  std::vector<FigurePoint> points = blank_points();
  for (FigurePoint& p : points) {
    const double rise = p.temperature - 298.15;
    const double off = p.irradiance == 1000 ? 0 : 7;
    p.figures = {10 + 0.001 * rise + off, 30 - 0.1 * rise + off, 20, 200 - 1.1 * rise + off, {}};
  }
  const TemperatureSlopes slopes = temperature_slopes(points);
  EXPECT_NEAR(slopes.isc, 0.001, 1e-14);
  EXPECT_NEAR(slopes.voc, -0.1, 1e-12);
  EXPECT_NEAR(slopes.power, -1.1, 1e-12);
}

TEST(DiodeFit, ToldPointsAreThoseOfTheModule) {
  const std::vector<FigurePoint> told = points_of(flex01, blank_points());
  for (const FigurePoint& p : told) {
    const ModuleFigures plain = figures_of(diode_of(flex01, p.irradiance, p.temperature));
    EXPECT_NEAR(p.figures.power / plain.power, 1, 1e-12);
    EXPECT_NEAR(p.figures.isc / plain.isc, 1, 1e-12);
    EXPECT_NEAR(p.figures.voc / plain.voc, 1, 1e-12);
  }
}

// Half of all powers 1 % too large: RMS 1 % over the root of 2. One light 3 % too small.
TEST(DiodeFit, TellsErrorsWithTheirSigns) {
  const std::vector<FigurePoint> truth = points_of(flex01, blank_points());
  std::vector<FigurePoint> model = truth;
  for (std::size_t k = 0; k < model.size(); ++k) {
    model[k].figures.power *= model[k].irradiance == 100 ? 0.97 : k % 2 == 0 ? 1.01 : 1;
  }
  const FitError error = fit_error(model, truth);
  EXPECT_NEAR(error.power.worst, -0.03, 1e-12);
  EXPECT_NEAR(error.bright.worst, 0.01, 1e-12);
  EXPECT_NEAR(error.bright.rms, 0.01 / std::sqrt(2), 1e-12);
  EXPECT_NEAR(error.by_light.front().power.rms, 0.03, 1e-12);
  EXPECT_EQ(error.by_light.front().irradiance, 100);
  EXPECT_EQ(error.isc.rms, 0);
}

}  // namespace
}  // namespace heliofab::field
