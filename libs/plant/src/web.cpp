// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
      lose_head(s, t);
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

// [5] An end is lost as a leader where it is first threaded, or as the joint of a splice [21].
void Engine::lose_head(StationState& s, Tool& t) {
  Piece& piece = *t.job.load.front();
  const WebTool& web = s.station.web;
  t.spliced = t.tail != RollId{} ? t.spliced + 1 : 0;
  if (const RollId before = std::exchange(t.tail, RollId{}); before != RollId{}) {
    lose(*piece.roll, {0, std::min(web.splice_loss, piece.roll->length), s.index, "splice"});
    note(EventKind::spliced, s.index, t.index, piece.roll->roll,
         "to roll " + std::to_string(static_cast<std::int64_t>(before)));
  } else if (!std::exchange(piece.has_head_leader, true)) {
    lose(*piece.roll, {0, web.leader, s.index, "leader"});
  }
}

void Engine::lose_tail(const StationState& s, Tool& t) {
  Piece& piece = *t.job.load.front();
  RollHistory& roll = *piece.roll;
  const WebTool& web = s.station.web;
  if (t.tail == roll.roll) {
    const double joint = std::min(roll.length, std::max(web.web_in_process, web.splice_loss));
    lose(roll, {roll.length - joint, joint, s.index, "splice"});
  } else if (!std::exchange(piece.has_tail_leader, true)) {
    lose(roll, {roll.length - web.leader, web.leader, s.index, "leader"});
  }
}

// A tail does not bear it: the next roll is threaded.
void Engine::let_air_in(const StationState& s, Tool& t) {
  t.is_vented = true;
  if (std::exchange(t.tail, RollId{}) != RollId{} && t.job.is_held && !t.job.is_done) {
    t.job.change = s.roll_change;
  }
}

// [7] The web is cut, wound out and will be threaded again; a leader is lost at both new ends.
void Engine::vent_at_shift_end(StationState& s, Tool& t) {
  const bool has_web = t.job.is_begun && !t.job.is_done && t.job.change == Duration::zero();
  if (!has_web || t.is_vented) {
    return;
  }
  const WebTool& web = s.station.web;
  let_air_in(s, t);
  t.spliced = 0;
  t.venting = duration_from_s(web.vent);
  t.job.change = s.roll_change;
  RollHistory& roll = t.roll();
  lose(roll, standing_web(s, roll, position_of(s, t), web.leader, "shift end"));
}

// [13] Where the roll will be stopped, as work to go: p metres are through the zone of w after
// (p + w) / v. After L / v the end of the roll is at the zone: another can be joined to it [21].
void Engine::ask_for_alarms(const StationState& s, Tool& t) const {
  const WebTool& web = s.station.web;
  Ring<AlarmAhead>& ahead = t.job.alarms;
  const Duration joint = t.job.total_work - duration_from_s(t.roll().length / web.web_speed);
  bool has_joint = web.splices == 0;
  const auto add_joint_before = [&](Duration to_go) {
    if (to_go < joint && !std::exchange(has_joint, true)) {
      ahead.push_back({.work = joint, .is_joint = true});
    }
  };
  for (AlarmStop& stop : alarms_ ? alarms_(t.roll()) : std::vector<AlarmStop>{}) {
    const Duration done =
        duration_from_s((stop.position + s.web_ahead + web.web_in_process) / web.web_speed);
    const Duration to_go = std::max(Duration::zero(), t.job.total_work - done);
    add_joint_before(to_go);
    HELIOFAB_CHECK(stop.position >= 0 && stop.duration >= 0);
    HELIOFAB_CHECK(ahead.empty() || to_go <= ahead[ahead.size() - 1].work);
    ahead.push_back(
        {.work = to_go, .lasts = duration_from_s(stop.duration), .cause = std::move(stop.cause)});
  }
  add_joint_before(Duration::min());
}

void Engine::stop_for_alarm(StationState& s, Tool& t) {
  AlarmAhead alarm = std::move(t.job.alarms.front());
  t.job.alarms.pop_front();
  if (alarm.is_joint) {
    leave_tail(s, t);
    return;
  }
  note(EventKind::stopped, s.index, t.index, t.roll().roll, std::move(alarm.cause));
  t.alarm += alarm.lasts;
  if (t.alarm == Duration::zero()) {
    note(EventKind::restarted, s.index, t.index);
  }
}

// [21] The end of the roll is at the zone. It stays for the next one if that is at hand, and the
// roll is done, alarms of the tail included; otherwise it runs out.
void Engine::leave_tail(const StationState& s, Tool& t) {
  const bool is_next_at_hand = is_open() && !t.is_leaving && pieces_to_start(s) > 0;
  if (is_next_at_hand && t.spliced < s.station.web.splices) {
    t.tail = t.roll().roll;
    t.job.total_work -= t.job.work;
    t.job.work = Duration::zero();
    for (std::size_t i = 0; i < t.job.alarms.size(); ++i) {
      t.job.alarms[i].work = Duration::zero();
    }
  }
}

}  // namespace heliofab::plant
