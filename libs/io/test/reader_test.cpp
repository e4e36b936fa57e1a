// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <gtest/gtest.h>

#include "errors.hpp"

namespace heliofab::io {
namespace {

using sample::plan_of;

const InputValue& input_at(const Read<sample::Plan>& plan, std::string_view path) {
  const auto found = std::ranges::find(plan.inputs, path, &InputValue::path);
  EXPECT_NE(found, plan.inputs.end()) << path;
  static const InputValue nothing;
  return found == plan.inputs.end() ? nothing : *found;
}

TEST(Reader, FillsEveryKindOfMember) {
  const auto plan = plan_of(R"(# a comment may stand before everything
heliofab: 1
fab:
  title: "two: words"
  start: 2011-02-03
  has_metrology: false
  tools: 3
  target: 11.9 %
  leakage: 5e-6 S/cm
  bin_edges: [7 %, "80 % [C]"]  # mended by an option
  absorber: {thickness: 1500 nm, cgi: 90 %, temperature: 700 K}
  products:
    strip: {stripes: across, length: 30 cm}
    sheet: {}
  layers:
    - thickness: 50 nm
      material: CdS
    - {}
)" + std::string(),
                            {"bin_edges=[7 %, 8 %]"});
  sample::Plan wanted;
  wanted.title = "two: words";
  wanted.start = std::chrono::year(2011) / 2 / 3;
  wanted.has_metrology = false;
  wanted.tools = 3;
  wanted.target = 11.9 * unit::percent;
  wanted.leakage = 5e-6 * unit::S_per_cm;
  wanted.bin_edges = {7 * unit::percent, 8 * unit::percent};
  wanted.absorber = {.thickness = 1500 * unit::nm, .cgi = 0.9, .temperature = 700};
  wanted.products = {{"strip", sample::Stripes::across, 30 * unit::cm}, {.name = "sheet"}};
  wanted.layers = {{50 * unit::nm, "CdS"}, {}};
  EXPECT_EQ(plan.value, wanted);
}

TEST(Reader, KeepsDefaultsOfWhatIsNotGiven) {
  EXPECT_EQ(plan_of("heliofab: 1\nfab:\n").value, sample::Plan{});
  EXPECT_EQ(plan_of("heliofab: 1\nfab: {}\n").value, sample::Plan{});
  EXPECT_EQ(plan_of("\xEF\xBB\xBFheliofab: 1\r\nfab: {}\r\n").value, sample::Plan{});
}

TEST(Reader, TakesAListOfNumbersAsOneValueToo) {
  const std::vector<double> wanted{7 * unit::percent, 8.5 * unit::percent};
  for (const std::string_view text : {"[7 %, 8.5 %]", "7, 8.5 %", "7 %, 8.5 %",
                                      "7, 8.5 % [A x2020]", "\n  - 7 % [B]\n  - 8.5 %"}) {
    EXPECT_EQ(plan_of("heliofab: 1\nfab:\n  bin_edges: " + std::string(text)).value.bin_edges,
              wanted)
        << text;
  }
  EXPECT_TRUE(plan_of("heliofab: 1\nfab: {bin_edges: []}").value.bin_edges.empty());
}

TEST(Reader, ListsEveryLeafWithItsOrigin) {
  const auto plan = plan_of(R"(heliofab: 1
fab:
  absorber:
    thickness: 2.10 um  [B x2020 fitted]
    cgi: 0.9
  products: {roof: {stripes: "across [A]"}}
)",
                            {"tools=4 [A]"});
  std::vector<std::string> paths;
  for (const InputValue& input : plan.inputs) {
    paths.push_back(input.path);
  }
  EXPECT_EQ(paths,
            (std::vector<std::string>{
                "fab.title", "fab.start", "fab.has_metrology", "fab.tools", "fab.target",
                "fab.leakage", "fab.bin_edges", "fab.absorber.thickness", "fab.absorber.cgi",
                "fab.absorber.temperature", "fab.products.roof.stripes", "fab.products.roof.length",
                "fab.layers[0].thickness", "fab.layers[0].material"}));
  EXPECT_EQ(input_at(plan, "fab.absorber.thickness"), (InputValue{.path = "fab.absorber.thickness",
                                                                  .value = "2.10 um",
                                                                  .si = 2.1 * unit::um,
                                                                  .grade = "B",
                                                                  .source = "x2020",
                                                                  .is_fitted = true,
                                                                  .origin = Origin::file,
                                                                  .file = "f.yaml",
                                                                  .line = 4}));
  EXPECT_EQ(input_at(plan, "fab.absorber.thickness").where(), "f.yaml:4");
  EXPECT_EQ(input_at(plan, "fab.absorber.cgi").grade, "D");  // nobody graded it
  EXPECT_EQ(
      input_at(plan, "fab.absorber.temperature"),
      (InputValue{
          .path = "fab.absorber.temperature", .value = "440 degC", .si = 713.15, .grade = "C"}));
  EXPECT_EQ(input_at(plan, "fab.tools"), (InputValue{.path = "fab.tools",
                                                     .value = "4",
                                                     .si = 4,
                                                     .grade = "A",
                                                     .origin = Origin::option,
                                                     .file = "--set",
                                                     .line = 1}));
  EXPECT_EQ(input_at(plan, "fab.products.roof.stripes").grade, "A");
  EXPECT_EQ(input_at(plan, "fab.title").grade, "");
  EXPECT_EQ(name_of(Origin::built_in), "default");
}

TEST(Reader, GivesAListOfNumbersTheWeakestGrade) {
  const auto plan =
      plan_of("heliofab: 1\nfab:\n  bin_edges: [\"7 % [A x]\", \"8 % [C x fitted]\"]\n");
  const InputValue& edges = input_at(plan, "fab.bin_edges");
  EXPECT_EQ(edges.grade, "C");
  EXPECT_EQ(edges.source, "x");
  EXPECT_TRUE(edges.is_fitted);
  EXPECT_EQ(edges.value, "7 %, 8 %");
}

TEST(Reader, AppliesOptionsLastAndInOrder) {
  const auto plan = plan_of("heliofab: 1\nfab:\n  tools: 2\n  layers: [{thickness: 1 um}]\n",
                            {"tools=3", "fab.tools = 4", "absorber={cgi: 0.7}", "absorber.cgi=0.8",
                             "layers[0].material=CdS", "products.new={}"});
  EXPECT_EQ(plan.value.tools, 4);
  EXPECT_EQ(plan.value.absorber.cgi, 0.8);
  EXPECT_EQ(plan.value.absorber.thickness, 2e-6);
  EXPECT_EQ(plan.value.layers, (std::vector<sample::Layer>{{1e-6, "CdS"}}));
  EXPECT_EQ(plan.value.products, (std::vector<sample::Product>{{.name = "new"}}));
}

TEST(Reader, TakesALimitWrittenInAnotherUnit) {
  EXPECT_EQ(plan_of("heliofab: 1\nfab: {absorber: {thickness: 0.01 mm, temperature: 873.15 K}}")
                .value.absorber.thickness,
            0.01 * unit::mm);
}

TEST(Reader, TellsWhichKeysADocumentGives) {
  const Document document = parse_document("heliofab: 1\nfab:\n  absorber: {cgi: 0.9}\n", "f.yaml",
                                           {.overrides = {"days=3"}});
  EXPECT_TRUE(has_key(document, "absorber"));
  EXPECT_TRUE(has_key(document, "days"));
  EXPECT_FALSE(has_key(document, "cgi"));
  EXPECT_FALSE(has_key(parse_document("heliofab: 1\nfab:\n", "f.yaml"), "absorber"));
}

TEST(Reader, LocatesProblemsFoundLater) {
  const Document document =
      parse_document("heliofab: 1\nfab:\n  absorber:\n    cgi: 0.9\n  layers: [{}]\n", "f.yaml");
  EXPECT_EQ(
      format(locate(document, {.code = "E4101", .path = "fab.absorber.cgi", .message = "too low"})),
      "f.yaml:4:10: error: fab.absorber.cgi: too low [E4101]\n"
      "    4 |     cgi: 0.9\n"
      "      |          ^~~\n");
  EXPECT_EQ(locate(document, {.path = "fab.absorber.thickness", .message = "x"}).line, 3);
  EXPECT_EQ(locate(document, {.path = "fab.layers[0].thickness", .message = "x"}).line, 5);
  EXPECT_EQ(locate(document, {.path = "fab.title", .message = "x"}).line, 2);
  EXPECT_EQ(locate(document, {.path = "module.pitch", .message = "x"}).line, 0);
}

TEST(Reader, LeavesProblemsOfTheTextToWhoeverLooks) {
  const Document document = parse_document("heliofab: 1\nfab:\n  a: 1\n  a: 2\n", "f.yaml");
  EXPECT_EQ(document.kind(), "fab");
  ASSERT_EQ(document.problems().size(), 1U);
  EXPECT_EQ(document.problems()[0].code, "E1110");
}

}  // namespace
}  // namespace heliofab::io
