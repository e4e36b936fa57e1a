// SPDX-License-Identifier: Apache-2.0
// FAB 2 with alarms that stop its CIGS tools, beside FAB 2 as it is, where they hold web.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

// Ends a run after five days: what makes modules differ is not asked here.
class AfterFiveDays : public Observer {
 public:
  void progress(std::string_view stage, std::uint64_t done, std::uint64_t) override {
    stop_ = stop_ || (stage == "fab" && done >= 5);
  }
  bool stop_requested() const override { return stop_; }

 private:
  bool stop_ = false;
};

RunRecord run_with(const std::string& reaction) {
  const io::Read<FabPlan> plan =
      fab2::plan({"line.roll_length=120 m",
                  "process.tools.cigs.control.monitor.policy.beyond_limits=" + reaction});
  AfterFiveDays observer;
  return simulate(plan.value, plan.inputs, fab2::data(), {}, &observer, {});
}

const RunRecord& stopped() {
  static const RunRecord record = run_with("stop");
  return record;
}

const RunRecord& held() {
  static const RunRecord record = run_with("hold");
  return record;
}

std::vector<EventRow> events(const RunRecord& record, const std::string& kind) {
  std::vector<EventRow> found;
  std::ranges::copy_if(record.events, std::back_inserter(found),
                       [&](const EventRow& e) { return e.kind == kind; });
  return found;
}

std::string roll_text(RollId roll) {
  return "roll " + std::to_string(static_cast<std::int64_t>(roll));
}

double hours_of(const RunRecord& record, const std::string& reason) {
  double seconds = 0;
  for (const StateRow& s : record.states) {
    seconds += s.station == "cigs" && s.reason == reason ? to_s(s.to - s.from) : 0;
  }
  return seconds / unit::h.scale;
}

double metres_of(const RunRecord& record, const std::string& cause) {
  double metres = 0;
  for (const ScrapRow& s : record.scrap) {
    metres += s.station == "cigs" && s.cause == cause ? s.length_m : 0;
  }
  return metres;
}

StationOee cigs_of(const RunRecord& record) {
  const Summary summary = summarize(record);
  return *std::ranges::find(summary.stations, "cigs", &StationOee::station);
}

// Standard deviation of a figure over the area of the modules of some rolls.
double spread_of(const RunRecord& record, double ModuleRow::*figure, std::int64_t rolls) {
  double area = 0;
  double sum = 0;
  double square = 0;
  for (const ModuleRow& m : record.modules) {
    if (static_cast<std::int64_t>(m.roll) <= rolls) {
      area += m.aperture_m2;
      sum += m.aperture_m2 * m.*figure;
      square += m.aperture_m2 * m.*figure * m.*figure;
    }
  }
  return std::sqrt(square / area - sum / area * (sum / area));
}

TEST(ToolStops, AreInTheRecordWithTheirCause) {
  EXPECT_TRUE(events(held(), "stopped").empty());
  const std::vector<EventRow> stops = events(stopped(), "stopped");
  ASSERT_GE(stops.size(), 5U);
  for (const EventRow& stop : stops) {
    EXPECT_TRUE(stop.tool.starts_with("cigs-")) << stop.tool;
    EXPECT_TRUE(stop.subject.starts_with("roll ")) << stop.subject;
    EXPECT_TRUE(stop.detail.starts_with("alarm: ")) << stop.detail;
    EXPECT_NE(stop.detail.find(" beyond limits"), std::string::npos) << stop.detail;
  }
  // Of rolls that were cut, each point that asked for a stop has one.
  std::map<std::string, std::set<double>> points;
  for (const AlarmRow& a : stopped().alarms) {
    if (a.action == "stop") {
      points[roll_text(a.roll)].insert(a.position_m);
    }
  }
  for (const RollRow& roll : stopped().rolls) {
    const std::string name = roll_text(roll.roll);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(stops, name, &EventRow::subject)),
              points[name].size())
        << name;
  }
}

// Sigma in the record is the one that the charts judge by: what lies beyond three of them is an
// alarm, nothing else breaks that rule, and what no chart judges has none.
TEST(Readings, HaveTheSigmaThatTheirAlarmsAreMadeBy) {
  using Place = std::tuple<RollId, std::string, std::string, double>;
  std::set<Place> alarms;
  for (const AlarmRow& a : held().alarms) {
    if (a.rule.find("beyond limits") != std::string::npos) {
      alarms.emplace(a.roll, a.tool, a.quantity, a.position_m);
    }
  }
  std::set<Place> beyond;
  std::set<std::string> judged;
  for (const ReadingRow& r : held().readings) {
    if (r.sigma > 0) {
      judged.insert(r.quantity);
      if (std::abs(r.value - r.target) > 3 * r.sigma) {
        beyond.emplace(r.roll, r.tool, r.quantity, r.position_m);
      }
    }
  }
  EXPECT_EQ(beyond, alarms);
  EXPECT_FALSE(alarms.empty());
  EXPECT_EQ(judged, (std::set<std::string>{"azo_um", "cds_nm", "cgi", "ggi", "implied_voltage_mV",
                                           "p1_p2_gap_um", "p1_width_um", "p2_p3_gap_um",
                                           "p2_width_um", "p3_width_um", "thickness_um"}));
}

TEST(ToolStops, TakeTheirTimeFromTheTool) {
  const double stops = static_cast<double>(events(stopped(), "stopped").size());
  EXPECT_EQ(hours_of(held(), "alarm"), 0);
  EXPECT_LE(hours_of(stopped(), "alarm"), stops);
  EXPECT_GT(hours_of(stopped(), "alarm"), stops - 2);  // an hour each but for those under way
  for (const StateRow& s : stopped().states) {
    EXPECT_EQ(s.reason == "alarm" || s.reason == "repair", s.state == ToolState::unscheduled_down);
  }
  EXPECT_LT(cigs_of(stopped()).availability, cigs_of(held()).availability);
  double failures = 0;
  for (const ProductionRow& p : stopped().production) {
    failures += p.station == "cigs" ? static_cast<double>(p.failures) : 0;
  }
  double broke = 0;
  for (const EventRow& e : events(stopped(), "breakdown")) {
    broke += e.tool.starts_with("cigs-") ? 1 : 0;
  }
  EXPECT_EQ(failures, stops + broke);
}

// What stood in the two metres of the zones and what ran before is lost and told apart.
TEST(ToolStops, LoseTheWebThatRanAndStood) {
  EXPECT_EQ(metres_of(held(), "alarm"), 0);
  EXPECT_GT(metres_of(stopped(), "alarm"), 0);
  EXPECT_GT(metres_of(stopped(), "held"), metres_of(held(), "held") / 2);
  const Summary summary = summarize(stopped());
  for (const char* cause : {"alarm", "held"}) {
    EXPECT_TRUE(std::ranges::any_of(summary.area_losses, [&](const AreaLoss& loss) {
      return loss.station == "cigs" && loss.cause == cause && loss.area_m2 > 0;
    })) << cause;
  }
  double shares = summary.line_yield;
  for (const AreaLoss& loss : summary.area_losses) {
    shares += loss.share;
  }
  EXPECT_NEAR(shares, 1, 1e-9);
}

// Feedback holds the film either way: stopping costs time and web and buys no evenness, nor does
// it cost any. Over the rolls that both have, by area, since the products of a roll are chosen by
// orders.
TEST(ToolStops, LetTheModulesSpreadNoMore) {
  const auto both =
      static_cast<std::int64_t>(std::min(stopped().rolls.size(), held().rolls.size()));
  ASSERT_GE(both, 4);
  for (const auto figure :
       {&ModuleRow::cgi, &ModuleRow::thickness_um, &ModuleRow::aperture_efficiency}) {
    EXPECT_LT(spread_of(stopped(), figure, both), 1.1 * spread_of(held(), figure, both));
  }
}

TEST(ToolStops, AreTheSameForAnyNumberOfThreads) {
  const ThreadLimit one(1);
  EXPECT_EQ(run_with("stop"), stopped());
}

}  // namespace
}  // namespace heliofab::twin
