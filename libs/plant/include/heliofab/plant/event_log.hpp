// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/time.hpp"

namespace heliofab::plant {

enum class RollId : std::int64_t {};   // from 1 in the order of mounting on the first tool
enum class SheetId : std::int64_t {};  // from 1 in the order of cutting; 0 means none

/// SEMI E10 states with their public codes (OPC 40100-1).
enum class ToolState : std::int64_t {
  productive = 1,
  standby = 2,
  engineering = 3,
  scheduled_down = 4,
  unscheduled_down = 5,
  non_scheduled = 6,
};
constexpr std::array<std::string_view, 7> names_of(ToolState) {
  return {"",
          "productive",
          "standby",
          "engineering",
          "scheduled_down",
          "unscheduled_down",
          "non_scheduled"};
}

/// Why a tool is in its state. Each reason belongs to one state.
enum class Reason : std::uint8_t {
  running,      // productive
  starved,      // standby: nothing to work on
  blocked,      // standby: the next buffer is full
  filling,      // standby: a platen waits for more modules
  no_operator,  // standby
  no_order,     // standby: first station, nothing released
  trial,        // engineering
  roll_change,  // scheduled_down
  maintenance,  // scheduled_down
  warm_up,      // scheduled_down
  repair,       // unscheduled_down
  alarm,        // unscheduled_down: seen to because of an alarm about what it made
  off_shift,    // non_scheduled
  shift_end,    // non_scheduled, with web standing in the zone
  recharge,     // scheduled_down: sources are filled
  vent,         // scheduled_down: the chamber is let to air and worked in
  no_crew,      // unscheduled_down: a repair waits for people
  no_spare,     // unscheduled_down: a repair waits for a part
  splice,       // scheduled_down: the next roll is joined to the tail of the last
};
constexpr std::array<std::string_view, 19> names_of(Reason) {
  return {"running",  "starved", "blocked",     "filling",     "no operator",
          "no order", "trial",   "roll change", "maintenance", "warm-up",
          "repair",   "alarm",   "off shift",   "shift end",   "recharge",
          "vent",     "no crew", "no spare",    "splice"};
}
constexpr std::string_view name_of(Reason r) { return names_of(r)[static_cast<std::size_t>(r)]; }

/// The state that a reason belongs to.
ToolState state_of(Reason reason) noexcept;

/// One tool in one state; the intervals of a tool tile the time of a log without gap.
struct StateInterval {
  std::int32_t station = 0;  // index in the line
  std::int32_t tool = 0;     // from 0 within the station
  Reason reason = Reason::starved;
  SimTime from{};
  SimTime to{};

  ToolState state() const noexcept { return state_of(reason); }
  friend bool operator==(const StateInterval&, const StateInterval&) = default;
};

/// The web stood still in a tool.
struct Stop {
  double position = 0;  // [m] of the roll at the start of the zone
  SimTime from{};
  SimTime to{};
  std::string_view cause;  // "stop" after a breakdown, "alarm", "shift end"

  friend bool operator==(const Stop&, const Stop&) = default;
};

/// A roll's pass through one tool.
struct RollPass {
  std::int32_t station = 0;
  std::int32_t tool = 0;
  SimTime mounted{};   // roll change begins
  SimTime started{};   // the web moves
  SimTime finished{};  // the end of the web leaves the zone, or the next roll is spliced to it
  std::vector<Stop> stops;

  friend bool operator==(const RollPass&, const RollPass&) = default;
};

/// Web that no module may be cut from. Stretches of a roll may overlap.
struct ScrapStretch {
  double position = 0;  // [m] down-web start
  double length = 0;    // [m]
  std::int32_t station = 0;
  std::string_view cause;  // "stop", "alarm", "shift end", "leader", "splice"

  friend bool operator==(const ScrapStretch&, const ScrapStretch&) = default;
};

/// A roll and what it met in the front end.
struct RollHistory {
  RollId roll{};
  double length = 0;   // [m]
  SimTime started{};   // mounted on the first tool
  SimTime finished{};  // cut into modules
  std::vector<RollPass> passes;
  std::vector<ScrapStretch> scrap;  // in the order in which it arose
  SheetId first_sheet{};            // of those cut from it; ids are consecutive
  std::int64_t sheets = 0;

  friend bool operator==(const RollHistory&, const RollHistory&) = default;
};

/// Length covered by stretches, overlaps counted once [m].
double covered_length(std::span<const ScrapStretch> stretches);

/// A module before the flash test, as far as the line must know it.
struct Sheet {
  std::int64_t product = 0;    // [-] index the caller gave it
  double position = 0;         // [m] down-web start on the roll
  double length = 1;           // [m] down-web
  double aperture_area = 0.3;  // [m2]
  double laminate_area = 0.4;  // [m2] it takes on a platen
  double scribe_length = 0;    // [m] all lines together

  friend bool operator==(const Sheet&, const Sheet&) = default;
};

/// Says which modules a roll gives; called once for each roll, in the order of time. The history
/// has no modules yet, but `first_sheet` is the id of the first one returned.
using SheetSource = std::function<std::vector<Sheet>(const RollHistory&)>;

/// A stop that a web tool makes because of an alarm about what it made.
struct AlarmStop {
  double position = 0;  // [m] of the roll that leaves the zone when the web comes to stand; behind
                        // the roll's end the tool stops when the roll has left it
  double duration = 0;  // [s] for which the tool is seen to
  std::string cause;    // for the log: "CGI beyond limits"

  friend bool operator==(const AlarmStop&, const AlarmStop&) = default;
};

/// Says where a roll will be stopped in the web tool that takes it up, by position: the last pass
/// of the history, which has only begun. Called once for each pass, in the order of time.
using AlarmSource = std::function<std::vector<AlarmStop>(const RollHistory&)>;

/// A module left a station of the back end. Its tool was blocked from `done` on.
struct Departure {
  SheetId sheet{};
  std::int32_t station = 0;
  std::int32_t tool = 0;
  SimTime began{};  // work on it; all modules of a platen at once
  SimTime done{};
  SimTime time{};  // it has its place in the next buffer, or is out

  friend bool operator==(const Departure&, const Departure&) = default;
};

enum class EventKind : std::uint8_t {
  breakdown,
  repaired,
  stopped,  // for an alarm
  restarted,
  roll_started,
  roll_finished,
  shift_start,
  shift_end,
  tool_added,
  tool_removed,
  spliced,  // a roll to the one before it, and the web moves
};
constexpr std::array<std::string_view, 11> names_of(EventKind) {
  return {"breakdown",   "repaired",  "stopped",    "restarted",    "roll started", "roll finished",
          "shift start", "shift end", "tool added", "tool removed", "spliced"};
}
constexpr std::string_view name_of(EventKind k) { return names_of(k)[static_cast<std::size_t>(k)]; }

struct Event {
  SimTime time{};
  EventKind kind = EventKind::breakdown;
  std::int32_t station = -1;  // -1: the plant
  std::int32_t tool = -1;
  RollId roll{};       // concerned; 0 when none
  std::string detail;  // of a stop: its cause; of a splice: the roll before

  friend bool operator==(const Event&, const Event&) = default;
};

/// A module that left the line before its end.
struct ScrappedModule {
  SheetId sheet{};
  std::int32_t station = 0;  // where it was found to be scrap
  SimTime time{};
  std::string_view cause;  // "rework" when it has been back too often, "late"

  friend bool operator==(const ScrappedModule&, const ScrappedModule&) = default;
};

/// Units of a station in the time of a log: rolls in a web station, modules elsewhere.
/// entered == left + reworked + scrapped + (inside at the end) - (inside at the start).
struct StationFlow {
  std::int64_t entered = 0;
  std::int64_t left = 0;      // on their way to the end of the line
  std::int64_t reworked = 0;  // sent back from here
  std::int64_t scrapped = 0;  // here
  std::int64_t late = 0;      // begun, or found, too late; theory/plant.md [17]
  std::int64_t inside = 0;    // in buffer and tools, at the end of the log
  Duration waiting{};         // integral over time of the units in its buffer
  Duration stay{};            // integral over time of those in buffer and tools

  friend bool operator==(const StationFlow&, const StationFlow&) = default;
};

/// Modules of the line in the time of a log. Little's law holds to the tick:
/// in_line == stayed + ages - (ages of the log before).
struct LineFlow {
  std::int64_t entered = 0;  // cut, arrived or begun
  std::int64_t out = 0;      // through the door
  std::int64_t scrapped = 0;
  std::int64_t inside = 0;  // at the end of the log
  Duration in_line{};       // integral over time of the modules in the line
  Duration stayed{};        // sum over those that left it of their time in it
  Duration ages{};          // of those inside, at the end of the log, all together

  friend bool operator==(const LineFlow&, const LineFlow&) = default;
};

/// What happened from `from` to `to`. Rolls stand in the log in which they were finished.
struct EventLog {
  SimTime from{};
  SimTime to{};
  std::vector<StateInterval> states;     // by station, tool, time
  std::vector<RollHistory> rolls;        // by time finished
  std::vector<Departure> departures;     // by time
  std::vector<Event> events;             // by time
  std::vector<ScrappedModule> scrapped;  // by time
  std::vector<StationFlow> flow;         // by station
  LineFlow line;

  friend bool operator==(const EventLog&, const EventLog&) = default;
};

}  // namespace heliofab::plant
