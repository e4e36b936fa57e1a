// SPDX-License-Identifier: Apache-2.0
// A run and the views of it.
#include <memory>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// One finished run for all tests here; each works on a copy.
class Run : public Cli {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<Scratch>();
    shared->write("tiny.yaml", tiny_fab);
    printed = std::make_unique<Outcome>(run(Call{
        .words = {"run", "tiny.yaml", "--json"},
        .folder = shared->folder(),
        .environment = {{"HELIOFAB_DATA", HELIOFAB_SOURCE_DIR "/data"}, {"LC_ALL", "C.UTF-8"}}}));
  }
  static void TearDownTestSuite() {
    shared.reset();
    printed.reset();
  }
  void SetUp() override {
    ASSERT_EQ(printed->status, 0) << printed->err;
    fs::copy(shared->folder(), scratch.folder(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }

  static inline std::unique_ptr<Scratch> shared;
  static inline std::unique_ptr<Outcome> printed;
};

TEST_F(Run, leaves_four_files_in_a_folder_named_after_the_plan) {
  EXPECT_THAT(scratch.names("runs/tiny"),
              ElementsAre("plan.yaml", "report.html", "run.sqlite", "summary.json"));
}

TEST_F(Run, prints_nothing_but_json_with_the_promised_keys) {
  const Json summary = Json::parse(printed->out);
  for (const char* key :
       {"modules_made", "modules_good", "line_yield", "fill_factor_median", "voc_per_cell_median_V",
        "power_shipped_W", "cost_usd_per_W", "oee_e79"}) {
    EXPECT_TRUE(summary[key].is_number()) << key;
  }
  for (const char* key : {"mean", "median", "std", "p10", "p90", "best"}) {
    EXPECT_TRUE(summary["aperture_efficiency"][key].is_number()) << key;
  }
  EXPECT_THAT(summary["fingerprint"].get<std::string>(), testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(summary["is_complete"], true);
  EXPECT_EQ(summary["provenance"]["name"], "a tiny fab");
  EXPECT_EQ(summary["provenance"]["seed"], "7");
  EXPECT_EQ(summary["provenance"]["command"], "heliofab run tiny.yaml --json");
}

// What the plan is warned of stays with the run: in its events, figures and views.
TEST_F(Run, keeps_the_warnings_of_its_plan) {
  EXPECT_EQ(Json::parse(printed->out)["warnings"], Json::array());
  const Outcome hot = heliofab({"run", "tiny.yaml", "--days", "1", "--out", "hot", "--set",
                                "process.recipe.absorber.substrate_temperature=490 degC"});
  EXPECT_EQ(hot.status, 0);
  EXPECT_THAT(hot.err, HasSubstr("warning: fab.process.recipe.absorber.substrate_temperature: 490 "
                                 "degC, wanted at most 480 degC, what the web stands [W4314]\n"));
  EXPECT_THAT(hot.out, HasSubstr("warning: fab.process.recipe.absorber.substrate_temperature\n"));
  EXPECT_THAT(
      query(scratch.file("hot/run.sqlite"),
            "SELECT tool, subject, detail FROM events WHERE kind = 'warning'"),
      ElementsAre("plan|fab.process.recipe.absorber.substrate_temperature|490 degC, wanted at most "
                  "480 degC, what the web stands [W4314]"));
  const Json warnings = Json::parse(scratch.read("hot/summary.json"))["warnings"];
  ASSERT_EQ(warnings.size(), 1);
  EXPECT_EQ(warnings[0]["key"], "fab.process.recipe.absorber.substrate_temperature");
  EXPECT_THAT(scratch.read("hot/report.html"),
              HasSubstr("<p class=\"warning\">Warning: fab.process.recipe.absorber."));
}

TEST_F(Run, figures_agree_with_one_another_and_with_the_rows) {
  const Json s = Json::parse(printed->out);
  EXPECT_GT(s["modules_good"], 0);
  EXPECT_LE(s["modules_good"], s["modules_made"]);
  EXPECT_LE(s["aperture_efficiency"]["p10"], s["aperture_efficiency"]["median"]);
  EXPECT_LE(s["aperture_efficiency"]["median"], s["aperture_efficiency"]["p90"]);
  EXPECT_LE(s["aperture_efficiency"]["p90"], s["aperture_efficiency"]["best"]);
  double shares = s["line_yield"].get<double>();
  for (const Json& loss : s["yield_losses"]) {
    shares += loss["share"].get<double>();
  }
  EXPECT_NEAR(shares, 1, 1e-9);
  const fs::path database = scratch.file("runs/tiny/run.sqlite");
  EXPECT_THAT(query(database, "SELECT count(*), sum(is_good) FROM flashes"),
              ElementsAre(s["modules_made"].dump() + "|" + s["modules_good"].dump()));
}

TEST_F(Run, summary_file_show_and_standard_output_are_the_same_bytes) {
  EXPECT_EQ(scratch.read("runs/tiny/summary.json"), printed->out);
  const Outcome shown = heliofab({"show", "runs/tiny", "--json"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_EQ(shown.err, "");
  EXPECT_EQ(shown.out, printed->out);
  EXPECT_EQ(heliofab({"show", "runs/tiny/run.sqlite", "--json"}).out, printed->out);
}

// The verdict stands in all views, and all files are there.
TEST_F(Run, that_misses_a_gate_ends_with_1_and_says_which) {
  const Outcome missed =
      heliofab({"run", "tiny.yaml", "--out", "gated", "--set", R"(gates.modules_good=">= 1")",
                "--set", R"(gates.line_yield=">= 99 %")"});
  EXPECT_EQ(missed.status, 1) << missed.err;
  EXPECT_THAT(missed.out, HasSubstr("\nGates"));
  EXPECT_THAT(missed.out, HasSubstr("failed, wanted >= 99 %\n"));
  EXPECT_THAT(missed.out, HasSubstr("passed, >= 1\n"));
  EXPECT_EQ(scratch.names("gated").size(), 4);
  const Json gates = Json::parse(scratch.read("gated/summary.json"))["gates"];
  ASSERT_EQ(gates.size(), 2);
  EXPECT_EQ(gates[0]["figure"], "modules_good");
  EXPECT_EQ(gates[0]["is_passed"], true);
  EXPECT_EQ(gates[1]["limit"], 0.99);
  EXPECT_EQ(gates[1]["observed"], Json::parse(scratch.read("gated/summary.json"))["line_yield"]);
  EXPECT_EQ(gates[1]["is_passed"], false);
  EXPECT_EQ(heliofab({"show", "gated"}).status, 1);
  EXPECT_EQ(heliofab({"show", "gated", "--json"}).status, 1);
  EXPECT_EQ(heliofab({"report", "gated", "-o", "page.html"}).status, 0) << "it was drawn";
}

TEST_F(Run, shown_to_people_has_the_name_and_the_figures) {
  const Outcome shown = heliofab({"show", "runs/tiny"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, StartsWith("a tiny fab, 2010-05-31 to 2010-06-03, seed 7\n"));
  EXPECT_THAT(shown.out, HasSubstr("line yield"));
  EXPECT_THAT(shown.out, testing::Not(HasSubstr("\x1b"))) << "colour without a terminal";
}

TEST_F(Run, report_makes_the_same_page_again_beside_the_run_or_elsewhere) {
  const std::string page = scratch.read("runs/tiny/report.html");
  fs::remove(scratch.file("runs/tiny/report.html"));
  const Outcome drawn = heliofab({"report", "runs/tiny"});
  EXPECT_EQ(drawn.status, 0) << drawn.err;
  EXPECT_EQ(drawn.out, "runs/tiny/report.html\n");
  EXPECT_EQ(scratch.read("runs/tiny/report.html"), page);
  EXPECT_EQ(heliofab({"report", "runs/tiny/run.sqlite", "--out", "page.html"}).out, "page.html\n");
  EXPECT_EQ(scratch.read("page.html"), page);
}

TEST_F(Run, plan_beside_it_is_complete_and_valid) {
  const Outcome checked = heliofab({"check", "runs/tiny/plan.yaml", "--print"});
  EXPECT_EQ(checked.status, 0) << checked.err;
  const Outcome first = heliofab({"check", "tiny.yaml", "--print"});
  EXPECT_EQ(scratch.read("runs/tiny/plan.yaml"), first.out);
}

TEST_F(Run, over_another_one_is_refused) {
  const std::string before = scratch.read("runs/tiny/run.sqlite");
  const Outcome outcome = heliofab({"run", "tiny.yaml"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "error: runs/tiny holds a run already (run.sqlite); give another folder with --out, or "
            "--force to replace it [E5103]\n");
  EXPECT_EQ(scratch.read("runs/tiny/run.sqlite"), before);
}

TEST_F(Run, with_force_and_summary_alone_leaves_no_old_store) {
  scratch.write("runs/tiny/notes.txt", "mine");
  const Outcome outcome =
      heliofab({"run", "tiny.yaml", "--force", "--records", "summary", "--days", "1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, EndsWith("\nReport: runs/tiny/report.html\n"));
  EXPECT_THAT(scratch.names("runs/tiny"),
              ElementsAre("notes.txt", "plan.yaml", "report.html", "summary.json"));
}

TEST_F(Run, into_a_folder_without_leave_to_write_is_an_error_of_storage) {
  fs::create_directory(scratch.file("locked"));
  fs::permissions(scratch.file("locked"), fs::perms::owner_read | fs::perms::owner_exec);
  Call refused = call({"run", "tiny.yaml", "--out", "locked/run"});
  refused.obeys_modes = true;
  Outcome outcome = run(refused);
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err, "error: locked/run: cannot make this folder: Permission denied [E5104]\n");
  refused.words.back() = "locked";
  outcome = run(refused);
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err, "error: locked/plan.yaml: cannot be written: Permission denied [E5104]\n");
  EXPECT_THAT(scratch.names("locked"), IsEmpty());
}

TEST_F(Run, into_a_place_that_is_a_file_or_has_no_possible_name_is_an_error_of_storage) {
  EXPECT_EQ(heliofab({"run", "tiny.yaml", "--out", "tiny.yaml"}).err,
            "error: tiny.yaml: cannot make this folder: Not a directory [E5104]\n");
  const std::string long_name(300, 'a');
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", "tiny.yaml", "--out", long_name},
        {"show", long_name},
        {"report", long_name}}) {
    const Outcome outcome = heliofab(words);
    EXPECT_EQ(outcome.status, 5) << words.front();
    EXPECT_THAT(outcome.err, HasSubstr("File name too long")) << words.front();
  }
}

// Stands for a full disk.
TEST_F(Run, that_may_not_write_enough_keeps_what_was_finished) {
  Call limited = call(
      {"-c", "ulimit -f 4000; exec \"$0\" run tiny.yaml --out full --days 900", HELIOFAB_PROGRAM});
  limited.program = "/bin/sh";
  const Outcome outcome = run(limited);
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, EndsWith(" [E5104]\n"));
  const Outcome shown = heliofab({"show", "full", "--json"});
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_EQ(Json::parse(shown.out)["is_complete"], false);
  EXPECT_GT(Json::parse(shown.out)["modules_made"], 0);

  limited.words[1] = "ulimit -f 8; exec \"$0\" run tiny.yaml --out fuller";
  EXPECT_EQ(run(limited).err,
            "error: fuller/plan.yaml: cannot be written: File too large [E5104]\n");
  EXPECT_THAT(scratch.names("fuller"), IsEmpty());
}

TEST_F(Run, that_is_not_there_cannot_be_shown) {
  for (const std::string command : {"show", "report"}) {
    const Outcome outcome = heliofab({command, "runs/other"});
    EXPECT_EQ(outcome.status, 5);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err,
              "error: 'runs/other' is not there, wanted the run.sqlite of a run; look for a "
              "spelling mistake [E5101]\n");
  }
}

TEST_F(Run, whose_store_is_junk_cannot_be_shown) {
  scratch.write("runs/tiny/run.sqlite", std::string(10'000, '?'));
  const Outcome outcome = heliofab({"show", "runs/tiny"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err,
            "error: 'runs/tiny/run.sqlite' is not a run store: file is not a database; name the "
            "run.sqlite of a run [E5101]\n");
}

TEST_F(Run, whose_store_lost_its_end_cannot_be_shown) {
  fs::resize_file(scratch.file("runs/tiny/run.sqlite"),
                  fs::file_size(scratch.file("runs/tiny/run.sqlite")) / 2);
  for (const std::string command : {"show", "report"}) {
    const Outcome outcome = heliofab({command, "runs/tiny"});
    EXPECT_EQ(outcome.status, 5);
    EXPECT_THAT(outcome.err, EndsWith(" [E5101]\n"));
  }
}

TEST_F(Run, of_a_newer_program_cannot_be_shown) {
  query(scratch.file("runs/tiny/run.sqlite"), "PRAGMA user_version = 99");
  const Outcome outcome = heliofab({"show", "runs/tiny"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("error: 'runs/tiny/run.sqlite' "));
  EXPECT_THAT(outcome.err, HasSubstr("99"));
  EXPECT_THAT(outcome.err, EndsWith(" [E5102]\n"));
}

}  // namespace
}  // namespace heliofab::cli
