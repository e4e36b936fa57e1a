// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/product_report.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/io/csv.hpp"
#include "html_check.hpp"
#include "sample_product.hpp"

namespace heliofab::report {
namespace {

using Sections = std::vector<std::string>;

std::string page_of(const sample::SolvedProduct& p) {
  return product_report(p.view(), p.details, "1.2 <x>", "heliofab yield 'a&b.yaml' --report");
}

std::string part_of(const std::string& page, const std::string& id) {
  const auto from = page.find("<section id=\"" + id + "\">");
  return from == std::string::npos ? "" : page.substr(from, page.find("</section>", from) - from);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void expect_sections(const sample::SolvedProduct& p, const Sections& wanted) {
  const std::string page = page_of(p);
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  EXPECT_EQ(count_of(page, "<section id="), wanted.size());
  for (const std::string& id : wanted) {
    EXPECT_NE(part_of(page, id), "") << id;
    EXPECT_TRUE(has(page, "href=\"#" + id + "\"")) << id;
  }
  EXPECT_FALSE(has(page, "http://")) << "nothing is fetched";
  EXPECT_EQ(count_of(page, "<svg class=\"chart\""), count_of(page, "<summary>Table</summary>"));
  EXPECT_EQ(count_of(page, "<svg class=\"chart\""), count_of(page, "role=\"img\""));
  EXPECT_FALSE(has(page, ">nan<") || has(page, "NaN") || has(page, "inf "));
}

TEST(ProductReport, HasEverySectionOfItsMarket) {
  expect_sections(sample::installed_product(), {"answer", "months", "days", "load", "years",
                                                "losses", "module", "inputs", "provenance"});
  expect_sections(sample::charging_product(), {"answer", "months", "days", "indoor", "losses",
                                               "module", "inputs", "provenance"});
  expect_sections(sample::space_product(),
                  {"answer", "orbit", "mission", "losses", "module", "inputs", "provenance"});
}

TEST(ProductReport, SaysOfEachChartWhereItComesFrom) {
  for (const auto& [product, origins] :
       {std::pair{sample::installed_product(), 6U}, std::pair{sample::charging_product(), 5U},
        std::pair{sample::space_product(), 4U}}) {
    EXPECT_EQ(count_of(page_of(product), "<p class=\"remark\">From: "), origins)
        << product.plan.name;
  }
}

TEST(ProductReport, ShowsFiguresWithTheirKeys) {
  const std::string answer = part_of(page_of(sample::installed_product()), "answer");
  EXPECT_TRUE(has(answer, "<dt>energy</dt><dd>12.35 kWh</dd><dd class=\"remark\">energy_kWh</dd>"));
  EXPECT_TRUE(has(answer, "<dd>81.23 %</dd>"));
  EXPECT_FALSE(has(answer, "undefined")) << "what is not defined is left out";
  const std::string space = page_of(sample::space_product());
  EXPECT_TRUE(has(space, "{\"energy_kWh\": 12.345}"));
  EXPECT_TRUE(has(part_of(space, "inputs"), "<td>product.years</td>"));
  EXPECT_TRUE(has(part_of(space, "inputs"), "1 inputs of the module's film and layout"));
  EXPECT_TRUE(has(part_of(space, "inputs"), "<td>fab.process.recipe.absorber.ggi</td>"));
}

// What the months show sums up to what the year gives.
TEST(ProductReport, ShowsAllOfTheEnergyByMonth) {
  const sample::SolvedProduct p = sample::installed_product();
  const std::string months = part_of(page_of(p), "months");
  for (const char* month : {"Jan", "Jun", "Dec"}) {
    EXPECT_TRUE(has(months, std::string("<td>") + month + "</td>")) << month;
  }
  double potential = 0;
  for (std::size_t row = 0; row < p.weather.size(); ++row) {
    potential += p.light.open[row] * 3600 * p.installed.energy.nominal / 1000;
  }
  EXPECT_NEAR(potential, p.installed.energy.potential, 1e-9 * potential);
}

TEST(ProductReport, ShowsADayOfSummerAndOneOfWinter) {
  const std::string days = part_of(page_of(sample::installed_product()), "days");
  EXPECT_TRUE(has(days, "summer, 2010-06-"));
  EXPECT_TRUE(has(days, "winter, 2010-12-"));
  sample::SolvedProduct south = sample::installed_product();
  south.weather.site.latitude *= -1;
  const std::string turned = part_of(page_of(south), "days");
  EXPECT_TRUE(has(turned, "summer, 2010-12-"));
  EXPECT_TRUE(has(turned, "winter, 2010-06-"));
}

TEST(ProductReport, SaysWhatIsNotThere) {
  const sample::SolvedProduct grid = sample::installed_product(false, 1);
  const std::string page = page_of(grid);
  EXPECT_EQ(part_of(page, "load"), "");
  EXPECT_TRUE(has(part_of(page, "years"), "One year of the weather was asked for"));
  sample::SolvedProduct dark = sample::charging_product();
  dark.plan.charger.converter.start_voltage = 90;
  dark.charger = twin::charger_yield(dark.plan, sample::product_power(), dark.weather);
  EXPECT_TRUE(has(part_of(page_of(dark), "answer"), "It never charges"));
  dark.details.over_shunts.reset();
  EXPECT_EQ(part_of(page_of(dark), "indoor"), "");
}

TEST(ProductReport, OfRoomsHasNoMonths) {
  const sample::SolvedProduct room = sample::room_product();
  expect_sections(room, {"answer", "indoor", "losses", "module", "inputs", "provenance"});
  EXPECT_TRUE(has(page_of(room),
                  "In 500 lux for 10 h a day the product gives 5 mW, 180 J a day; "
                  "without the shunts of its film it would give 6 mW."));
}

TEST(ProductReport, MarksTheShuntOfTheModuleIndoors) {
  const std::string indoor = part_of(page_of(sample::charging_product()), "indoor");
  EXPECT_TRUE(has(indoor, "this module"));
  EXPECT_TRUE(has(indoor, "200 lux"));
  // 10 mW on 600 cm2.
  EXPECT_TRUE(has(indoor,
                  "<td class=\"number\">1000</td><td class=\"number\">10</td><td "
                  "class=\"number\">16.67</td>"));
}

// The same page of modules that a run made.
sample::SolvedProduct made(sample::SolvedProduct p) {
  p.details.modules = sample::run_modules();
  if (!p.details.over_shunts) {
    p.details.modules->indoor.clear();
  }
  return p;
}

TEST(ProductReport, OfARunHasItsModules) {
  expect_sections(made(sample::installed_product()),
                  {"answer", "modules", "months", "days", "load", "years", "losses", "module",
                   "inputs", "provenance"});
  expect_sections(made(sample::charging_product()),
                  {"answer", "modules", "months", "days", "indoor", "losses", "module", "inputs",
                   "provenance"});
  const std::string page = page_of(made(sample::installed_product()));
  EXPECT_TRUE(
      has(page, "A terrestrial product of run a &lt;fab&gt;, bin 9.5-10.5 %, 4 modules; weather "));
  EXPECT_TRUE(has(part_of(page, "answer"),
                  "The module is the mean of run a &lt;fab&gt;, bin 9.5-10.5 %, 4 modules, 3 of "
                  "them solved, evenly by rank in power: "));
  EXPECT_FALSE(has(part_of(page, "answer"), "nominal module"));
  EXPECT_FALSE(has(part_of(page, "answer"), "The module is nominal"));
  const std::string modules = part_of(page, "modules");
  EXPECT_EQ(count_of(modules, "<svg class=\"chart\""), 2U);
  EXPECT_TRUE(has(modules,
                  "<td>spread.module_W</td><td>W</td><td class=\"number\">5.1</td><td "
                  "class=\"number\">6</td><td class=\"number\">6.9</td>"));
  EXPECT_TRUE(has(modules, "<summary>3 modules, one by one</summary>"));
  EXPECT_TRUE(has(part_of(page, "module"), "each module of the run from its row in the record"));
}

TEST(ProductReport, SaysWhichRunItIsOf) {
  const std::string provenance = part_of(page_of(made(sample::space_product())), "provenance");
  for (const char* const text :
       {"<td>5f2c81d09be7a346</td>", "<td>heliofab run fab.yaml</td>", "<td>0a1b</td>",
        "<td>heliofab yield &#39;a&amp;b.yaml&#39; --report</td>"}) {
    EXPECT_TRUE(has(provenance, text)) << text;
  }
  EXPECT_FALSE(has(provenance, "<td>module</td>")) << "its file was not asked";
}

TEST(ProductReport, OfOneModuleHasNoDistribution) {
  sample::SolvedProduct one = made(sample::charging_product());
  one.details.modules->text = "run a fab, module 17";
  one.details.modules->count = 1;
  one.details.modules->spreads.clear();
  const std::string page = page_of(one);
  EXPECT_EQ(part_of(page, "modules"), "");
  EXPECT_TRUE(has(part_of(page, "answer"), "The module is that of run a fab, module 17."));
  EXPECT_TRUE(has(part_of(page, "indoor"), ">this module</text>"));
}

TEST(ProductReport, SetsModulesOfARunBesideTheNominalOneIndoors) {
  const std::string indoor = part_of(page_of(made(sample::charging_product())), "indoor");
  EXPECT_EQ(count_of(indoor, "<circle "), 8U) << "two lights, two modules with a shunt, twice";
  EXPECT_TRUE(has(indoor, "<figcaption>Each module at 1000 lux</figcaption>"));
  EXPECT_TRUE(has(indoor, "<title>module 17: 12 mW, 2e4 Ω cm²</title>"));
  EXPECT_TRUE(has(indoor, "nominal (lines) and of each module of the run (dots)"));
  EXPECT_TRUE(has(indoor, ">median module</text>"));
  EXPECT_EQ(count_of(part_of(page_of(sample::charging_product()), "indoor"), "<circle "), 0U);
}

// Where a figure is not of the run's modules, the page says so below it.
TEST(ProductReport, SaysWhatIsOfTheNominalModule) {
  const std::string remark = "<p class=\"remark\">Of a nominal module by the run&#39;s plan";
  const std::string plain = "<p class=\"remark\">Of a nominal module by the run's plan";
  const auto remarks = [&](const std::string& text) {
    return count_of(text, remark) + count_of(text, plain);
  };
  sample::SolvedProduct space = sample::space_product();
  space.plan.solves_current = true;
  EXPECT_EQ(remarks(page_of(space)), 0U) << "all of it is";
  const std::string foil = page_of(made(space));
  for (const char* const id : {"answer", "orbit", "mission", "losses"}) {
    EXPECT_EQ(remarks(part_of(foil, id)), 1U) << id;
  }
  space.plan.solves_current = false;
  EXPECT_EQ(remarks(page_of(made(space))), 0U) << "nothing of it is";
  EXPECT_EQ(remarks(page_of(made(sample::installed_product()))), 0U) << "light is even";
  const std::string room = page_of(made(sample::room_product()));
  EXPECT_EQ(remarks(part_of(room, "losses")), 1U);
  EXPECT_TRUE(has(part_of(room, "answer"),
                  "of nominal modules by the run&#39;s plan without the shunts of their film it "
                  "would give 6 mW."));
}

TEST(ProductReport, CountsModulesThatAreAllAlike) {
  sample::SolvedProduct alike = made(sample::charging_product());
  alike.details.modules->spreads = {
      {"module_W", "a module", "W", 6, 6, 6, {6, 6, 6}},
      {"yield_kWh_per_kWp", "its yield", "kWh/kWp", 0, 0, 0, {0, 0, 0}}};
  const std::string page = page_of(alike);
  EXPECT_EQ(HtmlCheck(page).problem(), "");
  EXPECT_FALSE(has(page, ">nan<") || has(page, "\"nan"));
}

TEST(ProductReport, FliesInTheSunsPlaneAndWithoutShadow) {
  const sample::SolvedProduct p = sample::space_product();
  ASSERT_EQ(p.details.orbits.size(), 2U) << "its own has the sun in its plane";
  EXPECT_GT(p.details.orbits[0].eclipse, 0.3);
  EXPECT_EQ(p.details.orbits[1].eclipse, 0);
  EXPECT_GT(p.details.orbits[1].cycle.coldest, p.details.orbits[0].cycle.coldest + 50);
  EXPECT_TRUE(has(part_of(page_of(p), "orbit"), "own, sun 0° above the orbit&#39;s plane") ||
              has(part_of(page_of(p), "orbit"), "own, sun 0° above the orbit's plane"));
}

TEST(ProductReport, EscapesWhatUsersWrote) {
  const std::string page = page_of(sample::installed_product());
  EXPECT_TRUE(has(page, "<h1>roof &amp; &lt;i&gt;lamp&lt;/i&gt;</h1>"));
  EXPECT_TRUE(has(page, "Nowhere &lt;b&gt;"));
  EXPECT_TRUE(has(page, "a&amp;b.yaml"));
}

// Rows of the file as columns of text, without comments.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (line.front() != '#') {
      std::istringstream cells(line);
      rows.emplace_back();
      for (std::string cell; std::getline(cells, cell, ',');) {
        rows.back().push_back(cell);
      }
    }
  }
  return rows;
}

TEST(ProductSeries, HasEveryRowOfTheWeatherWithItsInterval) {
  const sample::SolvedProduct p = sample::installed_product();
  const std::string csv = product_series_csv(p.view());
  EXPECT_TRUE(
      csv.starts_with("# product: roof & <i>lamp</i>\n# place: Nowhere <b>\n"
                      "# weather_label: "));
  const auto rows = rows_of(csv);
  ASSERT_EQ(rows.size(), p.weather.size() + 1);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"interval_start", "interval_end", "light_open_W_m2",
                                               "light_shaded_W_m2", "light_entered_W_m2",
                                               "air_mass", "cell_degC", "power_W", "load_served_W",
                                               "battery_kWh", "pump_W"}));
  EXPECT_EQ(rows[1][0], "2010-01-01T00:00:00-07:00");
  EXPECT_EQ(rows[1][1], "2010-01-01T01:00:00-07:00");
  double energy = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    energy += 3600 * std::stod(rows[row][7]);
    EXPECT_EQ(rows[row].size(), rows[0].size());
  }
  EXPECT_NEAR(energy, p.installed.energy.energy, 1e-9 * energy);
}

TEST(ProductSeries, OfAChargerAndOfAnOrbitHaveTheirOwnColumns) {
  const sample::SolvedProduct charger = sample::charging_product();
  const auto rows = rows_of(product_series_csv(charger.view()));
  EXPECT_EQ(rows[0].back(), "charging_W");
  EXPECT_EQ(rows.size(), charger.weather.size() + 1);
  const sample::SolvedProduct space = sample::space_product();
  const io::CsvTable orbit = io::parse_csv(product_series_csv(space.view()), "orbit.csv");
  EXPECT_EQ(orbit.names,
            (std::vector<std::string>{"time_s", "light_W_m2", "panel_degC", "power_W_m2"}));
  EXPECT_NEAR(orbit.column("time_s").back(), space.space.orbit.period, 1e-6);
  EXPECT_EQ(orbit.comment("product"), "roof & <i>lamp</i>");
}

}  // namespace
}  // namespace heliofab::report
