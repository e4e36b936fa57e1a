// SPDX-License-Identifier: Apache-2.0
// One file solved at many values of its inputs.
#include <algorithm>
#include <csignal>
#include <set>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Sweep : public Cli {
 protected:
  void SetUp() override {
    scratch.write("film.yaml", "heliofab: 1\nfilm: {name: \"my cell\"}\n");
    scratch.write("module.yaml", "heliofab: 1\nmodule: {name: \"my module\"}\n");
  }
  Json json_of(std::vector<std::string> words) const {
    words.emplace_back("--json");
    const Outcome outcome = heliofab(std::move(words));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return Json::parse(outcome.out);
  }
  // What one input was at each point.
  template <class T>
  std::vector<T> values_of(const std::string& column, const std::vector<std::string>& more) const {
    std::vector<std::string> words{"sweep", "film.yaml"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<T> values;
    const Json sweep = json_of(words);
    for (const Json& point : sweep["points"]) {
      values.push_back(point[column].get<T>());
    }
    return values;
  }
};

TEST_F(Sweep, has_the_figures_of_the_command_at_every_point) {
  const Json sweep = json_of({"sweep", "film.yaml", "--vary", "recipe.absorber.thickness=1:2 um:3",
                              "--set", "physics.lifetime=2 ns"});
  ASSERT_EQ(sweep["points"].size(), 3);
  for (const Json& point : sweep["points"]) {
    const Json cell = json_of(
        {"cell", "film.yaml", "--set", "physics.lifetime=2 ns", "--set",
         "recipe.absorber.thickness=" + point["recipe.absorber.thickness_um"].dump() + " um"});
    for (const Json& figure : sweep["figures"]) {
      EXPECT_EQ(point[figure.get<std::string>()], cell[figure.get<std::string>()]) << figure;
    }
    EXPECT_EQ(sweep["figures"].size() + 1, cell.size()) << "a figure is missing";
    EXPECT_TRUE(point["problem"].is_null());
  }
  const Json module = json_of({"sweep", "module.yaml", "--vary", "layout.pitch=[4 mm]"});
  EXPECT_EQ(module["points"][0]["pmax_W"],
            json_of({"module", "module.yaml", "--set", "layout.pitch=4 mm"})["pmax_W"]);
}

TEST_F(Sweep, of_a_fab_has_the_figures_of_a_run_and_tells_where_a_model_has_no_answer) {
  scratch.write("fab.yaml", tiny_fab);
  const Outcome outcome = heliofab({"sweep", "fab.yaml", "--days", "2", "--vary",
                                    "line.stations.lamination.batch.platen_area=[0.01, 7.5 m2]",
                                    "--set", "seed=8", "--json"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err,
              EndsWith("heliofab: 1 of 2 points has no figures; the table says why\n"));
  const Json sweep = Json::parse(outcome.out);
  const Json& failed = sweep["points"][0];
  EXPECT_TRUE(failed["modules_made"].is_null());
  EXPECT_THAT(failed["problem"].get<std::string>(), EndsWith(" what a platen of 'lamination' "
                                                             "takes [E4506]"));
  const Json& solved = sweep["points"][1];
  const Json run = json_of({"run", "fab.yaml", "--days", "2", "--seed", "8", "--records", "none"});
  EXPECT_EQ(solved["modules_made"], run["modules_made"]);
  EXPECT_EQ(solved["line_yield"], run["line_yield"]);
  EXPECT_EQ(solved["aperture_efficiency_median"], run["aperture_efficiency"]["median"]);
  EXPECT_EQ(solved["cost_usd_per_W"], run["cost_usd_per_W"]);
}

// More places between stations that stand still now and then: more parts, by more than chance. Each
// point is what a run of it says.
TEST_F(Sweep, of_a_line_alone_has_the_figures_of_its_run) {
  const std::string line = HELIOFAB_SOURCE_DIR "/data/fabs/line-2.yaml";
  const Json sweep = json_of({"sweep", line, "--vary", "line.stations.s2.buffer=[0, 5]", "--vary",
                              "line.stations.s1.breakdowns.mtbf=[50, 100 s]"});
  ASSERT_EQ(sweep["points"].size(), 4);
  const Json& few = sweep["points"][1];
  const Json& many = sweep["points"][3];
  EXPECT_GT(many["throughput_per_s"].get<double>() - few["throughput_per_s"].get<double>(),
            10 * many["throughput_half_width_per_s"].get<double>());
  EXPECT_GT(many["throughput_per_s"], sweep["points"][2]["throughput_per_s"]);
  const Json run =
      json_of({"run", line, "--set", "line.stations.s2.buffer=0", "--records", "none"});
  for (const Json& figure : sweep["figures"]) {
    EXPECT_EQ(few[figure.get<std::string>()], run[figure.get<std::string>()]) << figure;
  }
}

TEST_F(Sweep, takes_ranges_lists_factors_and_words) {
  EXPECT_THAT(
      values_of<double>("recipe.absorber.ggi", {"--vary", "film.recipe.absorber.ggi=0.1:0.3:3"}),
      ElementsAre(0.1, 0.2, 0.3));
  EXPECT_THAT(values_of<double>("physics.lifetime_ns",
                                {"--vary", "physics.lifetime=10 ns : 0.1 ns : 3 : log"}),
              ElementsAre(10, 1, 0.1));
  EXPECT_THAT(values_of<double>("recipe.absorber.substrate_temperature_degC",
                                {"--vary", "recipe.absorber.substrate_temperature=430 degC:450:3"}),
              ElementsAre(430, 440, 450));
  EXPECT_THAT(values_of<double>("recipe.absorber.thickness_um",
                                {"--vary", "recipe.absorber.thickness=[1500 nm, 2, 3 um]"}),
              ElementsAre(1.5, 2, 3));
  EXPECT_THAT(values_of<double>("recipe.absorber.cgi_percent",
                                {"--vary", "recipe.absorber.cgi=[85, 90 %]"}),
              ElementsAre(85, 90));
  EXPECT_THAT(values_of<std::string>("cover", {"--vary", "cover=[laminate, bare]"}),
              ElementsAre("laminate", "bare"));
}

TEST_F(Sweep, of_several_inputs_is_their_grid_in_the_order_given) {
  const Outcome outcome =
      heliofab({"sweep", "film.yaml", "--vary", "cover=[bare, laminate]", "--vary",
                "recipe.absorber.thickness=1 um:3 um:2", "--csv", "out.csv"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out,
              StartsWith("my cell: 4 points\n"
                         "     cover  thickness     Jsc     Voc  fill factor  efficiency     Vmp"
                         "     Jmp  dark shunt\n"
                         "                   um  mA/cm2       V                        %       V"
                         "  mA/cm2        S/m2\n"
                         "      bare          1 "));
  const std::vector<std::string> lines = scratch.lines("out.csv");
  ASSERT_EQ(lines.size(), 5);
  EXPECT_EQ(lines[0],
            "cover,recipe.absorber.thickness_um,jsc_mA_cm2,voc_V,fill_factor,efficiency,vmp_V,"
            "jmp_mA_cm2,dark_shunt_S_m2,problem");
  EXPECT_THAT(lines[1], StartsWith("bare,1,"));
  EXPECT_THAT(lines[2], StartsWith("bare,3,"));
  EXPECT_THAT(lines[3], StartsWith("laminate,1,"));
  EXPECT_THAT(lines[4], StartsWith("laminate,3,"));
}

TEST_F(Sweep, of_samples_hits_every_stratum_of_every_range_once) {
  const std::vector<std::string> words{
      "--vary", "recipe.absorber.ggi=0.2:0.4", "--vary",    "recipe.absorber.thickness=1:3 um:9",
      "--vary", "cover=[bare, laminate]",      "--samples", "8"};
  const auto strata_of = [](const std::vector<double>& values, double from, double to) {
    std::set<int> strata;
    for (const double value : values) {
      strata.insert(static_cast<int>((value - from) / (to - from) * 8));
    }
    return strata;
  };
  const std::vector<double> ggi = values_of<double>("recipe.absorber.ggi", words);
  EXPECT_THAT(strata_of(ggi, 0.2, 0.4), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(strata_of(values_of<double>("recipe.absorber.thickness_um", words), 1, 3),
              ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
  EXPECT_EQ(std::ranges::count(values_of<std::string>("cover", words), "bare"), 4);
  std::vector<std::string> seeded = words;
  seeded.insert(seeded.end(), {"--seed", "2"});
  EXPECT_NE(values_of<double>("recipe.absorber.ggi", seeded), ggi);
}

TEST_F(Sweep, does_not_depend_on_threads) {
  for (const std::string threads : {"1", "2"}) {
    heliofab({"sweep", "film.yaml", "--vary", "recipe.absorber.ggi=0.2:0.4", "--vary",
              "physics.lifetime=0.1:10 ns:log", "--samples", "12", "--threads", threads, "--csv",
              threads + ".csv"});
  }
  EXPECT_EQ(scratch.lines("1.csv").size(), 13);
  EXPECT_EQ(scratch.read("1.csv"), scratch.read("2.csv"));
}

TEST_F(Sweep, draws_what_it_found) {
  heliofab({"sweep", "film.yaml", "--vary", "recipe.absorber.ggi=0.2:0.4:3", "--plot", "ggi.svg"});
  const std::string svg = scratch.read("ggi.svg");
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr(">my cell</text>"));
  EXPECT_THAT(svg, HasSubstr("3 points over recipe.absorber.ggi"));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
}

TEST_F(Sweep, reads_standard_input_once) {
  const Outcome outcome = heliofab_reading(
      "heliofab: 1\nfilm: {name: x}\n", {"sweep", "-", "--vary", "recipe.absorber.ggi=0.2:0.4:3"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("x: 3 points\n"));
}

TEST_F(Sweep, keeps_the_rows_of_points_without_an_answer) {
  const Outcome outcome = heliofab({"sweep", "module.yaml", "--set", "aperture_width=20 mm",
                                    "--vary", "layout.pitch=[5, 30 mm]", "--csv", "out.csv"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "heliofab: 1 of 2 points has no figures; the table says why\n");
  EXPECT_THAT(outcome.out, StartsWith("my module: 2 points, 1 without figures\n"));
  EXPECT_THAT(outcome.out,
              EndsWith("\n     30  module.layout.pitch: no stripe of 30 mm fits into 20 mm "
                       "[E6101]\n"));
  EXPECT_EQ(scratch.lines("out.csv").back(),
            "30,,,,,,,,,,module.layout.pitch: no stripe of 30 mm fits into 20 mm [E6101]");
}

// Some 10 s of work on two cores; the first tenth of it is told after a second or two.
TEST_F(Sweep, stopped_by_ctrl_c_keeps_the_points_that_were_finished) {
  Call stopped = call({"-c",
                       "exec \"$0\" sweep film.yaml --vary recipe.absorber.ggi=0.2:0.4:1000 "
                       "--csv out.csv 2> err.txt",
                       HELIOFAB_PROGRAM});
  stopped.program = "/bin/sh";
  Program program(stopped);
  ASSERT_TRUE(program.wait_until(
      [&] { return fs::exists(scratch.file("err.txt")) && !scratch.read("err.txt").empty(); }));
  program.send(SIGINT);
  EXPECT_EQ(program.wait().status, 130);
  const std::vector<std::string> lines = scratch.lines("out.csv");
  EXPECT_GE(lines.size(), 100);
  EXPECT_LT(lines.size(), 1000);
  EXPECT_THAT(scratch.read("err.txt"),
              EndsWith("heliofab: interrupted; " + std::to_string(lines.size() - 1) +
                       " of 1000 points are finished and in out.csv\n"));
  EXPECT_TRUE(std::ranges::all_of(
      lines, [&](const std::string& line) { return std::ranges::count(line, ',') == 8; }));
  EXPECT_THAT(scratch.names(), testing::Not(testing::Contains("out.csv.part")));
}

}  // namespace
}  // namespace heliofab::cli
