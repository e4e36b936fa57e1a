// SPDX-License-Identifier: Apache-2.0
// The same plan gives the same record; another seed another one.
#include "program.hpp"

namespace heliofab::cli {
namespace {

class Determinism : public Cli {
 protected:
  // The summary of a run without records; nothing may be left behind.
  Json summary_of(const std::string& plan, const std::vector<std::string>& options) const {
    std::vector<std::string> words{"run", "-", "--json", "--records", "none"};
    words.insert(words.end(), options.begin(), options.end());
    const Outcome outcome = heliofab_reading(plan, words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(scratch.names(), testing::IsEmpty());
    return Json::parse(outcome.out);
  }
};

// What differs although the same was made: the words typed.
Json without_command(Json summary) {
  summary["provenance"].erase("command");
  return summary;
}

TEST_F(Determinism, threads_and_repetition_change_nothing_a_seed_does) {
  const Json first = summary_of(tiny_fab, {"--threads", "1"});
  const Json again = summary_of(tiny_fab, {"--threads", "2"});
  EXPECT_EQ(again["fingerprint"], first["fingerprint"]);
  EXPECT_EQ(without_command(again), without_command(first));
  const Json other = summary_of(tiny_fab, {"--seed", "8"});
  EXPECT_NE(other["fingerprint"], first["fingerprint"]);
  EXPECT_NE(other["aperture_efficiency"], first["aperture_efficiency"]);

  // Written out with all defaults it is the same plan.
  const Outcome complete = heliofab_reading(tiny_fab, {"check", "-", "--print"});
  ASSERT_EQ(complete.status, 0) << complete.err;
  EXPECT_EQ(without_command(summary_of(complete.out, {})), without_command(first));
}

}  // namespace
}  // namespace heliofab::cli
