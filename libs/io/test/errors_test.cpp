// SPDX-License-Identifier: Apache-2.0
#include "errors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab::io {
namespace {

using ::testing::StartsWith;

using sample::errors_of;

TEST(Errors, OfValuesShowPlaceCauseAndCureAllAtOnce) {
  EXPECT_EQ(errors_of(R"(heliofab: 1
fab:
  absorber:
    thickness: 21 um [C lundberg2003]
    cgi_: 0.88
    temperature: 450  # of the web
  has_metrology: yes
)"),
            R"(f.yaml:4:16: error: fab.absorber.thickness: 21 um is outside 0.1 .. 10 um [E1301]
    4 |     thickness: 21 um [C lundberg2003]
      |                ^~~~~
      = note: CIGS film as grown; 1 to 3 um is usual
f.yaml:5:5: error: fab.absorber: unknown key 'cgi_' [E1107]
    5 |     cgi_: 0.88
      |     ^~~~
      = note: did you mean 'cgi'?
f.yaml:6:18: error: fab.absorber.temperature: '450' has no unit [E1203]
    6 |     temperature: 450  # of the web
      |                  ^~~
      = note: write it as '450 degC' or in another unit of temperature
f.yaml:7:18: error: fab.has_metrology: found 'yes', wanted true or false [E1205]
    7 |   has_metrology: yes
      |                  ^~~
      = note: write 'true'
)");
}

TEST(Errors, OfUnitsNameWhatWasFoundAndWanted) {
  EXPECT_EQ(errors_of(R"(heliofab: 1
fab:
  absorber: {thickness: 2 h, cgi: 2 um, temperature: 450 °C}
  products:
    roof: {length: "3 furlong"}
)"),
            R"(f.yaml:3:25: error: fab.absorber.thickness: '2 h' is a time, wanted a length [E1202]
    3 |   absorber: {thickness: 2 h, cgi: 2 um, temperature: 450 °C}
      |                         ^~~
      = note: write it in um, m, cm, mm or nm
f.yaml:3:35: error: fab.absorber.cgi: '2 um' is a length, wanted a number [E1202]
    3 |   absorber: {thickness: 2 h, cgi: 2 um, temperature: 450 °C}
      |                                   ^~~~
      = note: write it without a unit
f.yaml:3:58: error: fab.absorber.temperature: unknown unit '°C' [E1204]
    3 |   absorber: {thickness: 2 h, cgi: 2 um, temperature: 450 °C}
      |                                                          ^~
      = note: did you mean 'degC'?
f.yaml:5:23: error: fab.products.roof.length: unknown unit 'furlong' [E1204]
    5 |     roof: {length: "3 furlong"}
      |                       ^~~~~~~
      = note: write it in m, um, cm, mm or nm
)");
}

TEST(Errors, OfAKeyGivenTwicePointAtTheFirst) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  title: a\n  tools: 12\n  title: b\n"),
            R"(f.yaml:4:10: error: fab.tools: 12 is outside 1 .. 9 [E1301]
    4 |   tools: 12
      |          ^~
      = note: deposition tools in parallel
f.yaml:5:3: error: fab: key 'title' is given twice [E1110]
    5 |   title: b
      |   ^~~~~
      = note: first given at f.yaml:3
)");
}

TEST(Errors, OfYamlWeDoNotReadSayWhatToUseInstead) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  title: &a x\n  start: *a\n  tools: !!int 3\n"),
            R"(f.yaml:3:10: error: fab.title: '&' begins an anchor [E1111]
    3 |   title: &a x
      |          ^~
      = note: anchors and aliases are not read; use 'based_on', or write the value out
f.yaml:4:10: error: fab.start: '*' begins an alias [E1111]
    4 |   start: *a
      |          ^
      = note: anchors and aliases are not read; use 'based_on', or write the value out
f.yaml:5:10: error: fab.tools: '!' begins a tag [E1112]
    5 |   tools: !!int 3
      |          ^~~~~~~
      = note: tags are not read; write the value alone
)");
}

// The parser would find it at the end of the file.
TEST(Errors, OfAnOpenBracketPointAtTheBracket) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  bin_edges: [7 %, 8 %\n  title: x\n  tools: 2\n"),
            R"(f.yaml:3:14: error: fab.bin_edges[2]: this '[' is not closed [E1102]
    3 |   bin_edges: [7 %, 8 %
      |              ^
      = note: noticed in line 4
)");
}

// The parser would take the rest of the plan for a title.
TEST(Errors, OfAnOpenQuotePointAtTheQuote) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  title: \"x\n  tools: 2\n"),
            R"(f.yaml:3:10: error: fab.title: this quote is not closed [E1102]
    3 |   title: "x
      |          ^
)");
}

TEST(Errors, OfAGradeInsideBracketsAskForQuotes) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  absorber: {thickness: 2 um [C]}\n"),
            R"(f.yaml:3:30: error: fab.absorber: '[' is not expected here [E1102]
    3 |   absorber: {thickness: 2 um [C]}
      |                              ^
      = note: inside [ ] and { } a value with a grade stands in quotes: "2 um [C]"
)");
}

TEST(Errors, OfTheHeadSayWhatBelongsThere) {
  EXPECT_EQ(errors_of(""), R"(f.yaml:1:1: error: the file is empty [E1104]
      note: it begins with 'heliofab: 1', then one block such as 'fab:'
)");
  EXPECT_EQ(errors_of("heliofab: 2\nfab:\n"), R"(f.yaml:1:11: error: version '2', wanted 1 [E1105]
    1 | heliofab: 2
      |           ^
      = note: this program reads files of version 1 only
)");
  EXPECT_EQ(errors_of("heliofab: 1\nfba: {}\ncell: {}\n"),
            R"(f.yaml:2:1: error: found a block 'fba', wanted 'fab' [E1106]
    2 | fba: {}
      | ^~~
      = note: did you mean 'fab'?
f.yaml:3:1: error: found a second block 'cell', wanted one [E1106]
    3 | cell: {}
      | ^~~~
      = note: 'fba' begins in line 2
)");
}

TEST(Errors, OfAMissingKeyPointAtTheKeyAbove) {
  try {
    read<sample::Cell>(parse_document("heliofab: 1\ncell:\n  absorber: {}\n", "c.yaml"), "cell");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), R"(c.yaml:2:1: error: cell: missing key 'gap' [E1108]
    2 | cell:
      | ^~~~
      = note: gap of the absorber
)");
  }
}

TEST(Errors, OfOptionsShowTheOption) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab: {}\n",
                      {"tools=12", "fab.absorber.thicknes=1 um", "products.roof.length=3"}),
            R"(--set:1:7: error: fab.tools: 12 is outside 1 .. 9 [E1301]
    1 | tools=12
      |       ^~
      = note: deposition tools in parallel
--set:2:14: error: fab.absorber: unknown key 'thicknes' [E1107]
    2 | fab.absorber.thicknes=1 um
      |              ^~~~~~~~
      = note: did you mean 'thickness'?
--set:3:22: error: fab.products.roof.length: '3' has no unit [E1203]
    3 | products.roof.length=3
      |                      ^
      = note: write it as '3 m' or in another unit of length
)");
  EXPECT_EQ(errors_of("heliofab: 1\nfab: {}\n", {"tools"}),
            R"(--set:1:1: error: 'tools' is not key=value [E1120]
    1 | tools
      | ^~~~~
      = note: write it as key.of.the.plan=value, such as process.absorber.thickness="1.5 um"
)");
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  layers: [{}]\n", {"layers[1].thickness=1 um"}),
            R"(--set:1:7: error: no item 1, wanted one of the 1 in this list [E1121]
    1 | layers[1].thickness=1 um
      |       ^~~
      = note: items are counted from 0
)");
  EXPECT_EQ(errors_of("heliofab: 1\nfab: {}\n", {"title=\"x", "a\nb=1"}),
            R"(--set:2:2: error: a carriage return stands alone [E1101]
    2 | a?b=1
      |  ^
      = note: end lines with a line feed, or with both
)");
  EXPECT_THAT(errors_of("heliofab: 1\nfab: {}\n", {"title=[x", "..=1", "=1"}),
              StartsWith("--set:1:7: error: title[1]: '[' is not expected here [E110"));
}

// Text of the user never reaches the terminal as a command, and long lines stay readable.
TEST(Errors, ShowNothingATerminalWouldActOn) {
  EXPECT_EQ(errors_of("heliofab: 1\nfab:\n  start: \"\\e(31m\"\n"),
            R"(f.yaml:3:10: error: fab.start: '?(31m' is not a date [E1209]
    3 |   start: "\e(31m"
      |          ^~~~~~~~
      = note: write year, month and day: '2010-05-12'
)");
  const auto found =
      sample::problems_of("heliofab: 1\nfab:\n  " + std::string(100'000, 'k') + ": 1\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LT(format(found[0]).size(), 1000U);
}

TEST(Errors, AreListedUpToFiftyAndThenCounted) {
  std::string text = "heliofab: 1\nfab:\n";
  for (int i = 0; i < 300; ++i) {
    text += "  key" + std::to_string(i) + ": 1\n";
  }
  const auto found = sample::problems_of(text);
  ASSERT_EQ(found.size(), 51U);
  EXPECT_EQ(found[49].line, 52);
  EXPECT_EQ(format(found[50]),
            "f.yaml: error: 250 more problems after the first 50 [E1199]\n"
            "      note: mend those above and check again\n");
}

}  // namespace
}  // namespace heliofab::io
