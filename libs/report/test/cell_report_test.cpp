// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/cell_report.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "html_check.hpp"
#include "sample_cell.hpp"

namespace heliofab::report {
namespace {

const std::vector<std::string> cell_sections = {
    "answer",      "curves", "photons", "bands",       "rates",  "losses",
    "capacitance", "series", "slopes",  "certificate", "inputs", "provenance"};

std::string cell_page(const twin::CellAnalysis& analysis) {
  const std::vector<io::InputValue> inputs{
      {.path = "cell.temperature", .value = "300 K", .grade = "C", .source = "gloeckler2003"}};
  return cell_report(analysis, inputs, "1.2 <x>", "heliofab cell 'a&b.yaml' --report");
}

std::string cell_section(const std::string& page, const std::string& id) {
  const auto from = page.find("<section id=\"" + id + "\">");
  return from == std::string::npos ? "" : page.substr(from, page.find("</section>", from) - from);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(CellReport, HasEverySectionWellFormed) {
  const std::string page = cell_page(sample::cell());
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  for (const std::string& id : cell_sections) {
    EXPECT_NE(cell_section(page, id), "") << id;
    EXPECT_TRUE(holds(page, "href=\"#" + id + "\"")) << id;
  }
  EXPECT_FALSE(holds(page, "http://")) << "nothing is fetched";
  EXPECT_FALSE(holds(page, "https://"));
}

TEST(CellReport, DrawsChartsWithTheirTables) {
  const std::string page = cell_page(sample::cell());
  const std::vector<std::pair<std::string, std::size_t>> charts{
      {"curves", 3}, {"photons", 1},     {"bands", 6},  {"rates", 3},
      {"losses", 4}, {"capacitance", 4}, {"series", 6}, {"slopes", 1}};
  for (const auto& [id, count] : charts) {
    const std::string section = cell_section(page, id);
    EXPECT_EQ(count_of(section, "<svg class=\"chart\""), count) << id;
    EXPECT_EQ(count_of(section, "<summary>Table</summary>"), count) << id;
  }
}

TEST(CellReport, ShowsTheFiguresOfTheAnalysis) {
  const std::string page = cell_page(sample::cell());
  EXPECT_TRUE(holds(page, "<dd>15.000 %</dd>"));
  EXPECT_TRUE(holds(page, "<dd>35.000 mA/cm²</dd>"));
  EXPECT_TRUE(holds(cell_section(page, "rates"),
                    "<td>absorber</td><td class=\"number\">48.0653</td>"
                    "<td class=\"number\">14.4196</td>"))
      << "1e27 and 3e26 1/m3/s over 3 um, times the elementary charge";
  EXPECT_TRUE(holds(cell_section(page, "losses"), "<td>Shockley-Read-Hall, absorber</td>"));
  EXPECT_TRUE(holds(cell_section(page, "certificate"), "5.0e-07 mA/cm²")) << "the worst residual";
  EXPECT_TRUE(holds(cell_section(page, "inputs"), "<td>gloeckler2003</td>"));
  // By its influence: -1.6 before 1.5 before -0.02.
  const std::string slopes = cell_section(page, "slopes");
  EXPECT_LT(slopes.find(">temperature<"), slopes.find(">layers.absorber.gap<"));
  EXPECT_LT(slopes.find(">layers.absorber.gap<"), slopes.find(">layers.buffer.thickness<"));
}

TEST(CellReport, EscapesWhatUsersWrote) {
  const std::string page = cell_page(sample::cell());
  EXPECT_TRUE(holds(page, "<h1>best &lt;b&gt;cell&lt;/b&gt; &amp; &quot;more&quot;</h1>"));
  EXPECT_TRUE(holds(page, "1.2 &lt;x&gt;"));
  EXPECT_TRUE(holds(page, "a&amp;b.yaml"));
}

TEST(CellReport, SaysWhatALightDoesNotAllow) {
  twin::CellAnalysis a = sample::cell();
  a.optics.reset();
  a.quantum_efficiency.reset();
  a.losses.reset();
  const std::string page = cell_page(a);
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  EXPECT_TRUE(holds(cell_section(page, "photons"), "takes light with a spectrum"));
  EXPECT_TRUE(holds(cell_section(page, "losses"), "takes light with a spectrum"));
}

TEST(CellReport, ShowsADarkCellAndAnEmptyAnalysis) {
  for (const twin::CellAnalysis& a : {sample::dark_cell(), twin::CellAnalysis{}}) {
    const std::string page = cell_page(a);
    EXPECT_EQ(HtmlCheck(page).problem(), "");
    EXPECT_TRUE(holds(cell_section(page, "answer"), "The cell is dark"));
    for (const std::string& id : cell_sections) {
      EXPECT_GT(cell_section(page, id).size(), 60U) << id;
    }
  }
}

TEST(CellReport, ShowsDoubtsOfTheCurveInTheDark) {
  twin::CellAnalysis a = sample::cell();
  a.dark.doubts = {"0.16 V: the mesh errs <much>"};
  EXPECT_TRUE(holds(cell_section(cell_page(a), "certificate"),
                    "<p class=\"warning\">0.16 V: the mesh errs &lt;much&gt;</p>"));
}

TEST(CellReport, NeverPrintsANumberThatIsNone) {
  twin::CellAnalysis a = sample::cell();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  a.light.points[5].current_density = nan;
  a.dark.points[7].mesh_error = std::numeric_limits<double>::infinity();
  a.profiles[2].rows[1].n = nan;
  a.profiles[2].rows[2].conduction_eV = nan;
  a.optics->absorbed[1][1] = nan;
  a.quantum_efficiency->external[0] = nan;
  a.doping[1].doping = std::numeric_limits<double>::infinity();
  a.suns_voc->points[0].ideality = nan;
  a.at_temperatures[1].voc = nan;
  a.slopes[0].of.pmax = nan;
  a.losses->voltage.losses[0].amount = nan;
  a.light.mesh_error.voc = nan;
  a.light.jmp = nan;
  a.light.points[3].residual = std::numeric_limits<double>::infinity();
  a.coefficients->voc = nan;
  std::string page = cell_page(a);
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  page = page.substr(page.find("<body>"));
  for (const char* word : {"nan", "inf", "NaN"}) {
    for (const char* before : {">", "\"", " ", ":", "L", "M", "+", "-"}) {
      for (const char* after : {"<", "\"", " ", ",", "L"}) {
        EXPECT_FALSE(holds(page, std::string(before) + word + after)) << before << word << after;
      }
    }
  }
}

// Three nodes of 50 nm have as much room as tells them apart, beside 2 um.
TEST(CellReport, GivesThinFilmsRoomOverDepth) {
  const std::string bands = cell_section(cell_page(sample::cell()), "bands");
  const auto at = bands.find("class=\"line l1\" d=\"M", bands.find("<svg class=\"chart\""));
  ASSERT_NE(at, std::string::npos);
  double x[4] = {};
  double y = 0;
  ASSERT_EQ(std::sscanf(bands.c_str() + at, "class=\"line l1\" d=\"M%lf %lfL%lf %lfL%lf", &x[0], &y,
                        &x[1], &y, &x[2]),
            5);
  EXPECT_GT(x[2] - x[0], 80);  // of 960
  EXPECT_NEAR(x[1] - x[0], x[2] - x[1], 0.11);
}

}  // namespace
}  // namespace heliofab::report
