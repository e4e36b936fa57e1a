// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/optimum.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

const SweepColumn pitch{.key = "layout.pitch_mm", .label = "pitch", .unit = "mm"};
const SweepColumn efficiency{
    .key = "aperture_efficiency", .label = "efficiency", .unit = "%", .scale = 100};

// A pitch within its bounds and a sheet resistance at one of them.
Optimum small_optimum() {
  Optimum o{.title = "a module", .goal = "highest efficiency", .key = "aperture_efficiency"};
  o.result = {efficiency, {0.1611, 0}, {0.16389, 0}, {0.00279, 0}};
  OptimumInput wide{.column = pitch,
                    .start = 6,
                    .optimum = 4.243,
                    .from = 2,
                    .to = 10,
                    .close = {3.87, 4.64},
                    .wide = {3.15, 5.56}};
  wide.line = {.title = "a module", .inputs = {pitch}, .figures = {efficiency}};
  wide.line.inputs[0].values = {2, 4.243, 10};
  wide.line.figures[0].values = {0.154, 0.16389, 0.1405};
  wide.line.problems.resize(3);
  o.inputs.push_back(wide);
  o.inputs.push_back({.column = {.key = "sheets.tco_ohm_sq", .label = "tco", .unit = "ohm/sq"},
                      .start = 10,
                      .optimum = 5,
                      .from = 5,
                      .to = 50,
                      .close = {missing, missing},
                      .wide = {missing, missing}});
  o.figures = {
      o.result,
      {{.key = "cells", .label = "cells"}, {50, 0}, {50, 0}, {0, 0}},
      {{.key = "voc_V", .label = "Voc", .unit = "V"}, {34.2767, 0}, {34.2769, 0}, {2e-4, 0}}};
  o.ends = {0.16389};
  o.points = 37;
  return o;
}

TEST(Optimum, ShowsStartOptimumAndHowFlatItIs) {
  EXPECT_EQ(optimum_text(small_optimum(), {.width = 100}),
            "a module: highest efficiency\n"
            "  input          start  optimum  within 0.1 %    within 1 %       searched\n"
            "  pitch  mm       6.00     4.24  3.87 .. 4.64  3.15 .. 5.56  2.00 .. 10.00\n"
            "  tco    ohm/sq     10        5             -             -        5 .. 50\n"
            "\n"
            "  figure            start   optimum    change\n"
            "  efficiency  %     16.11     16.39     +0.28\n"
            "  cells                50        50         0\n"
            "  Voc         V  34.27670  34.27690  +0.00020\n"
            "\n"
            "  tco is at its lower bound: a wider range may hold a better design\n"
            "  37 points solved\n");
}

TEST(Optimum, OfAPopulationHasErrorsAndThoseOfChangesFromPairs) {
  Optimum o = small_optimum();
  o.modules = 1200;
  o.goal = "highest mean efficiency of 1200 modules";
  o.figures.resize(2);
  o.figures[0] = {efficiency, {0.1611, 2e-4}, {0.16389, 1.9e-4}, {0.00279, 2.2e-5}};
  o.result = o.figures[0];
  const std::string text = optimum_text(o, {.width = 100, .ascii = true});
  EXPECT_THAT(text, HasSubstr("16.1100 +- 0.0200  16.3890 +- 0.0190  +0.2790 +- 0.0022\n"));
  EXPECT_THAT(
      text,
      HasSubstr("  cells                         50                 50                  0\n"));
  EXPECT_THAT(text, HasSubstr("  1,200 modules; +- is the standard error, of a change that of the "
                              "same modules in both designs\n"));
  const std::string json = optimum_json(o).dump();
  EXPECT_THAT(json, HasSubstr("\"change_error\":2.2e-5"));
}

TEST(Optimum, ThatIsNoFigureHasARowOfItsOwn) {
  Optimum o = small_optimum();
  o.result.column.label = "efficiency from 16 % on";
  EXPECT_THAT(optimum_text(o), HasSubstr("\n  efficiency from 16 % on  %  "));
}

TEST(Optimum, SaysWhatTheSearchMetOnItsWay) {
  Optimum o = small_optimum();
  o.ends = {0.16389, 0.1638899, 0.1601, missing};
  o.failed = 2;
  o.problem = "module: stripe 1 of 50 did not converge";
  o.is_converged = false;
  const std::string text = optimum_text(o, {.width = 100});
  EXPECT_THAT(text,
              HasSubstr("  37 points solved, 2 of them without an answer: module: stripe 1 of "
                        "50 did not converge\n"));
  EXPECT_THAT(text, HasSubstr("  4 starts, 2 of them ended here, the others at 16.01, -\n"));
  EXPECT_THAT(text,
              HasSubstr("  the search ended before it had settled: this is the best so far\n"));
}

TEST(Optimum, IsJsonWithItsLines) {
  const io::Json json = optimum_json(small_optimum());
  EXPECT_EQ(json.find("goal")->dump(), "\"aperture_efficiency\"");
  EXPECT_EQ(json.find("result")->dump(),
            R"({"key":"aperture_efficiency","start":0.1611,"optimum":0.16389,"change":0.00279})");
  const std::string inputs = json.find("inputs")->dump();
  EXPECT_THAT(inputs, HasSubstr(R"("within_0.1_percent":[3.87,4.64])"));
  EXPECT_THAT(inputs, HasSubstr(R"("line":{"values":[2,4.243,10],"goal":[0.154,0.16389,0.1405]})"));
  EXPECT_THAT(inputs, HasSubstr(R"("is_at_lower_bound":true)"));
  EXPECT_THAT(inputs, HasSubstr(R"("within_1_percent":[null,null])"));
}

TEST(Optimum, IsDrawnAlongEachInputThatHasALine) {
  const std::string svg = optimum_svg(small_optimum());
  EXPECT_THAT(svg, testing::StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr(">highest efficiency, along each input through the optimum<"));
  EXPECT_THAT(svg, HasSubstr(">pitch [mm]<"));
  EXPECT_THAT(svg, Not(HasSubstr(">tco [ohm/sq]<")));
}

}  // namespace
}  // namespace heliofab::report
