// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"
#include "stories.hpp"

// What must hold of any line with any history: nothing is lost, no time is missing, and the log
// does not depend on how often one looks.
namespace heliofab::plant {
namespace {

using testing_lines::line_of;
using testing_lines::monday;
using testing_lines::server;
using testing_lines::Story;
using testing_lines::tell;

std::uint64_t any_seed() { return *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000); }

RC_GTEST_PROP(AnyLine, HasTheSameLogForAnySplitOfTheWay, ()) {
  const std::uint64_t seed = any_seed();
  const bool has_rules = *rc::gen::arbitrary<bool>();
  const Story once = tell(seed, 0, has_rules);
  const Story often = tell(seed, 3, has_rules);
  RC_ASSERT(once.log == often.log);
  RC_ASSERT(once.in_process == often.in_process);
  RC_ASSERT(once.modules == often.modules);
}

// A tool is there from the start or from its addition, until its removal or the end.
RC_GTEST_PROP(AnyLine, KnowsEachToolsStateAtEveryMomentAndOnce, ()) {
  const Story story = tell(any_seed(), 0, *rc::gen::arbitrary<bool>());
  std::map<std::pair<int, int>, Duration> there;
  const SimTime end = story.log.to;
  for (std::size_t s = 0; s < story.line.stations.size(); ++s) {
    for (int t = 0; t < story.line.stations[s].tools; ++t) {
      there[{static_cast<int>(s), t}] += end - monday;
    }
  }
  for (const Event& e : story.log.events) {
    if (e.kind == EventKind::tool_added || e.kind == EventKind::tool_removed) {
      there[{e.station, e.tool}] += (e.kind == EventKind::tool_added ? 1 : -1) * (end - e.time);
    }
  }
  const StateInterval* before = nullptr;
  for (const StateInterval& s : story.log.states) {
    RC_ASSERT(s.from < s.to);
    if (before != nullptr && before->station == s.station && before->tool == s.tool) {
      RC_ASSERT(before->to <= s.from);
      RC_ASSERT(before->to < s.from || before->reason != s.reason);
    }
    there[{s.station, s.tool}] -= s.to - s.from;
    before = &s;
  }
  for (const auto& [tool, missing] : there) {
    RC_ASSERT(missing == Duration::zero());
  }
}

RC_GTEST_PROP(AnyLine, LosesNoRollAndNoModule, ()) {
  const Story story = tell(any_seed(), 0);
  const auto is = [](EventKind kind) { return [=](const Event& e) { return e.kind == kind; }; };
  const auto begun = std::ranges::count_if(story.log.events, is(EventKind::roll_started));
  const auto done = std::ranges::count_if(story.log.events, is(EventKind::roll_finished));
  RC_ASSERT(static_cast<std::size_t>(done) == story.log.rolls.size());
  RC_ASSERT(begun == done + static_cast<std::int64_t>(story.in_process.size()));

  std::int64_t next_sheet = 1;
  for (const RollHistory& roll : story.log.rolls) {
    RC_ASSERT(roll.first_sheet == SheetId{next_sheet});
    RC_ASSERT(roll.sheets == 12);
    next_sheet += roll.sheets;
  }
  // Each module leaves the stations of the back end one after the other, once.
  const auto last = static_cast<std::int32_t>(story.line.stations.size()) - 1;
  std::map<SheetId, Departure> latest;
  std::int64_t out = 0;
  for (const Departure& d : story.log.departures) {
    const auto found = latest.find(d.sheet);
    if (found != latest.end()) {
      RC_ASSERT(d.station == found->second.station + 1);
      RC_ASSERT(d.time >= found->second.time);
    } else {
      // RC_ASSERT evaluates both sides of ||
      const bool is_first =
          d.station == 0 ||
          story.line.stations[static_cast<std::size_t>(d.station - 1)].kind == StationKind::web;
      RC_ASSERT(is_first);
    }
    latest[d.sheet] = d;
    out += d.station == last ? 1 : 0;
  }
  const StationKind first = story.line.stations.front().kind;
  if (first == StationKind::web && story.line.stations.back().kind != StationKind::web) {
    RC_ASSERT(next_sheet - 1 == out + story.modules);
  }
}

// The web moves for as long as its length and the zone take, no more and no less; each standing
// costs the metres in the zone; and a tool has one roll at a time.
RC_GTEST_PROP(AnyLine, RunsEachRollThroughEachZoneOnce, ()) {
  const Story story = tell(any_seed(), 0);
  std::map<std::pair<int, int>, std::vector<std::pair<SimTime, SimTime>>> held;
  for (const RollHistory& roll : story.log.rolls) {
    double standing = 0;
    for (std::size_t p = 0; p < roll.passes.size(); ++p) {
      const RollPass& pass = roll.passes[p];
      const Station& s = story.line.stations.at(p);
      RC_ASSERT(pass.station == static_cast<std::int32_t>(p));
      Duration stood{};
      for (const Stop& stop : pass.stops) {
        RC_ASSERT(stop.from < stop.to);
        const bool is_of_the_tool = stop.cause == "stop" || stop.cause == "alarm";
        RC_ASSERT((is_of_the_tool || story.line.shifts.at_end == ShiftEnd::hold));
        stood += stop.to - stop.from;
        standing += std::min(stop.position, roll.length) -
                    std::max(0.0, stop.position - s.web.web_in_process);
      }
      RC_ASSERT(pass.finished - pass.started ==
                stood + duration_from_s(design_time(s, roll.length)));
      RC_ASSERT(pass.started - pass.mounted >= duration_from_s(s.web.roll_change));
      held[{pass.station, pass.tool}].emplace_back(pass.mounted, pass.finished);
    }
    double lost = 0;
    for (const ScrapStretch& stretch : roll.scrap) {
      RC_ASSERT(stretch.length > 0);
      RC_ASSERT(stretch.position >= 0 && stretch.position + stretch.length <= 60);
      lost += stretch.length;
    }
    RC_ASSERT(std::abs(lost - standing - 2) < 1e-9);  // leaders of 1 m
    RC_ASSERT(covered_length(roll.scrap) <= lost + 1e-9);
  }
  for (auto& [tool, spans] : held) {
    std::ranges::sort(spans);
    for (std::size_t i = 1; i < spans.size(); ++i) {
      RC_ASSERT(spans[i - 1].second <= spans[i].first);
    }
  }
}

TEST(AnyLine, HasAnotherLogForAnotherSeed) {
  const Line line = fab2_line();
  const auto log = [&](std::uint64_t seed) { return testing_lines::run(line, 1e6, 100, seed); };
  EXPECT_EQ(log(1), log(1));
  EXPECT_NE(log(1), log(2));
}

// What a station draws is its own: another one beside it changes nothing before it.
TEST(AnyLine, KeepsTheDrawsOfAToolWhateverComesBehindIt) {
  Line line = line_of({server("a", 100, 0), server("b", 1, 1'000'000)});
  line.stations[0].breakdowns = {.mtbf = 1000, .mttr = 100};
  const EventLog two = testing_lines::run(line, 1e5, 1000);
  line.stations.push_back(server("c", 70, 1'000'000));
  const EventLog three = testing_lines::run(line, 1e5, 1000);
  for (std::size_t i = 0; two.states[i].station < 2; ++i) {
    ASSERT_EQ(two.states[i], three.states[i]);
    if (i + 1 == two.states.size()) {
      break;
    }
  }
}

}  // namespace
}  // namespace heliofab::plant
