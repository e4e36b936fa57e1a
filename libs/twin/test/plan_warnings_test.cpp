// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/simulate.hpp"

namespace heliofab::twin {
namespace {

std::string text_of(const std::vector<Diagnostic>& warnings) {
  std::string text;
  for (const Diagnostic& w : warnings) {
    text += format(w);
  }
  return text;
}

TEST(PlanWarnings, AreNoneInPlansThatComeWithTheProgram) {
  EXPECT_TRUE(fab2::plan().warnings.empty());
}

TEST(PlanWarnings, StandAtTheTemperatureOfTheRecipe) {
  const auto film =
      read_film_plan(io::parse_document("heliofab: 1\n"
                                        "film:\n"
                                        "  recipe:\n"
                                        "    absorber:\n"
                                        "      substrate_temperature: 490 degC [D]\n",
                                        "hot.yaml"));
  EXPECT_EQ(text_of(film.warnings),
            "hot.yaml:5:30: warning: film.recipe.absorber.substrate_temperature: 490 degC, wanted "
            "at most 480 degC, what the web stands [W4314]\n"
            "    5 |       substrate_temperature: 490 degC [D]\n"
            "      |                              ^~~~~~~~~~~~\n"
            "      = note: a hotter web shrinks and wrinkles; evaporator.web_limit says what it "
            "stands\n");
  const auto module = read_module_plan(
      io::parse_document("heliofab: 1\n"
                         "module: {recipe: {absorber: {substrate_temperature: 481 degC}}}\n",
                         "hot.yaml"));
  ASSERT_EQ(module.warnings.size(), 1U);
  EXPECT_EQ(module.warnings[0].path, "module.recipe.absorber.substrate_temperature");
  EXPECT_EQ(module.warnings[0].line, 2);
}

TEST(PlanWarnings, OfAFabKnowWhatItsWebStands) {
  const std::string hot = "process.recipe.absorber.substrate_temperature=495 degC";
  const std::vector<Diagnostic> warnings = fab2::plan({hot}).warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].file, "--set");
  EXPECT_EQ(warnings[0].path, "fab.process.recipe.absorber.substrate_temperature");
  EXPECT_TRUE(
      fab2::plan({hot, "process.tools.cigs.evaporator.web_limit=500 degC"}).warnings.empty());
}

TEST(PlanWarnings, AreTheFirstEventsOfARun) {
  const io::Read<FabPlan> plan =
      fab2::small_plan({"days=1", "process.recipe.absorber.substrate_temperature=485 degC"});
  EventRow first;
  try {
    simulate(plan.value, plan.inputs, fab2::data(), {}, nullptr, [&](const RunRecord& batch) {
      first = batch.events.at(0);
      throw ModelError("", "enough");
    });
    FAIL();
  } catch (const ModelError&) {
    EXPECT_EQ(first.kind, warning_event);
    EXPECT_EQ(first.tool, "plan");
    EXPECT_EQ(first.subject, "fab.process.recipe.absorber.substrate_temperature");
    EXPECT_EQ(first.detail, "485 degC, wanted at most 480 degC, what the web stands [W4314]");
  }
}

}  // namespace
}  // namespace heliofab::twin
