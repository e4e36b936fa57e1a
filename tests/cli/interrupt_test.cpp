// SPDX-License-Identifier: Apache-2.0
// A run that is stopped or killed keeps the days that were finished.
#include <csignal>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::Not;

class Interrupted : public Cli {
 protected:
  void SetUp() override { scratch.write("tiny.yaml", tiny_fab); }

  // Starts a run of many days, waits until some are in the store and sends the signal.
  Outcome stopped_by(int signal, std::vector<std::string> options = {}) {
    std::vector<std::string> words{"run", "tiny.yaml", "--days", "9000", "--out", "run"};
    words.insert(words.end(), options.begin(), options.end());
    Program program(call(words));
    EXPECT_TRUE(program.wait_until([&] { return modules_stored() > 0; })) << program.wait().err;
    program.send(signal);
    return program.wait();
  }
  std::int64_t modules_stored() const {
    const std::vector<std::string> count =
        query(scratch.file("run/run.sqlite"), "SELECT count(*) FROM flashes");
    return count.empty() ? 0 : std::stoll(count.front());
  }
  Json shown() const {
    const Outcome outcome = heliofab({"show", "run", "--json"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return Json::parse(outcome.out);
  }
};

TEST_F(Interrupted, by_ctrl_c_ends_with_130_and_all_files_of_what_was_finished) {
  const Outcome outcome = stopped_by(SIGINT, {"--json"});
  EXPECT_EQ(outcome.status, 130);
  EXPECT_THAT(outcome.err,
              EndsWith("heliofab: interrupted; what was finished is in run/run.sqlite\n"));
  EXPECT_THAT(scratch.names("run"),
              ElementsAre("plan.yaml", "report.html", "run.sqlite", "summary.json"));
  const Json summary = Json::parse(outcome.out);
  EXPECT_EQ(summary["is_complete"], false);
  EXPECT_EQ(summary["modules_made"], modules_stored());
  EXPECT_GT(summary["cost_usd"], 0) << "the books of the month were not closed";
  EXPECT_EQ(shown(), summary);
  EXPECT_EQ(scratch.read("run/summary.json"), outcome.out);
}

TEST_F(Interrupted, by_a_polite_kill_ends_alike) {
  const Outcome outcome = stopped_by(SIGTERM);
  EXPECT_EQ(outcome.status, 130);
  EXPECT_EQ(shown()["is_complete"], false);
}

TEST_F(Interrupted, by_a_hard_kill_keeps_every_finished_day) {
  const Outcome outcome = stopped_by(SIGKILL);
  EXPECT_EQ(outcome.status, 128 + SIGKILL);
  const Json summary = shown();
  EXPECT_EQ(summary["is_complete"], false);
  EXPECT_GT(summary["modules_made"], 0);
  EXPECT_EQ(summary["modules_made"], modules_stored());
  EXPECT_THAT(query(scratch.file("run/run.sqlite"), "PRAGMA integrity_check"), ElementsAre("ok"));
  EXPECT_EQ(heliofab({"report", "run"}).status, 0);
  EXPECT_EQ(heliofab({"run", "tiny.yaml", "--out", "run"}).status, 5) << "replaced unasked";
}

TEST_F(Interrupted, before_the_first_day_ends_with_130_too) {
  Program program(call({"run", "tiny.yaml", "--out", "run"}));
  ASSERT_TRUE(program.wait_until([&] {
    return !query(scratch.file("run/run.sqlite"), "SELECT path FROM inputs LIMIT 1").empty();
  }));
  program.send(SIGINT);
  EXPECT_EQ(program.wait().status, 130);
  EXPECT_EQ(shown()["modules_made"], 0);
  EXPECT_TRUE(shown()["cost_usd_per_W"].is_null());
}

}  // namespace
}  // namespace heliofab::cli
