// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/html_report.hpp"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/report/summary_json.hpp"
#include "heliofab/twin/record_columns.hpp"
#include "html_check.hpp"
#include "sample_record.hpp"

namespace heliofab::report {
namespace {

const std::vector<std::string> section_ids = {
    "answer", "efficiency", "losses", "scatter", "yield",   "web",    "time",
    "oee",    "market",     "cost",   "targets", "modules", "inputs", "provenance"};

std::string page_of(const twin::RunRecord& record) {
  return html_report(record, sample::summary(record));
}

std::string problem_of(const std::string& page) { return HtmlCheck(page).problem(); }

std::string section_of(const std::string& page, const std::string& id) {
  const auto from = page.find("<section id=\"" + id + "\">");
  const auto to = page.find("</section>", from);
  return from == std::string::npos ? "" : page.substr(from, to - from);
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// Text of all table rows, cells parted by '|'.
std::vector<std::string> table_rows(std::string text) {
  std::vector<std::string> rows;
  for (auto at = text.find("<tr>"); at != std::string::npos; at = text.find("<tr>", at + 1)) {
    std::string row;
    bool is_tag = false;
    for (const char c : text.substr(at, text.find("</tr>", at) - at)) {
      row += c == '>' && !row.empty() && row.back() != '|' ? "|" : "";
      is_tag = c == '<' || (is_tag && c != '>');
      row += is_tag || c == '>' ? "" : std::string(1, c);
    }
    rows.push_back(row);
  }
  return rows;
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

TEST(HtmlReport, ShowsTargetsFittedAndPredictedApart) {
  const std::string section = section_of(page_of(sample::record()), "targets");
  const std::string predicted = section.substr(0, section.find("<h3>Fitted"));
  EXPECT_TRUE(has_row(predicted, "rate at three shifts|4.31 MW/yr|5.1 ± 0.5 MW/yr|missed|"));
  EXPECT_FALSE(has_row(predicted, "median aperture efficiency"));
  EXPECT_TRUE(has_row(section.substr(predicted.size()),
                      "median aperture efficiency|10.52 %|10.50 ± 0.20 %|ok"));
}

TEST(HtmlReport, CountsEveryFlashedModuleOnceInTheHistogram) {
  twin::RunRecord record = sample::record();
  record.flashes[3].aperture_efficiency = 0;       // dead
  record.flashes[4].aperture_efficiency = 0.4;     // a slip of the flasher
  record.flashes[5].aperture_efficiency = -1e300;  // not physical; still a module
  const std::string section = section_of(page_of(record), "efficiency");
  long count = 0;
  bool is_classes = false;
  for (const std::string& row : table_rows(section)) {
    const bool is_header = row.rfind("class|", 0) == 0;
    is_classes = is_header || (is_classes && row.rfind("bin|", 0) != 0);
    for (auto at = row.find('|');
         is_classes && !is_header && at != std::string::npos && at + 1 < row.size();
         at = row.find('|', at + 1)) {
      count += std::atol(row.c_str() + at + 1);
    }
  }
  EXPECT_EQ(count, 480);
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
  const std::string page = page_of(record);
  EXPECT_EQ(problem_of(page), "");
  for (const char* attribute : {"x=\"", "y=\"", "width=\"", "height=\"", "x1=\"", "d=\""}) {
    for (const char* value : {"nan", "-nan", "inf", "-inf"}) {
      EXPECT_EQ(page.find(std::string(attribute) + value), std::string::npos) << attribute << value;
    }
  }
}

TEST(HtmlReport, StaysSmallForManyModules) {
  const std::string page = page_of(sample::record(300, 100));
  EXPECT_LT(page.size(), std::size_t{1'000'000});
  const std::string modules = section_of(page, "modules");
  EXPECT_LE(count_of(modules, "<tr>"), 601U);
  EXPECT_NE(modules.find("of 30,000 modules"), std::string::npos);
  EXPECT_NE(section_of(page, "web").find("3 a column"), std::string::npos);
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
