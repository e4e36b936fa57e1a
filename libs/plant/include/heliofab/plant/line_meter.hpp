// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
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
class LineMeter {
 public:
  /// An empty line at `start`.
  LineMeter(const Line& line, SimTime start);

  /// The next log of the line.
  void add(const EventLog& log);

  /// Closes the tally of parts at the end of the last log, and begins the next.
  FlowTally take_flow();
  /// By station and tool; begins anew.
  std::vector<ToolTally> take_tools();

  PartKind part_kind() const noexcept { return part_; }

 private:
  std::size_t slot_of(std::int32_t station, std::int32_t tool);
  void add_modules(const LineFlow& flow);
  void add_rolls(const EventLog& log);

  PartKind part_;
  std::vector<std::vector<std::size_t>> slots_;  // by station and tool
  std::vector<ToolTally> tools_;                 // by slot

  SimTime now_;
  SimTime from_;
  FlowTally open_;  // of the time since `from_`, but for its ends
};

}  // namespace heliofab::plant
