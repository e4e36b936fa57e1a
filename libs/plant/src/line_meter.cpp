// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line_meter.hpp"

#include <algorithm>
#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab::plant {

namespace {

PartKind part_kind_of(const Line& line) {
  if (line.stations.back().kind == StationKind::web) {
    return PartKind::roll;
  }
  if (line.stations.front().kind == StationKind::web) {
    return PartKind::cut;
  }
  return line.arrivals.interval > 0 ? PartKind::arrived : PartKind::begun;
}

// A part is worked on, or waits in the tool for it to be repaired.
bool holds_unfinished(Reason reason) {
  return reason == Reason::running || reason == Reason::repair || reason == Reason::no_crew ||
         reason == Reason::no_spare;
}

}  // namespace

LineMeter::LineMeter(const Line& line, SimTime start)
    : part_(part_kind_of(line)), slots_(line.stations.size()), now_(start), from_(start) {
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

void LineMeter::begin(std::size_t slot, SimTime time) {
  places_[slot] = {.began = time, .done = time, .is_at_work = true, .is_known = true};
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

// The line counts its modules itself.
void LineMeter::add_modules(const LineFlow& flow) {
  open_.parts += flow.out + flow.scrapped;
  open_.scrapped += flow.scrapped;
  open_.cycle += flow.stayed;
  open_.wip += flow.in_line;
  open_.in_line = flow.inside;
  open_.ages = flow.ages;
}

void LineMeter::add_rolls(const EventLog& log) {
  const Duration time = log.to - log.from;
  open_.wip += open_.in_line * time;
  open_.ages += open_.in_line * time;
  for (const Event& e : log.events) {
    if (e.kind == EventKind::roll_started) {
      ++open_.in_line;
      open_.wip += log.to - e.time;
      open_.ages += log.to - e.time;
    }
  }
  for (const RollHistory& roll : log.rolls) {
    --open_.in_line;
    ++open_.parts;
    open_.wip -= log.to - roll.finished;
    open_.cycle += roll.finished - roll.started;
    open_.ages -= log.to - roll.started;
  }
}

void LineMeter::add(const EventLog& log, const std::function<void(const Visit&)>& visit) {
  HELIOFAB_CHECK(log.from == now_);
  now_ = log.to;
  if (part_ == PartKind::roll) {
    add_rolls(log);
  } else {
    add_modules(log.line);
  }
  for (const Event& e : log.events) {
    if (e.kind == EventKind::breakdown || e.kind == EventKind::stopped) {
      ++tools_[slot_of(e.station, e.tool)].failures;
    }
  }
  for (const RollHistory& roll : log.rolls) {
    for (const RollPass& pass : roll.passes) {
      ++tools_[slot_of(pass.station, pass.tool)].units;
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
}

FlowTally LineMeter::take_flow() {
  FlowTally flow = std::exchange(open_, {.in_line = open_.in_line, .ages = open_.ages});
  flow.from = std::exchange(from_, now_);
  flow.to = now_;
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
