// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/summary_json.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "sample_record.hpp"

namespace heliofab::report {
namespace {

using io::Json;

std::string member(const Json& json, std::string_view key) {
  const Json* const found = json.find(key);
  return found == nullptr ? "missing" : found->dump();
}

TEST(SummaryJson, KeepsItsNamesAndTheirOrder) {
  const twin::RunRecord record = sample::record();
  const Json json = summary_json(record, sample::summary(record));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.members()) {
    keys.push_back(key);
  }
  const std::vector<std::string> wanted = {"schema",
                                           "schema_version",
                                           "modules_made",
                                           "modules_good",
                                           "line_yield",
                                           "aperture_efficiency",
                                           "fill_factor_median",
                                           "voc_per_cell_median_V",
                                           "power_shipped_W",
                                           "cost_usd_per_W",
                                           "oee_e79",
                                           "bottleneck",
                                           "fingerprint",
                                           "is_complete",
                                           "rolls_finished",
                                           "web_finished_m2",
                                           "power_good_W",
                                           "demand_W",
                                           "backlog_W",
                                           "cost_usd",
                                           "lost_W",
                                           "stock_W",
                                           "revenue_usd",
                                           "bins",
                                           "yield_losses",
                                           "stations",
                                           "flow",
                                           "web",
                                           "what_ifs",
                                           "markets",
                                           "costs_by_step",
                                           "costs_by_category",
                                           "efficiency_losses",
                                           "scatter_causes",
                                           "sensitivities",
                                           "yields",
                                           "targets",
                                           "gates",
                                           "half_widths",
                                           "warnings",
                                           "provenance"};
  EXPECT_EQ(keys, wanted);
}

TEST(SummaryJson, GivesFractionsAndSI) {
  const twin::RunRecord record = sample::record();
  const twin::Summary summary = sample::summary(record);
  const Json json = summary_json(record, summary);
  EXPECT_EQ(member(json, "modules_made"), "480");
  EXPECT_EQ(member(json, "line_yield"), "0.8125");
  EXPECT_EQ(member(json, "power_shipped_W"), "6300");
  EXPECT_EQ(member(json, "oee_e79"), "0.5958");
  EXPECT_EQ(member(json, "bottleneck"), "\"cigs\"");
  EXPECT_EQ(*json.find("aperture_efficiency")->find("median"),
            Json(summary.aperture_efficiency.median));
  EXPECT_EQ(member(json, "is_complete"), "true");
  const Json first_target = Json::object({{"name", "median aperture efficiency"},
                                          {"expected", 0.105},
                                          {"tolerance", 0.002},
                                          {"obtained", 0.1052},
                                          {"unit", ""},
                                          {"is_fitted", true},
                                          {"is_met", true},
                                          {"source", "press2010"}});
  EXPECT_EQ(member(json, "targets").find("[" + first_target.dump()), 0U);
}

TEST(SummaryJson, AddsUpMarketsAndCosts) {
  twin::RunRecord record;
  const SimTime may = sample::start;
  const SimTime june = next_month(may);
  // The later month first: batches may come in any order, and the backlog is that of the end.
  record.demands = {{june, "portable", "standard", 200, 150, 60, 4},
                    {may, "portable", "standard", 100, 90, 10, 4}};
  record.costs = {
      {may, "cigs", "power", 1}, {may, "plant", "labour", 5}, {june, "cigs", "labour", 3}};
  twin::Summary summary;
  summary.power_good_W = 2;
  const Json json = summary_json(record, summary);
  EXPECT_EQ(member(json, "demand_W"), "300");
  EXPECT_EQ(
      member(json, "markets"),
      R"([{"segment":"portable","product":"standard","demand_W":300,"shipped_W":240,"backlog_W":60,"lost_W":0,"stock_W":0,"revenue_usd":0}])");
  EXPECT_EQ(
      member(json, "costs_by_category"),
      R"([{"category":"labour","usd":8,"usd_per_W":4},{"category":"power","usd":1,"usd_per_W":0.5}])");
}

TEST(SummaryJson, IsNullWhereAFigureIsNotDefined) {
  const Json json = summary_json({}, {});
  for (const char* key : {"line_yield", "fill_factor_median", "voc_per_cell_median_V",
                          "cost_usd_per_W", "oee_e79", "bottleneck"}) {
    EXPECT_EQ(member(json, key), "null") << key;
  }
  EXPECT_EQ(member(json, "aperture_efficiency"),
            R"({"mean":null,"median":null,"std":null,"p10":null,"p90":null,"best":null})");
  EXPECT_EQ(member(json, "modules_made"), "0");
  EXPECT_EQ(member(json, "bins"), "[]");

  twin::Summary odd;
  odd.power_shipped_W = std::numeric_limits<double>::infinity();
  EXPECT_EQ(member(summary_json({}, odd), "power_shipped_W"), "null");

  twin::Summary one_module;
  one_module.modules_made = 1;
  one_module.aperture_efficiency = {0.1, 0.1, 0, 0.1, 0.1, 0.1};
  EXPECT_EQ(member(summary_json({}, one_module), "aperture_efficiency"),
            R"({"mean":0.1,"median":0.1,"std":null,"p10":0.1,"p90":0.1,"best":0.1})");
}

TEST(SummaryJson, KeepsAllDigitsOfASeed) {
  twin::RunRecord record;
  record.provenance.seed = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(member(*summary_json(record, {}).find("provenance"), "seed"),
            "\"18446744073709551615\"");
}

TEST(SummaryJson, IsSoundTextWhateverTheNamesAre) {
  twin::RunRecord record;
  record.provenance.name = std::string("\"\\\0\xFF</script>", 13);
  const std::string text = summary_json(record, {}).dump();
  EXPECT_NE(text.find("\"name\":\"\\\"\\\\\\u0000\uFFFD</script>\""), std::string::npos);
}

}  // namespace
}  // namespace heliofab::report
