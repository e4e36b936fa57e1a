// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/line_plan.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

io::Read<LinePlan> queue_of_the_manual(const std::string& more = {}) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/docs/formats/yaml.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t first = page.find("# queue.yaml");
  EXPECT_NE(first, std::string::npos);
  return read_line_plan(
      io::parse_document(page.substr(first, page.find("```", first) - first) + more, "queue.yaml"));
}

RunRecord run(const io::Read<LinePlan>& plan) {
  return simulate(plan.value, plan.inputs, {}, nullptr, {});
}

// M/M/1 at 0.8: 4 in the line, 5 s each; the standard error of 80,000 parts is 0.15 s.
TEST(LinePlan, OfTheManualIsTheQueueThatItSays) {
  const Summary summary = summarize(run(queue_of_the_manual()));
  EXPECT_TRUE(summary.is_line);
  EXPECT_TRUE(summary.flow.holds_littles_law);
  EXPECT_NEAR(summary.flow.cycle_time_s.mean, 5, 0.6);
  EXPECT_NEAR(summary.flow.wip.mean, 4, 0.5);
  EXPECT_NEAR(summary.flow.throughput_per_s.mean, 0.8, 0.015);
}

// What goes back once too often is scrap: it has left the line, and is not made.
TEST(LinePlan, CountsScrapAmongWhatLeftAndNotAmongWhatIsMade) {
  const io::Read<LinePlan> plan = queue_of_the_manual(
      "      check: {buffer: 1000000, sheet: {handling: 0.1 s}, rework: {share: 20 %, to: server, "
      "at_most: 0}}\n");
  const RunRecord record = run(plan);
  std::int64_t left = 0;
  std::int64_t scrapped = 0;
  for (const FlowRow& f : record.flows) {
    left += f.batch > 0 ? f.parts : 0;
    scrapped += f.batch > 0 ? f.scrapped : 0;
  }
  EXPECT_NEAR(static_cast<double>(scrapped), 0.2 * static_cast<double>(left), 600);
  const Summary summary = summarize(record);
  EXPECT_EQ(summary.flow.parts, left - scrapped);
  EXPECT_TRUE(summary.flow.holds_littles_law);
}

}  // namespace
}  // namespace heliofab::twin
