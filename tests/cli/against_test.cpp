// SPDX-License-Identifier: Apache-2.0
// Measured files laid over a run.
#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

using Against = Cli;

// A run's own modules, as a flash tester would have written them, are as far from it as nothing.
TEST_F(Against, finds_no_distance_between_a_run_and_itself) {
  scratch.write("tiny.yaml", tiny_fab);
  ASSERT_EQ(heliofab({"run", "tiny.yaml", "--json"}).status, 0);
  std::string csv = "serial,isc_mA,voc_V,pmax_W,aperture_m2\n";
  for (std::string row : query(scratch.file("runs/tiny/run.sqlite"),
                               "SELECT serial, 1000 * f.isc_A, f.voc_V, f.pmax_W, aperture_m2 FROM "
                               "flashes f JOIN modules USING (serial)")) {
    std::ranges::replace(row, '|', ',');
    csv += row + "\n";
  }
  scratch.write("flash.csv", csv);
  const Outcome json = heliofab({"show", "runs/tiny", "--against", "flash.csv", "--json"});
  ASSERT_EQ(json.status, 0) << json.err;
  const Json answer = Json::parse(json.out);
  EXPECT_EQ(answer["kind"], "flash tests");
  ASSERT_EQ(answer["figures"].size(), 5U);
  for (const Json& figure : answer["figures"]) {
    EXPECT_NEAR(figure["measured"]["median"].get<double>(),
                figure["simulated"]["median"].get<double>(), 1e-9)
        << figure["figure"];
    EXPECT_LT(figure["ks"], 0.2) << figure["figure"];  // last bits of numbers part ties
  }
  const Outcome text = heliofab({"show", "runs/tiny", "--against", "flash.csv"});
  EXPECT_THAT(text.out, HasSubstr("aperture_efficiency"));
  EXPECT_THAT(text.out, HasSubstr("within the"));
}

TEST_F(Against, refuses_what_is_no_measured_file) {
  scratch.write("tiny.yaml", tiny_fab);
  ASSERT_EQ(heliofab({"run", "tiny.yaml", "--json"}).status, 0);
  scratch.write("flash.csv", "serial,isc_A,voc_V,pmax_W\na,0.45,15,-1\nb,0.45,15\n");
  const Outcome outcome = heliofab({"show", "runs/tiny", "--against", "flash.csv"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("flash.csv:2:11: error: -1, wanted 0 W to 1e+09 W [E1408]"));
  EXPECT_THAT(outcome.err, HasSubstr("flash.csv:3:8: error: 3 cells, wanted 4 [E1402]"));
}

}  // namespace
}  // namespace heliofab::cli
