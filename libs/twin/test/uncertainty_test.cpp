// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::twin {
namespace {

const UncertainInput* find_input(const std::vector<UncertainInput>& inputs,
                                 const std::string& path) {
  const auto found = std::ranges::find(inputs, "fab." + path, &UncertainInput::path);
  return found == inputs.end() ? nullptr : &*found;
}

double spread_of(const std::vector<UncertainInput>& inputs, const std::string& path) {
  const UncertainInput* input = find_input(inputs, path);
  return input == nullptr ? 0 : input->spread;
}

TEST(Uncertainty, FollowsTheGradeOfWhatAFabCannotChoose) {
  const io::Read<FabPlan> plan = fab2::plan();
  const std::vector<UncertainInput> inputs = uncertain_inputs(plan.value, plan.inputs);
  EXPECT_EQ(spread_of(inputs, "cost.wage"), 0.30) << "grade D";
  EXPECT_EQ(spread_of(inputs, "cost.power_price"), 0.15) << "grade C";
  EXPECT_EQ(spread_of(inputs, "line.stations.cigs.breakdowns.mtbf"), 0.30);
  EXPECT_EQ(spread_of(inputs, "process.physics.lifetime"), 0.10) << "as the plan says";
  EXPECT_EQ(spread_of(inputs, "process.scribes.p2_contact"), 0) << "grade A";
  EXPECT_EQ(spread_of(inputs, "process.tools.scribe.p2.energy_spread"), 0.30);
  EXPECT_EQ(spread_of(inputs, "process.tools.defects.flakes.density"), 0.30);
  for (const char* chosen :
       {"process.recipe.absorber.cgi", "line.stations.cigs.web.web_speed", "line.roll_length",
        "products.building.length", "ramp.add_shift_backlog", "targets.efficiency_std.tolerance",
        "process.tools.cigs.evaporator.web_limit", "process.tools.scribe.p2.energy",
        "line.stations.scribe.web.leader", "process.scribes.p1_width",
        "process.physics.temperature_reference"}) {
    EXPECT_EQ(find_input(inputs, chosen), nullptr) << chosen;
  }
}

TEST(Uncertainty, IsWhatThePlanSaysLast) {
  io::Read<FabPlan> plan = fab2::plan();
  plan.value.uncertainty = {
      {.name = "costs", .key = "cost", .spread = 0.5},
      {.name = "wage", .key = "cost.wage", .spread = 0},
      {.name = "setting", .key = "process.recipe.absorber.cgi", .spread = 0.01}};
  const std::vector<UncertainInput> inputs = uncertain_inputs(plan.value, plan.inputs);
  EXPECT_EQ(spread_of(inputs, "cost.fixed"), 0.5);
  EXPECT_EQ(find_input(inputs, "cost.wage"), nullptr) << "held";
  EXPECT_EQ(find_input(inputs, "cost.hours_per_week"), nullptr) << "chosen, and not named alone";
  EXPECT_EQ(spread_of(inputs, "process.recipe.absorber.cgi"), 0.01) << "named alone";
}

TEST(Uncertainty, RefusesAKeyThatFitsNothing) {
  FabPlan plan = fab2::plan().value;
  plan.uncertainty = {{.name = "typo", .key = "cost.wag"}};
  try {
    check(plan);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: fab.uncertainty.typo.key: no number at or below 'cost.wag' [E6138]\n"
                 "      note: write a path below fab: cost.wage, or market.segments for all of "
                 "them\n");
  }
}

// 90 % within a factor of 1.3, so that 5 % lie above it; the median is the plan's value.
TEST(Uncertainty, DrawsLognormallyAboutThePlansValue) {
  const UncertainInput input{.value = 10, .low = 0, .high = 1e3, .spread = 0.3};
  EXPECT_NEAR(draw(input, 0.5), 10, 1e-12);
  EXPECT_NEAR(draw(input, 0.95), 13, 1e-9);
  EXPECT_NEAR(draw(input, 0.05), 10 / 1.3, 1e-9);
  UncertainInput uniform = input;
  uniform.shape = Likelihood::uniform;
  EXPECT_NEAR(draw(uniform, 0), 7, 1e-12);
  EXPECT_NEAR(draw(uniform, 1), 13, 1e-12);
  UncertainInput bounded = input;
  bounded.high = 11;
  EXPECT_EQ(draw(bounded, 0.95), 11) << "the end of the key's range";
}

TEST(Uncertainty, MovesWhatIsDrawnAndNothingElse) {
  const io::Read<FabPlan> plan = fab2::plan();
  const std::vector<UncertainInput> inputs = uncertain_inputs(plan.value, plan.inputs);
  const FabPlan middle = drawn(plan.value, inputs, std::vector<double>(inputs.size(), 0.5));
  EXPECT_NEAR(middle.cost.wage / plan.value.cost.wage, 1, 1e-12);
  const FabPlan high = drawn(plan.value, inputs, std::vector<double>(inputs.size(), 0.95));
  EXPECT_NEAR(high.cost.wage / plan.value.cost.wage, 1.3, 1e-9);
  EXPECT_EQ(high.process.recipe, plan.value.process.recipe);
  EXPECT_EQ(high.products, plan.value.products);
}

}  // namespace
}  // namespace heliofab::twin
