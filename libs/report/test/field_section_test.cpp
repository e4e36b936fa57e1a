// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../src/figures.hpp"
#include "heliofab/report/html_report.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "html_check.hpp"
#include "sample_record.hpp"

namespace heliofab::report {
namespace {

twin::RunRecord delivered() {
  twin::RunRecord record = sample::record();
  record.yields = {{.product = "roof</td><script>",
                    .market = "building",
                    .weather = "w.epw",
                    .period_days = 730,
                    .modules = 480,
                    .modules_solved = 400,
                    .module_W = 81.25,
                    .energy_kWh = 240.5,
                    .yield_kWh_per_kWp = 2960,
                    .yield_p5_kWh_per_kWp = 2800,
                    .yield_p50_kWh_per_kWp = 2960,
                    .yield_p95_kWh_per_kWp = 3000,
                    .poa_kWh_m2 = 3700,
                    .cost_usd_per_W = 2.5,
                    .cost_usd_per_kWh_a = 1.75},
                   {.product = "foil", .market = "space", .bin = "9.5-10.5 %", .modules = 1}};
  record.destinations = {{twin::Serial{1}, "", "", 0, 500, 0},
                         {twin::Serial{2}, "roof", "building", 30.25, 900, 120},
                         {twin::Serial{3}, "roof", "building", 29.75, 700, 118}};
  return record;
}

TEST(FieldSection, IsThereOnlyWhereTheRecordSaysWhatModulesDeliver) {
  const twin::RunRecord plain = sample::record();
  EXPECT_EQ(field_section(plain), "");
  EXPECT_EQ(html_report(plain, sample::summary(plain)).find("In the field"), std::string::npos);
  const twin::RunRecord record = delivered();
  const std::string page = html_report(record, sample::summary(record));
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  EXPECT_EQ(count_of(page, "<section id=\"field\"><h2>In the field</h2>"), 1U);
  EXPECT_EQ(count_of(page, "href=\"#field\""), 1U);
}

TEST(FieldSection, HasARowOfEachYieldAndOfWhatEachProductGets) {
  const std::vector<std::string> rows = table_rows(field_section(delivered()));
  for (const char* const wanted :
       {"roof&lt;/td&gt;&lt;script&gt;|building|480, 400 solved|all|81.25|240.5|730|2960|2800|2960|"
        "3000|3700|-|-|2.5|1.75|0.00 %|w.epw|",
        "foil|space|1, 0 solved|9.5-10.5 %|0|0|0|0|0|0|0|-|-|-|-|-|0.00 %|-|",
        "roof|building|2|60.00|800|", "not sold|1|0.00|500|"}) {
    EXPECT_EQ(std::ranges::count(rows, wanted), 1) << wanted;
  }
}

// Two years of 2800, 2960 and 3000 kWh/kWp are 1400, 1480 and 1500 a year.
TEST(FieldSection, DrawsAYearUpToTheBestModules) {
  const std::string section = field_section(delivered());
  const std::string roof = "<title>roof&lt;/td&gt;&lt;script&gt;, ";
  for (const char* part : {"below which 5 % of the modules stay: 1400.0 kWh/kWp",
                           "from there to the median module: 80.0 kWh/kWp",
                           "from there to where 95 % stay below: 20.0 kWh/kWp"}) {
    EXPECT_NE(section.find(roof + part), std::string::npos) << part;
  }
  EXPECT_NE(section.find(">1500.0 kWh/kWp</text>"), std::string::npos);
}

TEST(FieldSection, StandsInTheTextAndInTheSummary) {
  const twin::RunRecord record = delivered();
  const std::string text = text_summary(record, sample::summary(record));
  EXPECT_NE(text.find("In the field, a year"), std::string::npos);
  EXPECT_NE(text.find("1480 kWh/kWp"), std::string::npos);
  EXPECT_NE(text.find("1400 to 1500; 1.75 USD a/kWh"), std::string::npos);
  const std::string yields = summary_json(record, sample::summary(record)).find("yields")->dump();
  EXPECT_EQ(count_of(yields, R"("product":)"), 2U);
  EXPECT_NE(yields.find(R"("energy_kWh":240.5,"yield_kWh_per_kWp":2960,)"), std::string::npos);
}

}  // namespace
}  // namespace heliofab::report
