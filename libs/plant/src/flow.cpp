// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine.hpp"
#include "heliofab/core/error.hpp"

// Where rolls and modules go; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

// Lets station `s` take what it can: finished pieces from the station before it, then work for
// its tools, until neither moves. A tool that is freed on the way lets the station before take
// more. `s` one past the last station is the door.
void Engine::feed(std::size_t s) {
  bool freed = false;
  for (bool moves = true; moves;) {
    const bool is_offered = s > 0 && !stations_[s - 1].finished.empty();
    moves = is_offered && move_into(s, freed);
    moves = s < stations_.size() && start_jobs(stations_[s]) && is_offered;
  }
  if (s < stations_.size() && !stations_[s].ready.empty()) {
    name_idleness(stations_[s]);
  }
  if (freed) {
    feed(s - 1);
  }
}

// [2] Blocking after service: what is finished waits in its tool for a place. Hours do not matter.
bool Engine::move_into(std::size_t s, bool& freed) {
  StationState& from = stations_[s - 1];
  bool moved = false;
  while (!from.finished.empty()) {
    Tool& t = from.tools[from.finished.front()];
    if (t.job.load.empty()) {
      from.finished.pop_front();
      release_tool(from, t);
      freed = true;
      continue;
    }
    if (!has_room(s)) {
      break;
    }
    Piece* piece = t.job.load.front();
    t.job.load.pop_front();
    moved = true;
    if (!from.is_web()) {
      log_.departures.push_back(
          {.sheet = piece->sheet, .station = from.index, .tool = t.index, .time = now_});
    }
    if (s == stations_.size()) {
      --modules_;  // a roll was cut before it came here
      pieces_.give_back(piece);
      continue;
    }
    StationState& to = stations_[s];
    piece->arrived = now_;
    to.waiting.push_back(piece);
    if (to.station.kind == StationKind::batch) {
      due_.push(Due::at(now_ + to.max_wait, Due::platen_waited, to.index, -1, 0));
    }
  }
  return moved;
}

bool Engine::has_room(std::size_t s) const {
  if (s == stations_.size()) {
    return true;
  }
  const StationState& to = stations_[s];
  if (to.station.buffer > 0) {
    return static_cast<std::int64_t>(to.waiting.size()) < to.station.buffer;
  }
  // Without places a piece goes from hand to hand.
  return to.waiting.empty() && is_open() && has_operator(to) && !to.ready.empty();
}

bool Engine::has_operator(const StationState& s) const {
  return s.station.operators == 0 || s.held < s.station.operators;
}

bool Engine::start_jobs(StationState& s) {
  if (s.ready.empty() || !is_open()) {
    return false;
  }
  bool started = false;
  for (std::size_t k = s.ready.next(); k != IndexSet::npos; k = s.ready.next(k + 1)) {
    const std::size_t pieces = has_operator(s) ? pieces_to_start(s) : 0;
    if (pieces == 0) {
      break;
    }
    begin(s, s.tools[k], pieces);
    started = true;
  }
  return started;
}

// How many pieces a ready tool would take now; 0 to wait.
std::size_t Engine::pieces_to_start(const StationState& s) const {
  if (s.index > 0) {
    return s.station.kind == StationKind::batch ? platen_load(s)
                                                : std::min<std::size_t>(s.waiting.size(), 1);
  }
  if (s.station.kind != StationKind::batch) {
    return released_ > 0 ? 1 : 0;
  }
  // What is released is all there is to wait for.
  const BatchTool& batch = s.station.batch;
  const auto fit = static_cast<std::int64_t>(usable_area(batch) / Sheet{}.laminate_area);
  const std::int64_t most = batch.capacity > 0 ? std::min(batch.capacity, fit) : fit;
  return static_cast<std::size_t>(std::min(released_, std::max<std::int64_t>(most, 1)));
}

// [6] First in, first on the platen.
std::size_t Engine::platen_load(const StationState& s) const {
  const BatchTool& batch = s.station.batch;
  const double usable = usable_area(batch);
  const std::size_t most =
      batch.capacity > 0 ? static_cast<std::size_t>(batch.capacity) : s.waiting.size() + 1;
  double area = 0;
  std::size_t count = 0;
  while (count < s.waiting.size() && count < most &&
         area + s.waiting[count]->module.laminate_area <= usable) {
    area += s.waiting[count++]->module.laminate_area;
  }
  if (count == 0) {
    return 0;
  }
  const double next = s.waiting[std::min(count, s.waiting.size() - 1)]->module.laminate_area;
  const bool is_full = count == most || area + next > usable;
  const bool is_crowded = static_cast<std::int64_t>(s.waiting.size()) >= s.station.buffer;
  const bool has_waited = now_ - s.waiting.front()->arrived >= s.max_wait;
  return is_full || is_crowded || has_waited ? count : 0;
}

void Engine::begin(StationState& s, Tool& t, std::size_t pieces) {
  Job& job = t.job;
  job.is_held = true;
  ++s.held;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (s.index == 0) {
      job.load.push_back(make_first(s, t));
    } else {
      job.load.push_back(s.waiting.front());
      s.waiting.pop_front();
    }
  }
  job.total_work = job.work = work_time(s, t);
  if (s.is_web()) {
    job.change = s.roll_change;
    t.roll().passes.push_back({.station = s.index, .tool = t.index, .mounted = now_});
    ask_for_alarms(s, t);
  } else {
    job.is_begun = true;
  }
  settle(s, t);
}

void Engine::check_fits(const Sheet& module) const {
  if (module.laminate_area <= smallest_platen_) {
    return;
  }
  for (const StationState& s : stations_) {
    if (s.station.kind == StationKind::batch &&
        module.laminate_area > usable_area(s.station.batch)) {
      throw ModelError(
          "E4506",
          fmt::format("plant: a module of {:.6g} m2 is larger than {:.6g} m2, what a "
                      "platen of '{}' takes",
                      module.laminate_area, s.station.batch.platen_area * s.station.batch.max_fill,
                      s.station.name));
    }
  }
}

Piece* Engine::make_first(const StationState& s, const Tool& t) {
  --released_;
  Piece* piece = make_piece();
  if (s.is_web()) {
    piece->roll = std::make_unique<RollHistory>();
    piece->roll->roll = RollId{++rolls_};
    piece->roll->length = roll_length_;
    piece->roll->started = now_;
    note(EventKind::roll_started, s.index, t.index, piece->roll->roll);
  } else {
    check_fits(piece->module);
    piece->sheet = SheetId{++sheets_};
    ++modules_;
  }
  return piece;
}

Piece* Engine::make_piece() {
  Piece* piece = pieces_.take();
  piece->sheet = SheetId{};
  piece->module = Sheet{};
  return piece;
}

void Engine::finish_work(StationState& s, Tool& t) {
  while (!t.job.alarms.empty()) {
    stop_for_alarm(s, t);
  }
  t.job.is_done = true;
  if (s.is_web()) {
    RollHistory& roll = t.roll();
    roll.passes.back().finished = now_;
    const double leader = s.station.web.leader;
    if (s.index == 0 && leader > 0) {
      roll.scrap.push_back({roll.length - leader, leader, s.index, "leader"});
    }
    if (static_cast<std::size_t>(s.index) + 1 == web_stations_) {
      cut(s, t);
    }
  }
  s.finished.push_back(static_cast<std::size_t>(t.index));
  t.activity = Activity::blocked;
  ++t.sequence;
  feed(static_cast<std::size_t>(s.index) + 1);
  if (t.activity == Activity::blocked) {  // most tools are free again
    settle(s, t);
  }
}

// [8] The roll is done; its modules lie behind the tool.
void Engine::cut(StationState& s, Tool& t) {
  const std::unique_ptr<RollHistory> roll = std::move(t.job.load.front()->roll);
  pieces_.give_back(t.job.load.front());
  t.job.load.pop_front();
  roll->finished = now_;
  roll->first_sheet = SheetId{sheets_ + 1};
  const std::vector<Sheet> modules = cut_ ? cut_(*roll) : std::vector<Sheet>{};
  for (const Sheet& module : modules) {
    check_fits(module);
    Piece* piece = make_piece();
    piece->sheet = SheetId{++sheets_};
    piece->module = module;
    t.job.load.push_back(piece);
  }
  roll->sheets = static_cast<std::int64_t>(modules.size());
  modules_ += roll->sheets;
  note(EventKind::roll_finished, s.index, t.index, roll->roll);
  log_.rolls.push_back(std::move(*roll));
}

// [9] Between two jobs is when planned stops are taken.
void Engine::release_tool(StationState& s, Tool& t) {
  t.job.is_held = t.job.is_begun = t.job.is_done = false;  // its load is gone, its storage stays
  --s.held;
  if (t.since_maintenance >= s.maintenance_interval) {
    t.maintenance = duration_from_s(s.station.maintenance.duration);
    t.since_maintenance = Duration::zero();
  }
  if (t.since_trial >= s.trial_interval) {
    t.trial = duration_from_s(s.station.engineering.duration);
    t.since_trial = Duration::zero();
  }
  if (t.is_leaving) {
    remove_tool(s, t);
  } else {
    settle(s, t);
  }
}

// One platen at a time is told to be filling; the others have nothing to do. Those that were idle
// before are told only what is new.
void Engine::name_idleness(StationState& s) {
  const bool is_first = s.index == 0;
  const bool has_work = is_first ? released_ > 0 : !s.waiting.empty();
  const bool is_filling = has_work && has_operator(s);
  const Reason idle = has_work && !is_filling ? Reason::no_operator : nothing_to_do(s);
  if (idle != s.idle) {
    s.idle = idle;
    for (std::size_t k = s.ready.next(); k != IndexSet::npos; k = s.ready.next(k + 1)) {
      s.tools[k].enter(idle, now_);
    }
  }
  for (const std::size_t k : s.unnamed) {
    if (s.tools[k].is_ready()) {
      s.tools[k].enter(idle, now_);
    }
  }
  s.unnamed.clear();
  const std::size_t first = s.ready.next();
  if (s.filling != IndexSet::npos && s.filling != first) {
    if (s.ready.has(s.filling)) {
      s.tools[s.filling].enter(idle, now_);
    }
    s.filling = IndexSet::npos;
  }
  if (first != IndexSet::npos) {
    s.filling = is_filling ? first : IndexSet::npos;
    s.tools[first].enter(is_filling ? Reason::filling : idle, now_);
  }
}

}  // namespace heliofab::plant
