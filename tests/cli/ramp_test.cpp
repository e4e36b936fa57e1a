// SPDX-License-Identifier: Apache-2.0
// Ramps: bands, files, comparisons, mistakes.
#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Ramp : public Cli {
 protected:
  Outcome ramp(std::vector<std::string> more) {
    scratch.write("tiny.yaml", tiny_fab);
    std::vector<std::string> words{"ramp", "tiny.yaml", "--pool", "2"};
    words.insert(words.end(), more.begin(), more.end());
    return heliofab(words);
  }
};

TEST_F(Ramp, tells_bands_causes_costs_and_its_own_error) {
  const Outcome outcome = ramp({"--samples", "2", "--check-days", "1", "-o", "ramp.csv", "-o",
                                "ramp.svg", "-o", "ramp.json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("a tiny fab: ramp of 2 replications\n"));
  for (const char* part :
       {"by month", "whole ramp", "cost of a watt", "tornado of the cost", "error of the pool"}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  const Json json = Json::parse(scratch.read("ramp.json"));
  EXPECT_EQ(json["paths"].size(), 2);
  EXPECT_EQ(json["is_complete"], true);
  EXPECT_TRUE(json["pool_error"]["solved"]["efficiency"].is_number());
  EXPECT_EQ(json["months"][0]["output_kW"].size(), 3);
  EXPECT_THAT(scratch.read("ramp.csv"), StartsWith("month,shifts_p10,shifts_p50,shifts_p90,"));
  EXPECT_THAT(scratch.read("ramp.svg"), StartsWith("<svg"));
}

TEST_F(Ramp, compares_a_variant_by_the_same_draws) {
  const Outcome outcome = ramp(
      {"--samples", "2", "--check-days", "0", "--variant", "cost.fixed=0 USD/month", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const Json variant = Json::parse(outcome.out)["variants"][0];
  EXPECT_EQ(variant["change"], "cost.fixed=0 USD/month");
  EXPECT_EQ(variant["output_W"]["value"], 0);
  EXPECT_LT(variant["cost_usd_per_W"]["value"], 0);
}

TEST_F(Ramp, says_where_a_plan_is_wrong) {
  EXPECT_THAT(ramp({"--samples", "1"}).err, HasSubstr("samples: 1, wanted 2 or more [E6210]"));
  EXPECT_THAT(ramp({"--variant", "cost.wages=1 USD/yr"}).err, HasSubstr("did you mean 'wage'?"));
  const Outcome outcome = ramp({"--set", "market.scenario=spring"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("no scenario 'spring' [E4413]"));
}

// Each at its line of the file.
TEST_F(Ramp, locates_what_is_wrong_with_markets_and_learning) {
  scratch.write("bad.yaml",
                "heliofab: 1\n"
                "fab:\n"
                "  based_on: fab2-2010.yaml\n"
                "  market:\n"
                "    segments:\n"
                "      building: {product: tent, accepted_lead_time: -1}\n"
                "    scenarios:\n"
                "      a: {probability: 60 %}\n"
                "      b: {probability: 30 %}\n"
                "  learning:\n"
                "    speed:\n"
                "      key: line.stations.cigs.breakdowns.mttf\n"
                "      first: 1 h\n"
                "      last: 2 h\n");
  const Outcome negative = heliofab({"ramp", "bad.yaml"});
  EXPECT_EQ(negative.status, 2);
  EXPECT_THAT(negative.err, HasSubstr("bad.yaml:6:53: error: "
                                      "fab.market.segments.building.accepted_lead_time: -1 is "
                                      "outside 0 .. 120"));
  const Outcome others =
      heliofab({"ramp", "bad.yaml", "--set", "market.segments.building.accepted_lead_time=1"});
  EXPECT_THAT(others.err, HasSubstr("bad.yaml:6:27: error: fab.market.segments.building.product: "
                                    "no product 'tent' [E6105]"));
  EXPECT_THAT(others.err, HasSubstr("bad.yaml:7:5: error: fab.market.scenarios: probabilities sum "
                                    "to 90 %, wanted 100 % [E4412]"));
  EXPECT_THAT(others.err, HasSubstr("bad.yaml:12:12: error: fab.learning.speed.key: no number "
                                    "'line.stations.cigs.breakdowns.mttf' [E6130]"));
  EXPECT_THAT(others.err, HasSubstr("did you mean 'line.stations.cigs.breakdowns.mtbf'?"));
}

}  // namespace
}  // namespace heliofab::cli
