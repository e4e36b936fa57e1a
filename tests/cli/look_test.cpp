// SPDX-License-Identifier: Apache-2.0
// Commands that look into runs: query, trace, diff, export, the parts of show.
#include <memory>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Two runs of one seed, the second with a thicker absorber; made once.
class Look : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<Scratch>();
    shared->write("tiny.yaml", tiny_fab);
    for (const std::string change : {"2 um", "1.2 um"}) {
      const Outcome made = of({"run", "tiny.yaml", "--json", "--set", "process.film_from=tools",
                               "--set", "process.recipe.absorber.thickness=" + change, "--out",
                               change == "2 um" ? "runs/a" : "runs/b"});
      ASSERT_EQ(made.status, 0) << made.err;
    }
    fs::last_write_time(
        shared->file("runs/a/run.sqlite"),
        fs::last_write_time(shared->file("runs/b/run.sqlite")) - std::chrono::seconds(10));
  }
  static void TearDownTestSuite() { shared.reset(); }

  static Outcome of(std::vector<std::string> words) {
    return Program(call_in(shared->folder(), std::move(words))).wait();
  }
  // What the words print, with nothing to complain of.
  static std::string text_of(std::vector<std::string> words) {
    const Outcome outcome = of(std::move(words));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "") << "hints are for terminals";
    return outcome.out;
  }
  static std::string value(const std::string& sql) {
    return query(shared->file("runs/a/run.sqlite"), sql).at(0);
  }

  static inline std::unique_ptr<Scratch> shared;
};

TEST_F(Look, QueryPrintsCsvWhenNobodyLooks) {
  EXPECT_EQ(text_of({"query", "runs/a", "SELECT 1 AS a, 'x' AS b, NULL AS c"}), "a,b,c\n1,x,\n");
  EXPECT_EQ(text_of({"query", "runs/a/run.sqlite", "SELECT count(*) AS n FROM modules"}),
            "n\n" + value("SELECT count(*) FROM modules") + "\n");
}

TEST_F(Look, QueryHasFourFormats) {
  const std::string sql = "SELECT 1 AS a, 'x' AS b";
  EXPECT_EQ(text_of({"query", "runs/a", sql, "-f", "box"}),
            "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ x │\n└───┴───┘\n");
  EXPECT_EQ(text_of({"query", "runs/a", sql, "-f", "markdown"}),
            "| a | b |\n|---:|---|\n| 1 | x |\n");
  EXPECT_EQ(Json::parse(text_of({"query", "runs/a", sql, "--json"})),
            Json::parse(R"([{"a": 1, "b": "x"}])"));
  EXPECT_EQ(text_of({"query", "runs/a", "SELECT 1 WHERE 0", "-f", "json"}), "[]\n");
}

TEST_F(Look, QueryTellsThatRowsAreLeftOut) {
  const Outcome cut = of({"query", "runs/a", "SELECT serial FROM modules", "--rows", "2"});
  EXPECT_EQ(cut.status, 0);
  EXPECT_EQ(cut.out, "serial\n1\n2\n");
  EXPECT_EQ(cut.err, "heliofab: the first 2 rows; --rows 0 shows all\n");
}

TEST_F(Look, QueryListsTablesWithUnits) {
  const std::string text = text_of({"query", "runs/a", "--tables"});
  EXPECT_THAT(text, HasSubstr("rolls  A length of web, once it has been cut.\n"));
  EXPECT_THAT(text, HasSubstr("  tco_ohm_sq             REAL     ohm/sq\n"));
  EXPECT_THAT(text, HasSubstr("module_path (view)"));
  EXPECT_EQ(Json::parse(text_of({"query", "runs/a", "--tables", "--json"}))[0]["name"], "run");
}

TEST_F(Look, QueryRefusesWithExitCode2) {
  for (const char* sql :
       {"DELETE FROM modules", "SELECT nothing_here FROM modules", "", "SELECT"}) {
    const Outcome refused = of({"query", "runs/a", sql});
    EXPECT_EQ(refused.status, 2) << sql;
    EXPECT_EQ(refused.out, "") << sql;
  }
  EXPECT_EQ(of({"query", "runs/nowhere", "SELECT 1"}).status, 5);
}

TEST_F(Look, LatestIsTheRunWrittenLast) {
  EXPECT_EQ(text_of({"query", "latest",
                     "SELECT value FROM inputs WHERE path = "
                     "'fab.process.recipe.absorber.thickness'"}),
            "value\n1.2 um\n");
  EXPECT_EQ(text_of({"show", "latest"}), text_of({"show", "runs/b"}));
  const Scratch empty;
  Call call{.words = {"show", "latest"}, .folder = empty.folder()};
  const Outcome none = Program(call).wait();
  EXPECT_EQ(none.status, 5);
  EXPECT_EQ(none.err,
            "error: no run in the folder runs, wanted the latest one; name a run, or make one with "
            "heliofab run [E8100]\n");
}

TEST_F(Look, TraceTellsAllOfAModule) {
  const std::string serial = value("SELECT max(serial) FROM flashes WHERE is_good");
  const std::string text = text_of({"trace", "runs/a", serial});
  EXPECT_THAT(text, StartsWith("module " + serial + ", good, bin "));
  for (const char* part : {"Flash test, current over voltage", "Beside all modules of its product",
                           "Where the efficiency goes", "Its way", "Charges it is made of",
                           "What gauges read nearest to it", "Neighbours on the web", "⠤"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  const Json json = Json::parse(text_of({"trace", "runs/a", serial, "--json"}));
  EXPECT_EQ(json["serial"], std::stoi(serial));
  EXPECT_NEAR(json["flash"]["pmax_W"].get<double>(),
              std::stod(value("SELECT pmax_W FROM flashes WHERE serial = " + serial)), 1e-9);
  EXPECT_EQ(json["charges"].size(),
            std::stoul(value("SELECT count(*) FROM module_charges WHERE serial = " + serial)));
  EXPECT_EQ(json["passes"].size() + json["visits"].size(),
            std::stoul(value("SELECT count(*) FROM module_path WHERE serial = " + serial)));
}

TEST_F(Look, TraceNamesTheNearestSerials) {
  const Outcome none = of({"trace", "runs/a", "999999"});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, StartsWith("error: serial: no module 999999 [E8104]\n"
                                   "      note: the nearest are "));
}

TEST_F(Look, DiffOfARunWithItselfFindsNothing) {
  const Json same = Json::parse(text_of({"diff", "runs/a", "runs/a", "--json"}));
  EXPECT_EQ(same["inputs"], Json::array());
  EXPECT_EQ(same["is_paired"], true);
  for (const char* list : {"figures", "scrap", "totals", "oee"}) {
    for (const Json& figure : same[list]) {
      EXPECT_TRUE(figure["difference"].is_null() || figure["difference"] == 0) << figure;
      EXPECT_EQ(figure["is_beyond_chance"], false) << figure;
    }
  }
  EXPECT_THAT(text_of({"diff", "runs/a", "runs/a"}),
              HasSubstr("nothing: every roll is the same in both runs\n"));
}

// 0.8 um less of absorber let light through: current falls in every roll.
TEST_F(Look, DiffNamesTheInputAndWhatItDid) {
  const Json d = Json::parse(text_of({"diff", "runs/a", "runs/b", "--json"}));
  ASSERT_EQ(d["inputs"].size(), 1);
  EXPECT_EQ(d["inputs"][0]["path"], "fab.process.recipe.absorber.thickness");
  EXPECT_EQ(d["inputs"][0]["a"], "2 um");
  EXPECT_EQ(d["inputs"][0]["b"], "1.2 um");
  bool is_found = false;
  for (const Json& figure : d["figures"]) {
    if (figure["name"] == "short-circuit current") {
      is_found = true;
      EXPECT_LT(figure["difference"], 0);
      EXPECT_EQ(figure["is_beyond_chance"], true);
    }
  }
  EXPECT_TRUE(is_found);
  EXPECT_THAT(text_of({"diff", "runs/a", "runs/b"}),
              HasSubstr("  short-circuit current is lower in B by "));
}

TEST_F(Look, ShowHasPartsOfARun) {
  const std::vector<std::pair<std::string, std::string>> parts{
      {"waterfall", "Scatter, a cause alone"},
      {"pareto", "Running sum"},
      {"oee", "tool hours"},
      {"spc", "Control charts"},
      {"cost", "Cost by step"}};
  for (const auto& [part, words] : parts) {
    const std::string text = text_of({"show", "runs/a", part});
    EXPECT_THAT(text, StartsWith("a tiny fab, 2010-05-31 to 2010-06-03, seed 7\n")) << part;
    EXPECT_THAT(text, HasSubstr(words)) << part;
    EXPECT_THAT(text, Not(HasSubstr(" nan "))) << part;
  }
  EXPECT_EQ(text_of({"show", "runs/a", "summary"}), text_of({"show", "runs/a"}));
  EXPECT_EQ(of({"show", "runs/a", "waterfal"}).status, 2);
}

TEST_F(Look, ExportWritesTablesAndMaps) {
  const std::string out =
      text_of({"export", "runs/a", "--csv", "csv", "--jsonl", "jsonl", "--hdf5", "maps.h5"});
  const std::string modules = value("SELECT count(*) FROM modules");
  EXPECT_THAT(out, HasSubstr("csv/modules.csv  " + modules + " rows\n"));
  EXPECT_THAT(out, HasSubstr(", " + modules + " modules, "));
  EXPECT_EQ(shared->lines("csv/modules.csv").size(), 1 + std::stoul(modules));
  EXPECT_EQ(Json::parse(shared->lines("jsonl/modules.jsonl").at(0))["serial"], 1);
  EXPECT_EQ(Json::parse(shared->read("csv/datapackage.json"))["resources"].size(), 30);
  EXPECT_EQ(shared->read("maps.h5").substr(1, 3), "HDF");
  const Outcome nothing = of({"export", "runs/a"});
  EXPECT_EQ(nothing.status, 2);
  EXPECT_EQ(nothing.err,
            "error: export: found nothing to write, wanted --csv, --jsonl or --hdf5 [E6204]\n"
            "      note: heliofab export --help shows examples\n");
}

}  // namespace
}  // namespace heliofab::cli
