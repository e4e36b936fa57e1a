// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/explain.hpp"

#include <regex>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "errors.hpp"

namespace heliofab::io {
namespace {

TEST(Explain, SaysAllOfAKey) {
  EXPECT_EQ(format(explain<sample::Plan>("fab", "absorber.thickness")), R"(fab.absorber.thickness
  meaning   CIGS film as grown; 1 to 3 um is usual
  type      number
  units     um, m, cm, mm or nm
  range     0.1 .. 10 um
  default   2 um
  grade     C lundberg2003
)");
  EXPECT_EQ(format(explain<sample::Plan>("fab", "fab.products.roof.stripes")),
            R"(fab.products.*.stripes
  meaning   along the web or across it
  type      choice
  choices   along, across
  default   along
  grade     D
)");
  EXPECT_EQ(format(explain<sample::Cell>("cell", "gap")), R"(cell.gap
  meaning   gap of the absorber
  type      number
  units     eV or meV
  range     0.5 .. 3 eV
  default   none: the key must be given
  grade     A
)");
  EXPECT_EQ(explain<sample::Plan>("fab", "layers[3].thickness").path, "fab.layers[*].thickness");
  EXPECT_EQ(explain<sample::Plan>("fab", "absorber.cgi").units, "none or %");
  EXPECT_TRUE(explain<sample::Plan>("fab", "absorber.cgi").is_fitted);
  EXPECT_EQ(explain<sample::Plan>("fab", "products").value, "roof, roll");
  EXPECT_EQ(explain<sample::Plan>("fab", "fab").type, "group");
}

TEST(Explain, SuggestsTheNearestKey) {
  try {
    explain<sample::Plan>("fab", "absorber.thicknes");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: unknown key 'absorber.thicknes' [E1107]\n"
                 "      note: did you mean 'fab.absorber.thickness'?\n");
  }
}

nlohmann::json schema() { return nlohmann::json::parse(json_schema<sample::Plan>("fab").dump(2)); }

TEST(Schema, NamesEveryKeyAndNoOther) {
  const nlohmann::json all = schema();
  EXPECT_EQ(all["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(all["required"], (nlohmann::json{"heliofab", "fab"}));
  EXPECT_EQ(all["properties"]["heliofab"]["const"], 1);
  const nlohmann::json& fab = all["properties"]["fab"];
  EXPECT_EQ(fab["additionalProperties"], false);
  EXPECT_EQ(fab["properties"].size(), 11U);  // ten members and based_on
  EXPECT_EQ(fab["properties"]["absorber"]["properties"]["cgi"]["maximum"], 1.05);
  EXPECT_EQ(fab["properties"]["absorber"]["properties"]["thickness"]["description"],
            "CIGS film as grown; 1 to 3 um is usual; range 0.1 .. 10 um; default 2 um; grade C "
            "lundberg2003");
  const nlohmann::json& product = fab["properties"]["products"]["additionalProperties"];
  EXPECT_FALSE(product["properties"].contains("name"));
  EXPECT_EQ(product["properties"]["stripes"]["anyOf"][0]["enum"],
            (nlohmann::json{"along", "across"}));
  EXPECT_EQ(fab["properties"]["layers"]["items"]["type"], "object");
  EXPECT_FALSE(fab.contains("anyOf"));
}

TEST(Schema, AsksForRequiredKeysUnlessThereIsABase) {
  const auto all = nlohmann::json::parse(json_schema<sample::Cell>("cell").dump());
  EXPECT_EQ(all["properties"]["cell"]["anyOf"],
            nlohmann::json::parse(R"([{"required":["gap"]},{"required":["based_on"]}])"));
}

// What an editor accepts and what the reader accepts is the same.
TEST(Schema, PatternsAgreeWithTheReader) {
  const std::regex pattern(
      schema()["properties"]["fab"]["properties"]["absorber"]["properties"]["thickness"]["pattern"]
          .get<std::string>());
  for (const std::string text : {"2 um",
                                 "2um",
                                 "2.0 um [C lundberg2003]",
                                 "1e0 um [D fitted]",
                                 "0.002 mm [A]",
                                 "2",
                                 "2 h",
                                 "fast",
                                 "02 um",
                                 "1_0 um",
                                 ".5 um",
                                 "1. um",
                                 "0x1 um",
                                 "2 um [E]",
                                 "2 um [C",
                                 "1,5 um",
                                 "2 um [C a b]",
                                 "+2 um",
                                 "2 um []",
                                 "nan um"}) {
    const bool is_read =
        sample::problems_of("heliofab: 1\nfab:\n  absorber:\n    thickness: " + text + "\n")
            .empty();
    EXPECT_EQ(std::regex_match(text, pattern), is_read || text == "2 um [C a b]") << text;
  }
}

}  // namespace
}  // namespace heliofab::io
