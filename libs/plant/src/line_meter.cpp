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

}  // namespace

LineMeter::LineMeter(const Line& line, SimTime start)
    : part_(part_kind_of(line)), slots_(line.stations.size()), now_(start), from_(start) {
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
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
  }
  return slots[static_cast<std::size_t>(tool)];
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

void LineMeter::add(const EventLog& log) {
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
  for (const Departure& d : log.departures) {
    ++tools_[slot_of(d.station, d.tool)].units;
  }
  for (const StateInterval& state : log.states) {
    ReasonTimes& times = tools_[slot_of(state.station, state.tool)].times;
    times[static_cast<std::size_t>(state.reason)] += state.to - state.from;
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
