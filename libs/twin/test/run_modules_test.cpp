// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/run_modules.hpp"

#include <array>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/simulate.hpp"

namespace heliofab::twin {
namespace {

using testing::HasSubstr;

// A record of four modules; the third is rejected.
RunRecord record_of(const io::Read<FabPlan>& read) {
  RunRecord record{.provenance = complete({.version = "1"}, read.value, read.inputs, fab2::data())};
  for (const io::InputValue& input : read.inputs) {
    record.inputs.push_back(input_row(input));
  }
  const std::array bins{"9.5-10.5 %", "10.5-11.5 %", "", "9.5-10.5 %"};
  for (std::size_t k = 0; k < bins.size(); ++k) {
    const auto serial = static_cast<Serial>(k + 1);
    record.modules.push_back({.serial = serial,
                              .product = k < 3 ? "portable" : "space",
                              .segment = k < 3 ? "chargers" : "space",
                              .pmax_W = 4});
    record.flashes.push_back({.serial = serial, .bin = bins[k], .is_good = *bins[k] != 0});
  }
  return record;
}

std::vector<std::int64_t> serials(const std::vector<ModuleRow>& rows) {
  std::vector<std::int64_t> found;
  for (const ModuleRow& row : rows) {
    found.push_back(static_cast<std::int64_t>(row.serial));
  }
  return found;
}

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing was refused";
}

// Names with signs, lists, empty texts and units come back as they were; defaults that no decimal
// has, such as shares of sources, within a digit.
TEST(RunModules, GivesThePlanBackFromTheInputsOfItsRun) {
  const io::Read<FabPlan> read = fab2::plan({"name=it's a fab, no. 2", "days=3"});
  const FabPlan plan = plan_of(record_of(read));
  EXPECT_EQ(plan.name, read.value.name);
  EXPECT_EQ(plan.process.recipe, read.value.process.recipe);
  EXPECT_EQ(plan.process.physics, read.value.process.physics);
  EXPECT_EQ(plan.process.scribes, read.value.process.scribes);
  EXPECT_EQ(plan.products, read.value.products);
  EXPECT_EQ(plan.line, read.value.line);
  EXPECT_EQ(plan.market, read.value.market);
}

TEST(RunModules, RefusesInputsOfAnotherPlan) {
  RunRecord record = record_of(fab2::plan());
  record.inputs.front().value = "another name";
  EXPECT_THAT(refusal([&] { plan_of(record); }),
              HasSubstr("it would be another one than the run's [E8106]"));
  record.inputs.clear();
  EXPECT_THAT(refusal([&] { plan_of(record); }), HasSubstr("[E8106]"));
  record.modules.clear();
  EXPECT_THAT(refusal([&] { plan_of(record); }), HasSubstr("the run made no modules [E8106]"));
}

TEST(RunModules, AreTheGoodOnesOfALayoutOrAMarketAndABin) {
  const RunRecord record = record_of(fab2::plan());
  EXPECT_EQ(serials(choose_modules(record, {.layout = "portable"})),
            (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(serials(choose_modules(record, {.layout = "chargers", .bin = "10.5-11.5"})),
            (std::vector<std::int64_t>{2}));
  EXPECT_EQ(serials(choose_modules(record, {.layout = "portable", .serial = 3})),
            (std::vector<std::int64_t>{3}));
}

TEST(RunModules, SaysWhatTheRunHasWhenItHasNotWhatIsWanted) {
  const RunRecord record = record_of(fab2::plan());
  EXPECT_EQ(refusal([&] { choose_modules(record, {.layout = "roof"}); }),
            "error: module.layout: the run made no 'roof' [E8107]\n"
            "      note: it made portable (3), space (1)\n");
  EXPECT_EQ(refusal([&] { choose_modules(record, {.layout = "portable", .bin = "12-13 %"}); }),
            "error: --bin: no module of 'portable' in bin '12-13 %' [E8107]\n"
            "      note: there are 10.5-11.5 % (1), 9.5-10.5 % (1)\n");
  EXPECT_EQ(refusal([&] { choose_modules(record, {.layout = "portable", .serial = 4}); }),
            "error: --serial: no module 4 of 'portable' [E8107]\n"
            "      note: the run made 3 of them with serials from 1 to 3\n");
}

TEST(RunModules, TellsOfOtherDataAndAnotherVersion) {
  const RunRecord record = record_of(fab2::plan());
  EXPECT_TRUE(differences(record.provenance, fab2::data(), "1").empty());
  ReferenceData other = fab2::data();
  other.hash = "another";
  EXPECT_EQ(differences(record.provenance, other, "2").size(), 2U);
}

}  // namespace
}  // namespace heliofab::twin
