// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/module_report.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

module::PlaneLosses some_losses() {
  return {.voltage = 5,
          .current = 0.15,
          .ideal = 1,
          .scribes = 0.05,
          .shade = -0.01,
          .front_sheet = 0.21,
          .end_contacts = 4e-7};
}

TEST(ModuleReport, ListsLossesFromTheIdealPowerToWhatIsLeft) {
  EXPECT_EQ(module_losses_text(some_losses()),
            "\n  where the power goes at 5.0000 V\n"
            "                                                     W         %\n"
            "    the film everywhere at its best            1.00000   100.000\n"
            "      dead area of the scribes                -0.05000    -5.000\n"
            "      shade and uneven light                   0.01000     1.000\n"
            "      front sheet over the film               -0.21000   -21.000\n"
            "    left                                       0.75000    75.000\n");
}

TEST(ModuleReport, HasAllLossesForPrograms) {
  const CellTable table = module_losses_table(some_losses());
  EXPECT_EQ(table.columns[0].words.size(), module::plane_loss_items().size());
  EXPECT_EQ(table.columns[0].words[0], "scribes");
  EXPECT_EQ(table.columns[2].values[0], 0.05);
  EXPECT_EQ(table.facts[2], (std::pair<std::string, double>{"delivered_W", 0.75}));
}

TEST(ModuleReport, DrawsAWaterfall) {
  const std::string svg = module_losses_svg("a <module>", some_losses());
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr("a &lt;module&gt;"));
  EXPECT_THAT(svg, HasSubstr(">dead area of the scribes<"));
  EXPECT_THAT(svg, HasSubstr(">+0.010<"));
  EXPECT_THAT(svg, HasSubstr(">0.750 W<"));
  EXPECT_THAT(svg, Not(HasSubstr("end contacts")));
}

std::vector<twin::ModuleSlope> some_slopes() {
  return {{"module.sheets.tco", 10, unit::ohm_per_sq, -0.01},
          {"module.shades.leaf.y", 0.06, unit::mm, std::nullopt},
          {"module.layout.pitch", 6e-3, unit::mm, 100}};
}

TEST(ModuleReport, SortsSlopesByWhatMatters) {
  EXPECT_EQ(
      module_slopes_text(some_slopes(), 2),
      "\n  % that the highest power grows by when an input grows by 1 %, W by its unit\n"
      "    input                                    value              %       W by unit\n"
      "    layout.pitch                            6 mm              0.30000             0.1\n"
      "    sheets.tco                              10 ohm/sq        -0.05000           -0.01\n"
      "    shades.leaf.y                           60 mm              none: edges that meet "
      "would part\n");
  const CellTable table = module_slopes_table(some_slopes(), 2);
  EXPECT_THAT(table.columns[0].words,
              ElementsAre("module.layout.pitch", "module.sheets.tco", "module.shades.leaf.y"));
  EXPECT_THAT(table_csv(table), HasSubstr("module.shades.leaf.y,60,mm,,\n"));
}

}  // namespace
}  // namespace heliofab::report
