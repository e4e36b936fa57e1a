// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "lines.hpp"

namespace heliofab::plant {
namespace {

using testing_lines::line_of;
using testing_lines::server;
using testing_lines::web;

std::string problems_of(const Line& line) {
  try {
    check(line);
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

TEST(CheckLine, AcceptsFab2) { EXPECT_EQ(problems_of(fab2_line()), ""); }

// A plan may buy the tools of a station later.
TEST(CheckLine, AcceptsStationsWithoutTools) {
  Line line = fab2_line();
  for (Station& s : line.stations) {
    s.tools = 0;
  }
  EXPECT_EQ(problems_of(line), "");
}

TEST(CheckLine, RefusesALineWithoutStations) {
  EXPECT_EQ(problems_of(Line{}), "error: line.stations: no station, wanted one or more [E4501]\n");
}

TEST(CheckLine, NamesEverythingThatIsWrongAtOnce) {
  Line line = line_of({web("coat", {.web_speed = 0, .leader = 60}), server("flash", -1, 5),
                       web("bath", {}), server("flash", 1, 5), server("", 1, 5)});
  line.stations[1].breakdowns.mtbf = std::numeric_limits<double>::quiet_NaN();
  line.stations[3].tools = -2;
  line.shifts.count = 4;
  EXPECT_EQ(problems_of(line),
            "error: line.stations.flash: two stations named 'flash', wanted one [E4502]\n"
            "      note: costs and figures are kept by the name of a station\n"
            "error: line.stations[4]: no name, wanted one [E4502]\n"
            "error: line.stations.coat.web.web_speed: 0 m/min is outside 0.001 .. 100 m/min "
            "[E1301]\n"
            "      note: of the web in the zone\n"
            "error: line.stations.coat.web.leader: 120 m at both ends, wanted less than a roll of "
            "100 m [E4505]\n"
            "      note: web lost at each end of a roll\n"
            "error: line.stations.flash.sheet.handling: -1 s is outside 0 .. 1000000 s [E1301]\n"
            "      note: load, align, unload\n"
            "error: line.stations.flash.breakdowns.mtbf: nan h is outside 0 .. 100000 h [E1301]\n"
            "      note: mean productive time between failures; 0: none\n"
            "error: line.stations.bath.kind: a web station behind 'flash', wanted every web "
            "station before it [E4503]\n"
            "      note: a roll is cut into modules behind the last web station\n"
            "error: line.stations.flash.tools: -2 is outside 0 .. 1000 [E1301]\n"
            "      note: alike, in parallel\n"
            "error: line.shifts.count: 4 is outside 1 .. 3 [E1301]\n"
            "      note: a day at the start; FAB 1 began on one of three\n");
}

TEST(CheckLine, WantsAPlaceBeforeAPlaten) {
  Line line = line_of({server("source", 1, 0), server("press", 1, 0)});
  line.stations[1].kind = StationKind::batch;
  EXPECT_EQ(problems_of(line),
            "error: line.stations.press.buffer: 0 places, wanted 1 or more [E4505]\n"
            "      note: modules wait there until a platen is filled\n");
}

TEST(CheckLine, NamesRulesThatDoNotFitTheLine) {
  Line line = line_of({web("coat", {}), server("scribe", 1, 5), server("flash", 1, 5)});
  line.crews = {{.name = "fitters"}, {.name = "fitters"}};
  line.stations[0].downtimes = {{.name = "pm", .clock = StopClock::units, .crew = "fiters"},
                                {.name = "charge", .clock = StopClock::length}};
  line.stations[1].downtimes = {
      {.name = "pm", .clock = StopClock::length, .length = 5, .spare = "pump"},
      {.name = "break", .interval = -1}};
  line.stations[1].rework = {.share = 0.1, .to = "flash"};
  line.stations[1].sheet = {.handling = 1, .spread = Spread::uniform, .cv = 0.6};
  line.stations[2].rework = {.share = 0.1, .to = "coat"};
  line.stations[0].sample_every = 2;
  line.queue_limits = {{.name = "q", .from = "flash", .to = "scribe"},
                       {.name = "r", .from = "scribe", .to = "flahs"}};
  line.arrivals = {.interval = 5, .spread = Spread::hyperexponential, .cv = 0.5};
  EXPECT_EQ(
      problems_of(line),
      "error: line.stations.scribe.downtimes.break.interval: -0.000277778 h is outside 0 .. "
      "100000 h [E1301]\n"
      "      note: mean, on a clock of time\n"
      "error: line.stations.coat.sample_every: 2 at a first station [E4509]\n"
      "      note: a sample is taken of modules that come from a station before\n"
      "error: line.stations.coat.downtimes.pm.crew: no crew named 'fiters' [E4507]\n"
      "      note: did you mean 'fitters'?\n"
      "error: line.stations.coat.downtimes.pm.units: 0 on the clock of units, wanted 1 or more "
      "[E4508]\n"
      "error: line.stations.coat.downtimes.charge.length: 0 m on the clock of metres, wanted more "
      "[E4508]\n"
      "error: line.stations.scribe.sheet.cv: 0.6 of a uniform spread, wanted 0.57735 or less "
      "[E4510]\n"
      "      note: a wider one would have times below zero\n"
      "error: line.stations.scribe.rework.to: 'flash' is behind 'scribe' [E4509]\n"
      "      note: rework goes back, to the station itself or one before it\n"
      "error: line.stations.scribe.downtimes.pm.spare: no spare named 'pump' [E4507]\n"
      "      note: there is none\n"
      "error: line.stations.scribe.downtimes.pm.clock: length in a station without web [E4508]\n"
      "      note: modules are counted by units\n"
      "error: line.stations.flash.rework.to: 'coat' takes rolls [E4509]\n"
      "      note: modules go back, not the web\n"
      "error: line.crews.fitters: two of the name 'fitters', wanted one crew of it [E4502]\n"
      "error: line.arrivals.cv: 0.5 of a hyperexponential spread, wanted 1 or more [E4510]\n"
      "      note: a narrower one is a gamma\n"
      "error: line.queue_limits.q.to: from 'flash' to 'scribe' [E4509]\n"
      "      note: a limit holds for modules, from one station to one behind it\n"
      "error: line.queue_limits.r.to: no station named 'flahs' [E4504]\n"
      "      note: did you mean 'flash'?\n");
}

// A plan that is never open is one without a shift.
TEST(CheckLine, WantsOpenHours) {
  Line line = line_of({server("flash", 1, 5)});
  line.shifts.count = 0;
  EXPECT_EQ(problems_of(line),
            "error: line.shifts.count: 0 is outside 1 .. 3 [E1301]\n"
            "      note: a day at the start; FAB 1 began on one of three\n");
}

// What a station of another kind would need is not asked of it.
TEST(CheckLine, HoldsOnlyTheKindThatCountsToItsRanges) {
  Line line = line_of({server("source", 1, 0)});
  line.stations[0].web.web_speed = -1;
  line.stations[0].batch.platen_area = -1;
  EXPECT_EQ(problems_of(line), "");
}

TEST(FindStation, CountsFromTheFront) { EXPECT_EQ(find_station(fab2_line(), "cigs"), 1U); }

TEST(FindStation, SuggestsTheNearestName) {
  try {
    find_station(fab2_line(), "laminatoin");
    FAIL();
  } catch (const InputError& e) {
    EXPECT_STREQ(e.what(),
                 "error: line.stations: no station named 'laminatoin' [E4504]\n"
                 "      note: did you mean 'lamination'?\n");
  }
}

TEST(DesignTime, OfARollIsThatOfItsLengthAndTheZone) {
  const Station s = web("coat", {.web_speed = 0.3 * unit::m_per_min, .web_in_process = 3});
  EXPECT_NEAR(design_time(s, 300), 1010 * 60, 1e-9);
}

TEST(DesignTime, OfAModuleAddsHandlingScribingAndArea) {
  Station s = server("scribe", 20, 5);
  s.sheet.scribe_speed = 4;
  s.sheet.time_per_m2 = 10;
  const Sheet module{.aperture_area = 1.35, .scribe_length = 810};
  EXPECT_DOUBLE_EQ(design_time(s, module), 20 + 202.5 + 13.5);
  s.sheet.scribe_speed = 0;
  EXPECT_DOUBLE_EQ(design_time(s, module), 20 + 13.5);
}

TEST(DesignTime, OfAModuleOnAPlatenIsItsShareOfAFullOne) {
  Station s = server("press", 0, 5);
  s.kind = StationKind::batch;
  s.batch = {.platen_area = 7.5, .max_fill = 0.9, .cycle_time = 1320};
  EXPECT_DOUBLE_EQ(design_time(s, Sheet{.laminate_area = 1.7}), 1320 / 3.0);
  EXPECT_DOUBLE_EQ(design_time(s, Sheet{.laminate_area = 0.675}), 132);  // 10 to the brim
  s.batch.capacity = 2;
  EXPECT_DOUBLE_EQ(design_time(s, Sheet{.laminate_area = 1.7}), 660);
}

TEST(Shifts, MakeTheCalendarOfAnyNumberOfThem) {
  const Shifts shifts{.count = 1, .length = 8 * 3600.0, .first = 6 * 3600.0, .days_per_week = 5};
  const Calendar two = calendar(shifts, 2);
  EXPECT_EQ(two.shifts, 2);
  EXPECT_EQ(two.days_per_week, 5);
  EXPECT_TRUE(two.is_working(testing_lines::after(21.9 * 3600)));
  EXPECT_FALSE(calendar(shifts).is_working(testing_lines::after(14 * 3600)));
}

}  // namespace
}  // namespace heliofab::plant
