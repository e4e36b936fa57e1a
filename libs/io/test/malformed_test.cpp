// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "errors.hpp"

namespace heliofab::io {
namespace {

struct Malformed {
  std::string_view text;
  std::string_view code;
  int line = 0;
  int column = 0;
};

// Each text has exactly one thing wrong. The places are where a person would look for it.
#define HEAD "heliofab: 1\nfab:\n"
constexpr std::array malformed{
    Malformed{HEAD "  absorber:\n    thickness: fast\n", "E1201", 4, 16},
    Malformed{HEAD "  absorber:\n    thickness: \"\"\n", "E1201", 4, 17},
    Malformed{HEAD "  absorber: {cgi: nan}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: .nan}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: -inf}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: 0x10}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: 010}\n", "E1201", 3, 19},
    Malformed{HEAD "  tools: 1_000\n", "E1207", 3, 10},
    Malformed{HEAD "  absorber: {thickness: 1_000 nm}\n", "E1201", 3, 25},
    Malformed{HEAD "  absorber: {thickness: \"1,5 um\"}\n", "E1201", 3, 26},
    Malformed{HEAD "  bin_edges: 1,5 %\n", "E1201", 3, 14},
    Malformed{HEAD "  absorber: {cgi: .9}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: 1.}\n", "E1201", 3, 19},
    Malformed{HEAD "  absorber: {cgi: 1e999}\n", "E1201", 3, 19},
    Malformed{HEAD "  tools: 2.0\n", "E1207", 3, 10},
    Malformed{HEAD "  tools: 2 m\n", "E1207", 3, 10},
    Malformed{HEAD "  products: {roof: {stripes: up}}\n", "E1208", 3, 30},
    Malformed{HEAD "  absorber:\n    thickness: 2 um [c]\n", "E1210", 4, 21},
    Malformed{HEAD "  absorber:\n    thickness: 2 um [C a b]\n", "E1210", 4, 21},
    Malformed{HEAD "  absorber:\n    thickness: 2 um [C\n", "E1210", 4, 21},
    Malformed{HEAD "  absorber:\n    thickness: 2 um []\n", "E1210", 4, 21},
    Malformed{HEAD "  absorber: {thickness: 2 um [C], cgi: 1}\n", "E1102", 3, 30},
    Malformed{HEAD "  absorber:\n    thickness:\n    cgi: 1\n", "E1206", 4, 5},
    Malformed{HEAD "  absorber: ~\n", "E1206", 3, 3},
    Malformed{HEAD "  absorber: [1]\n", "E1109", 3, 3},
    Malformed{HEAD "  layers: {a: 1}\n", "E1109", 3, 3},
    Malformed{HEAD "  absorber: 2 um\n", "E1109", 3, 3},
    Malformed{HEAD "  layers: [2 um]\n", "E1109", 3, 12},
    Malformed{HEAD "  bin_edges: {a: 1}\n", "E1109", 3, 3},
    Malformed{HEAD "  bin_edges: [[1 %]]\n", "E1109", 3, 15},
    Malformed{HEAD "  products: [roof]\n", "E1109", 3, 3},
    Malformed{HEAD "  products:\n    roof:\n", "E1206", 4, 5},
    Malformed{HEAD "  products: {roof: 3 m}\n", "E1109", 3, 14},
    Malformed{HEAD "  title: &a x\n", "E1111", 3, 10},
    Malformed{HEAD "  title: *a\n", "E1111", 3, 10},
    Malformed{HEAD "  absorber:\n    <<: {cgi: 1}\n", "E1111", 4, 5},
    Malformed{HEAD "  title: !!str x\n", "E1112", 3, 10},
    Malformed{HEAD "  title: ! x\n", "E1112", 3, 10},
    Malformed{HEAD "  title: x\n---\na: 1\n", "E1113", 4, 1},
    Malformed{HEAD "\ttitle: x\n", "E1114", 3, 1},
    Malformed{HEAD "  absorber:\n  \tcgi: 1\n", "E1114", 4, 3},
    Malformed{"", "E1104", 1, 1},
    Malformed{"# nothing\n", "E1104", 1, 1},
    Malformed{"---\n", "E1104", 1, 1},
    Malformed{"heliofab: 2\nfab:\n", "E1105", 1, 11},
    Malformed{"heliofab:\nfab:\n", "E1105", 1, 1},
    Malformed{"fab:\n  title: x\n", "E1105", 1, 1},
    Malformed{"fab:\n  title: x\nheliofab: 1\n", "E1105", 1, 1},
    Malformed{"- a\n", "E1105", 1, 1},
    Malformed{"hello\n", "E1105", 1, 1},
    Malformed{"heliofab: 1\n", "E1106", 1, 1},
    Malformed{HEAD "  title: x\ncell:\n  gap: 1 eV\n", "E1106", 4, 1},
    Malformed{"heliofab: 1\ncell:\n  gap: 1 eV\n", "E1106", 2, 1},
    Malformed{"heliofab: 1\nfba:\n  title: x\n", "E1106", 2, 1},
    Malformed{"heliofab: 1\nfab: [1]\n", "E1109", 2, 1},
    Malformed{"%YAML 1.1\n---\nheliofab: 1\n", "E1102", 1, 1},
    Malformed{HEAD "  bin_edges: [1 %, 2 %\n  title: x\n  tools: 2\n", "E1102", 3, 14},
    Malformed{HEAD "  absorber: {cgi: 1\n  title: x\n", "E1102", 3, 13},
    Malformed{HEAD "  title: x]\n  tools: ]\n", "E1102", 4, 10},
    Malformed{HEAD "  title: it's\n  start: 'x\n", "E1102", 4, 10},
    Malformed{HEAD "  title: a: b\n", "E1102", 3, 11},
    Malformed{HEAD "  title: x\n   tools: 2\n", "E1102", 4, 9},
    Malformed{HEAD "  absorber:\n      cgi: 1\n    thickness: 2 um\n", "E1102", 5, 5},
    Malformed{HEAD "  title: x\n tools: 2\n", "E1102", 4, 2},
    Malformed{HEAD "  title: x\n  - 3\n", "E1102", 4, 3},
    Malformed{HEAD "  title: @x\n", "E1102", 3, 10},
    Malformed{HEAD "  title: %x\n", "E1102", 3, 10},
    Malformed{HEAD "  title: \"\\q\"\n", "E1102", 3, 13},
    Malformed{HEAD "  title: \"no\\_break\"\n", "E1102", 3, 10},
    Malformed{HEAD "  products: {\"a\\Nb\": {}}\n", "E1102", 3, 14},
    Malformed{HEAD "  ? [a, b]\n  : 1\n", "E1116", 3, 5},
    Malformed{HEAD "  ~: 1\n", "E1116", 3, 3},
    Malformed{HEAD "  based_on: [a]\n", "E1118", 3, 3},
    Malformed{HEAD "  based_on: nothing_here\n", "E1117", 3, 13},
    Malformed{HEAD "  title: |x\n    a\n", "E1102", 3, 11},
    Malformed{HEAD "  start: 12.5.2010\n", "E1209", 3, 10},
    Malformed{HEAD "  start: 2010-2-30\n", "E1209", 3, 10},
    Malformed{HEAD "  has_metrology: on\n", "E1205", 3, 18},
    Malformed{HEAD "  has_metrology: maybe\n", "E1205", 3, 18},
    Malformed{HEAD "  products: {a: {}, a: {}}\n", "E1110", 3, 21},
    Malformed{HEAD "  absorber: {thickness: 5 %}\n", "E1202", 3, 25},
    Malformed{HEAD "  target: 5 um\n", "E1202", 3, 11},
    Malformed{HEAD "  absorber: {thickness: 5 UM}\n", "E1204", 3, 27},
    Malformed{HEAD "  absorber: {temperature: \"450 °C\"}\n", "E1204", 3, 32},
    Malformed{HEAD "  absorber: {thickness: -1 um}\n", "E1301", 3, 25},
    Malformed{HEAD "  absorber: {thickness: 1 mm}\n", "E1301", 3, 25},
    Malformed{HEAD "  absorber:\n    cgi: 1\n    cgi: 1\n", "E1110", 5, 5},
    Malformed{HEAD "  tools:2\n", "E1109", 2, 1},
    Malformed{HEAD "  absorber: {cgi: 1 thickness: 2 um}\n", "E1102", 3, 30},
    Malformed{HEAD "  absorber: {cgi:1}\n", "E1107", 3, 14},
    Malformed{HEAD "  title: \"x\" y\n", "E1102", 3, 14},
    Malformed{HEAD "  absorber: {cgi: 1} junk\n  tools: 2\n", "E1102", 3, 22},
    Malformed{HEAD "  bin_edges: [1 %] junk\n", "E1102", 3, 20},
    Malformed{HEAD "  bin_edges: [1 %,, 2 %]\n", "E1109", 3, 19},
    Malformed{HEAD "  title: \"x\n  tools: 2\n", "E1102", 3, 10},
    Malformed{HEAD "  title: 'it''s'\n  start: 'x\n", "E1102", 4, 10},
    Malformed{HEAD "  absorber: {cgi: 1, , }\n", "E1116", 3, 22},
    Malformed{HEAD "  bin_edges: [1 % 2 %]\n", "E1204", 3, 17},
    Malformed{HEAD "  bin_edges: 1 % 2 %\n", "E1204", 3, 16},
    Malformed{HEAD "  absorber: {cgi: 1\n", "E1102", 3, 13},
    Malformed{HEAD "  title: x\n...\njunk\n", "E1102", 5, 1},
    Malformed{HEAD "  title: x\njunk\n", "E1106", 4, 1},
    Malformed{HEAD "  title: x\n}\n", "E1102", 4, 1},
    Malformed{HEAD "title: x\n", "E1106", 3, 1},
    Malformed{HEAD "  bin_edges:\n    -1 %\n", "E1301", 4, 5},
    Malformed{HEAD "  absorber: {cgi: \"1}\n", "E1102", 3, 19},
    Malformed{HEAD "  title: [a\n", "E1102", 3, 10},
};
#undef HEAD

TEST(Malformed, TextIsRefusedWithItsCodeAtItsPlace) {
  for (const Malformed& m : malformed) {
    const auto found = sample::problems_of(m.text);
    ASSERT_EQ(found.size(), 1U) << m.text;
    EXPECT_EQ(found[0].code, m.code) << m.text;
    EXPECT_EQ(found[0].line, m.line) << m.text;
    EXPECT_EQ(found[0].column, m.column) << m.text;
    EXPECT_EQ(found[0].file, "f.yaml") << m.text;
    EXPECT_GE(found[0].length, 1) << m.text;
    EXPECT_FALSE(found[0].message.empty()) << m.text;
  }
}

// What would end a C string or break an editor is built here.
TEST(Malformed, BytesThatAreNoTextAreRefused) {
  using std::string_literals::operator""s;
  const std::array<std::pair<std::string, std::string_view>, 6> texts{{
      {"heliofab: 1\nfab: \0\n"s, "a NUL byte, wanted text"},
      {"heliofab: 1\nfab: \x1b[31m\n", "a control character, wanted text"},
      {"heliofab: 1\nfab: \xff\n", "this is not UTF-8 text"},
      {"heliofab: 1\nfab: \xc0\xaf\n", "this is not UTF-8 text"},
      {"heliofab: 1\nfab: \xed\xa0\x80\n", "this is not UTF-8 text"},
      {"heliofab: 1\nfab: \r#\n", "a carriage return stands alone"},
  }};
  for (const auto& [text, message] : texts) {
    const auto found = sample::problems_of(text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].code, "E1101");
    EXPECT_EQ(found[0].message, message);
    EXPECT_EQ(found[0].line, 2);
    EXPECT_EQ(found[0].column, 6);
    EXPECT_EQ(found[0].source_line.find_first_of("\x1b\xff\r"), std::string::npos);
  }
}

TEST(Malformed, NestingIsLimited) {
  const std::string brackets = "heliofab: 1\nfab:\n  a: " + std::string(70, '[');
  EXPECT_EQ(sample::problems_of(brackets)[0].code, "E1115");
  std::string maps = "heliofab: 1\nfab:\n";
  for (std::size_t i = 0; i < 70; ++i) {
    maps += std::string(2 + i, ' ') + "a:\n";
  }
  const auto found = sample::problems_of(maps);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "E1115");
  EXPECT_EQ(found[0].line, 66);
}

}  // namespace
}  // namespace heliofab::io
