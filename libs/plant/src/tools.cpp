// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "draws.hpp"
#include "engine.hpp"

// What a tool does next; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

namespace {

// A repair that waits for people or parts says so; of a planned stop the wait is part of it.
Reason reason_of_stop(const StopRule& rule, const Tool& t) noexcept {
  const bool waits = t.activity == Activity::wait;
  switch (rule.what.kind) {
    case StopKind::repair:
      if (waits) {
        const bool wants_spare = rule.spare != no_index && !t.stops[t.stop].has_spare;
        return wants_spare ? Reason::no_spare : Reason::no_crew;
      }
      return Reason::repair;
    case StopKind::maintenance:
      return Reason::maintenance;
    case StopKind::recharge:
      return Reason::recharge;
    case StopKind::vent:
      return Reason::vent;
    case StopKind::trial:
      break;
  }
  return Reason::trial;
}

Reason reason_of(const StationState& s, const Tool& t) noexcept {
  switch (t.activity) {
    case Activity::off: {
      const bool has_web =
          s.is_web() && t.job.is_begun && !t.job.is_done && t.job.change == Duration::zero();
      return has_web ? Reason::shift_end : Reason::off_shift;
    }
    case Activity::vent:
      return Reason::vent;
    case Activity::stop:
    case Activity::wait:
      return reason_of_stop(s.rules[t.stop], t);
    case Activity::alarm:
      return Reason::alarm;
    case Activity::warm_up:
      return Reason::warm_up;
    case Activity::blocked:
      return Reason::blocked;
    case Activity::web_wait:
      return s.is_drawn ? Reason::starved : Reason::blocked;
    case Activity::roll_change:
      return t.tail != RollId{} ? Reason::splice : Reason::roll_change;
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

// What has begun goes on; otherwise repairs come first and trials last.
std::size_t choose_stop(const StationState& s, const Tool& t) noexcept {
  if (t.stops_on == 0 || (t.stop != Tool::none && t.stops[t.stop].has_begun)) {
    return t.stop;
  }
  const auto weight = [&](std::size_t r) {
    return s.rules[r].is_repair() ? 0 : s.rules[r].is_trial() ? 2 : 1;
  };
  std::size_t best = Tool::none;
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    if (t.stops[r].is_on && (best == Tool::none || weight(r) < weight(best))) {
      best = r;
    }
  }
  return best;
}

}  // namespace

// [7] A begun module or platen is finished; a begun roll where a crew stays for it.
bool Engine::stays_after_hours(const StationState& s, const Tool& t) const noexcept {
  if (s.is_drawn && at_end_ == ShiftEnd::run_out && !t.job.is_done) {
    return t.job.is_begun || web_has_come(s, t);
  }
  return t.job.is_begun && !t.job.is_done && (!s.is_web() || at_end_ == ShiftEnd::run_out);
}

// [3]
Activity Engine::next_activity(const StationState& s, Tool& t) const noexcept {
  if (t.venting > Duration::zero()) {
    return Activity::vent;
  }
  if (!is_open() && !stays_after_hours(s, t)) {
    return Activity::off;
  }
  if (!t.is_in_trouble()) {
    return next_of_job(t.job);
  }
  t.stop = choose_stop(s, t);
  const bool has_stop = t.stop != Tool::none;
  if (has_stop && s.rules[t.stop].is_repair()) {
    return Activity::stop;
  }
  if (t.alarm > Duration::zero()) {
    return Activity::alarm;
  }
  if (has_stop && !s.rules[t.stop].is_trial()) {
    return Activity::stop;
  }
  if (t.warm_up > Duration::zero()) {
    return Activity::warm_up;
  }
  return has_stop ? Activity::stop : next_of_job(t.job);
}

// Leaves the present activity for the one that is next, which may be the same.
void Engine::settle(StationState& s, Tool& t) {
  t.count_down(now_);
  if (is_untroubled(s, t)) {
    settle_in_the_day(s, t);
    return;
  }
  const Activity before = t.activity;
  if (at_end_ == ShiftEnd::vent && s.is_web() && !is_open()) {
    vent_at_shift_end(s, t);
  }
  t.activity = next_activity(s, t);
  if (t.activity == Activity::work && s.in_line_with != no_index) {
    t.activity = run_web(s, t);
  }
  ++t.sequence;
  if (t.activity == Activity::stop && !t.stops[t.stop].has_begun) {
    if (has_what_it_needs(s, t)) {
      t.stops[t.stop].has_begun = true;
    } else {
      t.activity = Activity::wait;
    }
  }
  if (t.activity == Activity::off && s.is_web()) {
    const WebTool& web = s.station.web;
    t.warm_up = duration_from_s(t.is_vented ? web.pump_down + web.warm_up : web.warm_up);
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
  if (s.in_line_with != no_index) {
    tell_other_of_web(s, t, before);
  }
}

// A tool without web, in working hours, with nothing before its job: most of all cases.
bool Engine::is_untroubled(const StationState& s, const Tool& t) const noexcept {
  return !s.is_web() && !t.is_in_trouble() && is_open();
}

// What settle() comes to for such a tool.
void Engine::settle_in_the_day(StationState& s, Tool& t) {
  const auto index = static_cast<std::size_t>(t.index);
  t.activity = next_of_job(t.job);
  ++t.sequence;
  if (t.activity == Activity::idle) {
    s.unnamed.push_back(index);
    s.ready.set(index, t.is_ready());
    return;
  }
  s.ready.set(index, false);
  if (t.activity == Activity::blocked) {
    t.enter(Reason::blocked, now_);
    return;
  }
  t.enter(Reason::running, now_);
  const Duration to_go = std::min(t.job.work, t.breaks_at - t.productive);
  due_.push(Due::at(now_ + to_go, Due::activity_over, s.index, t.index, t.sequence));
}

// How long the activity goes on, if nothing comes between: work ends at a failure or an alarm too.
Duration Engine::time_of_activity(const StationState& s, const Tool& t,
                                  Duration to_go) const noexcept {
  if (t.activity != Activity::work) {
    return to_go;
  }
  to_go = std::min(to_go, t.breaks_at - t.productive);
  if (!t.job.alarms.empty()) {
    to_go = std::min(to_go, t.job.work - t.job.alarms.front().work);
  }
  return s.in_line_with == no_index ? to_go
                                    : std::min(t.pace.time_for(to_go), until_web_ends(s, t));
}

void Engine::finish_activity(StationState& s, Tool& t) {
  t.count_down(now_);
  switch (t.activity) {
    case Activity::work:
      if (t.job.work == Duration::zero()) {
        finish_work(s, t);
        return;
      }
      if (!t.job.alarms.empty() && t.job.work == t.job.alarms.front().work) {
        stop_for_alarm(s, t);
      } else {
        break_down(s, t);
      }
      break;
    case Activity::stop:
      end_stop(s, t, t.stop);
      break;
    case Activity::alarm:
      note(EventKind::restarted, s.index, t.index);
      break;
    case Activity::warm_up:
      t.is_vented = false;
      break;
    default:
      break;
  }
  settle(s, t);
  feed(static_cast<std::size_t>(s.index));
}

Duration Engine::work_time(const StationState& s, Tool& t) const {
  switch (s.station.kind) {
    case StationKind::web:
      return s.in_line_with != no_index ? time_in_line(s, t.roll())
                                        : duration_from_s(design_time(s.station, t.roll().length));
    case StationKind::batch:
      return duration_from_s(s.station.batch.cycle_time);
    case StationKind::sheet:
      break;
  }
  const SheetTool& sheet = s.station.sheet;
  const double mean =
      s.mean_work >= 0 ? s.mean_work : design_time(s.station, t.job.load.front()->module);
  if (sheet.spread == Spread::exponential) {
    return duration_from_s(mean *
                           t.work_draws.exponential(work_draws_, t.address(), t.works_drawn++));
  }
  DrawAddress next{t.address(), t.works_drawn};
  const double variate = Variate(work_draws_, next).of(sheet.spread, sheet.cv);
  t.works_drawn = next.number;
  return duration_from_s(mean * variate);
}

void Engine::add_tool(StationState& s, Tool& t) {
  t.is_present = true;
  t.is_leaving = t.is_vented = false;
  t.tail = RollId{};
  t.counted = now_;
  t.reason_since = now_;
  t.alarm = t.venting = Duration::zero();
  t.warm_up = s.is_web() ? duration_from_s(s.station.web.warm_up) : Duration::zero();
  start_clocks(s, t);
  t.activity = Activity::idle;
  t.reason = nothing_to_do(s);
  settle(s, t);
}

// [10] One too many leaves when its job is done, the second on a web when no more comes to it.
void Engine::remove_if_done(StationState& s, Tool& t) {
  const Tool* other = other_of_web(s, t);
  const bool web_comes = s.is_drawn && other != nullptr && other->job.is_held;
  if (t.is_present && t.is_leaving && !t.job.is_held && t.inbox.empty() && !web_comes) {
    remove_tool(s, t);
    if (other != nullptr && !s.is_drawn) {
      StationState& beside = stations_[s.in_line_with];
      remove_if_done(beside, beside.tools[static_cast<std::size_t>(t.index)]);
    }
  }
}

void Engine::remove_tool(StationState& s, Tool& t) {
  t.close_interval(now_);
  abandon_stops(s, t);
  t.is_present = t.is_leaving = false;
  t.activity = Activity::off;
  ++t.sequence;
  s.ready.set(static_cast<std::size_t>(t.index), false);
  note(EventKind::tool_removed, s.index, t.index);
}

}  // namespace heliofab::plant
