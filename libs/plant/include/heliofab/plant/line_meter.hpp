// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"

namespace heliofab::plant {

/// Time by reason, of one tool or of several.
using ReasonTimes = std::array<Duration, names_of(Reason{}).size()>;

/// What a tool did while it was measured.
struct ToolTally {
  std::int32_t station = 0;
  std::int32_t tool = 0;
  ReasonTimes times{};
  std::int64_t units = 0;     // rolls or modules that left it
  std::int64_t failures = 0;  // breakdowns and stops for alarms

  friend bool operator==(const ToolTally&, const ToolTally&) = default;
};

/// A part in a tool: from the moment in which work began to that in which it had its place in the
/// next buffer, or was out. It is blocked from `done` on.
struct Visit {
  std::int64_t part = 0;  // a SheetId
  std::int32_t station = 0;
  std::int32_t tool = 0;
  SimTime began{};
  SimTime done{};
  SimTime left{};

  friend bool operator==(const Visit&, const Visit&) = default;
};

/// Parts in the line from `from` to `to`, in whole ticks. Little's law holds to the last of them:
/// what all parts spent in the line is wip, and with the ages at both ends
///
///   wip == cycle - (ages at `from`) + ages
struct FlowTally {
  SimTime from{};
  SimTime to{};
  std::int64_t parts = 0;     // that left the line, through the door or as scrap
  std::int64_t scrapped = 0;  // of these
  Duration cycle{};           // the time these were in it, all together
  Duration wip{};             // number in the line, integrated over time
  std::int64_t in_line = 0;   // at `to`
  Duration ages{};            // of those, all together

  friend bool operator==(const FlowTally&, const FlowTally&) = default;
};

/// What a part of a line is, and when it comes into it.
enum class PartKind : std::uint8_t {
  roll,     // a line of web stations alone: from the first tool to the end of the last
  cut,      // modules of rolls: from the cut on
  begun,    // modules, each from the start of its work at the first station
  arrived,  // modules, each from its arrival before the first station
};

/// Reads the logs of a line as they come and keeps sums, whatever their number. Keeps one
/// invariant: every part that entered has left or is counted in the line.
///
/// A first station that is a platen and never starves is not for it: how many parts a platen holds
/// shows in the log only when they leave.
class LineMeter {
 public:
  /// An empty line at `start`.
  LineMeter(const Line& line, SimTime start);

  /// The next log of the line. `visit`, which may be empty, takes the stays that ended in it, by
  /// tool and time; of rolls there are none (their passes say as much).
  void add(const EventLog& log, const std::function<void(const Visit&)>& visit = {});

  /// Closes the tally of parts at the end of the last log, and begins the next.
  FlowTally take_flow();
  /// By station and tool; begins anew.
  std::vector<ToolTally> take_tools();

  PartKind part_kind() const noexcept { return part_; }

 private:
  struct ToolPlace {  // what a tool is at
    SimTime began{};
    SimTime done{};
    bool is_at_work = false;  // a job has begun and none of its parts has left
    bool is_known = false;    // began and done are those of the last job
  };
  struct Leaving {
    std::int64_t part = 0;
    SimTime time{};
  };

  std::size_t slot_of(std::int32_t station, std::int32_t tool);
  void sort_departures(const EventLog& log);
  void begin(std::size_t slot, SimTime time);
  void leave_tool(std::size_t slot, const Leaving& leaving,
                  const std::function<void(const Visit&)>& visit);
  void add_interval(std::size_t slot, const StateInterval& state,
                    const std::function<void(const Visit&)>& visit);
  void add_modules(const LineFlow& flow);
  void add_rolls(const EventLog& log);

  PartKind part_;
  std::vector<bool> is_platen_;                  // by station
  std::vector<std::vector<std::size_t>> slots_;  // by station and tool
  std::vector<ToolTally> tools_;                 // by slot
  std::vector<ToolPlace> places_;
  std::vector<std::vector<Leaving>> leaving_;  // of the log at hand, by slot
  std::vector<std::size_t> next_;              // of those, to come

  SimTime now_;
  SimTime from_;
  FlowTally open_;  // of the time since `from_`, but for its ends
};

}  // namespace heliofab::plant
