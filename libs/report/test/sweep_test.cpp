// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/sweep.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "html_check.hpp"

namespace heliofab::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Three thicknesses of a cell under two covers; one point has no solution.
Sweep small_sweep() {
  return {.title = "a cell",
          .inputs = {{.key = "absorber.thickness_um",
                      .label = "thickness",
                      .unit = "um",
                      .values = {1, 1, 1.5, 1.5, 2, 2}},
                     {.key = "cover",
                      .label = "cover",
                      .values = {0, 1, 0, 1, 0, 1},
                      .words = {"bare", "laminate"}}},
          .figures = {{.key = "voc_V",
                       .label = "Voc",
                       .unit = "V",
                       .values = {0.5612, 0.562, nothing, 0.5611, 0.56, 0.5601}},
                      {.key = "efficiency",
                       .label = "efficiency",
                       .unit = "%",
                       .scale = 100,
                       .values = {0.12, 0.1251, nothing, 0.124, 0.1179, 0.1213}},
                      {.key = "cells", .label = "cells", .values = {9, 9, nothing, 9, 9, 9}}},
          .problems = {"", "", "no solution [E3201]", "", "", ""}};
}

// n points of one input and one figure.
Sweep long_sweep(std::size_t n) {
  Sweep sweep{.title = "many",
              .inputs = {{.key = "x", .label = "x"}},
              .figures = {{.key = "y", .label = "y"}},
              .problems = std::vector<std::string>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    sweep.inputs[0].values.push_back(static_cast<double>(i));
    sweep.figures[0].values.push_back(std::sqrt(static_cast<double>(i)));
  }
  return sweep;
}

std::string svg_problem(const std::string& svg) {
  return HtmlCheck("<!DOCTYPE html>\n" + svg).problem();
}

TEST(SweepText, AlignsNumbersAndPutsProblemsInPlaceOfFigures) {
  EXPECT_EQ(sweep_text(small_sweep()),
            "a cell: 6 points, 1 without figures\n"
            "  thickness     cover     Voc  efficiency  cells\n"
            "         um                 V           %\n"
            "        1.0      bare  0.5612       12.00      9\n"
            "        1.0  laminate  0.5620       12.51      9\n"
            "        1.5      bare  no solution [E3201]\n"
            "        1.5  laminate  0.5611       12.40      9\n"
            "        2.0      bare  0.5600       11.79      9\n"
            "        2.0  laminate  0.5601       12.13      9\n");
}

TEST(SweepText, CutsLongTablesInTheMiddleAndSaysSo) {
  const std::string text = sweep_text(long_sweep(100));
  EXPECT_EQ(count_of(text, "\n"), 3 + 38 + 1);
  EXPECT_THAT(text, HasSubstr("\n  25  5.000\n  ... 62 more points ...\n  88  9.381\n"));
  EXPECT_EQ(count_of(sweep_text(long_sweep(40)), "\n"), 3 + 40);
}

TEST(SweepText, NamesFiguresThatHaveNoRoom) {
  Sweep sweep = small_sweep();
  for (int i = 0; i < 6; ++i) {
    sweep.figures.push_back(
        {.key = "k", .label = "more" + std::to_string(i), .values = {1, 2, 3, 4, 5, 6}});
  }
  const std::string text = sweep_text(sweep, {.width = 60});
  EXPECT_THAT(text, HasSubstr("\n  no room for more1, more2, more3, more4, more5\n"));
}

TEST(SweepText, ShowsValuesOverDecadesWithFourDigitsEach) {
  Sweep sweep = long_sweep(3);
  sweep.inputs[0].values = {1e14, 3.16227766e15, 1e17};
  sweep.inputs[0].is_logarithmic = true;
  EXPECT_THAT(sweep_text(sweep), HasSubstr("\n      1e14  0.000\n  3.162e15  1.000\n"));
}

TEST(SweepCsv, HasEveryDigitAndEmptyCellsForWhatIsNotThere) {
  EXPECT_EQ(sweep_csv(small_sweep()),
            "absorber.thickness_um,cover,voc_V,efficiency,cells,problem\n"
            "1,bare,0.5612,0.12,9,\n"
            "1,laminate,0.562,0.1251,9,\n"
            "1.5,bare,,,,no solution [E3201]\n"
            "1.5,laminate,0.5611,0.124,9,\n"
            "2,bare,0.56,0.1179,9,\n"
            "2,laminate,0.5601,0.1213,9,\n");
}

TEST(SweepJson, IsAListOfPointsWithTheKeysOfTheTable) {
  Sweep sweep = small_sweep();
  sweep.is_complete = false;
  for (auto* columns : {&sweep.inputs, &sweep.figures}) {
    for (SweepColumn& column : *columns) {
      column.values = {column.values[2], column.values[3]};
    }
  }
  sweep.problems = {"no solution [E3201]", ""};
  EXPECT_EQ(sweep_json(sweep).dump(),
            R"({"name":"a cell","inputs":["absorber.thickness_um","cover"],)"
            R"("figures":["voc_V","efficiency","cells"],"is_complete":false,"points":[)"
            R"({"absorber.thickness_um":1.5,"cover":"bare","voc_V":null,)"
            R"("efficiency":null,"cells":null,"problem":"no solution [E3201]"},)"
            R"({"absorber.thickness_um":1.5,"cover":"laminate","voc_V":0.5611,)"
            R"("efficiency":0.124,"cells":9,"problem":null}]})");
}

TEST(SweepSvg, StandsAloneAndKnowsNoVariables) {
  const std::string svg = sweep_svg(small_sweep());
  EXPECT_EQ(svg_problem(svg), "");
  EXPECT_THAT(svg, testing::StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(svg, Not(HasSubstr("var(")));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(SweepSvg, DrawsALineForEachWordAndNamesWhatNeverChanges) {
  const std::string svg = sweep_svg(small_sweep());
  EXPECT_EQ(count_of(svg, "class=\"line l1\""), 0);  // one point of two is left: a dot, no line
  EXPECT_EQ(count_of(svg, "class=\"line l2\""), 2);  // two figures; the third is constant
  EXPECT_EQ(count_of(svg, "<circle"), 2 * 5);        // the point without figures has no dot
  EXPECT_THAT(svg, HasSubstr("thickness 1.5 um, cover laminate: efficiency 12.40 %"));
  EXPECT_THAT(svg, HasSubstr("the same everywhere: cells 9"));
}

TEST(SweepSvg, DrawsALineForEachValueOfAShortListBesideARange) {
  Sweep sweep{.title = "lines",
              .inputs = {{.key = "t_nm", .label = "t", .unit = "nm", .values = {1, 2, 1, 2, 1, 2}},
                         {.key = "pitch_mm",
                          .label = "pitch",
                          .unit = "mm",
                          .values = {4, 4, 3, 3, 5.5, 5.5},
                          .is_listed = true}},
              .figures = {{.key = "voc_V", .label = "Voc", .values = {1, 2, 3, 4, 5, 6}}},
              .problems = std::vector<std::string>(6)};
  const std::string svg = sweep_svg(sweep);
  EXPECT_EQ(count_of(svg, "class=\"line l"), 3);
  EXPECT_THAT(svg, HasSubstr(">pitch 3.0</text>"));
  EXPECT_THAT(svg, HasSubstr(">5.5 mm</text>"));
  sweep.inputs[0].is_listed = true;
  EXPECT_EQ(count_of(sweep_svg(sweep), "class=\"line l"), 0) << "two lists are a map";
}

TEST(SweepSvg, BreaksTheLineWhereAFigureIsMissing) {
  Sweep sweep = long_sweep(5);
  sweep.figures[0].values[2] = nothing;
  const std::string svg = sweep_svg(sweep);
  const std::size_t begin = svg.find("class=\"line l1\" d=\"");
  EXPECT_EQ(count_of(svg.substr(begin, svg.find("/>", begin) - begin), "M"), 2);
}

// Values rise with both inputs: the first colour is at the lower left, the last at the upper right.
TEST(SweepSvg, MapsTwoInputsWithTheSecondUpwards) {
  Sweep sweep{.title = "map",
              .inputs = {{.key = "x", .label = "x", .values = {1, 1, 2, 2}},
                         {.key = "y", .label = "y", .values = {3, 4, 3, 4}}},
              .figures = {{.key = "f", .label = "f", .values = {0, 1, 1, 10}}},
              .problems = std::vector<std::string>(4)};
  const auto corner = [&](const std::string& paint) {
    const std::string svg = sweep_svg(sweep);
    const std::string path = "<path class=\"" + paint + "\" d=\"M";
    const std::size_t at = svg.find(path) + path.size();
    const std::size_t blank = svg.find(' ', at);
    return std::pair(std::stod(svg.substr(at)), std::stod(svg.substr(blank)));
  };
  EXPECT_EQ(svg_problem(sweep_svg(sweep)), "");
  EXPECT_LT(corner("h0").first, corner("h9").first);
  EXPECT_GT(corner("h0").second, corner("h9").second);
}

TEST(SweepSvg, DrawsDotsOverEachInputOfAHypercube) {
  Sweep sweep = small_sweep();
  sweep.is_grid = false;
  const std::string svg = sweep_svg(sweep);
  EXPECT_EQ(svg_problem(svg), "");
  EXPECT_EQ(count_of(svg, "class=\"dots l1\""), 2 * 2);
  EXPECT_EQ(count_of(svg, "h0M") + count_of(svg, "h0\""), 4 * 5);
}

TEST(SweepSvg, IsDrawnEvenWhenNothingWasSolved) {
  Sweep sweep = small_sweep();
  sweep.figures.clear();
  EXPECT_EQ(svg_problem(sweep_svg(sweep)), "");
  EXPECT_EQ(svg_problem(sweep_svg(long_sweep(1))), "");
}

}  // namespace
}  // namespace heliofab::report
