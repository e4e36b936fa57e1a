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
      now_(start) {
  log_.from = start;
  plan_hours();
  for (const Station& station : line.stations) {
    web_stations_ += station.kind == StationKind::web ? 1 : 0;
    StationState& s = stations_.emplace_back();
    s.station = station;
    s.index = static_cast<std::int32_t>(stations_.size()) - 1;
    for (std::int32_t k = 0; k < station.tools; ++k) {
      Tool& t = s.tools.emplace_back();
      t.station = s.index;
      t.index = k;
      add_tool(s, t);
    }
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
  if (due.kind == Due::shift_change) {
    if (due.sequence == hours_set_) {
      change_hours();
    }
    return;
  }
  StationState& s = stations_[static_cast<std::size_t>(due.station)];
  if (due.kind == Due::platen_waited) {
    feed(static_cast<std::size_t>(due.station));
    return;
  }
  Tool& t = s.tools[static_cast<std::size_t>(due.tool)];
  if (t.sequence == due.sequence) {
    finish_activity(s, t);
  }
}

void Engine::plan_hours() {
  working_ = calendar_.is_working(now_);
  next_change_ = calendar_.next_change(now_);
  if (next_change_ != SimTime::max()) {
    due_.push({.time = next_change_, .kind = Due::shift_change, .sequence = hours_set_});
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
    }
  }
  feed(station);
}

void Engine::set_breakdowns(std::size_t station, const Breakdowns& breakdowns) {
  HELIOFAB_CHECK(station < stations_.size());
  stations_[station].station.breakdowns = breakdowns;
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
    for (const Piece& piece : s.waiting) {
      if (piece.roll) {
        rolls.push_back({.history = *piece.roll, .station = s.index, .processed = 0});
      }
    }
    for (const Tool& t : s.tools) {
      if (t.job.load.empty() || !t.job.load.front().roll) {
        continue;
      }
      const RollHistory& roll = *t.job.load.front().roll;
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

EventLog Engine::take_log() {
  EventLog log = std::exchange(log_, {});
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
  return log;
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
void LineSimulator::set_breakdowns(std::size_t station, const Breakdowns& breakdowns) {
  impl_->engine.set_breakdowns(station, breakdowns);
}
SimTime LineSimulator::now() const noexcept { return impl_->engine.now(); }
std::int64_t LineSimulator::modules_in_line() const noexcept {
  return impl_->engine.modules_in_line();
}
std::vector<RollInProcess> LineSimulator::rolls_in_process() const {
  return impl_->engine.rolls_in_process();
}
EventLog LineSimulator::take_log() { return impl_->engine.take_log(); }

}  // namespace heliofab::plant
