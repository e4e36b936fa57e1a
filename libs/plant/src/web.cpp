// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <utility>

#include "engine.hpp"
#include "heliofab/core/check.hpp"

// Where the web stands in a tool, and what is lost of it; numbers in brackets are the rules of
// theory/plant.md.
namespace heliofab::plant {

namespace {

// Metres of the roll that have passed the start of the zone.
double position_of(const StationState& s, const Tool& t) {
  const double moved = to_s(t.job.total_work - t.job.work) * s.station.web.web_speed;
  return std::max(0.0, moved - s.web_ahead);
}

// The web in the zone, and `more` metres on either side.
ScrapStretch standing_web(const StationState& s, const RollHistory& roll, double position,
                          double more, std::string_view cause) {
  const double from = std::max(0.0, position - s.station.web.web_in_process - more);
  const double to = std::min(roll.length, position + more);
  return {.position = from, .length = to - from, .station = s.index, .cause = cause};
}

void lose(RollHistory& roll, const ScrapStretch& stretch) {
  if (stretch.length > 0) {
    roll.scrap.push_back(stretch);
  }
}

// Why the web stands, of all that keeps it from moving.
std::string_view cause_of_stop(const StationState& s, const Tool& t) {
  if (t.activity == Activity::web_wait) {
    return "accumulator";
  }
  bool is_planned = false;
  for (std::size_t r = 0; t.stops_on > 0 && r < s.rules.size(); ++r) {
    if (t.stops[r].is_on && s.rules[r].is_repair()) {
      return "stop";
    }
    is_planned = is_planned || t.stops[r].is_on;
  }
  return t.alarm > Duration::zero() ? "alarm" : is_planned ? "planned stop" : "shift end";
}

}  // namespace

// [5] The metres in the zone are lost once for each time that the web comes to stand.
void Engine::start_or_stop_web(StationState& s, Tool& t, Activity before) {
  RollHistory* roll = t.roll_or_null();
  if (roll == nullptr || t.job.is_done) {
    return;
  }
  RollPass& pass = roll->passes[t.job.pass];
  if (t.activity == Activity::work) {
    if (!t.job.is_begun) {
      t.job.is_begun = true;
      pass.started = now_;
      if (s.index == 0 && s.station.web.leader > 0) {
        roll->scrap.push_back({0, s.station.web.leader, s.index, "leader"});
      }
    } else if (before != Activity::work) {
      pass.stops.back().to = now_;
    }
  } else if (before == Activity::work) {
    const std::string_view cause = cause_of_stop(s, t);
    const double position = position_of(s, t);
    pass.stops.push_back({.position = position, .from = now_, .to = now_, .cause = cause});
    if (!t.is_vented || cause != "shift end") {  // the venting has lost them
      lose(*roll, standing_web(s, *roll, position, 0, cause));
    }
  }
}

// [7] The web is cut, wound out and will be threaded again; a leader is lost at both new ends.
void Engine::vent_at_shift_end(StationState& s, Tool& t) {
  const bool has_web = t.job.is_begun && !t.job.is_done && t.job.change == Duration::zero();
  if (!has_web || t.is_vented) {
    return;
  }
  const WebTool& web = s.station.web;
  t.is_vented = true;
  t.venting = duration_from_s(web.vent);
  t.job.change = s.roll_change;
  RollHistory& roll = t.roll();
  lose(roll, standing_web(s, roll, position_of(s, t), web.leader, "shift end"));
}

// [13] Where the roll will be stopped, as work to go: p metres are through the zone of w after
// (p + w) / v.
void Engine::ask_for_alarms(const StationState& s, Tool& t) const {
  if (!alarms_) {
    return;
  }
  const WebTool& web = s.station.web;
  for (AlarmStop& stop : alarms_(t.roll())) {
    const Duration done =
        duration_from_s((stop.position + s.web_ahead + web.web_in_process) / web.web_speed);
    const Duration to_go = std::max(Duration::zero(), t.job.total_work - done);
    HELIOFAB_CHECK(stop.position >= 0 && stop.duration >= 0);
    HELIOFAB_CHECK(t.job.alarms.empty() || to_go <= t.job.alarms[t.job.alarms.size() - 1].work);
    t.job.alarms.push_back(
        {.work = to_go, .lasts = duration_from_s(stop.duration), .cause = std::move(stop.cause)});
  }
}

void Engine::stop_for_alarm(StationState& s, Tool& t) {
  AlarmAhead alarm = std::move(t.job.alarms.front());
  t.job.alarms.pop_front();
  note(EventKind::stopped, s.index, t.index, t.roll().roll, std::move(alarm.cause));
  t.alarm += alarm.lasts;
  if (t.alarm == Duration::zero()) {
    note(EventKind::restarted, s.index, t.index);
  }
}

}  // namespace heliofab::plant
