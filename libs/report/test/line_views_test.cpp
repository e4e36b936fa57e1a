// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/report/html_report.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/report/text_summary.hpp"

namespace heliofab::report {
namespace {

using testing::HasSubstr;
using testing::Not;

// Two batches of 100 s: 50 and 70 parts that took 4 s and 5 s, one tool that worked 3 of 4 minutes.
twin::RunRecord line_record() {
  const auto at = [](std::int64_t s) { return SimTime(std::chrono::seconds(s)); };
  twin::RunRecord r;
  r.provenance.name = "press line";
  r.flows = {{.batch = 0,
              .from = at(0),
              .to = at(40),
              .parts = 10,
              .cycle_us = 30'000'000,
              .wip_us = 34'000'000,
              .in_line = 2,
              .ages_us = 4'000'000},
             {.batch = 1,
              .from = at(40),
              .to = at(140),
              .parts = 50,
              .cycle_us = 200'000'000,
              .wip_us = 199'000'000,
              .in_line = 3,
              .ages_us = 3'000'000},
             {.batch = 2,
              .from = at(140),
              .to = at(240),
              .parts = 70,
              .cycle_us = 350'000'000,
              .wip_us = 350'000'000,
              .in_line = 3,
              .ages_us = 3'000'000}};
  r.tool_times = {{"press", "press-1", twin::ToolState::productive, "running", 150'000'000},
                  {"press", "press-1", twin::ToolState::standby, "blocked", 30'000'000},
                  {"press", "press-1", twin::ToolState::unscheduled_down, "repair", 20'000'000}};
  r.production = {{.station = "press",
                   .tool = "press-1",
                   .actual_s = 120,
                   .effective_s = 120,
                   .failures = 4,
                   .units = 120}};
  r.what_ifs = {{"as it is", "press", 0.6, 0, 0}, {"one more tool", "press", 0.9, 0.3, 0.06}};
  r.is_complete = true;
  return r;
}

std::string figure(const io::Json& json, const std::string& key) { return json.find(key)->dump(); }

TEST(LineViews, GiveTheFiguresOfTheMeasuredTime) {
  const twin::RunRecord record = line_record();
  const io::Json json = summary_json(record, twin::summarize(record));
  EXPECT_EQ(figure(json, "schema"), "\"heliofab.line\"");
  EXPECT_EQ(figure(json, "parts"), "120");
  EXPECT_EQ(figure(json, "throughput_per_s"), "0.6");
  EXPECT_EQ(figure(json, "wip_mean"), "2.745");
  EXPECT_EQ(figure(json, "duration_s"), "200");
  EXPECT_EQ(figure(json, "warm_up_s"), "40");
  EXPECT_EQ(figure(json, "holds_littles_law"), "true");
  EXPECT_EQ(figure(json, "bottleneck"), "\"press\"");
  EXPECT_EQ(json.find("markets"), nullptr);
  const std::string stations = figure(json, "stations");
  EXPECT_THAT(stations, HasSubstr("\"blocked\":0.15"));
  EXPECT_THAT(stations, HasSubstr("\"mtbf_productive_s\":37.5"));
  EXPECT_THAT(stations, HasSubstr("\"mtbf_s\":30"));
}

// One tick amiss in a batch, and the law is broken.
TEST(LineViews, SayThatLittlesLawIsBroken) {
  twin::RunRecord record = line_record();
  ++record.flows[2].wip_us;
  EXPECT_FALSE(twin::summarize(record).flow.holds_littles_law);
}

TEST(LineViews, ReadAsTextAndAsAPage) {
  const twin::RunRecord record = line_record();
  const twin::Summary summary = twin::summarize(record);
  const std::string text = text_summary(record, summary);
  EXPECT_THAT(text, HasSubstr("throughput, 1/s"));
  EXPECT_THAT(text, HasSubstr("+50.0 %"));
  EXPECT_THAT(text, Not(HasSubstr("aperture efficiency")));
  const std::string page = html_report(record, summary);
  EXPECT_THAT(page, HasSubstr("A line alone, without film and market"));
  EXPECT_THAT(page, HasSubstr("<section id=\"what-ifs\">"));
  EXPECT_THAT(page, Not(HasSubstr("<section id=\"market\">")));
}

}  // namespace
}  // namespace heliofab::report
