// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/plant/downtime.hpp"
#include "heliofab/plant/flow_rules.hpp"

namespace heliofab::plant {

/// How a station takes its work: a roll at a time, several modules at a time, a module at a time.
enum class StationKind : std::uint8_t { web, batch, sheet };
constexpr std::array<std::string_view, 3> names_of(StationKind) {
  return {"web", "batch", "sheet"};
}

/// Breakdowns whose clock runs on productive time alone. Both times are exponential. The short form
/// of a Downtime, as the two planned stops of a station are.
struct Breakdowns {
  double mtbf = 0;  // [s] mean productive time between failures; 0 means none
  double mttr = 0;  // [s] mean time to repair

  friend bool operator==(const Breakdowns&, const Breakdowns&) = default;
};

template <class Visit>
void describe(Visit& visit, Breakdowns& b) {
  visit(b.mtbf, {"mtbf", unit::h, 0, 1e5, "mean productive time between failures; 0: none", "D"});
  visit(b.mttr, {"mttr", unit::h, 0, 1e4, "mean time to repair", "D"});
}

/// Time taken from a tool by plan, between two jobs, whenever `interval` of production is over.
struct PlannedStop {
  double interval = 0;  // [s] of productive time; 0 means never
  double duration = 0;  // [s]

  friend bool operator==(const PlannedStop&, const PlannedStop&) = default;
};

template <class Visit>
void describe(Visit& visit, PlannedStop& p) {
  visit(p.interval, {"interval", unit::h, 0, 1e5, "of production after which it is due; 0: never"});
  visit(p.duration, {"duration", unit::h, 0, 1e4, "of the stop"});
}

/// A roll-to-roll tool. The zone is the part of the tool where standing web is spoilt.
struct WebTool {
  double web_speed = 0.3 / 60;  // [m/s]
  double web_in_process = 2;    // [m] in the zone, scrapped wherever the web stops
  double leader = 2;            // [m] lost at each end of a roll; that of the first station counts
  double roll_change = 3600;    // [s] unmount, mount, thread, pump down; before each roll
  double warm_up = 0;           // [s] after a non-working period
  double vent = 0;              // [s] to cut the web and let air in, at a shift's end
  double pump_down = 0;         // [s] before the warm-up of a tool that is at air
  bool in_line = false;         // runs the web of the station before it, tool by tool
  double accumulator = 0;       // [m] of web that can lie between the two
  std::int64_t splices = 0;     // [-] rolls joined to the tail of the last before one is threaded
  double splice = 0;            // [s] to join one, instead of a roll change
  double splice_loss = 0;       // [m] lost on either side of a splice; before it at least the zone

  friend bool operator==(const WebTool&, const WebTool&) = default;
};

template <class Visit>
void describe(Visit& visit, WebTool& w) {
  visit(w.web_speed, {"web_speed", unit::m_per_min, 0.001, 100, "of the web in the zone", "D"});
  visit(w.web_in_process,
        {"web_in_process", unit::m, 0, 100, "web in the zone, scrapped wherever it stops", "D"});
  visit(w.leader, {"leader", unit::m, 0, 100, "web lost at each end of a roll", "D"});
  visit(w.roll_change,
        {"roll_change", unit::min, 0, 1e4, "unmount, mount, thread and pump down", "D"});
  visit(w.warm_up, {"warm_up", unit::min, 0, 1e4, "after a non-working period", "D"});
  visit(w.vent, {"vent", unit::min, 0, 1e4, "to cut the web and let air in at a shift's end", "D"});
  visit(w.pump_down, {"pump_down", unit::min, 0, 1e4, "before the warm-up of a vented tool", "D"});
  visit(w.in_line, {"in_line", "runs the web of the station before it, tool by tool"});
  visit(w.accumulator, {"accumulator", unit::m, 0, 1e5, "web that can lie between the two", "D"});
  visit(w.splices,
        {"splices", 0, 1'000'000, "rolls joined to the last before one is threaded; 0: none", "D"});
  visit(w.splice, {"splice", unit::min, 0, 1e4, "to join a roll, instead of a roll change", "D"});
  visit(w.splice_loss, {"splice_loss", unit::m, 0, 100,
                        "lost on either side of a splice; before it at least the zone", "D"});
}

/// A tool that takes several modules in one cycle. A cycle starts when the platen holds no further
/// module, when the buffer before it is full, or when the first module has waited `max_wait`.
struct BatchTool {
  double platen_area = 7.5;   // [m2]
  double max_fill = 0.9;      // [-] of the platen that modules may cover
  double cycle_time = 1320;   // [s]
  double max_wait = 1800;     // [s]
  std::int64_t capacity = 0;  // [-] modules at most in a cycle; 0 means as many as fit

  friend bool operator==(const BatchTool&, const BatchTool&) = default;
};

template <class Visit>
void describe(Visit& visit, BatchTool& b) {
  visit(b.platen_area, {"platen_area", unit::m2, 0.01, 100, "5 m by 1.5 m at FAB 2", "A"});
  visit(b.max_fill, {"max_fill", unit::percent, 1, 100, "of the platen that modules cover", "D"});
  visit(b.cycle_time, {"cycle_time", unit::min, 0, 1e4, "load, evacuate, press, cure", "D"});
  visit(b.max_wait,
        {"max_wait", unit::min, 0, 1e5, "of the first module before a part-filled cycle", "D"});
  visit(b.capacity, {"capacity", 0, 100'000, "modules at most in a cycle; 0: what fits", "D"});
}

/// A tool that takes one module at a time:
/// handling + scribe length / scribe_speed + aperture area * time_per_m2.
struct SheetTool {
  double handling = 30;     // [s] load, align, unload
  double scribe_speed = 0;  // [m/s] of all beams together; 0 means no scribing
  double time_per_m2 = 0;   // [s] per m2 of aperture: printing, inspection
  Spread spread = Spread::fixed;
  double cv = 1;  // [-] standard deviation over mean, for a spread that has one

  friend bool operator==(const SheetTool&, const SheetTool&) = default;
};

template <class Visit>
void describe(Visit& visit, SheetTool& s) {
  visit(s.handling, {"handling", unit::s, 0, 1e6, "load, align, unload", "D"});
  visit(s.scribe_speed,
        {"scribe_speed", unit::m_per_s, 0, 1e3, "of all beams together; 0: no scribing", "D"});
  visit(s.time_per_m2, {"time_per_m2", unit::s, 0, 1e6, "per square metre of aperture", "D"});
  visit(s.spread, {"spread", "of the time about its mean", "D"});
  visit(s.cv, {"cv", unit::one, 0, 100, "standard deviation of the time over its mean", "D"});
}

/// A step of the line. Of `web`, `batch` and `sheet` the one named by `kind` counts.
struct Station {
  std::string name;
  StationKind kind = StationKind::sheet;
  std::int64_t tools = 1;      // [-] alike, in parallel
  std::int64_t buffer = 10;    // [-] places before it: rolls for `web`, modules otherwise
  std::int64_t operators = 0;  // [-] tools that can hold work at a time; 0 means all
  WebTool web;
  BatchTool batch;
  SheetTool sheet;
  Breakdowns breakdowns;
  PlannedStop maintenance;
  PlannedStop engineering;          // trials without product
  std::vector<Downtime> downtimes;  // further ones
  std::string crew;                 // whose people work here; empty: someone is always there
  std::int64_t sample_every = 1;    // [-] one module in so many stops here, the others pass by
  Rework rework;

  friend bool operator==(const Station&, const Station&) = default;
};

template <class Visit>
void describe(Visit& visit, Station& s) {
  visit(s.name, {"name", "of the step"});
  visit(s.kind, {"kind", "web: a roll at a time; batch: a platen; sheet: one module", "D"});
  visit(s.tools, {"tools", 0, 1000, "alike, in parallel", "D"});
  visit(s.buffer, {"buffer", 0, 1'000'000'000, "places before it: rolls or modules", "D"});
  visit(s.operators, {"operators", 0, 1000, "tools that can have work at a time; 0: all", "D"});
  visit(s.web, {"web", "a roll-to-roll tool"});
  visit(s.batch, {"batch", "a platen"});
  visit(s.sheet, {"sheet", "a tool for one module at a time"});
  visit(s.breakdowns, {"breakdowns", "at random, by productive time"});
  visit(s.maintenance, {"maintenance", "preventive"});
  visit(s.engineering, {"engineering", "trials without product"});
  visit(s.downtimes, {"downtimes", "further stops, by any clock"});
  visit(s.crew, {"crew", "whose people work here; empty: someone is always there"});
  visit(s.sample_every, {"sample_every", 1, 1'000'000, "one module in so many stops here", "D"});
  visit(s.rework, {"rework", "what goes back from here"});
}

}  // namespace heliofab::plant
