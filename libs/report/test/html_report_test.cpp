// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/html_report.hpp"

#include <limits>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../src/intervals.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/twin/record_columns.hpp"
#include "html_check.hpp"
#include "sample_record.hpp"

namespace heliofab::report {
namespace {

const std::vector<std::string> section_ids = {
    "answer",  "efficiency", "losses",   "scatter", "sensitivities", "yield",  "books",
    "web",     "spc",        "time",     "oee",     "what-ifs",      "market", "cost",
    "targets", "modules",    "numerics", "inputs",  "provenance"};

std::string page_of(const twin::RunRecord& record) {
  return html_report(record, sample::summary(record));
}

std::string problem_of(const std::string& page) { return HtmlCheck(page).problem(); }

std::string section_of(const std::string& page, const std::string& id) {
  const auto from = page.find("<section id=\"" + id + "\">");
  const auto to = page.find("</section>", from);
  return from == std::string::npos ? "" : page.substr(from, to - from);
}

// The rectangle whose tip begins so.
struct Box {
  std::string paint;
  double x = 0, y = 0, width = 0, height = 0;
};

Box box_of(const std::string& section, const std::string& tip) {
  const auto end = section.find("<title>" + tip);
  const auto from = section.rfind("<rect ", end);
  if (end == std::string::npos || from == std::string::npos) {
    return {};
  }
  const std::string rect = section.substr(from, end - from);
  const auto attribute = [&](const std::string& key) {
    const auto at = rect.find(" " + key + "=\"") + key.size() + 3;
    return rect.substr(at, rect.find('"', at) - at);
  };
  return {attribute("class"), std::stod(attribute("x")), std::stod(attribute("y")),
          std::stod(attribute("width")), std::stod(attribute("height"))};
}

bool has_row(const std::string& section, const std::string& wanted) {
  const auto rows = table_rows(section);
  return std::ranges::any_of(rows, [&](const auto& row) { return row.find(wanted) == 0; });
}

TEST(HtmlReport, HasEverySectionWellFormed) {
  const std::string page = page_of(sample::record());
  EXPECT_EQ(problem_of(page), "");
  for (const std::string& id : section_ids) {
    EXPECT_NE(section_of(page, id), "") << id;
    EXPECT_NE(page.find("href=\"#" + id + "\""), std::string::npos) << id;
  }
}

TEST(HtmlReport, DrawsAChartWithItsTableWhereThereAreRows) {
  const std::string page = page_of(sample::record());
  for (const char* id :
       {"efficiency", "losses", "scatter", "yield", "web", "time", "oee", "market", "cost"}) {
    const std::string section = section_of(page, id);
    EXPECT_GE(count_of(section, "<svg class=\"chart\" role=\"img\" aria-label=\""), 1U) << id;
    EXPECT_EQ(count_of(section, "<figure>"), count_of(section, "<summary>Table</summary>")) << id;
  }
}

TEST(HtmlReport, ShowsTheFiguresOfTheSummary) {
  const std::string page = page_of(sample::record());
  EXPECT_NE(section_of(page, "answer").find("<dd>81.2 %</dd>"), std::string::npos);
  EXPECT_NE(section_of(page, "answer").find("<dd>0.600 V</dd>"), std::string::npos);
  EXPECT_TRUE(has_row(section_of(page, "losses"), "recombination|9.40|15.50"));
  EXPECT_TRUE(has_row(section_of(page, "yield"), "cigs|stop|0|22.50|7.20 %"));
  EXPECT_TRUE(has_row(section_of(page, "time"), "cigs-1|43.0|6.0|3.0|8.0|7.0|33.0"));
  EXPECT_TRUE(has_row(section_of(page, "oee"), "cigs|59.6 %|86.0 %|83.0 %|98.0 %|85.2 %|86.0 %"));
  EXPECT_TRUE(
      has_row(section_of(page, "market"), "building|building strip|1.50 kW|3.00 kW|600.0 W"));
  EXPECT_TRUE(has_row(section_of(page, "inputs"),
                      "fab.process.film.lifetime|2.1 ns|D|file|fab2-2010.yaml:58|"));
  EXPECT_TRUE(has_row(section_of(page, "provenance"), "seed|20100512"));
}

// The record's own steps end at the bin, with what is left on the way; printed ones add up.
TEST(HtmlReport, LeadsTheLossesToTheBinThatIsShipped) {
  twin::RunRecord record = sample::record();
  record.losses = {{0, "Shockley-Queisser limit", 0.33333, 0},
                   {1, "all that physics takes", 0.11111, 0.22222},
                   {2, std::string(twin::flashed_step), 0.10426, 0.00685},
                   {3, std::string(twin::shipped_step) + "9.5-10.5 %", 0.095, 0.00926}};
  const std::string section = section_of(page_of(record), "losses");
  EXPECT_TRUE(has_row(section, "all that physics takes|22.22|11.11")) << section;
  EXPECT_TRUE(has_row(section, "scatter, faults, flash test|0.68|10.43"));
  EXPECT_TRUE(has_row(section, "median module, flashed|10.43"));
  EXPECT_TRUE(has_row(section, "down to its bin, 9.5-10.5 %|0.93|9.50"));
  EXPECT_TRUE(has_row(section, "shipped as 9.5-10.5 %|9.50"));
  EXPECT_NE(section.find("The steps add up: 33.33 % less 23.83 points are 9.50 %."),
            std::string::npos);
}

TEST(HtmlReport, MarksEdgesOfBinsAndWhatWasAnnounced) {
  twin::RunRecord record = sample::record();
  record.inputs.push_back({.path = "fab.flash.bin_edges", .value = "8.5, 9.5 %, 10.5 %"});
  record.targets = {{"median aperture efficiency", 0.104, 0.002, 0.1, "", true, "press2010"},
                    {"best of the first 1,000", 0.149, 0.003, 0.117, "", false, "press2010"}};
  const std::string section = section_of(page_of(record), "efficiency");
  for (const char* name : {">8.5 %<", ">9.5 %<", ">10.5 %<", ">announced median 10.4 %<",
                           ">announced best 14.9 %<", ">median<", ">p10<", ">p90<"}) {
    EXPECT_EQ(count_of(section, name), 1U) << name;
  }
  EXPECT_EQ(count_of(section, "class=\"announced\""), 2U);
  record.targets.clear();
  EXPECT_EQ(count_of(section_of(page_of(record), "efficiency"), "announced"), 0U);
}

TEST(HtmlReport, RanksTheInputsThatMatterMost) {
  twin::RunRecord record = sample::record();
  EXPECT_NE(section_of(page_of(record), "sensitivities").find("The record has no sensitivities"),
            std::string::npos);
  for (int i = 1; i <= 12; ++i) {
    record.sensitivities.push_back({.figure = std::string(twin::efficiency_figure),
                                    .order = i,
                                    .path = fmt::format("fab.process.physics.input_{}", i),
                                    .value = "2 um",
                                    .step = 0.02,
                                    .unit = "um",
                                    .change = -0.001 / i,
                                    .lower = 0.0011 / i,
                                    .upper = -0.0009 / i,
                                    .elasticity = -0.9 / i,
                                    .error = 1.234e-6});
  }
  const std::string section = section_of(page_of(record), "sensitivities");
  EXPECT_TRUE(
      has_row(section, "fab.process.physics.input_1|2 um|0.02 um|-0.1|0.11|-0.09|-0.900|0.0001"))
      << section;
  EXPECT_EQ(count_of(section, "<td>fab.process.physics.input_"), 10U);
  // The largest bar nearly reaches the edge, the other lies on the other side of nothing.
  const Box less = box_of(section, "physics.input_1, a step less: +0.110 points");
  const Box more = box_of(section, "physics.input_1, a step more: -0.090 points");
  EXPECT_NEAR(less.x, more.x + more.width, 0.02);
  EXPECT_NEAR(more.width / less.width, 9.0 / 11, 0.001);
  EXPECT_GE(more.y, less.y + less.height);
}

TEST(HtmlReport, ListsTheStopsForAlarmsWithTheirCause) {
  twin::RunRecord record = sample::record();
  EXPECT_EQ(section_of(page_of(record), "time").find("Stops for alarms"), std::string::npos);
  record.events.push_back({.time = sample::start + sample::hours(5),
                           .tool = "cigs-2",
                           .kind = "stopped",
                           .subject = "roll 3",
                           .detail = "alarm: CGI beyond limits"});
  const std::string time = section_of(page_of(record), "time");
  EXPECT_NE(time.find("Stops for alarms, 1"), std::string::npos);
  EXPECT_TRUE(has_row(time, "2010-05-12 05:00:00|cigs-2|roll 3|alarm: CGI beyond limits")) << time;
}

TEST(HtmlReport, ShowsTargetsFittedAndPredictedApart) {
  const std::string section = section_of(page_of(sample::record()), "targets");
  const std::string predicted = section.substr(0, section.find("<h3>Fitted"));
  EXPECT_TRUE(has_row(predicted, "rate at three shifts|4.31 MW/yr|5.1 ± 0.5 MW/yr|missed|"));
  EXPECT_FALSE(has_row(predicted, "median aperture efficiency"));
  EXPECT_TRUE(has_row(section.substr(predicted.size()),
                      "median aperture efficiency|10.52 %|10.50 ± 0.20 %|ok"));
}

// The table of classes has a column for the rejected and one for each bin, poorest first.
TEST(HtmlReport, CountsEveryFlashedModuleInItsClassAndBin) {
  twin::RunRecord record = sample::record();
  record.flashes[3].aperture_efficiency = 0;       // dead
  record.flashes[4].aperture_efficiency = 0.4;     // a slip of the flasher
  record.flashes[5].aperture_efficiency = -1e300;  // not physical; still a module
  const std::string section = section_of(page_of(record), "efficiency");
  const auto rows = table_rows(section);
  const auto header =
      std::ranges::find_if(rows, [](const auto& row) { return row.find("class|") == 0; });
  ASSERT_NE(header, rows.end());
  std::istringstream names(*header);
  std::map<std::string, long> obtained;
  std::vector<std::string> columns;
  for (std::string name; std::getline(names, name, '|');) {
    columns.push_back(name);
  }
  for (auto row = header + 1; row != rows.end() && row->find("bin|") != 0; ++row) {
    std::istringstream cells(*row);
    std::string cell;
    for (std::size_t i = 0; std::getline(cells, cell, '|'); ++i) {
      obtained[columns.at(i)] += i == 0 ? 0 : std::stol(cell);
    }
  }
  std::map<std::string, long> wanted = {{"class", 0}};
  for (const twin::FlashRow& flash : record.flashes) {
    ++wanted[flash.is_good ? flash.bin : "rejected"];
  }
  EXPECT_EQ(obtained, wanted);
}

TEST(HtmlReport, DrawsTheWaterfallToScale) {
  const std::string section = section_of(page_of(sample::record()), "losses");
  const Box limit = box_of(section, "Shockley-Queisser limit, 1.15 eV: 33.00 %");
  const Box recombination = box_of(section, "recombination: -9.40");
  const Box left = box_of(section, "left: 10.50 %");
  EXPECT_EQ(recombination.paint, "bad");
  EXPECT_NEAR(recombination.x - limit.x, limit.width * 15.5 / 33, 0.02);
  EXPECT_NEAR(recombination.width, limit.width * 9.4 / 33, 0.02);
  EXPECT_EQ(left.x, limit.x);
  EXPECT_NEAR(left.width, limit.width * 10.5 / 33, 0.02);
}

TEST(HtmlReport, PaintsTheBottleneckAlone) {
  const std::string section = section_of(page_of(sample::record()), "oee");
  EXPECT_EQ(box_of(section, "cigs, bottleneck: 59.6 %").paint, "s2");
  EXPECT_EQ(box_of(section, "mo, other stations: 32.8 %").paint, "s1");
  EXPECT_EQ(count_of(section, ", bottleneck: "), 1U);
}

// A roll of 10 m, drawn from 120 to 936 in 160 places: a module at 7.5 m is at place 120, 5.1 wide,
// in the map of its fate, of its efficiency and of its thickness.
TEST(HtmlReport, DrawsAModuleWhereItLiesOnItsRoll) {
  twin::RunRecord record;
  record.rolls = {{.roll = twin::RollId{7}, .length_m = 10}};
  record.modules = {{.roll = twin::RollId{7}, .position_m = 7.5, .aperture_efficiency = 0.1}};
  const std::string section = section_of(html_report(record, {}), "web");
  EXPECT_EQ(count_of(section, "d=\"M732.0 8.0H737.1v15.5H732.0z\""), 3U) << section;
}

TEST(HtmlReport, ShowsWebThatWasLostByItsCause) {
  const std::string section = section_of(page_of(sample::record()), "web");
  for (const char* cause : {"cigs: leader", "cigs: stop", "tco: wrinkle"}) {
    EXPECT_NE(section.find(std::string("</svg>") + cause), std::string::npos) << cause;
  }
}

// Two rolls of 100 m through one tool: points at 10 m of each, the second beyond the first roll.
TEST(HtmlReport, ChartsReadingsByMetresThroughTheirTool) {
  twin::RunRecord record;
  for (const std::int64_t roll : {1, 2}) {
    const twin::RollId id{roll};
    record.rolls.push_back({.roll = id, .length_m = 100});
    record.passes.push_back({.roll = id,
                             .station = "cigs",
                             .tool = "cigs-1",
                             .started = sample::start + sample::hours(roll)});
    record.readings.push_back({id, "cigs", "cigs-1", "xrf", "cgi", 10,
                               0.88 + 0.01 * static_cast<double>(roll), 0.9,
                               0.002 * static_cast<double>(roll)});
  }
  record.alarms = {{twin::RollId{2}, "cigs", "cigs-1", "cgi", 10, "beyond limits", "stop"}};
  const std::string section = section_of(html_report(record, {}), "spc");
  EXPECT_NE(section.find("cgi behind cigs-1: 2 points, 1 signals"), std::string::npos) << section;
  EXPECT_TRUE(has_row(section, "10|1|0.89|0.89|0.89|0.9|0.002|0"));
  EXPECT_TRUE(has_row(section, "110|1|0.9|0.9|0.9|0.9|0.004|1"));
  EXPECT_TRUE(has_row(section, "cgi|cigs-1|beyond limits|stop|1"));
  EXPECT_EQ(count_of(section, "class=\"line l4\""), 1U);
}

// Sheets have no metres of web: their charts count them.
TEST(HtmlReport, ChartsSheetsByTheirNumber) {
  twin::RunRecord record;
  for (const std::int64_t sheet : {1, 2, 3}) {
    record.readings.push_back({twin::RollId{1}, "scribe", "scribe-1", "camera", "p1_width_um",
                               0.3 * static_cast<double>(sheet), 50, 50, 0});
  }
  const std::string section = section_of(html_report(record, {}), "spc");
  EXPECT_NE(section.find("sheets through the tool"), std::string::npos);
  EXPECT_TRUE(has_row(section, "3|1|50|50|50|50|-|0")) << section;
}

// Batches of rolls with means 1, 2, ... 5 %: standard deviation 1.5811, over the root of 5 0.70711,
// times Student's 2.776 for 4 degrees of freedom.
TEST(Intervals, AreThoseOfBatchMeans) {
  twin::RunRecord record;
  for (std::int64_t roll = 1; roll <= 5; ++roll) {
    record.rolls.push_back({.roll = twin::RollId{roll},
                            .started = sample::start + sample::hours(roll),
                            .length_m = 1,
                            .width_m = 1,
                            .modules = 1});
    record.modules.push_back({.serial = twin::Serial{roll},
                              .roll = twin::RollId{roll},
                              .cells = 10,
                              .aperture_m2 = 0.5});
    record.flashes.push_back({.serial = twin::Serial{roll},
                              .fill_factor = 0.6,
                              .aperture_efficiency = 0.01 * static_cast<double>(roll),
                              .is_good = true});
  }
  const Intervals within = intervals_of(record);
  EXPECT_EQ(within.batches, 5U);
  EXPECT_NEAR(within.efficiency_median, 0.0196293, 1e-6);
  EXPECT_EQ(within.line_yield, 0);
  record.rolls.back().modules = 2;  // one of them is still on its way
  EXPECT_EQ(intervals_of(record).batches, 0U);
  EXPECT_TRUE(std::isnan(intervals_of(record).efficiency_median));
}

TEST(HtmlReport, SaysFirstWhichGatesFailed) {
  twin::RunRecord record = sample::record();
  record.inputs.push_back({.path = "fab.gates.line_yield", .value = ">= 85 %"});
  record.inputs.push_back({.path = "fab.gates.oee", .value = ">= 50 %"});
  const std::string section = section_of(page_of(record), "answer");
  EXPECT_NE(section.find("1 of 2 gates failed: line yield is 81.25 %, wanted &gt;= 85 %;"),
            std::string::npos)
      << section;
  EXPECT_TRUE(has_row(section, "line yield|81.25 %|&gt;= 85 %|failed"));
  EXPECT_TRUE(has_row(section, "oee|59.58 %|&gt;= 50 %|passed")) << section;
}

TEST(HtmlReport, CarriesTheSummaryForPrograms) {
  const twin::RunRecord record = sample::record();
  const std::string page = page_of(record);
  const std::string start = "id=\"heliofab-summary\">";
  const auto from = page.find(start) + start.size();
  EXPECT_EQ(page.substr(from, page.find("</script>", from) - from),
            summary_json(record, sample::summary(record)).dump());
}

TEST(HtmlReport, AsksNoNetworkForAnything) {
  const std::string page = page_of(sample::record());
  for (const char* part :
       {"http:", "https:", "src=", "url(", "@import", "<link", "fetch(", "xmlns"}) {
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  }
  EXPECT_NE(page.find("content=\"default-src 'none';"), std::string::npos);
}

// Every text of the record at once: markup, quotes, ends of CDATA and comments, NUL, broken UTF-8.
TEST(HtmlReport, ShowsHostileTextAsText) {
  const std::string hostile =
      "</script><script>alert(1)</script>\"'><img src=x onerror=y>]]>--><!--&amp;" +
      std::string("\0\x1b\xFF\xC3(\xED\xA0\x80\xF4\x90\x80\x80", 13);
  twin::RunRecord record = sample::record(2, 4);
  twin::Summary summary = sample::summary(record);
  twin::for_each_table([&]<class Row>() {
    for (Row& row : record.*twin::Table<Row>::rows) {
      twin::for_each_column<Row>([&](std::string_view, auto Row::*member) {
        if constexpr (std::is_same_v<decltype(member), std::string Row::*>) {
          row.*member = hostile;
        }
      });
    }
  });
  for (std::string twin::Provenance::*text :
       {&twin::Provenance::name, &twin::Provenance::plan_hash, &twin::Provenance::data_hash,
        &twin::Provenance::version, &twin::Provenance::command}) {
    record.provenance.*text = hostile;
  }
  summary.bottleneck = summary.fingerprint = hostile;
  for (auto& bin : summary.bins) {
    bin.bin = hostile;
  }
  for (auto& loss : summary.area_losses) {
    loss.station = loss.cause = hostile;
  }
  for (auto& station : summary.stations) {
    station.station = hostile;
  }
  const std::string page = html_report(record, summary);
  EXPECT_EQ(problem_of(page), "");
  EXPECT_EQ(count_of(page, "<script"), 2U);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_NE(page.find("&lt;/script&gt;&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_NE(page.find("\uFFFD\uFFFD\uFFFD\uFFFD("), std::string::npos);  // NUL ESC FF C3
  EXPECT_EQ(page.find("\xED\xA0"), std::string::npos);
}

TEST(HtmlReport, SaysWhatAnEmptyRunLacks) {
  const std::string page = html_report({}, {});
  EXPECT_EQ(problem_of(page), "");
  for (const std::string& id : section_ids) {
    EXPECT_GT(section_of(page, id).size(), 60U) << id;
  }
  EXPECT_NE(section_of(page, "answer").find("The run was interrupted"), std::string::npos);
  EXPECT_NE(section_of(page, "efficiency").find("No module was flashed"), std::string::npos);
  EXPECT_EQ(page.find("<svg class=\"chart\""), std::string::npos);
  EXPECT_EQ(page.find(">nan"), std::string::npos);
}

TEST(HtmlReport, StaysWhereRollsAreFinishedButNothingIsFlashed) {
  twin::RunRecord record = sample::record(1, 4);
  record.flashes.clear();
  const std::string page = page_of(record);
  EXPECT_EQ(problem_of(page), "");
  EXPECT_NE(section_of(page, "modules").find("not flashed"), std::string::npos);
  EXPECT_NE(section_of(page, "cost").find("no good module to share it"), std::string::npos);
  EXPECT_NE(section_of(page, "web").find("<svg class=\"chart\""), std::string::npos);
}

// Figures that no sound run has must not break the drawing: coordinates stay numbers.
TEST(HtmlReport, DrawsOnlyFiniteFigures) {
  twin::RunRecord record = sample::record(2, 10);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  record.flashes[0].aperture_efficiency = nan;
  record.modules[0].aperture_efficiency = infinity;
  record.modules[1].position_m = nan;
  record.rolls[0].length_m = infinity;
  record.losses[2].loss = nan;
  record.variances[1].variance_share = -infinity;
  record.demands[0].demand_W = nan;
  record.costs[0].usd = infinity;
  const SimTime now = sample::start;
  record.states.push_back({"mo", "idle-1", twin::ToolState::standby, now, now, ""});
  const std::string page = page_of(record);
  EXPECT_EQ(problem_of(page), "");
  EXPECT_TRUE(has_row(section_of(page, "time"), "idle-1|0.0|0.0|0.0|0.0|0.0|0.0"));
  for (const char* attribute : {"x=\"", "y=\"", "width=\"", "height=\"", "x1=\"", "d=\""}) {
    for (const char* value : {"nan", "-nan", "inf", "-inf"}) {
      EXPECT_EQ(page.find(std::string(attribute) + value), std::string::npos) << attribute << value;
    }
  }
}

TEST(HtmlReport, DrawsFiguresBeyondAllBounds) {
  for (const double value : {1e17, 1e308, -1e308}) {
    twin::RunRecord record = sample::record(1, 8);
    for (twin::FlashRow& flash : record.flashes) {
      flash.aperture_efficiency = value;
    }
    record.modules[0].aperture_efficiency = value;
    for (twin::CostRow& cost : record.costs) {
      cost.usd = value;
    }
    EXPECT_EQ(problem_of(html_report(record, {})), "") << value;
    EXPECT_NE(page_of(record).find("id=\"efficiency\""), std::string::npos);
    EXPECT_EQ(count_of(html_report(record, {}), "\"nan\""), 0U) << value;
  }
}

TEST(HtmlReport, StaysSmallForManyModules) {
  const std::string page = page_of(sample::record(300, 100));
  EXPECT_LT(page.size(), std::size_t{1'000'000});
  const std::string modules = section_of(page, "modules");
  EXPECT_LE(count_of(modules, "<tr>"), 601U);
  EXPECT_NE(modules.find("of 30,000 modules"), std::string::npos);
  EXPECT_NE(section_of(page, "web").find("3 a row"), std::string::npos);
}

RC_GTEST_PROP(HtmlReport, IsWellFormedForAnyBytesInAName, ()) {
  const auto name = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  twin::RunRecord record;
  record.provenance.name = name;
  record.events.clear();
  record.losses = {{0, name, 0.3, 0}, {1, name, 0.2, 0.1}};
  RC_ASSERT(HtmlCheck(html_report(record, {})).problem() == "");
}

}  // namespace
}  // namespace heliofab::report
