// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/json.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "errors.hpp"

namespace heliofab::io {
namespace {

TEST(Json, KeepsTheOrderOfMembers) {
  Json json = Json::object({{"modules", 812}, {"name", "FAB 2"}, {"ok", true}, {"none", nullptr}});
  json.set("bins", Json::array({0.105, 1e22, -3})).set("modules", 813);
  EXPECT_EQ(json.dump(),
            R"({"modules":813,"name":"FAB 2","ok":true,"none":null,"bins":[0.105,1e22,-3]})");
  EXPECT_EQ(Json::object({{"a", Json::array({1, Json::object()})}}).dump(2),
            "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
  EXPECT_EQ(json.find("name")->dump(), "\"FAB 2\"");
  EXPECT_EQ(json.find("nothing"), nullptr);
}

TEST(Json, RefusesWhatItCannotSay) {
  EXPECT_THROW(Json(std::nan("")), LogicError);
  EXPECT_THROW(Json(-std::numeric_limits<double>::infinity()), LogicError);
  EXPECT_THROW(Json(std::uint64_t{1} << 63), LogicError);
  EXPECT_THROW(Json(1).set("a", 1), LogicError);
  EXPECT_THROW(Json::object().push(1), LogicError);
}

TEST(Json, EscapesTextAndMendsBytesThatAreNoUtf8) {
  EXPECT_EQ(Json("a\"\\\n\t\x01 \xc3\xa9").dump(), "\"a\\\"\\\\\\n\\t\\u0001 \xc3\xa9\"");
  EXPECT_EQ(Json("x\xff").dump(), "\"x\xef\xbf\xbd\"");
}

RC_GTEST_PROP(Json, IsReadBackEqualByAnIndependentParser,
              (std::string text, double number, std::int64_t count)) {
  RC_PRE(std::isfinite(number));
  const std::string dumped = Json::array({number, count, text}).dump();
  const auto back = nlohmann::json::parse(dumped);
  RC_ASSERT(back[0].get<double>() == number);
  RC_ASSERT(back[1].get<std::int64_t>() == count);
  bool is_ascii = true;
  for (const char c : text) {
    is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
  }
  RC_ASSERT(!is_ascii || back[2].get<std::string>() == text);
}

TEST(Json, ListsDiagnosticsForTheServer) {
  const auto found = sample::problems_of("heliofab: 1\nfab: {tools: 12}\n");
  EXPECT_EQ(
      to_json(found).dump(),
      R"([{"code":"E1301","path":"fab.tools","message":"12 is outside 1 .. 9",)"
      R"("note":"deposition tools in parallel","file":"f.yaml","line":2,"column":14,"length":2,)"
      R"("source_line":"fab: {tools: 12}"}])");
  EXPECT_EQ(to_json(Diagnostic{.message = "x"}).find("line")->dump(), "null");
}

}  // namespace
}  // namespace heliofab::io
