// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/text_summary.hpp"

#include <limits>
#include <sstream>

#include <gtest/gtest.h>

#include "sample_record.hpp"

namespace heliofab::report {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string line_with(const std::string& text, const std::string& word) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(word) != std::string::npos) {
      return line;
    }
  }
  return "no line has '" + word + "'";
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); });
}

const twin::RunRecord record = sample::record();
const twin::Summary summary = sample::summary(record);

TEST(TextSummary, SaysTheFiguresOfTheSummaryForPeople) {
  const std::string text = text_summary(record, summary);
  EXPECT_EQ(lines_of(text).front(), "FAB 2, 2010, 2010-05-12 to 2010-08-12, seed 20100512");
  EXPECT_EQ(line_with(text, "line yield"),
            "  line yield                          81.2 %  of 312 m2 finished web");
  EXPECT_EQ(line_with(text, "Voc per cell"), "  Voc per cell, median               0.600 V");
  EXPECT_EQ(line_with(text, "power shipped"),
            "  power shipped                      6.30 kW  of 8.00 kW demanded");
  EXPECT_EQ(line_with(text, "  bottleneck  "),
            "  bottleneck                            cigs  OEE (SEMI E79) 59.6 %");
  EXPECT_EQ(line_with(text, "availability"),
            "  = availability 86.0 % x operational 83.0 % x rate 98.0 % x quality 85.2 %");
}

// 474 of 480 modules: the first words of the answer, above everything else.
TEST(TextSummary, BeginsWithTheRunInThreeSentences) {
  twin::RunRecord gated = record;
  gated.inputs.push_back({.path = "fab.gates.line_yield", .value = ">= 85 %"});
  const auto lines = lines_of(text_summary(gated, summary, {.width = 110}));
  EXPECT_EQ(lines.at(1).substr(0, 46), "  474 good modules of 480 made, 2.12 kW togeth");
  const std::string text = text_summary(gated, summary);
  EXPECT_NE(text.find("1 of 1 gates failed: line yield is 81.25 %, wanted >= 85 %"),
            std::string::npos);
  EXPECT_NE(text.find("What limits output most is cigs"), std::string::npos);
  EXPECT_EQ(line_with(text, "failed, wanted"),
            "  line yield                         81.25 %  failed, wanted >= 85 %");
}

TEST(TextSummary, ShowsTargetsFittedAndPredictedApart) {
  const std::string text = text_summary(record, summary);
  const auto fitted = text.find("Targets a constant was fitted to");
  const auto predicted = text.find("Targets predicted");
  ASSERT_LT(fitted, predicted);
  EXPECT_LT(text.find("median aperture efficiency", fitted), predicted);
  EXPECT_GT(text.find("rate at three shifts"), predicted);
  EXPECT_EQ(line_with(text, "rate at three"),
            "  rate at three shifts            4.31 MW/yr  missed, wanted 5.1 +- 0.5 MW/yr");
}

// 34 cells for 33 points: recombination takes those from 15.5 to 24.9.
TEST(TextSummary, DrawsALossWhereItIsTaken) {
  const std::string text = text_summary(record, summary, {.ascii = true});
  EXPECT_EQ(line_with(text, "  recombination"), "  recombination                        -9.40  " +
                                                    std::string(16, ' ') + std::string(10, '='));
}

TEST(TextSummary, FitsTheLinesOfTheTerminal) {
  for (const int width : {60, 80, 100, 110, 300}) {
    const std::string text = text_summary(record, summary, {.width = width, .ascii = true});
    EXPECT_LE(lines_of(text).size(), 70U);
    for (const std::string& line : lines_of(text)) {
      EXPECT_LE(line.size(), static_cast<std::size_t>(width)) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
}

TEST(TextSummary, StaysAsciiAndWithoutColourWhenAsked) {
  twin::RunRecord named = record;
  named.provenance.name = "Fab Zürich";
  const std::string text = text_summary(named, summary, {.ascii = true});
  EXPECT_TRUE(is_ascii(text));
  EXPECT_EQ(text.find("Fab Z?rich"), 0U);
  EXPECT_EQ(text_summary(named, summary, {.color = false}).find('\x1b'), std::string::npos);
  EXPECT_NE(text_summary(named, summary, {.color = true}).find("\x1b[31mmissed"),
            std::string::npos);
}

// A terminal acts on escape sequences, and on the eight-bit CSI, U+009B.
TEST(TextSummary, KeepsTheTextOfTheRecordFromActingOnTheTerminal) {
  twin::RunRecord hostile = record;
  hostile.provenance.name =
      "a\x1b]0;title\x07" + std::string("\0b", 2) + "\xC2\x9B" + "31m\xFF\xFE";
  twin::Summary s = summary;
  s.bottleneck = "x\x1b[2J\n";
  s.area_losses.front().cause = "line\nbreak";
  const std::string text = text_summary(hostile, s);
  for (const char c : {'\x1b', '\x07', '\0', '\xFF'}) {
    EXPECT_EQ(text.find(c), std::string::npos) << static_cast<int>(c);
  }
  EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
  EXPECT_EQ(line_with(text, ": line\uFFFDbreak").substr(0, 8), "  cigs: ");
}

TEST(TextSummary, SaysThatNothingIsKnownOfAnEmptyRun) {
  const std::string text = text_summary({}, {});
  EXPECT_EQ(line_with(text, "modules made"),
            "  modules made                             0  0 good, rolls finished: 0");
  EXPECT_EQ(line_with(text, "line yield"),
            "  line yield                               -  of 0 m2 finished web");
  EXPECT_NE(line_with(text, "interrupted"), "");
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.find("inf"), std::string::npos);
}

TEST(TextSummary, DoesNotCallATargetMetThatHasNoFigure) {
  twin::RunRecord r;
  r.targets = {{"rate", 5, 1, std::numeric_limits<double>::quiet_NaN(), "MW/yr", false, ""}};
  EXPECT_NE(text_summary(r, {}).find("missed, wanted 5 +- 1 MW/yr"), std::string::npos);
}

TEST(TextSummary, DrawsNoBarOfWhatHasNoFigure) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  twin::RunRecord r;
  r.losses = {{0, "limit", 0.3, 0}, {1, "lost", nan, nan}};
  twin::Summary s;
  s.area_losses = {{"cigs", "stop", 0, nan, nan}};
  const std::string text = text_summary(r, s);
  EXPECT_EQ(line_with(text, "  lost"), "  lost                                     -");
  EXPECT_EQ(line_with(text, "cigs: stop"), "  cigs: stop                               -");
}

}  // namespace
}  // namespace heliofab::report
