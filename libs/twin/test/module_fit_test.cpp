// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_fit.hpp"

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::twin {
namespace {

// MiaSole Flex-01 210W by the CEC's table of 2015-06-30 [cec2015].
constexpr field::DeSotoModule flex{.photocurrent = 10.800,
                                   .saturation = 5.347e-10,
                                   .series = 0.260,
                                   .shunt = 27.96,
                                   .thermal = 1.1806,
                                   .current_by_kelvin = 0.002};
constexpr double cells = 72;

template <class Module>
std::vector<field::FigurePoint> points_of(const Module& module) {
  std::vector<field::FigurePoint> points;
  for (const field::PowerPoint& p : field::iec61853_points()) {
    points.push_back({p.irradiance, p.temperature, {}});
  }
  return field::points_of(module, points);
}

void expect_rated(const field::FigurePoint& is, const field::FigurePoint& wanted) {
  EXPECT_NEAR(is.figures.isc / wanted.figures.isc, 1, 1e-9);
  EXPECT_NEAR(is.figures.voc / wanted.figures.voc, 1, 1e-9);
  EXPECT_NEAR(is.figures.power / wanted.figures.power, 1, 1e-9);
  EXPECT_NEAR(is.figures.vmp / wanted.figures.vmp, 1, 1e-6);
}

// What is a module of the model itself must be found again. The search ends where a thousandth of a
// per cent of power is all that is left: along a valley of ideality and gap.
TEST(ModuleFit, FindsAModuleOfDeSoto) {
  field::DeSotoModule from = flex;
  from.gap_eV = 1.15;
  const std::vector<field::FigurePoint> points = points_of(from);
  const Fitted<field::DeSotoModule> fit = fit_de_soto({points, cells});
  EXPECT_LT(fit.error.power.rms, 1e-4);
  EXPECT_NEAR(fit.module.gap_eV, 1.15, 1e-3);
  EXPECT_NEAR(fit.module.thermal / from.thermal, 1, 1e-3);
}

// Slopes over 60 K are not those of the model's own alpha, so the adjustment is near, not the same.
TEST(ModuleFit, FindsAModuleOfTheCec) {
  field::DeSotoModule from = flex;
  from.adjust = 0.12;
  const std::vector<field::FigurePoint> points = points_of(from);
  const Fitted<field::DeSotoModule> fit = fit_cec({points, cells});
  EXPECT_LT(fit.error.power.rms, 2e-4);
  EXPECT_NEAR(field::temperature_slopes(points_of(fit.module)).power,
              field::temperature_slopes(points).power, 1e-9);
}

TEST(ModuleFit, FindsAModuleOfPvsyst) {
  const field::PvsystModule from{.photocurrent = 10.8,
                                 .saturation = 2e-6,
                                 .series = 0.15,
                                 .shunt = 40,
                                 .dark_shunt = 150,
                                 .shunt_exponent = 4,
                                 .cells = cells,
                                 .ideality = 1.35,
                                 .ideality_by_kelvin = -5e-4,
                                 .current_by_kelvin = 0.002,
                                 .gap_eV = 1.03};
  const std::vector<field::FigurePoint> points = points_of(from);
  const Fitted<field::PvsystModule> fit = fit_pvsyst({points, cells});
  EXPECT_LT(fit.error.power.rms, 1e-3);
  EXPECT_LT(fit.error.bright.rms, 3e-4);
}

TEST(ModuleFit, HasTheRatedFiguresWhateverTheModel) {
  field::DeSotoModule from = flex;
  from.gap_eV = 1.3;
  const std::vector<field::FigurePoint> points = points_of(from);
  const std::size_t rated = 21;  // 1000 W/m2 and 25 degC
  ASSERT_EQ(points[rated].irradiance, 1000);
  expect_rated(points_of(fit_cec({points, cells}).module)[rated], points[rated]);
  expect_rated(points_of(fit_de_soto({points, cells}).module)[rated], points[rated]);
  expect_rated(points_of(fit_pvsyst({points, cells}).module)[rated], points[rated]);
}

TEST(ModuleFit, SaysThatNoDiodeIsSoSquare) {
  std::vector<field::FigurePoint> points = points_of(flex);
  for (field::FigurePoint& p : points) {
    p.figures.power = 0.999 * p.figures.isc * 0.999 * p.figures.voc;
    p.figures.vmp = 0.999 * p.figures.voc;
  }
  try {
    fit_cec({points, cells});
    FAIL();
  } catch (const ModelError& error) {
    EXPECT_EQ(error.code(), "E6142");
  }
}

}  // namespace
}  // namespace heliofab::twin
