// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "draws.hpp"
#include "engine.hpp"

// When a tool is stopped, and by what; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

namespace {

// A number for each stop of each tool; of breakdowns that of the tool.
std::uint64_t address_of(const Tool& t, std::size_t rule) noexcept {
  return t.address() | (static_cast<std::uint64_t>(rule) << 48U);
}

Duration part(double mean, double variate) { return duration_from_s(mean * variate); }

}  // namespace

// What the clock of a stop shows. That of open hours stands while the plant is closed.
Duration Engine::reading(const StopRule& rule, const Tool& t) const noexcept {
  switch (rule.what.clock) {
    case StopClock::productive:
    case StopClock::length:
      return t.productive;
    case StopClock::open:
      return open_time_ + (working_ ? now_ - hours_since_ : Duration::zero());
    case StopClock::calendar:
      return now_.time_since_epoch();
    case StopClock::units:
      break;
  }
  return Duration(t.units);
}

Duration Engine::draw_interval(const StopRule& rule, Tool& t, std::size_t number) {
  const Downtime& d = rule.what;
  StopState& stop = t.stops[number];
  if (rule.is_classic) {
    return part(d.interval, failure_draws_.exponential(t.address(), stop.drawn++));
  }
  if (d.clock == StopClock::units) {
    return Duration(d.units);
  }
  const Station& station = stations_[static_cast<std::size_t>(t.station)].station;
  const double mean = d.clock == StopClock::length ? d.length / station.web.web_speed : d.interval;
  DrawAddress next{address_of(t, number), stop.drawn};
  const double variate = Variate(interval_draws_, next).of(d.interval_spread, d.interval_cv);
  stop.drawn = next.number;
  return part(mean, variate);
}

Duration Engine::draw_duration(const StopRule& rule, Tool& t, std::size_t number) {
  const Downtime& d = rule.what;
  StopState& stop = t.stops[number];
  if (rule.is_classic) {  // under the number of the failure that is drawn with it
    return part(d.duration, repair_draws_.exponential(t.address(), stop.drawn));
  }
  DrawAddress next{address_of(t, number), stop.durations_drawn};
  const double variate = Variate(duration_draws_, next).of(d.duration_spread, d.duration_cv);
  stop.durations_drawn = next.number;
  return part(d.duration, variate);
}

// [10] A tool added again goes on with its own draws, so that none is used twice.
void Engine::start_clocks(StationState& s, Tool& t) {
  t.stops.resize(s.rules.size());
  t.stops_on = 0;
  t.stop = Tool::none;
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    StopState& stop = t.stops[r];
    stop.is_on = stop.is_due = stop.has_begun = stop.has_crew = stop.has_spare = false;
    stop.to_go = Duration::zero();
    stop.due = reading(s.rules[r], t) + draw_interval(s.rules[r], t, r);
    run_clock(s, t, r);
  }
  plan_checks(s, t);
}

// Puts the end of a clock that runs beside the tool's work among what is due.
void Engine::run_clock(const StationState& s, Tool& t, std::size_t rule) {
  const StopRule& r = s.rules[rule];
  StopState& stop = t.stops[rule];
  ++stop.sequence;
  if (!r.is_by_hours() || stop.is_on || stop.is_due ||
      (r.what.clock == StopClock::open && !working_)) {
    return;
  }
  const Duration left = stop.due - reading(r, t);
  due_.push(Due::at(now_ + std::max(left, Duration::zero()), Due::clock_over, s.index, t.index,
                    (static_cast<std::uint64_t>(rule) << 32U) | stop.sequence));
}

void Engine::run_open_clocks() {
  for (StationState& s : stations_) {
    for (Tool& t : s.tools) {
      for (std::size_t r = 0; t.is_present && r < s.rules.size(); ++r) {
        if (s.rules[r].what.clock == StopClock::open) {
          run_clock(s, t, r);
        }
      }
    }
  }
}

// The productive times at which the next stop breaks into work, and at which one is to be looked
// for between two jobs; of the other clocks it is not known how much work is left.
void Engine::plan_checks(const StationState& s, Tool& t) noexcept {
  t.breaks_at = t.check_at = Duration::max();
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    const StopRule& rule = s.rules[r];
    const StopState& stop = t.stops[r];
    if (stop.is_on) {
      continue;
    }
    if (!rule.is_by_work()) {
      t.check_at = Duration::min();
    } else if (rule.what.taking == Taking::immediate) {
      t.breaks_at = std::min(t.breaks_at, stop.due);
    } else {
      t.check_at = std::min(t.check_at, stop.due);
    }
  }
}

// [4] The next interval is drawn with the duration; its clock starts when the stop is over.
void Engine::begin_stop(StationState& s, Tool& t, std::size_t rule) {
  const StopRule& r = s.rules[rule];
  StopState& stop = t.stops[rule];
  if (r.is_repair()) {
    const RollHistory* roll = t.roll_or_null();
    note(EventKind::breakdown, s.index, t.index, roll != nullptr ? roll->roll : RollId{});
  }
  stop.is_on = true;
  stop.is_due = false;
  ++stop.sequence;
  ++t.stops_on;
  stop.to_go = draw_duration(r, t, rule);
  stop.to_next = draw_interval(r, t, rule);
  if (stop.to_go == Duration::zero() && r.crew == no_index && r.spare == no_index) {
    end_stop(s, t, rule);
  } else {
    plan_checks(s, t);
  }
}

void Engine::end_stop(StationState& s, Tool& t, std::size_t rule) {
  const StopRule& r = s.rules[rule];
  StopState& stop = t.stops[rule];
  stop.is_on = stop.has_spare = stop.has_begun = false;
  --t.stops_on;
  if (t.stop == rule) {
    t.stop = Tool::none;
    t.activity = t.activity == Activity::stop ? Activity::wait : t.activity;  // for what is next
  }
  if (std::exchange(stop.has_crew, false)) {
    ++crews_[r.crew].free;
    has_hands_free_ = true;
  }
  stop.due = reading(r, t) + stop.to_next;
  run_clock(s, t, rule);
  plan_checks(s, t);
  if (r.what.vents || r.what.kind == StopKind::vent) {
    let_air_in(s, t);
    t.warm_up = duration_from_s(s.station.web.pump_down + s.station.web.warm_up);
  }
  if (r.is_repair()) {
    note(EventKind::repaired, s.index, t.index);
  }
}

void Engine::break_down(StationState& s, Tool& t) {
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    const StopRule& rule = s.rules[r];
    if (rule.is_by_work() && rule.what.taking == Taking::immediate && !t.stops[r].is_on &&
        t.stops[r].due <= t.productive) {
      begin_stop(s, t, r);
    }
  }
}

// [9] Between two jobs. An opportunity that did not come is not waited for beyond `within`.
void Engine::stop_between_jobs(StationState& s, Tool& t) {
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    const StopRule& rule = s.rules[r];
    const StopState& stop = t.stops[r];
    const Downtime& d = rule.what;
    Duration due = stop.due;
    if (stop.is_on || (d.taking == Taking::immediate && d.clock != StopClock::units) ||
        (d.taking == Taking::opportunistic && d.within == 0)) {
      continue;
    }
    if (d.taking == Taking::opportunistic) {
      due += duration_from_s(d.within);
    }
    if (reading(rule, t) >= due) {
      begin_stop(s, t, r);
    }
  }
}

// Of a tool that found nothing to do; true when it had something.
bool Engine::take_opportunity(StationState& s, Tool& t) {
  bool is_taken = false;
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    if (s.rules[r].what.taking == Taking::opportunistic && !t.stops[r].is_on &&
        reading(s.rules[r], t) >= t.stops[r].due) {
      begin_stop(s, t, r);
      is_taken = true;
    }
  }
  if (is_taken) {
    settle(s, t);
  }
  return is_taken;
}

// The clock of a stop that does not hang on work has run out.
void Engine::clock_ran_out(StationState& s, Tool& t, std::size_t rule, std::uint64_t sequence) {
  StopState& stop = t.stops[rule];
  if (!t.is_present || stop.sequence != sequence) {
    return;
  }
  stop.is_due = true;
  const Taking taking = s.rules[rule].what.taking;
  const bool is_taken = taking == Taking::immediate ||
                        (taking == Taking::forced && !t.job.is_held) ||
                        (taking == Taking::opportunistic && t.is_ready());
  if (is_taken) {
    t.count_down(now_);
    begin_stop(s, t, rule);
    settle(s, t);
    feed(static_cast<std::size_t>(s.index));
  }
}

void Engine::abandon_stops(StationState& s, Tool& t) {
  for (std::size_t r = 0; r < s.rules.size(); ++r) {
    StopState& stop = t.stops[r];
    if (std::exchange(stop.has_crew, false)) {
      ++crews_[s.rules[r].crew].free;
      has_hands_free_ = true;
    }
    stop.is_on = stop.has_spare = stop.has_begun = false;
    ++stop.sequence;
  }
  t.stops_on = 0;
  t.stop = Tool::none;
}

}  // namespace heliofab::plant
