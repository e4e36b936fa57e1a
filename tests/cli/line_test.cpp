// SPDX-License-Identifier: Apache-2.0
// A line alone, as its users meet it.
#include <cmath>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view short_line = R"(heliofab: 1
fab:
  name: short
  duration: 3000 s
  line:
    shifts: {count: 3, length: 8 h, first: 0 h}
    stations:
      saw: {sheet: {handling: 1 s, spread: exponential}, breakdowns: {mtbf: 100 s, mttr: 5 s}}
      kiln: {buffer: 5, tools: 2, sheet: {handling: 2 s, spread: exponential}}
)";

class Line : public CliOf {
 protected:
  Line() : CliOf("run") {}
  void SetUp() override { scratch.write("short.yaml", short_line); }
};

// Exact chains: docs/validation/plant.md. The half widths are of 95 %, so that twice them is four
// standard errors, near enough.
TEST_F(Line, of_two_and_of_three_stations_is_that_of_the_exact_chain) {
  struct Case {
    std::string file;
    double throughput, wip, cycle_time;
  };
  for (const Case& c :
       {Case{"line-2", 0.815225, 4.3560, 5.3433}, Case{"line-3", 0.761965, 7.7327, 10.148}}) {
    const Json s = json_of(
        {HELIOFAB_SOURCE_DIR "/data/fabs/" + c.file + ".yaml", "--json", "--records", "none"});
    const auto expect = [&](const std::string& key, const std::string& unit, double wanted) {
      const double half_width = s[key + "_half_width" + unit].get<double>();
      EXPECT_NEAR(s[key + unit].get<double>(), wanted, 2 * half_width) << c.file << " " << key;
      EXPECT_LT(half_width, 0.03 * wanted) << c.file << " " << key << " tells too little";
    };
    expect("throughput", "_per_s", c.throughput);
    expect("wip_mean", "", c.wip);
    expect("cycle_time_mean", "_s", c.cycle_time);
    EXPECT_EQ(s["holds_littles_law"], true);
    EXPECT_EQ(s["stations"].size(), c.file == "line-2" ? 2 : 3);
  }
}

TEST_F(Line, is_judged_by_gates_of_its_own) {
  for (const auto& [limit, status] : {std::pair{">= 1000 1/h", 0}, std::pair{">= 9000 1/h", 1}}) {
    const Outcome o = heliofab({"run", "short.yaml", "--records", "none", "--set",
                                std::string("gates.throughput=\"") + limit + '"'});
    EXPECT_EQ(o.status, status) << o.out << o.err;
  }
  EXPECT_EQ(heliofab({"run", "short.yaml", "--set", R"(gates.line_yield=">= 1 %")"}).status, 2)
      << "a line alone has no yield";
}

// Line-12 for an eighth of its time: one standard deviation of throughput is 0.002.
TEST_F(Line, of_twelve_stations_reaches_the_throughput_that_is_known) {
  // It may take more than two seconds, and then says how far it is.
  const Outcome o =
      heliofab({"run", HELIOFAB_SOURCE_DIR "/data/fabs/line-12.yaml", "--json", "--records", "none",
                "--set", "duration=167500 s", "--set", "warm_up=2000 s"});
  ASSERT_EQ(o.status, 0) << o.err;
  const Json s = Json::parse(o.out);
  EXPECT_NEAR(s["throughput_per_s"].get<double>(), 0.7512, 0.008);
  EXPECT_NEAR(s["wip_mean"].get<double>(),
              s["throughput_per_s"].get<double>() * s["cycle_time_mean_s"].get<double>(), 0.1);
}

TEST_F(Line, leaves_every_part_and_every_repair_in_its_store) {
  const Json s = json_of({"short.yaml", "--json"});
  const fs::path database = scratch.file("runs/short/run.sqlite");
  const std::string parts = std::to_string(s["parts"].get<std::int64_t>());
  EXPECT_THAT(query(database, "SELECT count(*) FROM visits WHERE tool LIKE 'kiln-%'"),
              ElementsAre(parts));
  EXPECT_THAT(query(database, "SELECT sum(parts) FROM flows"), ElementsAre(parts));
  EXPECT_THAT(query(database, "SELECT count(*) FROM repairs"),
              ElementsAre(s["stations"][0]["failures"].dump()));
  // Cycle times by the visits are those of the sums.
  EXPECT_THAT(query(database,
                    "SELECT sum(k.gone - s.began) = (SELECT sum(cycle_us) FROM flows) "
                    "FROM visits s JOIN visits k USING (part) "
                    "WHERE s.tool = 'saw-1' AND k.tool LIKE 'kiln-%'"),
              ElementsAre("1"));
  // Without a visit the time of a tool is idle: what it worked and was blocked is in the visits.
  EXPECT_THAT(query(database,
                    "SELECT abs((SELECT sum(gone - began) FROM visits WHERE tool = 'saw-1') - "
                    "(SELECT sum(time_us) FROM tool_times WHERE tool = 'saw-1')) < 60e6"),
              ElementsAre("1"));
}

TEST_F(Line, is_the_same_for_any_records_and_threads_and_when_it_is_shown) {
  const std::string first = text_of({"short.yaml", "--json"});
  const Outcome shown = heliofab({"show", "runs/short", "--json"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_EQ(shown.out, first);
  const Json again = json_of({"short.yaml", "--json", "--records", "none", "--threads", "1"});
  EXPECT_EQ(again["fingerprint"], Json::parse(first)["fingerprint"]);
  const Json other = json_of({"short.yaml", "--json", "--records", "none", "--seed", "2"});
  EXPECT_NE(other["fingerprint"], again["fingerprint"]);
}

TEST_F(Line, is_checked_reported_and_read_by_people) {
  const Outcome checked = heliofab({"check", "short.yaml"});
  EXPECT_EQ(checked.status, 0) << checked.err;
  const std::string text = text_of({"short.yaml"});
  for (const char* word :
       {"throughput, 1/s", "cycle time, mean", "Little's law", "kiln", "OEE ISO"}) {
    EXPECT_THAT(text, HasSubstr(word));
  }
  const std::string page = scratch.read("runs/short/report.html");
  EXPECT_THAT(page, HasSubstr("A line alone, without film and market"));
  const Outcome drawn = heliofab({"report", "runs/short"});
  EXPECT_EQ(drawn.status, 0) << drawn.err;
  EXPECT_EQ(scratch.read("runs/short/report.html"), page);
}

TEST_F(Line, tells_what_changes_would_bring) {
  const Json s = json_of({"short.yaml", "--what-if", "--json"});
  const Json& rows = s["what_ifs"];
  // As it is, a tool at either station, and at the saw more and shorter uptime; hours are full.
  ASSERT_EQ(rows.size(), 5);
  EXPECT_EQ(rows[0]["change"], "as it is");
  EXPECT_EQ(rows[0]["gain_per_s"], 0);
  EXPECT_GT(rows[1]["gain_per_s"], rows[4]["gain_per_s"]);
  EXPECT_THAT(text_of({"short.yaml", "--what-if", "--force"}),
              HasSubstr("What a change would bring"));
}

TEST_F(Line, takes_its_days_from_the_command_line) {
  EXPECT_EQ(json_of({"short.yaml", "--days", "1", "--json", "--records", "none"})["duration_s"],
            86400);
}

TEST_F(Line, is_refused_with_parts_of_a_fab) {
  scratch.write("mixed.yaml", std::string(short_line) + "  products: {tile: {length: 1 m}}\n");
  expect_refusal({"mixed.yaml"},
                 "mixed.yaml:10:3: error: fab.products: 'products' in a plan of a line alone "
                 "[E6131]\n"
                 "   10 |   products: {tile: {length: 1 m}}\n"
                 "      |   ^~~~~~~~\n"
                 "      = note: a plan with duration, warm_up or module is one of a line "
                 "without film and market; delete those, or this\n");
}

TEST_F(Line, says_where_nothing_can_flow) {
  const auto error_of = [&](const std::string& key, const std::string& value) {
    const Outcome o = heliofab({"check", "short.yaml", "--set", key + "=" + value});
    EXPECT_EQ(o.status, 2);
    return o.err;
  };
  EXPECT_THAT(error_of("line.stations.saw.tools", "0"),
              HasSubstr("fab.line.stations.saw.tools: no tool: 'kiln' behind it is fed by nothing "
                        "[E6132]"));
  EXPECT_THAT(
      error_of("line.stations.saw.kind", "web"),
      HasSubstr("fab.line.stations.kiln: fed by nothing: rolls that leave 'saw' are not cut "
                "[E6132]"));
  EXPECT_THAT(error_of("line.stations.saw.kind", "batch"), HasSubstr("[E6134]"));
  EXPECT_THAT(error_of("duration", "0 s"), HasSubstr("neither days nor a duration"));
  EXPECT_THAT(error_of("line.stations.saw.breakdowns.mtbf", "-1 h"), HasSubstr("[E1301]"));
}

}  // namespace
}  // namespace heliofab::cli
