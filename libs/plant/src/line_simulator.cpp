// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line_simulator.hpp"

#include <algorithm>
#include <utility>

#include "engine.hpp"
#include "heliofab/core/check.hpp"

// Time, hours and the log; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

Engine::Engine(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut,
               AlarmSource alarms)
    : roll_length_(line.roll_length),
      at_end_(line.shifts.at_end),
      calendar_(calendar(line.shifts)),
      cut_(std::move(cut)),
      alarms_(std::move(alarms)),
      work_draws_(seed, "plant.work"),
      failure_draws_(seed, "plant.failure"),
      repair_draws_(seed, "plant.repair"),
      now_(start),
      smallest_platen_(std::numeric_limits<double>::infinity()) {
  log_.from = start;
  plan_hours();
  stations_.reserve(line.stations.size());  // they must not move
  for (const Station& station : line.stations) {
    web_stations_ += station.kind == StationKind::web ? 1 : 0;
    StationState& s = stations_.emplace_back();
    prepare(s, station);
    for (std::int32_t k = 0; k < station.tools; ++k) {
      Tool& t = s.tools.emplace_back();
      t.station = s.index;
      t.index = k;
      add_tool(s, t);
    }
  }
}

// What is asked at every job, reckoned once.
void Engine::prepare(StationState& s, const Station& station) {
  const auto interval = [](const PlannedStop& stop) {
    return stop.interval > 0 ? duration_from_s(stop.interval) : Duration::max();
  };
  s.station = station;
  s.index = static_cast<std::int32_t>(stations_.size()) - 1;
  s.idle = nothing_to_do(s);
  s.roll_change = duration_from_s(station.web.roll_change);
  s.max_wait = duration_from_s(station.batch.max_wait);
  s.maintenance_interval = interval(station.maintenance);
  s.trial_interval = interval(station.engineering);
  if (station.sheet.scribe_speed == 0 && station.sheet.time_per_m2 == 0) {
    s.mean_work = station.sheet.handling;
  }
  if (station.kind == StationKind::batch) {
    smallest_platen_ = std::min(smallest_platen_, usable_area(station.batch));
  }
}

void Engine::advance_to(SimTime time) {
  HELIOFAB_CHECK(time >= now_);
  while (!due_.empty() && due_.top().time <= time) {
    const Due due = due_.top();
    due_.pop();
    now_ = due.time;
    handle(due);
  }
  now_ = time;
}

void Engine::handle(const Due& due) {
  switch (due.kind()) {
    case Due::shift_change:
      if (due.sequence == hours_set_) {
        change_hours();
      }
      return;
    case Due::platen_waited:
      feed(due.station());
      return;
    case Due::activity_over:
      break;
  }
  StationState& s = stations_[due.station()];
  Tool& t = s.tools[due.tool()];
  if (t.sequence == due.sequence) {
    finish_activity(s, t);
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
    } else if (!is_wanted && t.is_present && !t.job.is_held) {
      remove_tool(s, t);
    } else if (t.is_present) {
      t.is_leaving = !is_wanted;
      s.ready.set(static_cast<std::size_t>(t.index), t.is_ready());
    }
  }
  feed(station);
}

void Engine::release_rolls(std::int64_t count) {
  HELIOFAB_CHECK(count >= 0);
  released_ += count;
  feed(0);
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
      if (t.job.load.empty() || !t.job.load.front()->roll) {
        continue;
      }
      const RollHistory& roll = *t.job.load.front()->roll;
      const Duration running = t.activity == Activity::work ? now_ - t.counted : Duration::zero();
      const double entered =
          to_s(t.job.total_work - t.job.work + running) * s.station.web.web_speed;
      const double left = std::clamp(entered - s.station.web.web_in_process, 0.0, roll.length);
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
  std::swap(log, log_);
  log.to = now_;
  log_.from = now_;
  for (StationState& s : stations_) {
    for (Tool& t : s.tools) {
      if (t.is_present) {
        t.close_interval(now_);
      }
      log.states.insert(log.states.end(), t.states.begin(), t.states.end());
      t.states.clear();
    }
  }
}

struct LineSimulator::Impl {
  Engine engine;
};

LineSimulator::LineSimulator(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut,
                             AlarmSource alarms) {
  check(line);
  impl_ =
      std::make_unique<Impl>(Impl{Engine(line, start, seed, std::move(cut), std::move(alarms))});
}
LineSimulator::~LineSimulator() = default;
LineSimulator::LineSimulator(LineSimulator&&) noexcept = default;
LineSimulator& LineSimulator::operator=(LineSimulator&&) noexcept = default;

void LineSimulator::advance_to(SimTime time) { impl_->engine.advance_to(time); }
void LineSimulator::release_rolls(std::int64_t count) { impl_->engine.release_rolls(count); }
std::int64_t LineSimulator::released_rolls() const noexcept { return impl_->engine.released(); }
void LineSimulator::cancel_released() noexcept { impl_->engine.cancel_released(); }
void LineSimulator::set_calendar(const Calendar& hours) { impl_->engine.set_calendar(hours); }
void LineSimulator::set_tools(std::size_t station, std::int64_t tools) {
  impl_->engine.set_tools(station, tools);
}
SimTime LineSimulator::now() const noexcept { return impl_->engine.now(); }
std::int64_t LineSimulator::modules_in_line() const noexcept {
  return impl_->engine.modules_in_line();
}
std::vector<RollInProcess> LineSimulator::rolls_in_process() const {
  return impl_->engine.rolls_in_process();
}
void LineSimulator::take_log(EventLog& log) { impl_->engine.take_log(log); }
EventLog LineSimulator::take_log() {
  EventLog log;
  take_log(log);
  return log;
}

}  // namespace heliofab::plant
