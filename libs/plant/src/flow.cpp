// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "engine.hpp"

// Where rolls and modules go; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

// Lets station `s` take what it can: finished pieces from the station before it, then work for
// its tools, until neither moves. A tool that is freed on the way lets the station before take
// more. `s` one past the last station is the door.
void Engine::feed(std::size_t s) {
  const bool is_door = s == stations_.size();
  const std::vector<std::size_t>& sources = sources_[s];
  for (bool is_offered = true; is_offered;) {  // what may find a place now
    is_offered = false;
    for (const std::size_t source : sources) {
      StationState& from = stations_[source];
      if (!from.finished.empty()) {
        move_into(s, from);
        is_offered = is_offered || !from.finished.empty();
      }
    }
    is_offered = !is_door && start_jobs(stations_[s]) && is_offered;
  }
  if (!is_door && !stations_[s].ready.empty()) {
    name_idleness(stations_[s]);
  }
  for (const std::size_t source : sources) {
    if (std::exchange(stations_[source].is_freed, false)) {
      feed(source);
    }
  }
}

// [2] Blocking after service: what is finished waits in its tool for a place. Hours do not matter.
// A tool that waits for another station is no obstacle to one beside it.
void Engine::move_into(std::size_t s, StationState& from) {
  for (std::size_t i = 0; i < from.finished.size();) {
    Tool& t = from.tools[from.finished[i]];
    if (t.job.load.empty()) {
      from.finished.erase(i);
      release_tool(from, t);
      from.is_freed = true;
      continue;
    }
    Piece* piece = t.job.load.front();
    if (piece->next != s) {
      ++i;
      continue;
    }
    if (!has_room(s)) {
      break;
    }
    t.job.load.pop_front();
    if (!from.is_web()) {
      log_.departures.push_back({.sheet = piece->sheet,
                                 .station = from.index,
                                 .tool = t.index,
                                 .began = t.job.began,
                                 .done = t.job.done,
                                 .time = now_});
    }
    if (piece->sheet != SheetId{} && from.is_web()) {  // a module of a roll that left in cut()
      for (const std::size_t clock : from.clocks) {
        piece->started[clock] = now_;
      }
    } else {
      leave(*piece, from);
      ++from.flow.left;
    }
    if (s == stations_.size()) {
      ++log_.line.out;
      leave_line(piece);
      if (wip_limit_ > 0) {
        call(0);
      }
    } else {
      arrive(piece, stations_[s]);
    }
  }
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
  return (s.station.operators == 0 || s.held < s.station.operators) &&
         (s.crew == no_index || crews_[s.crew].has_one());
}

bool Engine::start_jobs(StationState& s) {
  if (s.ready.empty()) {
    return false;
  }
  if (s.is_drawn) {
    return draw_web(s);
  }
  if (!is_open()) {
    return false;
  }
  bool started = false;
  for (std::size_t k = s.ready.next(); k != IndexSet::npos; k = s.ready.next(k + 1)) {
    if (!has_operator(s)) {
      break;
    }
    if (!may_begin(s, s.tools[k])) {
      continue;
    }
    started = (!s.limits.empty() && turn_away_late(s)) || started;
    const std::size_t pieces = pieces_to_start(s);
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
  if (s.index > 0 || wip_limit_ > 0 || !s.waiting.empty()) {
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

// One platen at a time is told to be filling; the others have nothing to do. Those that were idle
// before are told only what is new.
void Engine::name_idleness(StationState& s) {
  const bool is_first = s.index == 0;
  const bool has_work = !s.waiting.empty() || (is_first && wip_limit_ == 0 && released_ > 0);
  const bool is_filling = has_work && has_operator(s);
  const Reason idle = has_work && !is_filling ? Reason::no_operator : nothing_to_do(s);
  if (idle != s.idle) {
    s.idle = idle;
    for (std::size_t k = s.ready.next(); k != IndexSet::npos; k = s.ready.next(k + 1)) {
      s.tools[k].enter(idle, now_);
    }
  }
  for (std::size_t i = 0; i < s.unnamed.size(); ++i) {  // a stop of no time adds its tool again
    Tool& t = s.tools[s.unnamed[i]];
    if (t.is_ready() && !(s.has_opportunities && take_opportunity(s, t))) {
      t.enter(idle, now_);
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
