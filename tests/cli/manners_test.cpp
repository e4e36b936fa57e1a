// SPDX-License-Identifier: Apache-2.0
// Progress as programs read it. What people see of commands is in tests/golden.
#include <map>
#include <sstream>

#include "program.hpp"

namespace heliofab::cli {
namespace {

class Manners : public Cli {
 protected:
  void SetUp() override { scratch.write("tiny.yaml", tiny_fab); }
};

TEST_F(Manners, ProgressInJsonGoesOnToTheEndOfEachStage) {
  const Outcome outcome =
      heliofab({"run", "tiny.yaml", "--records", "none", "--progress", "json", "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(Json::parse(outcome.out).contains("line_yield"));
  std::map<std::string, std::vector<Json>> stages;
  std::istringstream lines(outcome.err);
  for (std::string line; std::getline(lines, line);) {
    const Json event = Json::parse(line);
    EXPECT_EQ(event["event"], "progress");
    EXPECT_GE(event["elapsed_s"].get<double>(), 0);
    stages[event["stage"].get<std::string>()].push_back(event);
  }
  ASSERT_TRUE(stages.contains("fab"));
  EXPECT_GE(stages["fab"].back()["done"], 2) << "the last of three days";
  for (const auto& [stage, events] : stages) {
    EXPECT_LE(events.back()["done"], events.back()["total"]) << stage;
    for (std::size_t i = 1; i < events.size(); ++i) {
      EXPECT_LE(events[i - 1]["done"], events[i]["done"]) << stage;
    }
  }
}

TEST_F(Manners, ProgressOffIsSilence) {
  const Outcome outcome =
      heliofab({"run", "tiny.yaml", "--records", "none", "--progress", "off", "--json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
}

}  // namespace
}  // namespace heliofab::cli
