// SPDX-License-Identifier: Apache-2.0
// Books of the web and modules in the line, as a run shows them. All figures are invented.
#include <gtest/gtest.h>

#include "heliofab/report/html_report.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "sample_record.hpp"

namespace heliofab::report {
namespace {

twin::WebShare share(double metres, double square_metres, double kg) {
  return {static_cast<std::int64_t>(metres * 1e6),
          static_cast<std::int64_t>(square_metres * 1e12),
          {kg, 2 * kg, 0, 0, kg}};
}

twin::Summary with_books() {
  twin::Summary s = sample::summary(sample::record());
  s.web = {.in = share(1000, 270, 1),
           .good = share(700, 180, 0.7),
           .scrap = share(250, 76.5, 0.25),
           .in_process = share(50, 13.5, 0.05),
           .books = {{twin::Fate::good, "flash", "", share(700, 180, 0.7)},
                     {twin::Fate::scrap, "cigs", "stop & go", share(250, 76.5, 0.25)},
                     {twin::Fate::in_process, "tco", "", share(50, 13.5, 0.05)}}};
  // 20 modules in the line on average, of which 100 left in 3 h: 36 min each.
  s.flow = {.parts = 100,
            .wip = {20, 1},
            .cycle_time_s = {2000, 100},
            .in_line = 17,
            .duration_s = 10'800,
            .holds_littles_law = true};
  return s;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(WebViews, SayWhereTheWebWentInMetresSquareMetresAndKilogrammes) {
  const std::string text = text_summary(sample::record(), with_books());
  EXPECT_TRUE(has(text, "1,000 m  700 + 250 + 50")) << text;
  EXPECT_TRUE(has(text, "270 m2  180.0 + 76.5 + 13.5")) << text;
  EXPECT_TRUE(has(text, "4.00 kg  2.80 + 1.00 + 0.20")) << text;
}

TEST(WebViews, SayWhenBooksAreOpen) {
  twin::Summary s = with_books();
  s.web.gap_um = 1234;
  EXPECT_TRUE(has(text_summary(sample::record(), s), "1,000 m  books open by 1,234 um"));
}

TEST(WebViews, ListEveryRowOfTheBooksOnThePage) {
  const std::string page = html_report(sample::record(), with_books());
  EXPECT_TRUE(has(page, "stop &amp; go")) << "a cause is escaped";
  EXPECT_TRUE(has(page, ">76.50<"));
  EXPECT_TRUE(has(page, ">500.0<")) << "0.5 kg of CIGS in grammes";
}

TEST(WebViews, GiveJsonTheSameFigures) {
  const std::string json = summary_json(sample::record(), with_books()).dump();
  EXPECT_TRUE(has(json, "\"scrap_m\":250")) << json;
  EXPECT_TRUE(has(json, "\"fate\":\"in process\""));
}

TEST(ModuleFlow, ShowsModulesInTheLineAndTheirCycleTimeByLittlesLaw) {
  const std::string text = text_summary(sample::record(), with_books());
  EXPECT_TRUE(has(text, "modules in the line, mean")) << text;
  EXPECT_TRUE(has(text, "0.56 h")) << "2000 s";
  EXPECT_TRUE(has(text, "0.60 h by Little's law: holds")) << text;
  const std::string page = html_report(sample::record(), with_books());
  EXPECT_TRUE(has(page, "cycle time of a module, mean"));
  const std::string json = summary_json(sample::record(), with_books()).dump();
  EXPECT_TRUE(has(json, "\"cycle_time_by_littles_law_s\":2160"));
}

TEST(ModuleFlow, IsNotShownWhereNoModuleLeftTheLine) {
  twin::Summary s = with_books();
  s.flow = {};
  EXPECT_FALSE(has(text_summary(sample::record(), s), "modules in the line"));
  EXPECT_TRUE(has(summary_json(sample::record(), s).dump(), "cycle_time_by_littles_law_s"));
}

}  // namespace
}  // namespace heliofab::report
