// SPDX-License-Identifier: Apache-2.0
// Products of the modules that a run made: which ones, what they deliver, where they go.
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

// One run for all tests.
class RunYield : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<Scratch>();
    shared->write("tiny.yaml", tiny_fab);
    const Outcome made = of({"run", "tiny.yaml", "--json", "--out", "runs/a", "--set",
                             "process.variation.shunt.local=0.5"});
    ASSERT_EQ(made.status, 0) << made.err;
    const std::string module = "  module: {file: tiny.yaml, layout: strip}\n";
    shared->write("sun.yaml",
                  "heliofab: 1\nproduct:\n  name: sun\n  market: terrestrial\n" + module +
                      "  weather: weather/thornton-synthetic.epw\n  sale: {share: 60 %}\n");
    // A contact on a sheet, which cracks a little on the roll.
    shared->write(
        "roll.yaml",
        "heliofab: 1\nproduct:\n  based_on: sun.yaml\n  name: roll\n  laminate:\n"
        "    bend: {radius: 5 mm}\n    stack:\n"
        "      front: {material: azo, sheet: tco, thickness: 0.4 um, crack_strain: 0.75 %}\n"
        "      web: {material: polyimide, thickness: 100 um}\n");
    shared->write("room.yaml", "heliofab: 1\nproduct:\n  name: room\n  market: indoor\n" + module +
                                   "  sale: {price: 4 USD/W, share: 40 %}\n");
  }
  static void TearDownTestSuite() { shared.reset(); }

  static Outcome of(std::vector<std::string> words) {
    return Program(call_in(shared->folder(), std::move(words))).wait();
  }
  static Json json_of(std::vector<std::string> words) {
    words.insert(words.begin(), "yield");
    words.emplace_back("--json");
    const Outcome outcome = of(std::move(words));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return Json::parse(outcome.out);
  }
  static std::string only(const std::string& sql) {
    const auto rows = query(shared->file("runs/a/run.sqlite"), sql);
    EXPECT_EQ(rows.size(), 1U) << sql;
    return rows.at(0);
  }

  static std::unique_ptr<Scratch> shared;
};
std::unique_ptr<Scratch> RunYield::shared;

TEST_F(RunYield, takes_the_good_modules_of_a_run_and_leaves_it_as_it_is) {
  const auto before = shared->read("runs/a/run.sqlite");
  const Json json = json_of({"sun.yaml", "--run", "latest"});
  EXPECT_EQ(shared->read("runs/a/run.sqlite"), before);
  const std::string good = only("SELECT count(*) FROM flashes WHERE is_good");
  EXPECT_EQ(json["module"], "run a tiny fab, " + good + " good modules");
  EXPECT_EQ(json["modules"], std::stoi(good));
  EXPECT_NEAR(
      json["module_W"].get<double>(),
      std::stod(only(
          "SELECT avg(modules.pmax_W) FROM modules JOIN flashes USING (serial) WHERE is_good")),
      1e-4 * json["module_W"].get<double>());
  const Json& yields = json["spread"]["yield_kWh_per_kWp"];
  EXPECT_LT(yields["p5"], yields["p50"]);
  EXPECT_LT(yields["p50"], yields["p95"]);
  EXPECT_NEAR(json["yield_kWh_per_kWp"].get<double>(), yields["p50"].get<double>(),
              0.02 * yields["p50"].get<double>());
}

TEST_F(RunYield, takes_a_bin_or_a_module_of_it) {
  const std::string bin = only(
      "SELECT bin FROM flashes WHERE is_good GROUP BY bin ORDER BY "
      "count(*) DESC LIMIT 1");
  const Json of_bin = json_of({"sun.yaml", "--run", "runs/a", "--bin", bin});
  EXPECT_EQ(of_bin["module"], "run a tiny fab, bin " + bin + ", " +
                                  only("SELECT count(*) FROM flashes WHERE bin = '" + bin + "'") +
                                  " modules");
  const std::string serial = only("SELECT min(serial) FROM flashes WHERE is_good");
  const Json alone = json_of({"sun.yaml", "--run", "runs/a", "--serial", serial});
  EXPECT_EQ(alone["module"], "run a tiny fab, module " + serial);
  EXPECT_NEAR(alone["module_W"].get<double>(),
              std::stod(only("SELECT pmax_W FROM modules WHERE serial = " + serial)), 1e-4);
  EXPECT_NEAR(alone["corrections"]["current"].get<double>(), 1, 0.05);
  EXPECT_FALSE(alone.contains("spread"));
}

TEST_F(RunYield, says_in_words_which_modules_they_are) {
  const Outcome told = of({"yield", "sun.yaml", "--run", "runs/a"});
  EXPECT_THAT(told.out, HasSubstr("\n  as made: run a tiny fab, "));
  EXPECT_THAT(told.out, HasSubstr("\n    its yield "));
}

TEST_F(RunYield, refuses_what_the_run_has_not) {
  EXPECT_THAT(of({"yield", "sun.yaml", "--run", "runs/a", "--set", "module.layout=roof"}).err,
              HasSubstr("module.layout: the run made no 'roof' [E8107]\n      note: it made "
                        "strip ("));
  EXPECT_THAT(of({"yield", "sun.yaml", "--run", "runs/a", "--bin", "99-100"}).err,
              HasSubstr("no module of 'strip' in bin '99-100' [E8107]"));
  EXPECT_THAT(of({"yield", "sun.yaml", "--run", "runs/a", "--serial", "987654"}).err,
              HasSubstr("no module 987654 of 'strip' [E8107]"));
  EXPECT_THAT(of({"yield", "sun.yaml", "--run", "runs/b"}).err, HasSubstr("[E5101]"));
  EXPECT_EQ(of({"yield", "sun.yaml", "--bin", "9.5-10.5"}).status, 2);
  EXPECT_EQ(of({"yield", "sun.yaml", "room.yaml", "--sort", "runs/a", "--report"}).err,
            "error: --report: a page is of one product [E6204]\n"
            "      note: take --json: it says where each module goes\n");
  EXPECT_THAT(of({"yield", "sun.yaml", "room.yaml"}).err, HasSubstr("a second product"));
}

// The JSON that a page holds.
Json json_in(const std::string& page) {
  const std::string start = "id=\"heliofab-summary\">";
  const std::size_t from = page.find(start) + start.size();
  return Json::parse(page.substr(from, page.find("</script>", from) - from));
}

std::string part_of(const std::string& page, const std::string& id) {
  const std::size_t from = page.find("<section id=\"" + id + "\">");
  return from == std::string::npos ? "" : page.substr(from, page.find("</section>", from) - from);
}

TEST_F(RunYield, draws_the_page_of_its_modules) {
  Json json = json_of({"sun.yaml", "--run", "runs/a", "--report", "sun.html"});
  EXPECT_EQ(json["report"], "sun.html");
  json.erase("report");
  const std::string page = shared->read("sun.html");
  EXPECT_EQ(json_in(page), json);
  const std::string text = json["module"];
  EXPECT_THAT(page, HasSubstr("<p>A terrestrial product of " + text + "; weather of "));
  EXPECT_THAT(part_of(page, "answer"), HasSubstr("The module is the mean of " + text));
  EXPECT_THAT(page, testing::Not(HasSubstr("nominal module")));
  EXPECT_THAT(page, testing::Not(HasSubstr("module is nominal")));
  const std::string modules = part_of(page, "modules");
  EXPECT_THAT(modules, HasSubstr("<td>spread.yield_kWh_per_kWp</td>"));
  EXPECT_THAT(modules, HasSubstr("<summary>" + json["modules"].dump() + " modules, one by one"));
  const std::string fingerprint = Json::parse(of({"show", "runs/a", "--json"}).out)["fingerprint"];
  EXPECT_THAT(part_of(page, "provenance"), HasSubstr("<td>" + fingerprint + "</td>"));
  EXPECT_THAT(part_of(page, "provenance"), HasSubstr("--run runs/a --report sun.html"));
  EXPECT_THAT(part_of(page, "inputs"), HasSubstr("<td>fab.process.variation.shunt.local</td>"))
      << "of the run, whose film is not that of the file";
}

TEST_F(RunYield, sets_its_modules_beside_the_nominal_one_indoors) {
  const Json json = json_of({"room.yaml", "--run", "runs/a", "--report"});
  const std::string indoor = part_of(shared->read("room.html"), "indoor");
  std::size_t dots = 0;
  for (std::size_t at = 0; (at = indoor.find("<circle ", at)) != std::string::npos; ++at) {
    ++dots;
  }
  EXPECT_EQ(dots, 5 * json["modules_solved"].get<std::size_t>())
      << "at 200, 500 and 1000 lux, and again at the first and the last alone";
  EXPECT_THAT(indoor, HasSubstr("nominal (lines) and of each module of the run (dots)"));
  std::array<char, 32> milliwatt{};
  std::snprintf(milliwatt.data(), milliwatt.size(), "%.4g",
                json["power_uW_at_500_lux"].get<double>() / 1000);
  EXPECT_THAT(indoor, HasSubstr(std::string("<td class=\"number\">500</td><td class=\"number\">") +
                                milliwatt.data() + "</td>"))
      << "of the mean of the modules, as the command says";
  const std::string serial = only("SELECT min(serial) FROM flashes WHERE is_good");
  json_of({"room.yaml", "--run", "runs/a", "--serial", serial, "--report", "one.html"});
  const std::string one = shared->read("one.html");
  EXPECT_THAT(part_of(one, "answer"), HasSubstr("The module is that of run a tiny fab, module "));
  EXPECT_EQ(part_of(one, "modules"), "");
}

// What differs little in the sun differs much in a room.
TEST_F(RunYield, spreads_more_in_a_room_than_in_the_sun) {
  const auto width = [](const Json& json) {
    const Json& yields = json["spread"]["yield_kWh_per_kWp"];
    return yields["p95"].get<double>() / yields["p5"].get<double>() - 1;
  };
  const Json room = json_of({"room.yaml", "--run", "runs/a"});
  EXPECT_GT(width(room), 2 * width(json_of({"sun.yaml", "--run", "runs/a"})));
  const Json& energies = room["spread"]["module_kWh"];
  EXPECT_GT(room["energy_kWh"], energies["p5"]);
  EXPECT_LT(room["energy_kWh"], energies["p95"]);
}

TEST_F(RunYield, sorts_modules_over_products_and_proves_that_none_is_better) {
  const Json json = json_of({"sun.yaml", "room.yaml", "--sort", "runs/a"});
  ASSERT_EQ(json["layouts"].size(), 1U);
  const Json& layout = json["layouts"][0];
  const std::int64_t modules = layout["modules"];
  EXPECT_EQ(layout["destinations"].size(), modules);
  const Json& sun = layout["markets"][0];
  const Json& room = layout["markets"][1];
  EXPECT_EQ(sun["modules"].get<std::int64_t>() + room["modules"].get<std::int64_t>(), modules);
  EXPECT_EQ(sun["price_usd_per_W"], 3) << "that of the run's market";
  EXPECT_GT(room["rsh_ohm_cm2"], sun["rsh_ohm_cm2"]) << "good shunts go where light is dim";
  const double best = layout["best_usd"];
  EXPECT_GE(best, layout["by_power_usd"].get<double>());
  EXPECT_GT(best, layout["as_made_usd"].get<double>());
  EXPECT_NEAR(layout["bound_usd"].get<double>(), best, 1e-9 * best);
  const double read = layout["by_readings_usd"];
  EXPECT_LT(read, best) << "a tester does not read all";
  EXPECT_GT(read, layout["by_power_usd"].get<double>());
  EXPECT_GT(room["promise_error"].get<double>(), sun["promise_error"].get<double>());
  double sum = 0;
  for (const Json& d : layout["destinations"]) {
    sum += d["value_usd"].get<double>();
  }
  EXPECT_NEAR(sum, read, 1e-9 * read);
}

TEST_F(RunYield, takes_of_each_module_what_a_bend_makes_of_its_sheets) {
  const Json flat = json_of({"roll.yaml", "--set", "laminate.bend.radius=0 mm", "--run", "latest"});
  const Json bent = json_of({"roll.yaml", "--run", "latest"});
  EXPECT_EQ(bent["module_W"], flat["module_W"]) << "as sold";
  EXPECT_EQ(bent["spread"]["module_W"], flat["spread"]["module_W"]);
  EXPECT_GT(bent["bend_tco_factor"], 1.2);
  EXPECT_GT(bent["bend_loss"], 0.02);
  EXPECT_LT(bent["bend_loss"], 0.2);
  EXPECT_NEAR(bent["energy_kWh"].get<double>() + bent["losses"].back()["energy_kWh"].get<double>(),
              flat["energy_kWh"].get<double>(), 1e-9 * flat["energy_kWh"].get<double>());
}

// Sheets are not read: what a bend makes of them the tester knows by the power alone.
TEST_F(RunYield, says_what_the_best_sorting_for_a_bend_would_earn) {
  const Json json = json_of({"sun.yaml", "roll.yaml", "--sort", "runs/a"});
  const Json& layout = json["layouts"][0];
  const double best = layout["best_usd"];
  for (const char* const way : {"as_made_usd", "by_power_usd", "by_readings_usd"}) {
    EXPECT_GT(best, layout[way].get<double>()) << way;
  }
}

TEST_F(RunYield, refuses_to_sort_to_a_product_whose_bend_breaks_a_layer) {
  shared->write("broken.yaml",
                "heliofab: 1\nproduct:\n  based_on: roll.yaml\n  laminate:\n"
                "    stack: {web: {crush_strain: 0.2 %}}\n");
  const Outcome outcome = of({"yield", "sun.yaml", "broken.yaml", "--sort", "runs/a"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("no module can be sorted to 'roll': its bend of 5 mm crushes "
                                     "'web' [E6119]"));
}

// In a run of its own: the other tests hold theirs to be as it was made.
TEST_F(RunYield, records_what_a_product_delivers_and_draws_it) {
  fs::copy(shared->file("runs/a"), shared->file("recorded"));
  const std::string fingerprint =
      Json::parse(of({"show", "recorded", "--json"}).out)["fingerprint"];
  const Json sun = json_of({"sun.yaml", "--run", "recorded", "--record"});
  EXPECT_EQ(sun["recorded"], "recorded/run.sqlite");
  const auto rows = [](const std::string& sql) {
    return query(shared->file("recorded/run.sqlite"), sql);
  };
  EXPECT_EQ(
      rows("SELECT product, market, layout, bin, weather, modules, modules_solved FROM yields"),
      std::vector<std::string>{"sun|terrestrial|strip||weather/thornton-synthetic.epw|" +
                               sun["modules"].dump() + "|" + sun["modules_solved"].dump()});
  const auto number = [&](const std::string& column) {
    return std::stod(rows("SELECT " + column + " FROM yields").at(0));
  };
  EXPECT_NEAR(number("energy_kWh"), sun["energy_kWh"].get<double>(), 1e-6);
  EXPECT_NEAR(number("module_W"), sun["module_W"].get<double>(), 1e-6);
  EXPECT_NEAR(number("yield_kWh_per_kWp"), sun["yield_kWh_per_kWp"].get<double>(), 1e-3);
  EXPECT_NEAR(number("yield_p5_kWh_per_kWp"),
              sun["spread"]["yield_kWh_per_kWp"]["p5"].get<double>(), 1e-3);

  const std::string bin = only("SELECT bin FROM flashes WHERE is_good LIMIT 1");
  const std::string bare = bin.substr(0, bin.find(" %"));  // as people type it
  ASSERT_EQ(of({"yield", "sun.yaml", "--run", "recorded", "--bin", bare, "--record"}).status, 0);
  ASSERT_EQ(of({"yield", "sun.yaml", "--run", "recorded", "--record"}).status, 0);
  EXPECT_EQ(rows("SELECT bin FROM yields ORDER BY bin"), (std::vector<std::string>{"", bin}));

  const Outcome sorted = of({"yield", "sun.yaml", "room.yaml", "--sort", "recorded", "--record"});
  EXPECT_THAT(sorted.out, HasSubstr("\nRecorded: rows of destinations in recorded/run.sqlite"));
  EXPECT_EQ(rows("SELECT DISTINCT product FROM destinations ORDER BY 1"),
            (std::vector<std::string>{"room", "sun"}));
  EXPECT_EQ(rows("SELECT count(*) FROM destinations"),
            std::vector<std::string>{only("SELECT count(*) FROM flashes WHERE is_good")});

  EXPECT_EQ(Json::parse(of({"show", "recorded", "--json"}).out)["fingerprint"], fingerprint);
  ASSERT_EQ(of({"report", "recorded"}).status, 0);
  EXPECT_THAT(shared->read("recorded/report.html"), HasSubstr(">In the field</h2>"));
  EXPECT_THAT(shared->read("runs/a/report.html"), testing::Not(HasSubstr(">In the field</h2>")));
}

TEST_F(RunYield, records_yields_at_the_end_of_a_run) {
  const Outcome made =
      of({"run", "tiny.yaml", "--json", "--out", "delivered", "--set",
          "process.variation.shunt.local=0.5", "--yield", "sun.yaml", "--yield", "room.yaml"});
  ASSERT_EQ(made.status, 0) << made.err;
  const fs::path store = shared->file("delivered/run.sqlite");
  EXPECT_EQ(query(store, "SELECT product, market FROM yields"),
            (std::vector<std::string>{"sun|terrestrial", "room|indoor"}));
  EXPECT_EQ(query(store, "SELECT is_complete FROM run"), std::vector<std::string>{"1"});
  EXPECT_THAT(shared->read("delivered/report.html"), HasSubstr(">In the field</h2>"));
  const Json without = Json::parse(shared->read("runs/a/summary.json"));
  EXPECT_EQ(Json::parse(made.out)["fingerprint"], without["fingerprint"]);
}

TEST_F(RunYield, refuses_to_record_what_has_no_place) {
  EXPECT_THAT(of({"yield", "sun.yaml", "--record"}).err,
              HasSubstr("--record: there is no run to record it in [E6204]"));
  EXPECT_EQ(of({"yield", "sun.yaml", "--run", "runs/a", "--serial", "1", "--record"}).status, 2);
  EXPECT_THAT(of({"run", "tiny.yaml", "--yield", "sun.yaml", "--records", "none"}).err,
              HasSubstr("--yield: no record is kept that could say it [E6204]"));
  EXPECT_THAT(of({"run", "tiny.yaml", "--yield", "sun.yaml", "--yield", "sun.yaml"}).err,
              HasSubstr("--yield: a second product 'sun' [E6204]"));
  shared->write("roof.yaml",
                "heliofab: 1\nproduct:\n  name: roof\n  market: terrestrial\n"
                "  module: {file: tiny.yaml, layout: roof}\n"
                "  weather: weather/thornton-synthetic.epw\n");
  EXPECT_THAT(
      of({"run", "tiny.yaml", "--yield", "roof.yaml"}).err,
      HasSubstr("roof.yaml is of 'roof', which the plan does not make [E8107]\n      note: it "
                "makes strip"));
}

}  // namespace
}  // namespace heliofab::cli
