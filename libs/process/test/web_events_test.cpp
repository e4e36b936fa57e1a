// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_events.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace heliofab::process {
namespace {

double cool(double) { return 700; }

std::vector<Stretch> events_of(const WebEventLaw& law, std::int64_t roll, double length = 300) {
  return make_web_events(law, cool, 1, roll, length);
}

WebEventLaw only_wrinkles(double rate) {
  return {.wrinkles = {{.rate = rate}}, .splice_spacing = 0, .end_length = 0};
}

TEST(WebEvents, WrinkleAtTheStatedRateAndMoreOftenWhereItIsHot) {
  const WebEventLaw law = only_wrinkles(0.02);
  const auto hot = [](double position) { return position < 150 ? 700.0 : 753.15; };
  double before = 0;
  double after = 0;
  for (std::int64_t roll = 0; roll < 1000; ++roll) {
    for (const Stretch& s : make_web_events(law, hot, 1, roll, 300)) {
      (s.position < 150 ? before : after) += 1;
    }
  }
  const double mean = 0.02 * 150 * 1000;
  EXPECT_NEAR(before, mean, 4 * std::sqrt(mean));
  EXPECT_NEAR(after, mean * std::exp(2), 4 * std::sqrt(mean * std::exp(2)));  // 20 K above onset
}

TEST(WebEvents, KeepWrinklesWhenMoreHeatAddsSome) {
  const WebEventLaw law = only_wrinkles(0.05);
  const std::vector<Stretch> few = events_of(law, 3);
  const std::vector<Stretch> many = make_web_events(
      law, [](double) { return 743.15; }, 1, 3, 300);
  EXPECT_GT(many.size(), few.size());
  for (const Stretch& s : few) {
    EXPECT_NE(std::ranges::find(many, s), many.end());
  }
}

TEST(WebEvents, SpliceAtTheStatedSpacingAndMarkBothEnds) {
  const WebEventLaw law{
      .wrinkles = {}, .splice_spacing = 80, .splice_length = 1, .end_length = 0.5};
  const std::vector<Stretch> events = events_of(law, 7);
  EXPECT_EQ(events.front(), (Stretch{0, 0.5, "web", "handling"}));
  EXPECT_EQ(events.back(), (Stretch{299.5, 0.5, "web", "handling"}));
  ASSERT_GE(events.size(), 5U);  // 300 m hold three splices or four
  for (std::size_t i = 2; i + 1 < events.size(); ++i) {
    EXPECT_EQ(events[i].cause, "splice");
    EXPECT_NEAR(events[i].position - events[i - 1].position, 80, 1e-12);
  }
}

// The first splice lies anywhere: rolls of half the spacing have one each other time.
TEST(WebEvents, SpliceAsOftenAsTheSpacingSays) {
  const WebEventLaw law{.wrinkles = {}, .splice_spacing = 600, .end_length = 0};
  double splices = 0;
  for (std::int64_t roll = 0; roll < 4000; ++roll) {
    splices += static_cast<double>(events_of(law, roll).size());
  }
  EXPECT_NEAR(splices / 4000, 0.5, 4 * 0.5 / std::sqrt(4000));
}

TEST(WebEvents, StayOnTheRoll) {
  WebEventLaw law = only_wrinkles(0.3);
  law.end_length = 0.7;
  for (const double length : {0.4, 1.0, 37.5}) {
    for (const Stretch& s : events_of(law, 2, length)) {
      EXPECT_GE(s.position, 0);
      EXPECT_GT(s.length, 0);
      EXPECT_LE(s.position + s.length, length * (1 + 1e-12));
    }
  }
}

// By default 1 m in 100 m is lost, the 1.5 m in 150 m of the plain Defects.
TEST(WebEvents, LoseByDefaultWhatTheLineWasFittedWith) {
  double lost = 0;
  for (std::int64_t roll = 0; roll < 2000; ++roll) {
    for (const Stretch& s : events_of({}, roll)) {
      lost += s.length;
    }
  }
  EXPECT_NEAR(lost / 2000, 3.0, 0.3);
}

}  // namespace
}  // namespace heliofab::process
