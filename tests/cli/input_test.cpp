// SPDX-License-Identifier: Apache-2.0
// Input files that are wrong, and what is said about them.
#include <random>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class Input : public Cli {};

TEST_F(Input, that_is_not_there_is_named) {
  for (const std::string command : {"check", "run", "cell", "module"}) {
    expect_refusal({command, "nowhere.yaml"}, "nowhere.yaml: error: no such file [E1100]\n");
  }
}

TEST_F(Input, that_is_a_folder_is_named) {
  expect_refusal({"check", "."}, ".: error: this is a folder, wanted a file [E1100]\n");
}

TEST_F(Input, that_is_binary_is_refused_without_printing_its_bytes) {
  scratch.write("plan.yaml", std::string_view("\x7f\x45LF\x02\x01\0\0\x1b[31m", 13));
  expect_refusal({"check", "plan.yaml"},
                 "plan.yaml:1:1: error: a control character, wanted text [E1101]\n"
                 "    1 | ?ELF?????[31m\n"
                 "      | ^\n"
                 "      = note: this looks like a binary file or UTF-16; save it as UTF-8 text\n");
}

TEST_F(Input, of_10_MB_of_junk_is_refused_in_few_words) {
  std::minstd_rand draw(1);
  std::string junk(10'000'000, ' ');
  for (char& c : junk) {
    c = static_cast<char>(' ' + draw() % 95);
  }
  scratch.write("plan.yaml", junk);
  const Outcome outcome = heliofab({"run", "plan.yaml"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("plan.yaml:1:"));
  EXPECT_LT(outcome.err.size(), 100'000);
}

TEST_F(Input, that_is_empty_is_told_how_to_begin) {
  scratch.write("plan.yaml", "");
  expect_refusal({"check", "plan.yaml"},
                 "plan.yaml:1:1: error: the file is empty [E1104]\n"
                 "      note: it begins with 'heliofab: 1', then one block such as 'fab:'\n");
}

TEST_F(Input, that_stops_after_its_first_line_is_told_what_follows) {
  scratch.write("plan.yaml", "heliofab: 1\n");
  expect_refusal({"check", "plan.yaml"},
                 "plan.yaml:1:1: error: found no block, wanted one [E1106]\n"
                 "    1 | heliofab: 1\n"
                 "      | ^~~~~~~~\n"
                 "      = note: a block such as 'fab:', 'cell:' or 'module:' follows the first "
                 "line\n");
}

TEST_F(Input, that_is_cut_off_within_a_quote_is_located) {
  const std::string plan = tiny_fab;
  scratch.write("plan.yaml", plan.substr(0, plan.find("tiny fab")));
  const Outcome outcome = heliofab({"check", "plan.yaml"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, StartsWith("plan.yaml:"));
  EXPECT_THAT(outcome.err, HasSubstr(" [E1102]\n"));
}

TEST_F(Input, with_many_faults_is_told_all_of_them_at_once) {
  scratch.write("film.yaml",
                "heliofab: 1\n"
                "film:\n"
                "  recipe:\n"
                "    absorber:\n"
                "      thicknes: 2 um\n"
                "      thickness: 21 um\n"
                "      substrate_temperature: 440\n"
                "      naf_thickness: 20 furlong\n"
                "  cover: bear\n");
  const std::string text =
      "film.yaml:5:7: error: film.recipe.absorber: unknown key 'thicknes' [E1107]\n"
      "    5 |       thicknes: 2 um\n"
      "      |       ^~~~~~~~\n"
      "      = note: did you mean 'thickness'?\n"
      "film.yaml:6:18: error: film.recipe.absorber.thickness: 21 um is outside 0.3 .. 5 um "
      "[E1301]\n"
      "    6 |       thickness: 21 um\n"
      "      |                  ^~~~~\n"
      "      = note: CIGS film as grown; 1 to 3 um is usual\n"
      "film.yaml:7:30: error: film.recipe.absorber.substrate_temperature: '440' has no unit "
      "[E1203]\n"
      "    7 |       substrate_temperature: 440\n"
      "      |                              ^~~\n"
      "      = note: write it as '440 degC' or in another unit of temperature\n"
      "film.yaml:8:25: error: film.recipe.absorber.naf_thickness: unknown unit 'furlong' [E1204]\n"
      "    8 |       naf_thickness: 20 furlong\n"
      "      |                         ^~~~~~~\n"
      "      = note: write it in nm, um, m, cm or mm\n"
      "film.yaml:9:10: error: film.cover: found 'bear', wanted one of bare, laminate [E1208]\n"
      "    9 |   cover: bear\n"
      "      |          ^~~~\n"
      "      = note: bare, or under the front sheet of a laminate\n";
  expect_refusal({"check", "film.yaml"}, text);
  expect_refusal({"cell", "film.yaml"}, text);
}

TEST_F(Input, with_faults_is_a_json_list_of_them_on_demand) {
  scratch.write("film.yaml", "heliofab: 1\nfilm: {recipe: {absorber: {ggi: 7, cgi: 7}}}\n");
  const Outcome outcome = heliofab({"check", "film.yaml", "--json"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "");
  const Json problems = Json::parse(outcome.out);
  ASSERT_EQ(problems.size(), 2);
  for (const Json& problem : problems) {
    EXPECT_EQ(problem["code"], "E1301");
    EXPECT_EQ(problem["file"], "film.yaml");
    EXPECT_EQ(problem["line"], 2);
  }
  EXPECT_EQ(problems[0]["path"], "film.recipe.absorber.ggi");
  EXPECT_EQ(problems[1]["path"], "film.recipe.absorber.cgi");
}

TEST_F(Input, without_faults_is_an_empty_json_list) {
  const Outcome outcome = heliofab_reading(tiny_fab, {"check", "-", "--json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(Json::parse(outcome.out), Json::array());
}

TEST_F(Input, that_is_unwise_is_valid_and_warned_of) {
  scratch.write("hot.yaml",
                "heliofab: 1\n"
                "film:\n"
                "  recipe:\n"
                "    absorber: {substrate_temperature: 490 degC}\n");
  const std::string text =
      "hot.yaml:4:39: warning: film.recipe.absorber.substrate_temperature: 490 degC, wanted at "
      "most "
      "480 degC, what the web stands [W4314]\n"
      "    4 |     absorber: {substrate_temperature: 490 degC}\n"
      "      |                                       ^~~~~~~~\n"
      "      = note: a hotter web shrinks and wrinkles; evaporator.web_limit says what it stands\n";
  const Outcome checked = heliofab({"check", "hot.yaml"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_EQ(checked.err, text);
  EXPECT_THAT(checked.out, StartsWith("hot.yaml: a valid film with "));
  const Outcome solved = heliofab({"cell", "hot.yaml", "--json"});
  EXPECT_EQ(solved.status, 0);
  EXPECT_EQ(solved.err, text);
  const Outcome listed = heliofab({"check", "hot.yaml", "--json"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_EQ(listed.err, "");
  const Json problems = Json::parse(listed.out);
  ASSERT_EQ(problems.size(), 1);
  EXPECT_EQ(problems[0]["code"], "W4314");
  EXPECT_EQ(problems[0]["line"], 4);
}

TEST_F(Input, of_another_kind_is_refused_by_each_command) {
  scratch.write("film.yaml", "heliofab: 1\nfilm: {name: x}\n");
  const std::string marked =
      "    2 | film: {name: x}\n"
      "      | ^~~~\n"
      "      = note: this is another kind of file\n";
  expect_refusal({"run", "film.yaml"},
                 "film.yaml:2:1: error: found a block 'film', wanted 'fab' [E1106]\n" + marked);
  expect_refusal({"module", "film.yaml"},
                 "film.yaml:2:1: error: found a block 'film', wanted 'module' [E1106]\n" + marked);
  EXPECT_EQ(heliofab({"check", "film.yaml"}).status, 0);
}

TEST_F(Input, on_the_command_line_is_located_there) {
  scratch.write("plan.yaml", tiny_fab);
  expect_refusal({"run", "plan.yaml", "--set", "dayz=3"},
                 "--set:1:1: error: fab: unknown key 'dayz' [E1107]\n"
                 "    1 | dayz=3\n"
                 "      | ^~~~\n"
                 "      = note: did you mean 'days'?\n");
  expect_refusal({"run", "plan.yaml", "--days", "0"},
                 "--set:1:6: error: fab.days: 0 is outside 1 .. 36525 [E1301]\n"
                 "    1 | days=0\n"
                 "      |      ^\n"
                 "      = note: that are simulated\n");
  EXPECT_FALSE(fs::exists(scratch.file("runs"))) << "refused, but a folder was made";
}

TEST_F(Input, with_a_base_that_is_not_there_is_told_where_it_was_looked_for) {
  scratch.write("plan.yaml", "heliofab: 1\nfab: {based_on: fab3.yaml}\n");
  const Outcome outcome = heliofab({"check", "plan.yaml"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              StartsWith("plan.yaml:2:17: error: fab.based_on: no file 'fab3.yaml' [E1117]\n"));
  EXPECT_THAT(outcome.err, HasSubstr(HELIOFAB_SOURCE_DIR "/data/fabs"));
}

TEST_F(Input, comes_from_standard_input_with_a_dash) {
  const Outcome outcome = heliofab_reading("heliofab: 1\nfilm: {cover: bare}\n", {"check", "-"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("<stdin>: a valid film with "));
  EXPECT_THAT(outcome.out, EndsWith(" of them defaults\n"));
}

TEST_F(Input, printed_complete_is_valid_and_prints_itself) {
  for (const std::string& text :
       {std::string(tiny_fab), std::string("heliofab: 1\nmodule: {name: x}\n"),
        std::string("heliofab: 1\nfilm: {name: \"a: b # c\"}\n")}) {
    const Outcome printed = heliofab_reading(text, {"check", "-", "--print"});
    ASSERT_EQ(printed.status, 0) << printed.err;
    const Outcome again = heliofab_reading(printed.out, {"check", "-", "--print"});
    ASSERT_EQ(again.status, 0) << again.err;
    const Outcome third = heliofab_reading(again.out, {"check", "-", "--print"});
    EXPECT_EQ(third.out, again.out);
  }
}

}  // namespace
}  // namespace heliofab::cli
