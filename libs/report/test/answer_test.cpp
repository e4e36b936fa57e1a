// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/answer_rows.hpp"

#include <gtest/gtest.h>

namespace heliofab::report {
namespace {

using store::Value;

AnswerRows sample() {
  return {{"bin", "n", "mean"},
          {{Value(std::string("low")), Value(std::int64_t{12}), Value(10.123456789)},
           {Value(std::string("größer")), Value(std::int64_t{3}), Value()}}};
}

TEST(AnswerBox, PutsNumbersAtTheRightAndShowsNull) {
  EXPECT_EQ(answer_box(sample(), {}),
            "┌────────┬────┬─────────┐\n"
            "│ bin    │  n │    mean │\n"
            "├────────┼────┼─────────┤\n"
            "│ low    │ 12 │ 10.1235 │\n"
            "│ größer │  3 │    NULL │\n"
            "└────────┴────┴─────────┘\n");
}

TEST(AnswerBox, HasAnAsciiForm) {
  EXPECT_EQ(answer_box(sample(), {.ascii = true}),
            "+--------+----+---------+\n"
            "| bin    |  n |    mean |\n"
            "+--------+----+---------+\n"
            "| low    | 12 | 10.1235 |\n"
            "| gr??er |  3 |    NULL |\n"
            "+--------+----+---------+\n");
}

TEST(AnswerBox, CutsLongTextsToTheWidthOfTheTerminal) {
  const AnswerRows rows{{"k", "text"}, {{Value(std::int64_t{1}), Value(std::string(100, 'x'))}}};
  EXPECT_EQ(answer_box(rows, {.width = 40}),
            "┌───┬──────────────────────────────────┐\n"
            "│ k │ text                             │\n"
            "├───┼──────────────────────────────────┤\n"
            "│ 1 │ xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… │\n"
            "└───┴──────────────────────────────────┘\n");
}

TEST(AnswerBox, TurnsWideRowsIntoBlocks) {
  AnswerRows wide;
  wide.rows.emplace_back();
  for (int i = 0; i < 12; ++i) {
    wide.columns.push_back("column_" + std::to_string(i));
    wide.rows[0].emplace_back(std::int64_t{i});
  }
  const std::string text = answer_box(wide, {.width = 60, .ascii = true});
  EXPECT_TRUE(text.starts_with("-- 1\ncolumn_0   0\ncolumn_1   1\n")) << text;
}

TEST(AnswerMarkdown, EscapesBars) {
  const AnswerRows rows{{"a|b", "n"}, {{Value(std::string("x|y")), Value(std::int64_t{1})}}};
  EXPECT_EQ(answer_markdown(rows), "| a\\|b | n |\n|---|---:|\n| x\\|y | 1 |\n");
}

// A terminal does not act on what a name of a plan holds.
TEST(AnswerBox, ShowsNoControlCharacters) {
  const AnswerRows rows{{"t"}, {{Value(std::string("\x1b[31mred"))}}};
  EXPECT_EQ(answer_box(rows, {}).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace heliofab::report
