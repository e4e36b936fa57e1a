// SPDX-License-Identifier: Apache-2.0
#include "engine.hpp"

#include <algorithm>
#include <utility>

#include "heliofab/core/check.hpp"

// Time, hours and the log; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

void Engine::advance_to(SimTime time) {
  HELIOFAB_CHECK(time >= now_);
  while (!due_.empty() && due_.top().time <= time) {
    const Due due = due_.top();
    due_.pop();
    now_ = due.time;
    handle(due);
    answer_calls();
  }
  now_ = time;
}

void Engine::handle(const Due& due) {
  switch (due.kind()) {
    case Due::activity_over: {
      StationState& s = stations_[due.station()];
      Tool& t = s.tools[due.tool()];
      if (t.sequence == due.sequence) {
        finish_activity(s, t);
      }
      return;
    }
    case Due::platen_waited:
      feed(due.station());
      return;
    case Due::shift_change:
      if (due.sequence == hours_set_) {
        change_hours();
      }
      return;
    case Due::clock_over: {
      StationState& s = stations_[due.station()];
      clock_ran_out(s, s.tools[due.tool()], due.sequence >> 32U, due.sequence & 0xffffffffU);
      return;
    }
    case Due::delivery:
      ++spares_[due.sequence].free;
      has_hands_free_ = true;
      return;
    case Due::arrival:
      if (wip_limit_ > 0) {
        ++released_;
      } else {
        arrive(make_first(stations_.front()), stations_.front());
      }
      next_arrival();
      call(0);
      return;
  }
}

void Engine::plan_hours() {
  working_ = calendar_.is_working(now_);
  next_change_ = calendar_.next_change(now_);
  if (next_change_ != SimTime::max()) {
    due_.push(Due::at(next_change_, Due::shift_change, -1, -1, hours_set_));
  }
}

// [7] Every tool meets the new hours, front to back; then work begins from the back, so that
// what moves on makes room for what follows.
void Engine::change_hours() {
  const bool was_working = working_;
  plan_hours();
  if (working_ == was_working) {
    return;
  }
  open_time_ += was_working ? now_ - hours_since_ : Duration::zero();
  hours_since_ = now_;
  if (has_open_clocks_) {
    run_open_clocks();
  }
  note(working_ ? EventKind::shift_start : EventKind::shift_end);
  for (StationState& s : stations_) {
    for (Tool& t : s.tools) {
      if (t.is_present) {
        settle(s, t);
      }
    }
  }
  for (std::size_t s = stations_.size(); s-- > 0;) {
    feed(s);
  }
}

void Engine::set_calendar(const Calendar& hours) {
  calendar_ = hours;
  ++hours_set_;
  change_hours();
  answer_calls();
}

// [10] The last tools go first. One that holds work finishes it.
void Engine::set_tools(std::size_t station, std::int64_t tools) {
  HELIOFAB_CHECK(station < stations_.size() && tools >= 0);
  StationState& s = stations_[station];
  while (static_cast<std::int64_t>(s.tools.size()) < tools) {
    Tool& t = s.tools.emplace_back();
    t.station = s.index;
    t.index = static_cast<std::int32_t>(s.tools.size()) - 1;
  }
  for (Tool& t : s.tools) {
    const bool is_wanted = t.index < tools;
    if (is_wanted && !t.is_present) {
      note(EventKind::tool_added, s.index, t.index);
      add_tool(s, t);
    } else if (t.is_present) {
      t.is_leaving = !is_wanted;
      remove_if_done(s, t);
      s.ready.set(static_cast<std::size_t>(t.index), t.is_ready());
    }
  }
  feed(station);
  answer_calls();
}

void Engine::set_breakdowns(std::size_t station, const Breakdowns& breakdowns) {
  HELIOFAB_CHECK(station < stations_.size());
  constexpr double never = 1e12;  // [s]
  for (StopRule& rule : stations_[station].rules) {
    if (rule.is_classic) {
      rule.what.interval = breakdowns.mtbf > 0 ? breakdowns.mtbf : never;
      rule.what.duration = breakdowns.mttr;
    }
  }
}

void Engine::release_rolls(std::int64_t count) {
  HELIOFAB_CHECK(count >= 0);
  released_ += count;
  call(0);
  answer_calls();
}

void Engine::cancel_released() {
  released_ = 0;
  name_idleness(stations_.front());
}

void Engine::note(EventKind kind, std::int32_t station, std::int32_t tool, RollId roll,
                  std::string detail) {
  log_.events.push_back({.time = now_,
                         .kind = kind,
                         .station = station,
                         .tool = tool,
                         .roll = roll,
                         .detail = std::move(detail)});
}

std::vector<RollInProcess> Engine::rolls_in_process() const {
  std::vector<RollInProcess> rolls;
  for (const StationState& s : stations_) {
    for (std::size_t i = 0; i < s.waiting.size(); ++i) {
      if (s.waiting[i]->roll) {
        rolls.push_back({.history = *s.waiting[i]->roll, .station = s.index, .processed = 0});
      }
    }
    for (const Tool& t : s.tools) {
      const bool has_roll = !t.job.load.empty() && t.job.load.front()->roll;
      const Tool* other = s.is_drawn ? other_of_web(s, t) : nullptr;
      const bool is_told = other != nullptr && has_roll && !other->job.load.empty() &&
                           other->job.load.front() == t.job.load.front();
      if (!has_roll || is_told) {
        continue;
      }
      const RollHistory& roll = *t.job.load.front()->roll;
      const Duration running = t.run(now_) - t.productive;
      const double entered =
          to_s(t.job.total_work - t.job.work + running) * s.station.web.web_speed;
      const double left =
          std::clamp(entered - s.web_ahead - s.station.web.web_in_process, 0.0, roll.length);
      rolls.push_back(
          {.history = roll, .station = s.index, .processed = t.job.is_done ? roll.length : left});
    }
  }
  std::ranges::sort(rolls, {}, [](const RollInProcess& r) { return r.history.roll; });
  return rolls;
}

void Engine::take_log(EventLog& log) {
  log.states.clear();
  log.rolls.clear();
  log.departures.clear();
  log.events.clear();
  log.scrapped.clear();
  log.line = {};
  std::swap(log, log_);
  log.to = now_;
  log_.from = now_;
  log.line.inside = modules_;
  log.line.in_line = module_time_.take(now_, modules_);
  log.line.ages = Duration(
      static_cast<std::int64_t>(static_cast<std::uint64_t>(modules_) * ticks_of(now_) - entered_));
  log.flow.resize(stations_.size());
  for (StationState& s : stations_) {
    StationFlow& flow = log.flow[static_cast<std::size_t>(s.index)];
    flow = std::exchange(s.flow, {});
    flow.inside = s.inside;
    flow.waiting = s.waiting_time.take(now_, static_cast<std::int64_t>(s.waiting.size()));
    flow.stay = s.stay_time.take(now_, s.inside);
    for (Tool& t : s.tools) {
      if (t.is_present) {
        t.close_interval(now_);
      }
      log.states.insert(log.states.end(), t.states.begin(), t.states.end());
      t.states.clear();
    }
  }
}

}  // namespace heliofab::plant
