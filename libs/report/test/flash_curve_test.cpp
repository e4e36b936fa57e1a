// SPDX-License-Identifier: Apache-2.0
#include "../src/flash_curve.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "../src/dot_plot.hpp"

namespace heliofab::report {
namespace {

// The curve meets all three points and has its greatest power at Vmp, for the fill factors of good
// and of bad modules.
TEST(FlashCurve, MeetsWhatTheFlashSays) {
  for (const auto& [i, v] : std::vector<std::pair<double, double>>{
           {0.93, 0.86}, {0.87, 0.77}, {0.8, 0.72}, {0.65, 0.6}, {0.55, 0.52}}) {
    const double isc = 1.6;
    const double voc = 2.4;
    const auto curve = curve_through(isc, voc, i * isc, v * voc);
    ASSERT_TRUE(curve) << i;
    EXPECT_NEAR(curve->current_A(0), isc, 1e-12);
    EXPECT_NEAR(curve->current_A(voc), 0, 1e-12);
    EXPECT_NEAR(curve->current_A(v * voc), i * isc, 1e-7);
    const double at_peak = curve->current_A(v * voc) * v * voc;
    for (double x = 0.01; x < 1; x += 0.01) {
      EXPECT_LE(curve->current_A(x * voc) * x * voc, at_peak + 1e-7) << i << " at " << x;
    }
  }
}

// A diode without resistances: the power law, which knows three points of it, stays within 2 % of
// its short-circuit current everywhere.
TEST(FlashCurve, IsNearADiode) {
  const double voc = 0.6;
  const double thermal = 0.04;  // [V] n kT / q
  const auto diode = [&](double v) {
    return 1 - std::expm1(v / thermal) / std::expm1(voc / thermal);
  };
  double vmp = 0;
  for (double v = 0; v < voc; v += 1e-5) {
    vmp = v * diode(v) > vmp * diode(vmp) ? v : vmp;
  }
  const auto curve = curve_through(1, voc, diode(vmp), vmp);
  ASSERT_TRUE(curve);
  for (double v = 0; v <= voc; v += 0.01) {
    EXPECT_NEAR(curve->current_A(v), diode(v), 0.02) << v;
  }
}

TEST(FlashCurve, IsNotDrawnThroughADeadModule) {
  EXPECT_FALSE(curve_through(0, 0, 0, 0));
  EXPECT_FALSE(curve_through(1, 1, 0.5, 0.5));  // a resistor
  EXPECT_FALSE(curve_through(1, 1, NAN, 0.5));
}

TEST(DotPlot, DrawsAFallingLineInBrailleAndAscii) {
  const auto falling = [](double x) { return 1 - x; };
  // Eight by eight dots: one diagonal.
  EXPECT_EQ(dot_plot(falling, 4, 2, false), (std::vector<std::string>{"⠑⢄⠀⠀", "⠀⠀⠑⢄"}));
  EXPECT_EQ(dot_plot(falling, 3, 3, true), (std::vector<std::string>{"*  ", " * ", "  *"}));
}

TEST(DotPlot, JoinsSteepPartsAndLeavesOutWhatIsOutside) {
  EXPECT_EQ(dot_plot([](double x) { return x < 0.5 ? 1.0 : 0.0; }, 4, 3, true),
            (std::vector<std::string>{"**  ", "  * ", "  **"}));
  EXPECT_EQ(dot_plot([](double) { return -1.0; }, 2, 2, true),
            (std::vector<std::string>{"  ", "  "}));
}

}  // namespace
}  // namespace heliofab::report
