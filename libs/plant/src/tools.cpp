// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "engine.hpp"
#include "heliofab/core/check.hpp"

// What a tool does next; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

namespace {

Reason reason_of(const StationState& s, const Tool& t) noexcept {
  switch (t.activity) {
    case Activity::off:
      return s.is_web() && t.job.is_begun && !t.job.is_done ? Reason::shift_end : Reason::off_shift;
    case Activity::repair:
      return Reason::repair;
    case Activity::alarm:
      return Reason::alarm;
    case Activity::maintenance:
      return Reason::maintenance;
    case Activity::warm_up:
      return Reason::warm_up;
    case Activity::blocked:
      return Reason::blocked;
    case Activity::trial:
      return Reason::trial;
    case Activity::roll_change:
      return Reason::roll_change;
    case Activity::work:
      return Reason::running;
    case Activity::idle:
      break;
  }
  return t.reason;  // name_idleness() says which
}

Activity next_of_job(const Job& job) noexcept {
  if (!job.is_held) {
    return Activity::idle;
  }
  if (job.is_done) {
    return Activity::blocked;
  }
  return job.change > Duration::zero() ? Activity::roll_change : Activity::work;
}

// Metres of the roll that have passed the start of the zone.
double position_of(const StationState& s, const Tool& t) {
  return to_s(t.job.total_work - t.job.work) * s.station.web.web_speed;
}

ScrapStretch standing_web(const StationState& s, const RollHistory& roll, double position,
                          std::string_view cause) {
  const double from = std::max(0.0, position - s.station.web.web_in_process);
  const double to = std::min(roll.length, position);
  return {.position = from, .length = to - from, .station = s.index, .cause = cause};
}

}  // namespace

// [7] A begun module or platen is finished; a begun roll where a crew stays for it.
bool Engine::stays_after_hours(const StationState& s, const Tool& t) const noexcept {
  return t.job.is_begun && !t.job.is_done && (!s.is_web() || at_end_ == ShiftEnd::run_out);
}

// [3]
Activity Engine::next_activity(const StationState& s, const Tool& t) const noexcept {
  constexpr Duration none = Duration::zero();
  const Job& job = t.job;
  if (!is_open() && !stays_after_hours(s, t)) {
    return Activity::off;
  }
  if (!t.is_in_trouble()) {
    return next_of_job(job);
  }
  if (t.repair > none) {
    return Activity::repair;
  }
  if (t.alarm > none) {
    return Activity::alarm;
  }
  if (t.maintenance > none) {  // set between two jobs [9]; no job begins before it is over
    return Activity::maintenance;
  }
  if (t.warm_up > none) {
    return Activity::warm_up;
  }
  return Activity::trial;
}

// Leaves the present activity for the one that is next, which may be the same.
void Engine::settle(StationState& s, Tool& t) {
  t.count_down(now_);
  const Activity before = t.activity;
  t.activity = next_activity(s, t);
  ++t.sequence;
  if (t.activity == Activity::off && s.is_web()) {
    t.warm_up = duration_from_s(s.station.web.warm_up);
  }
  if (s.is_web() && t.job.is_held) {
    start_or_stop_web(s, t, before);
  }
  if (t.activity == Activity::idle) {
    s.unnamed.push_back(static_cast<std::size_t>(t.index));
  } else {
    t.enter(reason_of(s, t), now_);
  }
  s.ready.set(static_cast<std::size_t>(t.index), t.is_ready());
  if (const Duration* to_go = t.to_go()) {
    due_.push(Due::at(now_ + time_of_activity(s, t, *to_go), Due::activity_over, s.index, t.index,
                      t.sequence));
  }
}

// How long the activity goes on, if nothing comes between: work ends at a failure or an alarm too.
Duration Engine::time_of_activity(const StationState& s, const Tool& t,
                                  Duration to_go) const noexcept {
  if (t.activity != Activity::work) {
    return to_go;
  }
  if (s.station.breakdowns.mtbf > 0) {
    to_go = std::min(to_go, t.to_failure);
  }
  return t.job.alarms.empty() ? to_go : std::min(to_go, t.job.work - t.job.alarms.front().work);
}

// [5] The metres in the zone are lost once for each time that the web comes to stand.
void Engine::start_or_stop_web(StationState& s, Tool& t, Activity before) {
  RollHistory* roll = t.job.load.empty() ? nullptr : t.job.load.front()->roll.get();
  if (roll == nullptr || t.job.is_done) {
    return;
  }
  RollPass& pass = roll->passes.back();
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
    const std::string_view cause = t.repair > Duration::zero()  ? "stop"
                                   : t.alarm > Duration::zero() ? "alarm"
                                                                : "shift end";
    const double position = position_of(s, t);
    pass.stops.push_back({.position = position, .from = now_, .to = now_, .cause = cause});
    const ScrapStretch stretch = standing_web(s, *roll, position, cause);
    if (stretch.length > 0) {
      roll->scrap.push_back(stretch);
    }
  }
}

void Engine::finish_activity(StationState& s, Tool& t) {
  t.count_down(now_);
  const bool works = t.activity == Activity::work;
  if (works && t.job.work == Duration::zero()) {
    finish_work(s, t);
    return;
  }
  if (works && !t.job.alarms.empty() && t.job.work == t.job.alarms.front().work) {
    stop_for_alarm(s, t);
  } else if (works) {
    break_down(s, t);
  } else if (t.activity == Activity::repair) {
    note(EventKind::repaired, s.index, t.index);
  } else if (t.activity == Activity::alarm) {
    note(EventKind::restarted, s.index, t.index);
  }
  settle(s, t);
  feed(static_cast<std::size_t>(s.index));
}

// [4] The next failure is drawn with the repair, under one number; its clock starts when work goes
// on.
void Engine::break_down(StationState& s, Tool& t) {
  const Breakdowns& b = s.station.breakdowns;
  const RollId roll = s.is_web() ? t.roll().roll : RollId{};
  note(EventKind::breakdown, s.index, t.index, roll);
  const std::uint64_t number = t.failures_drawn++;
  t.repair = duration_from_s(b.mttr * repair_draws_.exponential(t.address(), number));
  t.to_failure = duration_from_s(b.mtbf * failure_draws_.exponential(t.address(), number));
  if (t.repair == Duration::zero()) {
    note(EventKind::repaired, s.index, t.index);
  }
}

// [13] Where the roll will be stopped, as work to go: p metres are through the zone of w after
// (p + w) / v.
void Engine::ask_for_alarms(const StationState& s, Tool& t) const {
  if (!alarms_) {
    return;
  }
  const WebTool& web = s.station.web;
  for (AlarmStop& stop : alarms_(t.roll())) {
    const Duration done = duration_from_s((stop.position + web.web_in_process) / web.web_speed);
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

Duration Engine::work_time(const StationState& s, Tool& t) const {
  switch (s.station.kind) {
    case StationKind::web:
      return duration_from_s(design_time(s.station, t.roll().length));
    case StationKind::batch:
      return duration_from_s(s.station.batch.cycle_time);
    case StationKind::sheet:
      break;
  }
  const double mean =
      s.mean_work >= 0 ? s.mean_work : design_time(s.station, t.job.load.front()->module);
  return duration_from_s(
      s.station.sheet.spread == Spread::fixed
          ? mean
          : mean * t.work_draws.exponential(work_draws_, t.address(), t.works_drawn++));
}

// [10] A tool added again goes on with its own draws, so that none is used twice.
void Engine::add_tool(StationState& s, Tool& t) {
  t.is_present = true;
  t.is_leaving = false;
  t.counted = now_;
  t.reason_since = now_;
  t.repair = t.alarm = t.maintenance = t.trial = Duration::zero();
  t.since_maintenance = t.since_trial = Duration::zero();
  t.warm_up = s.is_web() ? duration_from_s(s.station.web.warm_up) : Duration::zero();
  if (s.station.breakdowns.mtbf > 0) {
    t.to_failure = duration_from_s(s.station.breakdowns.mtbf *
                                   failure_draws_.exponential(t.address(), t.failures_drawn++));
  }
  t.activity = Activity::idle;
  t.reason = nothing_to_do(s);
  settle(s, t);
}

void Engine::remove_tool(StationState& s, Tool& t) {
  t.close_interval(now_);
  t.is_present = t.is_leaving = false;
  t.activity = Activity::off;
  ++t.sequence;
  s.ready.set(static_cast<std::size_t>(t.index), false);
  note(EventKind::tool_removed, s.index, t.index);
}

}  // namespace heliofab::plant
