// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/process/finish_tools.hpp"
#include "heliofab/process/line_tools.hpp"

namespace heliofab::process {
namespace {

ScribeTool exact() { return without_straying({}).scribe; }

ScribedStripes stripes_at(double position) {
  return {.roll = 7, .position = position, .cells = 54};
}

std::vector<double> even_film(const ScribedStripes& s, double thickness = 2e-6) {
  return std::vector<double>(static_cast<std::size_t>(s.cells * places_along(s.length)), thickness);
}

ScribedSheet scribed(const ScribeTool& tool, const ScribedStripes& s = stripes_at(10)) {
  return SheetScriber(tool, {}, 1).scribe(s, even_film(s));
}

TEST(SheetScriber, CutsTheDesignWhenNothingStrays) {
  const ScribedSheet sheet = scribed(exact());
  EXPECT_NEAR(sheet.mean.p1_width, 50e-6, 1e-12);
  EXPECT_NEAR(sheet.mean.p1_p2_gap, 50e-6, 1e-12);
  EXPECT_NEAR(sheet.mean.p2_width, 80e-6, 1e-12);
  EXPECT_NEAR(sheet.mean.p2_p3_gap, 50e-6, 1e-12);
  EXPECT_NEAR(sheet.mean.p3_width, 70e-6, 1e-12);
  EXPECT_NEAR(sheet.leakage_factor, 1, 1e-12);
  for (const ScribedLine& line : sheet.lines) {
    EXPECT_NEAR(line.p2_factor, 1, 1e-9);
    EXPECT_EQ(line.interrupted, 0);
    EXPECT_EQ(line.before, LineShort{});
    EXPECT_EQ(line.behind, LineShort{});
  }
}

// Lines that stray keep their standard deviations, and every sheet its own draws, alone or not.
TEST(SheetScriber, StraysAsStated) {
  ScribeTool tool = exact();
  tool.p2.registration = 4e-6;
  tool.p2.wander = 3e-6;
  const SheetScriber scriber(tool, {}, 1);
  double sum = 0;
  constexpr int sheets = 4000;
  for (int k = 0; k < sheets; ++k) {
    const ScribedStripes s{.roll = 7, .position = 0.3 * k, .cells = 1, .length = 0.1};
    const double off = scriber.scribe(s, even_film(s)).mean.p1_p2_gap - 50e-6;
    sum += off * off;
  }
  // Three places within a tenth of the wander's length are nearly one.
  EXPECT_NEAR(std::sqrt(sum / sheets) / 1e-6, 5, 0.2);
  const ScribedStripes s = stripes_at(3);
  EXPECT_EQ(scriber.scribe(s, even_film(s)), SheetScriber(tool, {}, 1).scribe(s, even_film(s)));
  EXPECT_NE(scriber.scribe(s, even_film(s)), scribed(tool, stripes_at(3.5)));
}

// P2 a land further on meets P3, beyond that it loses contact, and behind P3 it bridges the next
// cell.
TEST(SheetScriber, SaysWhatAnOffsetCosts) {
  ScribeTool tool = exact();
  tool.p2.offset = 30e-6;
  EXPECT_NEAR(scribed(tool).mean.p1_p2_gap, 80e-6, 1e-10);
  EXPECT_NEAR(scribed(tool).mean.p2_p3_gap, 20e-6, 1e-10);
  EXPECT_NEAR(scribed(tool).lines[20].p2_factor, 1, 1e-9);

  const double bottom = laser_groove(p2_beam(), cigs_film(2e-6)).bottom_width;
  const double margin = 50e-6 + (80e-6 - bottom) / 2;  // from the bottom to P3
  tool.p2.offset = margin + bottom / 4;
  EXPECT_NEAR(scribed(tool).lines[20].p2_factor, 4.0 / 3, 0.03);
  tool.p2.offset = margin + 1.01 * bottom;
  const ScribedSheet open = scribed(tool);
  EXPECT_EQ(open.lines[20].p2_factor, open_contact);
  EXPECT_NEAR(open.lines[20].interrupted, 5, 1e-9);
  EXPECT_EQ(open.lines[20].behind, LineShort{});
  tool.p2.offset = margin + 1.01 * bottom + 70e-6;
  EXPECT_NEAR(scribed(tool).lines[20].behind.length, 5, 1e-9);
  tool.p2.offset = -margin - 1.5 * bottom;
  EXPECT_NEAR(scribed(tool).lines[20].before.length, 5, 1e-9);
}

// A web that is 10 K warmer under P2 than under P1 is 160 ppm longer: 21 um at 132.5 mm from the
// middle.
TEST(SheetScriber, FollowsTheWebAsItStretches) {
  ScribeTool tool = exact();
  tool.p2.load.temperature += 10;
  tool.p3.load.temperature += 10;
  const ScribedStripes s{.cells = 53, .pitch = 5e-3, .length = 0.5};
  // Warm, the tool sees less of the new web in its millimetres: scribes fall short on both sides.
  const ScribedSheet sheet = SheetScriber(tool, {}, 1).scribe(s, even_film(s));
  EXPECT_NEAR(sheet.mean.p1_p2_gap, 50e-6 - 160e-6 * (2.5e-3 + 130e-6), 1e-8);  // the mean line
  tool.p2.load.temperature += 60;
  tool.p3.load.temperature += 60;
  const ScribedSheet bad = SheetScriber(tool, {}, 1).scribe(s, even_film(s));
  EXPECT_EQ(bad.lines[26].before.length, 0);
  EXPECT_EQ(bad.lines[26].p2_factor, bad.lines[25].p2_factor);
  EXPECT_EQ(bad.lines[52].before.length, 0.5);
  EXPECT_EQ(bad.lines[52].interrupted, 0.5);
}

TEST(SheetScriber, LosesContactInThickFilmsAndWithWeakPulses) {
  const ScribedStripes s = stripes_at(0);
  const SheetScriber scriber(exact(), {}, 1);
  EXPECT_GT(scriber.scribe(s, even_film(s, 2.3e-6)).lines[3].p2_factor, 1.005);
  EXPECT_LT(scriber.scribe(s, even_film(s, 1.7e-6)).lines[3].p2_factor, 0.995);
  ScribeTool weak = exact();
  weak.p2.energy = 0.6;
  EXPECT_GT(scribed(weak).lines[3].p2_factor, 1.1);
  weak = exact();
  weak.p1.energy = 0.3;  // does not reach the polyimide
  EXPECT_NEAR(scribed(weak).lines[3].before.length, 5, 1e-9);
  weak = exact();
  weak.p3.energy = 0.2;
  EXPECT_NEAR(scribed(weak).lines[3].behind.length, 5, 1e-9);
  ScribeTool hot = exact();
  hot.p3.energy = 3;
  EXPECT_GT(scribed(hot).leakage_factor, 2);
}

TEST(SheetScriber, RefusesABeamThatNeverReachesTheBottom) {
  ScribeTool tool;
  tool.p2.depth_per_pulse = 0.01e-6;
  try {
    SheetScriber(tool, {}, 1);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics()[0].code, "E4340");
    EXPECT_EQ(error.diagnostics()[0].path, "scribe.p2");
    EXPECT_EQ(error.diagnostics()[0].message,
              "a spot of 45 um that cuts 80 um wide does not reach the bottom of 2 um of film "
              "anywhere");
  }
}

// Copper of 5 mm by 0.2 mm has 17 mohm/m; over half a bar of 5 m a third of that counts, twice.
TEST(FinishTools, PrintBarsAndPress) {
  const PrintTool tool;
  const BarFilms films{.length = 5};
  EXPECT_NEAR(print_bars(tool, films, 0).resistance, 2 * 0.0172 * 2.5 * 2.5 / 3, 2e-3);
  EXPECT_LT(print_bars(tool, {.length = 0.27}, 0).resistance, 2e-3);
  PrintTool cold = tool;
  cold.temperature = 343.15;
  EXPECT_TRUE(print_bars(cold, films, 0).is_interrupted);
  PrintTool end = tool;
  end.way = 1;
  EXPECT_GT(print_bars(end, films, 0).resistance, 3.5 * print_bars(tool, films, 0).resistance);

  LaminationTool press;
  EXPECT_EQ(laminate(press, 0).risk, LaminateRisk::none);
  press.press.time = 120;
  EXPECT_EQ(laminate(press, 0).risk, LaminateRisk::delamination);
  press = {};
  press.press.temperature = 453.15;
  EXPECT_NEAR(laminate(press, 0).shunt_factor, std::exp(1), 1e-12);
}

}  // namespace
}  // namespace heliofab::process
