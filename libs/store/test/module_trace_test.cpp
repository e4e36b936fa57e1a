// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/module_trace.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const SimTime dawn{Duration(1'273'622'400'000'000)};

// Two rolls of twelve modules of 1 m from 2 m on; module 5 of roll 1 lies from 6 to 7 m.
twin::RunRecord made_up() {
  twin::RunRecord r;
  r.provenance = sample_provenance();
  for (std::int64_t roll = 1; roll <= 2; ++roll) {
    const twin::RollId id{roll};
    r.rolls.push_back({.roll = id, .started = dawn, .finished = dawn + hours(9), .length_m = 20});
    r.passes.push_back({id, "cigs", "cigs-1", dawn + hours(1), dawn + hours(4), 2, 60});
    r.charges.push_back({id, "cigs", "cigs-1", "copper", roll, dawn, dawn + hours(4)});
    r.scrap.push_back({.roll = id, .length_m = 2, .station = "cigs", .cause = "leader"});
    r.scrap.push_back({.roll = id, .position_m = 4, .length_m = 0.1, .cause = "cut margin"});
    for (std::int64_t i = 0; i < 12; ++i) {
      const std::int64_t serial = 12 * (roll - 1) + i + 1;
      twin::ModuleRow m{.serial = twin::Serial{serial}, .roll = id};
      m.position_m = 2 + static_cast<double>(i);
      m.length_um = 1'000'000;
      m.product = roll == 1 ? "strip" : "other";
      twin::FlashRow f{.serial = m.serial};
      f.voc_V = static_cast<double>(serial);
      r.modules.push_back(m);
      r.flashes.push_back(f);
    }
    for (const double at : {3.0, 6.4, 8.0, 12.0}) {
      r.readings.push_back({id, "cigs", "cigs-1", "xrf", "cgi", at, at / 10, 0.88});
    }
    r.readings.push_back({id, "scribe", "scribe-9", "camera", "p1_width_um", 6.0, 50, 50});
    for (const double at : {3.0, 8.0, 12.0}) {
      r.alarms.push_back({id, "cigs", "cigs-1", "cgi", at, "beyond limits", "none"});
    }
  }
  using twin::ToolState;
  const auto at = [](double h) { return dawn + Duration(std::llround(h * 3.6e9)); };
  r.states = {{"cigs", "cigs-1", ToolState::scheduled_down, at(0), at(1), "warm-up"},
              {"cigs", "cigs-1", ToolState::productive, at(1), at(1.5), "running"},
              {"cigs", "cigs-1", ToolState::unscheduled_down, at(1.5), at(2), "repair"},
              {"cigs", "cigs-1", ToolState::productive, at(2), at(3.5), "running"},
              {"cigs", "cigs-2", ToolState::productive, at(0), at(9), "running"}};
  r.events = {{dawn + hours(2), "cigs-1", "breakdown", "", ""},
              {dawn + hours(2), "cigs-2", "breakdown", "", ""},
              {dawn + hours(5), "cigs-1", "breakdown", "", ""},
              {dawn + hours(2), "cigs-1", "roll started", "roll 1", ""}};
  r.scrap.push_back({.roll = twin::RollId{1},
                     .position_m = 14,
                     .station = "lamination",
                     .cause = "rework",
                     .length_um = 1'000'000,
                     .serial = 77});
  r.log.visits = {{5, "flash-1", dawn + hours(12), dawn + hours(12), dawn + hours(13)},
                  {6, "flash-1", dawn + hours(12), dawn + hours(12), dawn + hours(13)},
                  {5, "press-1", dawn + hours(10), dawn + hours(11), dawn + hours(12)}};
  return r;
}

class Trace : public testing::Test {
 protected:
  void SetUp() override { save(scratch.file(), made_up()); }
  ModuleTrace of(std::int64_t serial) const { return trace_module(scratch.file(), serial); }
  Scratch scratch;
};

TEST_F(Trace, FollowsAModuleFromItsRollToItsFlash) {
  const ModuleTrace t = of(5);
  ASSERT_TRUE(t.module && t.flash && t.roll);
  EXPECT_EQ(t.position_m, 6);
  EXPECT_EQ(t.length_m, 1);
  EXPECT_EQ(t.flash->voc_V, 5);
  EXPECT_EQ(t.roll->roll, twin::RollId{1});
  EXPECT_THAT(t.passes, SizeIs(1));
  ASSERT_THAT(t.charges, SizeIs(1));
  EXPECT_EQ(t.charges[0].charge, 1);
  ASSERT_THAT(t.visits, SizeIs(2));  // in the order of time
  EXPECT_EQ(t.visits[0].tool, "press-1");
}

TEST_F(Trace, ComparesItWithItsOwnProductAlone) {
  const auto figures = of(5).figures;
  const auto voc = std::ranges::find(figures, "flash.voc_V", &Comparison::name);
  ASSERT_NE(voc, figures.end());
  EXPECT_EQ(of(5).product_modules, 12);
  EXPECT_EQ(voc->value, 5);
  EXPECT_EQ(voc->median, 6.5);  // of 1 to 12
  EXPECT_NEAR(voc->low, 2.1, 1e-12);
}

TEST_F(Trace, KnowsWhatGaugesSawOfIt) {
  const ModuleTrace t = of(5);
  ASSERT_THAT(t.readings, SizeIs(1));  // the camera of another tool saw other sheets
  EXPECT_EQ(t.readings[0].position_m, 6.4);
  // Points are means up to their place: 6 to 7 m lie in those at 6.4 m and at 8 m.
  ASSERT_THAT(t.alarms, SizeIs(1));
  EXPECT_EQ(t.alarms[0].position_m, 8);
}

TEST_F(Trace, KnowsWhatHappenedWhileItsRollWasInATool) {
  const auto events = of(5).events;
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].event.time, dawn + hours(2));
  EXPECT_EQ(events[0].event.tool, "cigs-1");
  // Of two hours that the web moved, half an hour was over: 5 m of 20.
  EXPECT_DOUBLE_EQ(events[0].position_m, 5);
}

TEST_F(Trace, NamesNeighboursByPlaceAndScrapAroundIt) {
  const ModuleTrace t = of(5);
  std::vector<std::int64_t> serials;
  for (const Neighbour& n : t.neighbours) {
    serials.push_back(static_cast<std::int64_t>(n.module.serial));
    EXPECT_TRUE(n.flash);
  }
  EXPECT_THAT(serials, ElementsAre(1, 2, 3, 4, 6, 7, 8, 9));
  ASSERT_THAT(t.beside, SizeIs(1));  // the margin of a cut is no trouble
  EXPECT_EQ(t.beside[0].cause, "leader");
}

TEST_F(Trace, FindsAModuleThatNeverReachedTheFlash) {
  const ModuleTrace t = of(77);
  EXPECT_FALSE(t.module || t.flash);
  ASSERT_TRUE(t.scrap);
  EXPECT_EQ(t.scrap->cause, "rework");
  EXPECT_EQ(t.position_m, 14);
  EXPECT_THAT(t.figures, IsEmpty());
  EXPECT_THAT(t.neighbours, SizeIs(8));
}

TEST_F(Trace, NamesTheNearestSerialsWhenThereIsNone) {
  try {
    of(30);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: serial: no module 30 [E8104]\n"
                 "      note: the nearest are 22, 23, 24\n");
  }
  EXPECT_THROW(of(0), InputError);  // the serial of web that became no module
  EXPECT_THROW(of(-1), InputError);
}

}  // namespace
}  // namespace heliofab::store
