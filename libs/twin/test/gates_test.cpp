// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/gates.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/twin/line_plan.hpp"

namespace heliofab::twin {
namespace {

std::string error_of(const std::string& option) {
  try {
    fab2::plan({option});
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(Gates, SayWhereALimitIsWrong) {
  EXPECT_EQ(error_of("gates.line_yield=80 %"),
            R"(--set:1:18: error: fab.gates.line_yield: '80 %' begins with neither >= nor <= [E6150]
    1 | gates.line_yield=80 %
      |                  ^~~~
      = note: write ">= 80 %" or "<= 5 USD/W" in quotes, or none
)");
  EXPECT_NE(error_of(R"(gates.line_yield=">= 80 W")").find("[E1202]"), std::string::npos);
  EXPECT_NE(error_of(R"(gates.line_yield=">= 80")").find("[E1203]"), std::string::npos);
  EXPECT_NE(error_of(R"(gates.line_yield=">= 120 %")").find("[E1301]"), std::string::npos);
  EXPECT_EQ(error_of("gates.line_yield=none"), "");
}

TEST(Gates, OfNoFigureSuggestTheNearest) {
  const std::string error = error_of(R"(gates.line_yeild=">= 80 %")");
  EXPECT_NE(error.find("unknown key 'line_yeild' [E1107]"), std::string::npos) << error;
  EXPECT_NE(error.find("did you mean 'line_yield'?"), std::string::npos) << error;
}

InputRow gate(const std::string& key, const std::string& limit) {
  return {.path = "fab.gates." + key, .value = limit};
}

TEST(Gates, PassAtTheirLimitAndFailBeyondIt) {
  Summary s;
  s.line_yield = 0.8;
  s.cost_usd_per_W = 5.01;
  s.backlog_W = 2000;
  const std::vector<InputRow> inputs{gate("line_yield", ">= 80 %"),
                                     gate("cost_per_W", "<= 5 USD/W"),
                                     gate("backlog", "<=2 kW"),
                                     gate("oee", "none"),
                                     {.path = "fab.seed", .value = "1"}};
  const auto gates = judge_gates(inputs, s);
  ASSERT_EQ(gates.size(), 3U);
  EXPECT_TRUE(gates[0].is_passed);
  EXPECT_EQ(gates[0].limit, 0.8);
  EXPECT_FALSE(gates[1].is_passed);
  EXPECT_EQ(gates[1].observed, 5.01);
  EXPECT_FALSE(gates[1].is_at_least);
  EXPECT_TRUE(gates[2].is_passed);
  EXPECT_EQ(gates[2].limit, 2000);
}

TEST(Gates, FailWithoutAFigure) {
  Summary s;
  s.line_yield = std::nan("");
  for (const char* limit : {">= 0 %", "<= 100 %"}) {
    EXPECT_FALSE(judge_gates(std::vector{gate("line_yield", limit)}, s).front().is_passed) << limit;
  }
}

// A line alone has other figures under the same words.
TEST(Gates, OfALineAreItsOwn) {
  Summary s;
  s.is_line = true;
  s.flow.parts = 10;
  s.flow.throughput_per_s.mean = 0.5;
  const std::vector<InputRow> inputs{gate("throughput", ">= 1800 1/h"), gate("parts", ">= 11")};
  const auto gates = judge_gates(inputs, s);
  ASSERT_EQ(gates.size(), 2U);
  EXPECT_TRUE(gates[0].is_passed);
  EXPECT_FALSE(gates[1].is_passed);
}

TEST(Gates, OfFab2StandAmongItsInputs) {
  const auto inputs = fab2::plan().inputs;
  const auto at = std::ranges::find(inputs, "fab.gates.line_yield", &io::InputValue::path);
  ASSERT_NE(at, inputs.end());
  EXPECT_EQ(at->value, ">= 80 %");
}

}  // namespace
}  // namespace heliofab::twin
