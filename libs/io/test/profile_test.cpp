// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heliofab/core/error.hpp"
#include "heliofab/io/explain.hpp"
#include "heliofab/io/numbers.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/io/write.hpp"

// Profiles: values alone, or with places and shape.
namespace heliofab::io {
namespace {

struct Layered {
  Profile gap = uniform(1.15);
  Profile doping;
};
template <class Visit>
void describe(Visit& visit, Layered& l) {
  visit(l.gap, {"gap", unit::eV, 0.1, 5, "band gap", "C"});
  visit(l.doping, {"doping", unit::per_cm3, 0, 1e22, "acceptors", "D", true});
}

Read<Layered> read_text(const std::string& body) {
  return read<Layered>(parse_document("heliofab: 1\nlayered:\n" + body, "l.yaml"), "layered");
}

TEST(ProfileInput, IsOneValueOrAListOrAMap) {
  const Layered one = read_text("  gap: 1.2 eV [A]\n  doping: 1e16 1/cm3\n").value;
  EXPECT_EQ(one.gap, uniform(1.2));
  EXPECT_EQ(one.doping, uniform(1e22));
  const Layered list = read_text("  doping: [1e16 1/cm3, 1e17 1/cm3]\n").value;
  EXPECT_EQ(list.doping.values, (std::vector{1e22, 1e23}));
  EXPECT_EQ(list.gap, uniform(1.15));
  const Layered map =
      read_text(
          "  doping: {values: \"1e16, 1e17 1/cm3 [D]\", at: [0.2, 0.5], shape: logarithmic}\n")
          .value;
  EXPECT_EQ(
      map.doping,
      (Profile{.values = {1e22, 1e23}, .at = {0.2, 0.5}, .shape = ProfileShape::logarithmic}));
}

TEST(ProfileInput, HasThePathOfItsValues) {
  const auto inputs = read_text("  doping: 1e16 1/cm3\n").inputs;
  ASSERT_EQ(inputs.size(), 10);
  EXPECT_EQ(inputs[0].path, "layered.gap");
  EXPECT_EQ(inputs[0].value, "1.15 eV");
  EXPECT_EQ(inputs[0].origin, Origin::built_in);
  EXPECT_EQ(inputs[2].path, "layered.gap.shape");
  EXPECT_EQ(inputs[5].path, "layered.doping");
  EXPECT_EQ(inputs[5].value, "1e16 1/cm3");
  EXPECT_EQ(inputs[5].where(), "l.yaml:3");
}

TEST(ProfileInput, SurvivesWriting) {
  for (const std::string body :
       {"  doping: 1e16 1/cm3 [C x2020]\n", "  doping: 1e16, 2e16 1/cm3\n",
        "  gap: {values: [1 eV, 2 eV, 2 eV], at: [0, 0.5, 1]}\n  doping: 0 1/cm3\n",
        "  gap: {values: [1 eV, 2 eV], over: composition, shape: exponential, decay: -0.2}\n"
        "  doping: 3 1/cm3\n"}) {
    const Read<Layered> before = read_text(body);
    const std::string text = write_yaml("layered", before.value, before.inputs);
    const Read<Layered> after = read<Layered>(parse_document(text, "l.yaml"), "layered");
    EXPECT_EQ(after.value.gap, before.value.gap) << text;
    EXPECT_EQ(after.value.doping, before.value.doping) << text;
    EXPECT_EQ(text.find("at:") == std::string::npos,
              body.find("at:") == std::string::npos && body.find("over:") == std::string::npos)
        << text;
  }
  const Read<Layered> graded = read_text("  doping: 1e16 1/cm3 [C x2020]\n");
  EXPECT_THAT(write_yaml("layered", graded.value, graded.inputs),
              testing::HasSubstr("  doping: 1e16 1/cm3 [C x2020] "));
}

TEST(ProfileInput, TakesOneValueFromAnOption) {
  const Document document = parse_document(
      "heliofab: 1\nlayered:\n  doping: {values: [1 1/cm3, 2 1/cm3], shape: logarithmic}\n",
      "l.yaml", {.overrides = {"doping=5 1/cm3", "gap.values=[1 eV, 2 eV]"}});
  const Layered value = read<Layered>(document, "layered").value;
  EXPECT_EQ(value.doping, uniform(5e6));
  EXPECT_EQ(value.gap.values, (std::vector{1.0, 2.0}));
}

TEST(ProfileInput, IsLocatedWhenItIsWrong) {
  try {
    read_text("  gap: 9 eV\n");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), R"(l.yaml:2:1: error: layered: missing key 'doping' [E1108]
    2 | layered:
      | ^~~~~~~
      = note: acceptors
l.yaml:3:8: error: layered.gap: 9 eV is outside 0.1 .. 5 eV [E1301]
    3 |   gap: 9 eV
      |        ^~~~
      = note: band gap
)");
  }
  try {
    read_text("  gap: {at: [0, 1], shap: linear}\n  doping: {shape: linear}\n");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), R"(l.yaml:3:21: error: layered.gap: unknown key 'shap' [E1107]
    3 |   gap: {at: [0, 1], shap: linear}
      |                     ^~~~
      = note: did you mean 'shape'?
l.yaml:4:3: error: layered.doping: missing key 'values' [E1108]
    4 |   doping: {shape: linear}
      |   ^~~~~~
      = note: acceptors
)");
  }
}

TEST(Numbers, OfAnObjectAreFoundAndCanBeChanged) {
  Layered layered = read_text("  gap: [1 eV, 2 eV]\n  doping: 1e16 1/cm3\n").value;
  const auto numbers = numbers_in(layered, "layered");
  ASSERT_EQ(numbers.size(), 3);
  EXPECT_EQ(numbers[1].path, "layered.gap[1]");
  EXPECT_EQ(numbers[2].path, "layered.doping");
  EXPECT_EQ(numbers[2].unit, unit::per_cm3);
  *numbers[1].value = 3;
  EXPECT_EQ(layered.gap.values, (std::vector{1.0, 3.0}));
}

TEST(ProfileInput, IsExplainedAndHasASchema) {
  EXPECT_EQ(format(explain<Layered>("layered", "gap")), R"(layered.gap
  meaning   band gap
  type      profile
  units     eV or meV
  range     0.1 .. 5 eV
  default   1.15 eV
  grade     C
)");
  EXPECT_EQ(explain<Layered>("layered", "gap.shape").choices.size(), 4);
  const auto schema = nlohmann::json::parse(json_schema<Layered>("layered").dump());
  const auto& gap = schema["properties"]["layered"]["properties"]["gap"]["anyOf"];
  ASSERT_EQ(gap.size(), 3);
  EXPECT_TRUE(gap[2]["properties"].contains("shape"));
}

}  // namespace
}  // namespace heliofab::io
