// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "errors.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/value_text.hpp"
#include "heliofab/io/write.hpp"

namespace heliofab::io {
namespace {

using sample::plan_of;

TEST(Writer, WritesACompleteCommentedDocument) {
  EXPECT_EQ(write_yaml("fab", sample::Plan{}), R"(heliofab: 1
fab:
  title: a plan                               # default; shown in reports
  start: 2010-05-12                           # default; first day
  has_metrology: true [D]                     # default; the line measures what it makes; true or false
  tools: 2 [A]                                # default; deposition tools in parallel; 1 .. 9
  target: 10.5 % [A]                          # default; aperture efficiency wanted; 0 .. 30 %
  leakage: 0.0002 S/m [D]                     # default; across P1 and P3; 0 .. 1 S/cm
  bin_edges: 7.5 %, 8.5 % [D]                 # default; lower edges of the bins; 0 .. 40 %
  absorber:  # co-evaporated CIGS
    thickness: 2 um [C lundberg2003]          # default; CIGS film as grown; 1 to 3 um is usual; 0.1 .. 10 um
    cgi: 0.88 [D fitted]                      # default; Cu / (Ga + In) of the film; 0.5 .. 1.05
    temperature: 440 degC [C]                 # default; of the web in the zone; 20 .. 600 degC
  products:  # what is made
    roof:
      stripes: along [D]                      # default; along the web or across it; along, across
      length: 5 m [D]                         # default; down-web; 0.02 .. 20 m
    roll:
      stripes: along [D]                      # default; along the web or across it; along, across
      length: 2.5 m [D]                       # default; down-web; 0.02 .. 20 m
  layers:  # films from the light side
    - thickness: 1 um [C]                     # default; of the film; 1 .. 100000 nm
      material: CIGS                          # default; what it is made of
)");
}

TEST(Writer, KeepsValuesAsTheyWereWrittenAndMarksTheRest) {
  const auto plan = plan_of(R"(heliofab: 1
fab:
  bin_edges: 7, 8 % [B x2020]
  absorber: {thickness: "2100 nm [C x2020 fitted]"}
  products: {}
  layers: []
)",
                            {"tools=4"});
  EXPECT_EQ(write_yaml("fab", plan.value, plan.inputs), R"(heliofab: 1
fab:
  title: a plan                               # default; shown in reports
  start: 2010-05-12                           # default; first day
  has_metrology: true [D]                     # default; the line measures what it makes; true or false
  tools: 4 [D]                                # option; deposition tools in parallel; 1 .. 9
  target: 10.5 % [A]                          # default; aperture efficiency wanted; 0 .. 30 %
  leakage: 0.0002 S/m [D]                     # default; across P1 and P3; 0 .. 1 S/cm
  bin_edges: 7, 8 % [B x2020]                 # lower edges of the bins; 0 .. 40 %
  absorber:  # co-evaporated CIGS
    thickness: 2100 nm [C x2020 fitted]       # CIGS film as grown; 1 to 3 um is usual; 0.1 .. 10 um
    cgi: 0.88 [D fitted]                      # default; Cu / (Ga + In) of the film; 0.5 .. 1.05
    temperature: 440 degC [C]                 # default; of the web in the zone; 20 .. 600 degC
  products: {}  # what is made
  layers: []  # films from the light side
)");
}

TEST(Writer, DoesNotShowAStaleText) {
  auto plan = plan_of("heliofab: 1\nfab: {absorber: {thickness: 2.1 um}}");
  plan.value.absorber.thickness = 3 * unit::um;
  const std::string text = write_yaml("fab", plan.value, plan.inputs);
  EXPECT_NE(text.find("thickness: 3 um [D]  "), std::string::npos) << text;
}

TEST(Writer, RefusesNamesThatWouldReadBackAsOne) {
  sample::Plan plan;
  plan.products = {{.name = "a"}, {.name = "a"}};
  EXPECT_THROW(write_yaml("fab", plan), LogicError);
}

// A key longer than the parser takes could be written and never read.
TEST(Writer, WritesEveryNameThatCanBeRead) {
  const auto named = [](const std::string& name) {
    return "heliofab: 1\nfab:\n  products: {\"" + name + "\": {}}\n";
  };
  std::string bells;
  for (int i = 0; i < 200; ++i) {
    bells += "\\a";  // written as \x07
  }
  const auto plan = plan_of(named(bells));
  EXPECT_EQ(plan_of(write_yaml("fab", plan.value)).value, plan.value);
  const auto found =
      sample::problems_of(named(bells + "\\a"), {"products." + bells + ".length=1 m"});
  ASSERT_EQ(found.size(), 2U);
  for (const Diagnostic& d : found) {
    EXPECT_EQ(d.code, "E1116") << d.message;
  }
  EXPECT_EQ(found[0].message, "a key of 201 bytes, wanted at most 200");
  sample::Plan made;
  made.products = {{.name = std::string(201, 'a')}};
  EXPECT_THROW(write_yaml("fab", made), LogicError);
}

std::string any_text() {
  return *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::inRange(' ', '\x7f'),
                     rc::gen::element('\n', '\t', '"', '\\', '#', ':', '\0', '\x1b')));
}

double any_number(double low, double high, const Unit& unit) {
  const double share = *rc::gen::inRange(0, 100'001) * 1e-5;
  return (low + (high - low) * share) * unit;
}

sample::Plan any_plan() {
  sample::Plan plan;
  plan.title = any_text();
  plan.start = std::chrono::sys_days{} + std::chrono::days(*rc::gen::inRange(0, 40'000));
  plan.has_metrology = *rc::gen::arbitrary<bool>();
  plan.tools = *rc::gen::inRange(1, 10);
  plan.target = any_number(0, 30, unit::percent);
  plan.leakage = any_number(0, 1, unit::S_per_cm);
  plan.absorber = {any_number(0.1, 10, unit::um), any_number(0.5, 1.05, unit::one),
                   any_number(20, 600, unit::degC)};
  plan.bin_edges.clear();
  for (int n = *rc::gen::inRange(0, 5); n > 0; --n) {
    plan.bin_edges.push_back(any_number(0, 40, unit::percent));
  }
  plan.products.clear();
  for (const std::string& name :
       *rc::gen::unique<std::vector<std::string>>(rc::gen::exec(any_text))) {
    plan.products.push_back({name,
                             *rc::gen::element(sample::Stripes::along, sample::Stripes::across),
                             any_number(0.02, 20, unit::m)});
  }
  plan.layers.clear();
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    plan.layers.push_back({any_number(1, 1e5, unit::nm), any_text()});
  }
  return plan;
}

RC_GTEST_PROP(Writer, IsReadBackEqual, ()) {
  const sample::Plan plan = any_plan();
  const std::string text = write_yaml("fab", plan);
  const auto back = plan_of(text);
  RC_ASSERT(back.value == plan);
  // Written again from what was read, the text says the same and nothing is a default any more.
  RC_ASSERT(plan_of(write_yaml("fab", back.value, back.inputs)).value == plan);
}

RC_GTEST_PROP(Writer, PrintsNumbersThatReadBackToTheSameBits, ()) {
  const auto& units = all_units();
  const Unit unit = units[*rc::gen::inRange<std::size_t>(0, units.size())];
  const double number =
      *rc::gen::inRange(-1'000'000, 1'000'000) * std::pow(10.0, *rc::gen::inRange(-12, 12));
  const double si = number * unit;
  RC_ASSERT(parse_value(value_text(si, unit), {.key = "x", .unit = unit}) == si);
}

TEST(ValueText, TakesTheShortestFormThatIsExact) {
  EXPECT_EQ(value_text(2e-6, unit::um), "2 um");
  EXPECT_EQ(value_text(1e-6, unit::nm), "1 um");  // 1000 * 1e-9 is not 1e-6
  EXPECT_EQ(value_text(5e26, unit::per_cm3), "5e20 1/cm3");
  EXPECT_EQ(value_text(298.15, unit::degC), "25 degC");
  EXPECT_EQ(value_text(0.65, unit::percent), "65 %");
  EXPECT_EQ(value_text(0.88, unit::one), "0.88");
  EXPECT_EQ(value_text(0, unit::um), "0 um");
  // No number of millimetres reads back to a sixth of 1.6 m: the nearest unit that has one.
  EXPECT_EQ(value_text(1.6 / 6, unit::mm), "26.666666666666664 cm");
  EXPECT_EQ(number_text(1e-5), "1e-5");
  EXPECT_EQ(number_text(250000), "250000");
  EXPECT_THROW(number_text(std::nan("")), LogicError);
}

TEST(Grade, ReadsLetterSourceAndFitted) {
  EXPECT_EQ(parse_grade("A"), (Grade{.letter = "A"}));
  EXPECT_EQ(parse_grade(" D fitted westin2008 "),
            (Grade{.letter = "D", .source = "westin2008", .is_fitted = true}));
  EXPECT_EQ(format(Grade{.letter = "D", .source = "x", .is_fitted = true}), "[D x fitted]");
  EXPECT_EQ(format(Grade{}), "");
  for (const std::string_view text : {"", "E", "AB", "a", "A x y", "fitted", "A fitted fitted"}) {
    EXPECT_THROW(parse_grade(text), InputError) << text;
  }
}

}  // namespace
}  // namespace heliofab::io
