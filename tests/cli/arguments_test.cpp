// SPDX-License-Identifier: Apache-2.0
// Words that are wrong before any file is read.
#include <sstream>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Arguments : public Cli {};

TEST_F(Arguments, without_any_the_help_goes_to_standard_error) {
  const Outcome outcome = heliofab({});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, heliofab({"--help"}).out);
}

TEST_F(Arguments, help_shows_examples_before_options) {
  for (const std::string command : {"run", "check", "cell", "module", "sweep", "show", "report",
                                    "explain", "schema", "new", "doctor", "generate"}) {
    const Outcome outcome = heliofab({command, "--help"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    const std::size_t example = outcome.out.find("  heliofab " + command + " ");
    ASSERT_NE(example, std::string::npos) << command;
    EXPECT_LT(example, outcome.out.find("Options:")) << command;
  }
}

TEST_F(Arguments, version_names_program_commit_and_data) {
  const Outcome outcome = heliofab({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out,
              testing::MatchesRegex("heliofab [0-9.]+ \\(commit [^)]+\\)\ndata [0-9a-f]{32}\n"));
}

TEST_F(Arguments, an_unknown_command_brings_the_nearest_one) {
  expect_refusal({"rnu", "plan.yaml"},
                 "error: there is no command 'rnu' [E6204]\n"
                 "      note: did you mean 'run'?\n"
                 "      note: heliofab --help shows examples\n");
  expect_refusal({"photosynthesis"},
                 "error: there is no command 'photosynthesis' [E6204]\n"
                 "      note: heliofab --help shows examples\n");
}

TEST_F(Arguments, control_characters_of_the_caller_do_not_reach_the_terminal) {
  expect_refusal({"\x1b[31mrun\x7f"},
                 "error: there is no command '?[31mrun?' [E6204]\n"
                 "      note: heliofab --help shows examples\n");
}

TEST_F(Arguments, an_unknown_option_brings_the_nearest_one_of_its_command) {
  expect_refusal({"run", "plan.yaml", "--dayz", "3"},
                 "error: there is no option '--dayz' [E6204]\n"
                 "      note: did you mean '--days'?\n"
                 "      note: heliofab run --help shows examples\n");
  expect_refusal({"--verzion"},
                 "error: there is no option '--verzion' [E6204]\n"
                 "      note: did you mean '--version'?\n"
                 "      note: heliofab --help shows examples\n");
}

TEST_F(Arguments, a_missing_or_an_additional_word_is_named) {
  expect_refusal({"run"},
                 "error: plan is required [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
  expect_refusal({"report", "runs/a", "runs/b"},
                 "error: 'runs/b' is one word too many [E6204]\n"
                 "      note: heliofab report --help shows examples\n");
  expect_refusal({"run", "plan.yaml", "--", "--json"},
                 "error: '--json' is one word too many [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
}

TEST_F(Arguments, a_value_of_another_kind_says_what_was_wanted) {
  expect_refusal({"run", "plan.yaml", "--days", "two"},
                 "error: --days: found 'two', wanted a whole number [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
  expect_refusal({"run", "plan.yaml", "--seed", "1.5"},
                 "error: --seed: found '1.5', wanted a whole number [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
  expect_refusal({"run", "plan.yaml", "--threads", "-1"},
                 "error: --threads: found '-1', wanted 0, 1, 2 or more [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
  expect_refusal({"run", "plan.yaml", "--records", "some"},
                 "error: --records: found 'some', wanted none, summary or full [E6204]\n"
                 "      note: heliofab run --help shows examples\n");
}

TEST_F(Arguments, explain_knows_keys_of_all_kinds_and_codes) {
  EXPECT_THAT(heliofab({"explain", "line.stations"}).out, StartsWith("fab.line.stations\n"));
  EXPECT_THAT(heliofab({"explain", "layout.pitch"}).out, StartsWith("module.layout.pitch\n"));
  EXPECT_THAT(heliofab({"explain", "film.recipe.absorber.ggi"}).out,
              StartsWith("film.recipe.absorber.ggi\n"));
  EXPECT_THAT(heliofab({"explain", "cell.layers.cigs.gap"}).out, StartsWith("cell.layers.*.gap\n"));
  EXPECT_EQ(heliofab({"explain", "e1203"}).out,
            "E1203: a value has no unit\n\n"
            "Write the unit behind the number: '2.1 um'. Only pure numbers have none.\n\n"
            "wrong:\n"
            "    heliofab: 1\n"
            "    film: {physics: {lifetime: 0.8}}\n"
            "right:\n"
            "    heliofab: 1\n"
            "    film: {physics: {lifetime: 0.8 ns}}\n");
}

TEST_F(Arguments, explain_without_any_lists_the_areas) {
  const Outcome outcome = heliofab({"explain"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("fab\n  name "));
  for (const char* area : {"\n  process ", "\ncell\n", "\n  layers ", "\nfilm\n", "\nmodule\n"}) {
    EXPECT_THAT(outcome.out, HasSubstr(area));
  }
}

TEST_F(Arguments, explain_searches_paths_meanings_and_codes) {
  EXPECT_THAT(heliofab({"explain", "--search", "sodium"}).out,
              HasSubstr("film.recipe.absorber.naf_thickness  sodium supply"));
  EXPECT_THAT(heliofab({"explain", "--search", "no unit"}).out,
              HasSubstr("E1203  a value has no unit\n"));
  expect_refusal({"explain", "--search", "photosynthesis"},
                 "error: photosynthesis: no key and no code speaks of it [E8141]\n"
                 "      note: try a shorter word: 'heliofab explain' lists the areas\n");
}

TEST_F(Arguments, explain_knows_warnings) {
  EXPECT_THAT(heliofab({"explain", "w4314"}).out,
              StartsWith("W4314: the web is hotter than it stands\n\nA warning: "));
}

TEST_F(Arguments, explain_refuses_what_it_does_not_know) {
  expect_refusal({"explain", "E9999"}, "error: E9999: no error has this code [E6203]\n");
  expect_refusal({"explain", "E1299"},
                 "error: E1299: no error has this code [E6203]\n"
                 "      note: did you mean 'E1199'?\n");
  expect_refusal({"explain", "substrate_temperature"},
                 "error: unknown key 'substrate_temperature' [E1107]\n"
                 "      note: it stands in fab.process.recipe.absorber.substrate_temperature, "
                 "film.recipe.absorber.substrate_temperature, "
                 "module.recipe.absorber.substrate_temperature\n");
  expect_refusal({"explain", "proces"},
                 "error: unknown key 'fab.proces' [E1107]\n"
                 "      note: did you mean 'fab.process'?\n");
}

// Of what is printed for a code: the indented lines below "wrong:" or "right:".
std::string example_in(const std::string& text, const std::string& which) {
  std::istringstream lines(text);
  std::string file;
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool is_indented = line.starts_with("    ");
    is_inside = is_indented ? is_inside : line == which + ":";
    file += is_indented && is_inside ? line.substr(4) + "\n" : "";
  }
  return file;
}

TEST_F(Arguments, examples_of_codes_bring_the_code_and_mended_none) {
  for (const int code : {1102, 1105, 1106, 1107, 1109, 1110, 1111, 1112, 1117, 1118,
                         1201, 1202, 1203, 1204, 1206, 1207, 1208, 1209, 1210, 1301}) {
    const std::string name = "E" + std::to_string(code);
    const std::string text = heliofab({"explain", name}).out;
    EXPECT_THAT(heliofab_reading(example_in(text, "wrong"), {"check", "-"}).err,
                HasSubstr("[" + name + "]\n"));
    const Outcome mended = heliofab_reading(example_in(text, "right"), {"check", "-"});
    EXPECT_EQ(mended.status, 0) << name << '\n' << mended.err;
  }
}

TEST_F(Arguments, schema_is_json_with_the_keys_of_the_kind) {
  for (const std::string kind : {"fab", "cell", "film", "module"}) {
    const Outcome outcome = heliofab({"schema", kind});
    EXPECT_EQ(outcome.status, 0);
    const Json schema = Json::parse(outcome.out);
    EXPECT_TRUE(schema["properties"].contains(kind)) << kind;
    EXPECT_TRUE(schema["properties"].contains("heliofab")) << kind;
  }
  expect_refusal({"schema", "fob"},
                 "error: fob: 'fob' is no kind of input file, wanted fab, cell, film, module or "
                 "product [E6202]\n"
                 "      note: did you mean 'fab'?\n");
}

TEST_F(Arguments, every_code_printed_can_be_explained) {
  const Outcome refused = heliofab({"run", "nowhere.yaml"});
  const std::size_t begin = refused.err.rfind("[E");
  ASSERT_NE(begin, std::string::npos) << refused.err;
  const Outcome explained = heliofab({"explain", refused.err.substr(begin + 1, 5)});
  EXPECT_EQ(explained.status, 0);
  EXPECT_THAT(explained.out, HasSubstr("a file cannot be read"));
}

TEST_F(Arguments, a_full_standard_output_is_an_error_of_storage) {
  Call full = call({"-c", "exec \"$0\" schema fab > /dev/full", HELIOFAB_PROGRAM});
  full.program = "/bin/sh";
  const Outcome outcome = run(full);
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err, "error: standard output took only a part of the text [E5104]\n");
}

TEST_F(Arguments, a_missing_data_folder_says_where_it_was_looked_for) {
  Call lost = call({"cell", "-"});
  lost.input = "heliofab: 1\nfilm: {name: x}\n";
  lost.environment["HELIOFAB_DATA"] = "/nowhere";
  const Outcome outcome = run(lost);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "error: data: no folder with spectra and optical constants; looked for "
            "$HELIOFAB_DATA = /nowhere [E6201]\n"
            "      note: set HELIOFAB_DATA to the folder data/ of Heliofab\n");
}

}  // namespace
}  // namespace heliofab::cli
