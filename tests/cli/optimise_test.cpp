// SPDX-License-Identifier: Apache-2.0
// The inputs of a file that serve a goal best.
#include <cmath>
#include <csignal>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string hm50 = HELIOFAB_SOURCE_DIR "/data/modules/hm50.yaml";
const std::string pitch = "layout.pitch=2:10 mm";

// Two stripes, twelve of them by chance.
const char* const twelve =
    "heliofab: 1\n"
    "module:\n"
    "  name: twelve\n"
    "  layout: {cells: 2, pitch: 6 mm, cell_length: 2 cm, scribes: {p2_contact: 0.1 ohm cm}}\n"
    "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
    "  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, ideality: 1.4}\n"
    "  population:\n"
    "    modules: 12\n"
    "    photocurrent: {modules: 2 %, stripes: 1 %}\n"
    "    saturation: {modules: 0.3, stripes: 0.2}\n";

class Optimise : public CliOf {
 protected:
  Optimise() : CliOf("optimise") {}
  void SetUp() override { scratch.write("twelve.yaml", twelve); }
  // Whatever the bar says.
  std::string text_of(std::vector<std::string> words) const {
    words.insert(words.begin(), "optimise");
    const Outcome outcome = heliofab(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  Json json_of(std::vector<std::string> words) const {
    words.emplace_back("--json");
    return Json::parse(text_of(std::move(words)));
  }
};

// Pitch and efficiency of HM50's film by an exact solution of its stripes, for lands of two widths
// and three sheet resistances: docs/validation/module.md. The place is flat: 1e-5 in power.
TEST_F(Optimise, finds_the_published_best_pitches) {
  struct Row {
    const char* land;
    const char* sheet;
    double pitch, efficiency;
  };
  for (const Row& row :
       {Row{"75 um", "5 ohm/sq", 5.24, 16.734}, Row{"75 um", "10 ohm/sq", 4.24, 16.389},
        Row{"75 um", "20 ohm/sq", 3.41, 15.949}, Row{"25 um", "5 ohm/sq", 4.56, 17.091},
        Row{"25 um", "10 ohm/sq", 3.69, 16.826}, Row{"25 um", "20 ohm/sq", 2.97, 16.484}}) {
    const std::string land = std::string("=") + row.land;
    const Json found =
        json_of({hm50, "--over", pitch, "--set", std::string("sheets.tco=") + row.sheet, "--set",
                 "layout.scribes.p1_p2_gap" + land, "--set", "layout.scribes.p2_p3_gap" + land});
    EXPECT_NEAR(found["inputs"][0]["optimum"].get<double>(), row.pitch, 0.02);
    EXPECT_NEAR(100 * found["result"]["optimum"].get<double>(), row.efficiency, 6e-4);
    EXPECT_LT(found["points"], 60);
    const Json& flat = found["inputs"][0]["within_0.1_percent"];
    EXPECT_GT(row.pitch - flat[0].get<double>(), 0.2);
    EXPECT_GT(flat[1].get<double>() - row.pitch, 0.2);
  }
}

TEST_F(Optimise, prints_tables_draws_and_writes_the_best_input) {
  const std::string text =
      text_of({hm50, "--over", pitch, "--plot", "best.svg", "--write", "best.yaml"});
  EXPECT_THAT(text, StartsWith("HM50: highest efficiency\n"
                               "  input      start  optimum  within 0.1 %    within 1 %"
                               "       searched\n"
                               "  pitch  mm   6.00     4.24  3.87 .. 4.6"));
  EXPECT_THAT(text, HasSubstr("  efficiency   %     16.11    16.39     +0.28\n"));
  EXPECT_THAT(scratch.read("best.svg"), StartsWith("<svg xmlns="));
  EXPECT_THAT(scratch.read("best.svg"), HasSubstr("highest efficiency, along each input"));
  const Outcome solved = heliofab({"module", "best.yaml", "--json"});
  ASSERT_EQ(solved.status, 0) << solved.err;
  EXPECT_NEAR(Json::parse(solved.out)["aperture_efficiency"].get<double>(), 0.16389, 6e-6);
}

TEST_F(Optimise, fills_a_given_width_with_the_best_count_of_stripes) {
  const Json found = json_of({hm50, "--set", "layout.width=30 cm", "--set", "layout.pitch=0 mm",
                              "--over", "layout.cells=40:120", "--goal", "pmax_W"});
  // 300 mm over 4.24 mm are 70.7 stripes; the power of 70 is less by 5e-6 of it.
  EXPECT_EQ(found["inputs"][0]["optimum"], 71);
  EXPECT_NEAR(found["result"]["optimum"].get<double>(), 0.16389 * 90, 2e-3);
}

TEST_F(Optimise, names_bounds_that_hold_the_best_design) {
  const std::string text = text_of({hm50, "--over", "layout.pitch=5:8 mm"});
  EXPECT_THAT(text,
              HasSubstr("  pitch is at its lower bound: a wider range may hold a better design\n"));
  const Json lowest =
      json_of({hm50, "--over", "layout.pitch=3:8 mm", "--goal", "voc_V", "--least"});
  EXPECT_EQ(lowest["goal_in_words"], "lowest Voc");
}

TEST_F(Optimise, judges_a_population_by_pairs) {
  const Json found = json_of({"twelve.yaml", "--over", pitch});
  EXPECT_EQ(found["modules"], 12);
  const Json& result = found["result"];
  EXPECT_GT(result["change"].get<double>(), 2e-3);
  EXPECT_LT(result["change_error"].get<double>(), 0.3 * result["optimum_error"].get<double>());
  EXPECT_THAT(text_of({"twelve.yaml", "--over", pitch, "--points", "5"}),
              StartsWith("twelve: highest mean efficiency of 12 modules\n"));
}

TEST_F(Optimise, judges_a_population_by_quantiles_and_shares) {
  const Json low = json_of({"twelve.yaml", "--over", pitch, "--quantile", "10"});
  EXPECT_EQ(low["goal_in_words"], "highest efficiency, 10 % quantile of 12 modules");
  EXPECT_LT(low["result"]["optimum"], low["figures"][4]["optimum"]);
  const Json share = json_of({"twelve.yaml", "--over", pitch, "--above", "16.5 %"});
  EXPECT_EQ(share["goal_in_words"], "highest share of 12 modules: efficiency from 16.5 % on");
  EXPECT_GT(share["result"]["optimum"], share["result"]["start"]);
  const double modules = 12 * share["result"]["optimum"].get<double>();
  EXPECT_NEAR(modules, std::round(modules), 1e-9);
}

TEST_F(Optimise, does_not_depend_on_threads_and_starts_where_the_seed_says) {
  const auto found = [&](const std::string& threads, const std::string& seed) {
    return json_of({"twelve.yaml", "--set", "population.modules=0", "--over", pitch, "--over",
                    "sheets.mo=0.2:2 ohm/sq", "--starts", "3", "--seed", seed, "--threads",
                    threads});
  };
  const Json one = found("1", "1");
  EXPECT_EQ(found("2", "1"), one);
  EXPECT_EQ(one["ends"].size(), 3);
  EXPECT_NE(found("2", "2")["ends"], one["ends"]);
  EXPECT_EQ(one["inputs"][1]["is_at_lower_bound"], true);
}

TEST_F(Optimise, knows_the_light_that_a_thicker_front_contact_takes) {
  scratch.write("recipe.yaml",
                "heliofab: 1\nmodule: {name: x, aperture_width: 30 mm, layout: {pitch: 6 mm}}\n");
  const Json found =
      json_of({"recipe.yaml", "--over", "recipe.window.azo_thickness=50:3000 nm:log"});
  const Json& input = found["inputs"][0];
  EXPECT_GT(input["optimum"].get<double>(), 200);
  EXPECT_LT(input["optimum"].get<double>(), 1500);
  EXPECT_EQ(input["is_at_upper_bound"], false);
}

TEST_F(Optimise, refuses_what_is_no_goal_no_bound_and_no_population) {
  expect_refusal({hm50, "--over", pitch, "--goal", "pmaxW"},
                 "error: --goal: no figure 'pmaxW' [E6208]\n"
                 "      note: did you mean 'pmax_W'?\n");
  expect_refusal({hm50, "--over", pitch, "--quantile", "5"},
                 "error: --quantile: the file has no population to be judged as a whole [E6204]\n"
                 "      note: give it one: --set population.modules=200\n");
  expect_refusal({"twelve.yaml", "--over", pitch, "--above", "16 W"},
                 "error: --above: found '16 W', wanted a number, in % [E6204]\n");
  expect_refusal({hm50, "--over", "layout.pitch=[3, 4 mm]", "--over", "name=a:b"},
                 "--over:1:14: error: module.layout.pitch: '[3, 4 mm]' is no range [E6205]\n"
                 "    1 | layout.pitch=[3, 4 mm]\n"
                 "      |              ^~~~~~~~~\n"
                 "      = note: write 'key=from:to', with ':log' behind it for equal factors\n"
                 "--over:2:1: error: 'name' is text, wanted a number or a count [E6206]\n"
                 "    2 | name=a:b\n"
                 "      | ^~~~\n");
  expect_refusal(
      {hm50, "--over", "layout.pitch=0.1:0.25 mm"},
      "error: --over: none of 1 designs within the bounds has an answer [E6209]\n"
      "      note: one says: module.layout.pitch: 0.25 mm, wanted more than the 0.3 mm that the "
      "scribes take [E6119]\n");
}

// Each design has films of its own, a second of work.
TEST_F(Optimise, stopped_by_ctrl_c_has_the_best_so_far) {
  Call stopped =
      call({"-c",
            "exec \"$0\" optimise \"$1\" --set population.modules=4 --over "
            "'recipe.window.azo_thickness=100:1500 nm' --write best.yaml 2> err.txt",
            HELIOFAB_PROGRAM, HELIOFAB_SOURCE_DIR "/examples/04-population/population.yaml"});
  stopped.program = "/bin/sh";
  Program program(stopped);
  ASSERT_TRUE(program.wait_until(
      [&] { return fs::exists(scratch.file("err.txt")) && !scratch.read("err.txt").empty(); }));
  program.send(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.status, 130);
  EXPECT_THAT(outcome.out, HasSubstr(": highest mean efficiency of 4 modules\n"));
  EXPECT_THAT(scratch.read("err.txt"), EndsWith(" points; this is the best of them\n"));
  EXPECT_EQ(heliofab({"check", "best.yaml"}).status, 0);
}

}  // namespace
}  // namespace heliofab::cli
