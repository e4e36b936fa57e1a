// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line_meter.hpp"

#include <algorithm>

#include "heliofab/core/check.hpp"

namespace heliofab::plant {

namespace {

constexpr SimTime not_yet = SimTime::max();  // a part whose number is known by a later one
constexpr SimTime gone = SimTime::min();

PartKind part_kind_of(const Line& line, bool parts_arrive) {
  if (line.stations.back().kind == StationKind::web) {
    return PartKind::roll;
  }
  if (line.stations.front().kind == StationKind::web) {
    return PartKind::cut;
  }
  return parts_arrive ? PartKind::arrived : PartKind::begun;
}

std::uint64_t ticks(Duration d) { return static_cast<std::uint64_t>(d.count()); }

// A part is worked on, or waits in the tool for it to be repaired.
bool holds_unfinished(Reason reason) {
  return reason == Reason::running || reason == Reason::repair;
}

}  // namespace

LineMeter::LineMeter(const Line& line, SimTime start, bool parts_arrive)
    : part_(part_kind_of(line, parts_arrive)),
      last_station_(static_cast<std::int32_t>(line.stations.size()) - 1),
      slots_(line.stations.size()),
      now_(start),
      from_(start),
      origin_(start) {
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    is_platen_.push_back(line.stations[s].kind == StationKind::batch);
    for (std::int64_t t = 0; t < line.stations[s].tools; ++t) {
      slot_of(static_cast<std::int32_t>(s), static_cast<std::int32_t>(t));
    }
  }
}

// Tools may be added to a line while it runs.
std::size_t LineMeter::slot_of(std::int32_t station, std::int32_t tool) {
  std::vector<std::size_t>& slots = slots_[static_cast<std::size_t>(station)];
  while (slots.size() <= static_cast<std::size_t>(tool)) {
    slots.push_back(tools_.size());
    tools_.push_back({.station = station, .tool = static_cast<std::int32_t>(slots.size()) - 1});
    places_.emplace_back();
    leaving_.emplace_back();
    next_.push_back(0);
  }
  return slots[static_cast<std::size_t>(tool)];
}

void LineMeter::enter(SimTime time) {
  ++in_line_;
  ++entries_;
  entered_sum_ += ticks(time - origin_);
  entered_open_ += ticks(time - origin_);
}

void LineMeter::leave(SimTime entered, SimTime left) {
  --in_line_;
  ++exits_;
  entered_sum_ -= ticks(entered - origin_);
  left_open_ += ticks(left - origin_);
  cycle_ += left - entered;
}

void LineMeter::note_entry(std::int64_t part, SimTime time) {
  HELIOFAB_CHECK(part >= first_part_);
  const auto at = static_cast<std::size_t>(part - first_part_);
  if (at >= entries_of_.size()) {
    entries_of_.resize(at + 1, not_yet);
  }
  entries_of_[at] = time;
}

void LineMeter::leave_line(std::int64_t part, SimTime time) {
  SimTime& entered = entries_of_.at(static_cast<std::size_t>(part - first_part_));
  HELIOFAB_CHECK(entered != not_yet && entered != gone);
  leave(entered, time);
  entered = gone;
  while (!entries_of_.empty() && entries_of_.front() == gone) {
    entries_of_.pop_front();
    ++first_part_;
  }
}

void LineMeter::arrive(SimTime time) {
  HELIOFAB_CHECK(part_ == PartKind::arrived);
  enter(time);
  entries_of_.push_back(time);
}

void LineMeter::begin(std::size_t slot, SimTime time) {
  places_[slot] = {.began = time, .done = time, .is_at_work = true, .is_known = true};
  if (part_ == PartKind::begun && tools_[slot].station == 0) {
    enter(time);
  }
}

// Parts of one platen leave one by one; another part of a tool for one at a time is one whose work
// took no time at all.
void LineMeter::leave_tool(std::size_t slot, const Leaving& leaving,
                           const std::function<void(const Visit&)>& visit) {
  ToolTally& tool = tools_[slot];
  ToolPlace& place = places_[slot];
  const bool is_platen = is_platen_[static_cast<std::size_t>(tool.station)];
  if (!place.is_at_work && !(is_platen && place.is_known)) {
    begin(slot, leaving.time);
  }
  place.is_at_work = false;
  ++tool.units;
  if (part_ == PartKind::begun && tool.station == 0) {
    note_entry(leaving.part, place.began);
  }
  if (visit) {
    visit({leaving.part, tool.station, tool.tool, place.began, place.done, leaving.time});
  }
}

void LineMeter::add_interval(std::size_t slot, const StateInterval& state,
                             const std::function<void(const Visit&)>& visit) {
  const std::vector<Leaving>& leaving = leaving_[slot];
  std::size_t& next = next_[slot];
  ToolPlace& place = places_[slot];
  tools_[slot].times[static_cast<std::size_t>(state.reason)] += state.to - state.from;
  while (next < leaving.size() && leaving[next].time <= state.from) {
    leave_tool(slot, leaving[next++], visit);
  }
  if (!holds_unfinished(state.reason)) {
    return;
  }
  // Work that follows upon work at once is one interval: departures within it part the two.
  SimTime at = state.from;
  while (at < state.to) {
    if (!place.is_at_work) {
      begin(slot, at);
    }
    const bool ends_within = next < leaving.size() && leaving[next].time < state.to;
    at = ends_within ? leaving[next].time : state.to;
    place.done = at;
    while (ends_within && next < leaving.size() && leaving[next].time == at) {
      leave_tool(slot, leaving[next++], visit);
    }
  }
}

void LineMeter::sort_departures(const EventLog& log) {
  for (std::vector<Leaving>& of_tool : leaving_) {
    of_tool.clear();
  }
  std::ranges::fill(next_, std::size_t{0});
  for (const Departure& d : log.departures) {
    leaving_[slot_of(d.station, d.tool)].push_back({static_cast<std::int64_t>(d.sheet), d.time});
  }
}

void LineMeter::add(const EventLog& log, const std::function<void(const Visit&)>& visit) {
  HELIOFAB_CHECK(log.from == now_);
  now_ = log.to;
  for (const Event& e : log.events) {
    if (e.kind == EventKind::breakdown || e.kind == EventKind::stopped) {
      ++tools_[slot_of(e.station, e.tool)].failures;
    }
    if (part_ == PartKind::roll && e.kind == EventKind::roll_started) {
      enter(e.time);
    }
  }
  for (const RollHistory& roll : log.rolls) {
    for (const RollPass& pass : roll.passes) {
      ++tools_[slot_of(pass.station, pass.tool)].units;
    }
    if (part_ == PartKind::roll) {
      leave(roll.started, roll.finished);
    } else {
      for (std::int64_t i = 0; i < roll.sheets; ++i) {
        note_entry(static_cast<std::int64_t>(roll.first_sheet) + i, roll.finished);
        enter(roll.finished);
      }
    }
  }
  sort_departures(log);
  for (const StateInterval& state : log.states) {
    add_interval(slot_of(state.station, state.tool), state, visit);
  }
  for (std::size_t slot = 0; slot < leaving_.size(); ++slot) {
    while (next_[slot] < leaving_[slot].size()) {
      leave_tool(slot, leaving_[slot][next_[slot]++], visit);
    }
  }
  for (const Departure& d : log.departures) {
    if (d.station == last_station_) {
      leave_line(static_cast<std::int64_t>(d.sheet), d.time);
    }
  }
}

FlowTally LineMeter::take_flow() {
  const std::uint64_t end = ticks(now_ - origin_);
  const auto times = [&](std::int64_t count) { return static_cast<std::uint64_t>(count) * end; };
  const std::uint64_t wip = static_cast<std::uint64_t>(in_line_before_) * ticks(now_ - from_) +
                            (times(entries_) - entered_open_) - (times(exits_) - left_open_);
  const FlowTally flow{.from = from_,
                       .to = now_,
                       .parts = exits_,
                       .cycle = cycle_,
                       .wip = Duration(static_cast<std::int64_t>(wip)),
                       .in_line = in_line_,
                       .ages = Duration(static_cast<std::int64_t>(times(in_line_) - entered_sum_))};
  from_ = now_;
  in_line_before_ = in_line_;
  entries_ = exits_ = 0;
  entered_open_ = left_open_ = 0;
  cycle_ = Duration::zero();
  return flow;
}

std::vector<ToolTally> LineMeter::take_tools() {
  std::vector<ToolTally> tally = tools_;
  std::ranges::sort(tally, {}, [](const ToolTally& t) { return std::pair(t.station, t.tool); });
  for (ToolTally& t : tools_) {
    t.times = {};
    t.units = t.failures = 0;
  }
  return tally;
}

}  // namespace heliofab::plant
