// SPDX-License-Identifier: Apache-2.0
// Books of the web and genealogy, as SQL finds them in the store of a run whose films follow from
// tools. A bath coats two rolls of 40 m by 0.33 m before it is filled anew.
#include <memory>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Genealogy : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<Scratch>();
    shared->write("tiny.yaml", tiny_fab);
    const Call call{
        .words = {"run", "tiny.yaml", "--json", "--days", "5", "--set", "process.film_from=tools",
                  "--set", "process.tools.cds.change_after=20 m2", "--what-if"},
        .folder = shared->folder(),
        .environment = {{"HELIOFAB_DATA", HELIOFAB_SOURCE_DIR "/data"}, {"LC_ALL", "C.UTF-8"}}};
    outcome = std::make_unique<Outcome>(Program(call).wait());
  }
  static void TearDownTestSuite() {
    shared.reset();
    outcome.reset();
  }
  void SetUp() override { ASSERT_EQ(outcome->status, 0) << outcome->err; }

  static std::vector<std::string> rows(const std::string& sql) {
    return query(shared->file("runs/tiny/run.sqlite"), sql);
  }
  static std::string value(const std::string& sql) { return rows(sql).at(0); }

  static inline std::unique_ptr<Scratch> shared;
  static inline std::unique_ptr<Outcome> outcome;
};

TEST_F(Genealogy, closes_the_books_of_every_roll_to_the_micrometre) {
  EXPECT_THAT(rows("SELECT * FROM web_gaps"), IsEmpty());
  EXPECT_THAT(rows("SELECT fate FROM web_totals GROUP BY fate"),
              ElementsAre("good", "in process", "scrap"));
  // By the roll as it was mounted, whatever its rows say.
  EXPECT_THAT(rows("SELECT DISTINCT sum(length_um), sum(area_um2) FROM web_books "
                   "JOIN rolls USING (roll) GROUP BY roll"),
              ElementsAre("40000000|880000000000"));
  EXPECT_GT(std::stoi(value("SELECT count(*) FROM rolls")), 3);
}

// The month counts web when it is mounted; books count what became of it.
TEST_F(Genealogy, accounts_for_all_web_that_was_begun) {
  EXPECT_EQ(value("SELECT sum(length_um) FROM web_totals"),
            value("SELECT CAST(sum(web_started_m) * 1e6 AS INTEGER) FROM months"));
  EXPECT_EQ(value("SELECT sum(length_um) FROM web_totals WHERE fate = 'scrap'"),
            value("SELECT (SELECT sum(length_um) FROM scrap) + (SELECT coalesce(sum(length_um), 0) "
                  "FROM modules "
                  "JOIN flashes USING (serial) WHERE NOT is_good)"));
  const Json s = Json::parse(outcome->out);
  EXPECT_EQ(s["web"]["gap_um"], 0);
  EXPECT_NEAR(s["web"]["in_m"].get<double>(),
              s["web"]["good_m"].get<double>() + s["web"]["scrap_m"].get<double>() +
                  s["web"]["in_process_m"].get<double>(),
              1e-9);
}

// 2 um of CIGS of about 5.7 t/m3 are 11.4 g/m2, but for what sources stray.
TEST_F(Genealogy, weighs_the_films_of_rolls_that_were_cut) {
  EXPECT_NEAR(std::stod(value("SELECT sum(kg) / (SELECT sum(length_m * width_m) FROM rolls) "
                              "FROM web_masses WHERE layer = 'cigs'")),
              11.4e-3, 0.3e-3);
  EXPECT_THAT(rows("SELECT layer FROM web_masses WHERE fate = 'good' GROUP BY layer"), SizeIs(5));
  EXPECT_THAT(rows("SELECT * FROM film_gaps"), IsEmpty());
  // The view and the summary add up the same pieces.
  const Json web = Json::parse(outcome->out)["web"];
  for (const std::string fate : {"good", "scrap", "in process"}) {
    double kg = 0;
    for (const Json& book : web["books"]) {
      kg += book["fate"] == fate ? book["kg"]["cigs"].get<double>() : 0;
    }
    EXPECT_NEAR(std::stod(value("SELECT sum(kg) FROM web_masses WHERE layer = 'cigs' AND fate = '" +
                                fate + "'")),
                kg, 1e-12)
        << fate;
  }
}

// What a market engineer asks of the store is what summary.json says.
TEST_F(Genealogy, keeps_sales_by_month_market_and_bin) {
  const Json s = Json::parse(outcome->out);
  EXPECT_NEAR(std::stod(value("SELECT sum(revenue_usd) FROM sales")),
              s["revenue_usd"].get<double>(), 1e-6);
  EXPECT_NEAR(std::stod(value("SELECT sum(shipped_W) FROM sales")),
              s["power_shipped_W"].get<double>(), 1e-6);
  EXPECT_NEAR(std::stod(value("SELECT sum(stock_W) FROM sales WHERE is_taken AND month = "
                              "(SELECT max(month) FROM sales)")),
              s["stock_W"].get<double>(), 1e-6);
  EXPECT_NEAR(std::stod(value("SELECT sum(lost_W) FROM demands")), s["lost_W"].get<double>(), 1e-6);
  EXPECT_GT(s["revenue_usd"], 0);
}

TEST_F(Genealogy, knows_every_charge_of_a_roll) {
  // Each roll met each crucible of its tool, two sets of targets and one bath.
  EXPECT_THAT(rows("SELECT DISTINCT count(*) FROM charges GROUP BY roll"), SizeIs(1));
  EXPECT_THAT(
      rows("SELECT DISTINCT station || ' ' || (CASE station WHEN 'cigs' THEN '' ELSE source "
           "END) FROM charges ORDER BY 1"),
      ElementsAre("cds bath", "cigs ", "molybdenum targets", "tco targets"));
  // Crucibles are filled for each roll of a tool, one after the other.
  EXPECT_THAT(rows("SELECT c.charge = (SELECT count(*) FROM passes p WHERE p.tool = c.tool AND "
                   "p.started <= c.began) FROM charges c WHERE station = 'cigs'"),
              Each("1"));
  // Two rolls a bath, of those that the tool has coated, in the order in which they were cut.
  EXPECT_THAT(
      rows("SELECT c.charge = 1 + (SELECT count(*) FROM charges o JOIN rolls r USING (roll) "
           "WHERE o.tool = c.tool AND o.source = 'bath' AND r.finished < "
           "(SELECT finished FROM rolls WHERE roll = c.roll)) / 2 "
           "FROM charges c WHERE source = 'bath'"),
      Each("1"));
  EXPECT_GT(std::stoi(value("SELECT max(charge) FROM charges WHERE source = 'bath'")), 1);
  EXPECT_THAT(rows("SELECT roll FROM charges WHERE ended <= began"), IsEmpty());
}

TEST_F(Genealogy, goes_from_a_charge_to_its_modules_and_from_a_module_to_its_charges) {
  const std::string serial = value("SELECT max(serial) FROM modules");
  const std::string charge =
      value("SELECT charge FROM module_charges WHERE source = 'bath' AND serial = " + serial);
  EXPECT_THAT(rows("SELECT serial FROM module_charges WHERE source = 'bath' AND charge = " +
                   charge + " AND serial = " + serial),
              ElementsAre(serial));
  // What a charge touched are all modules of its rolls, and no others.
  EXPECT_EQ(value("SELECT count(*) FROM module_charges WHERE source = 'bath' AND charge = 1"),
            value("SELECT count(*) FROM modules WHERE roll IN (SELECT roll FROM charges WHERE "
                  "source = 'bath' AND charge = 1)"));
  // Four metres of a roll: modules of 1 m that lie on them.
  EXPECT_THAT(rows("SELECT serial FROM modules WHERE roll = (SELECT min(roll) FROM modules) AND "
                   "position_m < 20 AND position_m + length_um * 1e-6 > 16"),
              Not(IsEmpty()));
}

TEST_F(Genealogy, leads_a_module_through_its_tools_in_the_order_of_time) {
  EXPECT_THAT(rows("SELECT count(*) FROM (SELECT gone, lead(began) OVER (PARTITION BY serial ORDER "
                   "BY began, gone) AS next FROM module_path) WHERE next < gone"),
              ElementsAre("0"));
  // Four tools of the front end and all up to the flash.
  EXPECT_THAT(rows("SELECT count(*) >= 9 FROM module_path JOIN flashes USING (serial) "
                   "WHERE gone <= flashed GROUP BY serial"),
              Each("1"));
  EXPECT_EQ(value("SELECT count(*) FROM flashes"),
            value("SELECT count(*) FROM flashes JOIN visits v ON v.part = serial AND "
                  "v.tool LIKE 'flash-%' AND v.gone = flashed"));
}

// The books of the line agree with those of the web: modules cut less modules out of the door.
TEST_F(Genealogy, counts_the_modules_in_the_line) {
  EXPECT_EQ(
      value("SELECT in_line FROM flows ORDER BY batch DESC LIMIT 1"),
      value("SELECT (SELECT sum(modules) FROM rolls) - (SELECT count(*) FROM visits WHERE tool "
            "LIKE 'pack-%')"));
  const Json s = Json::parse(outcome->out);
  EXPECT_EQ(s["flow"]["holds_littles_law"], true);
  EXPECT_GT(s["flow"]["cycle_time_mean_s"], 0);
  EXPECT_EQ(s["what_ifs"][0]["change"], "as it is");
  EXPECT_GT(s["what_ifs"].size(), 10);
  for (const Json& station : s["stations"]) {
    const Json& iso = station["iso_22400"];
    EXPECT_NEAR(iso["availability"].get<double>() * iso["effectiveness"].get<double>() *
                    iso["quality_ratio"].get<double>(),
                iso["oee_index"].get<double>(), 1e-12)
        << station["station"];
  }
}

}  // namespace
}  // namespace heliofab::cli
