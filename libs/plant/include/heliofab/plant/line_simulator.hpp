// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"

namespace heliofab::plant {

/// A roll between the first tool and the cut.
struct RollInProcess {
  RollHistory history;       // so far
  std::int32_t station = 0;  // whose tool or buffer it is in
  double processed = 0;      // [m] that have left that station's zone

  friend bool operator==(const RollInProcess&, const RollInProcess&) = default;
};

/// The line in time. Keeps one invariant: time never goes back, so that everything in the log is
/// final. Blocking after service; breakdowns interrupt and work resumes where it stood; all draws
/// are addressed (tool, draw), so the log depends on the inputs alone.
///
/// Cost: O(tools of a station) an event, some 0.15 us; a month of FAB 2 in modules of 5 m takes
/// 5 ms. The log grows by about 32 bytes an event until it is taken. Rules: theory/plant.md.
class LineSimulator {
 public:
  /// An empty line at `start`, every tool cold, nothing released.
  /// @param cut     asked when a roll leaves the last web station; unused in a line without one
  /// @param alarms  asked when a web tool takes up a roll; without it no alarm stops a tool
  /// @throws InputError when check(line) does
  LineSimulator(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut,
                AlarmSource alarms = {});
  ~LineSimulator();
  LineSimulator(LineSimulator&&) noexcept;
  LineSimulator& operator=(LineSimulator&&) noexcept;

  /// Simulates up to and including `time`. Any split of the way gives the same log.
  /// @throws LogicError when `time` lies in the past
  /// @throws ModelError E4506 when a module is larger than a platen; of no use afterwards
  void advance_to(SimTime time);

  /// Lets the first station begin `count` >= 0 more rolls (modules in a line without web
  /// stations, each a `Sheet{}`).
  void release_rolls(std::int64_t count);
  std::int64_t released_rolls() const noexcept;  ///< not begun yet
  /// Takes back what was released and not begun.
  void cancel_released() noexcept;

  /// From now on; a roll in a tool meets the new hours as it would meet a shift's end.
  void set_calendar(const Calendar& calendar);
  /// From now on. A new tool starts cold; one tool too many ends its job first and then leaves. Of
  /// two tools in line on one web neither begins a roll without the other.
  /// @param tools  >= 0
  /// @throws LogicError when there is no such station
  void set_tools(std::size_t station, std::int64_t tools);
  /// From now on: repairs at once, failures from the next one that is drawn. A station that began
  /// without breakdowns has none.
  /// @throws LogicError when there is no such station
  void set_breakdowns(std::size_t station, const Breakdowns& breakdowns);

  SimTime now() const noexcept;
  std::int64_t modules_in_line() const noexcept;
  std::vector<RollInProcess> rolls_in_process() const;  ///< by roll

  /// What happened since the start or the last call. Intervals end now and go on in the next log.
  EventLog take_log();
  /// The same into a log whose storage is used again: what is kept in memory stays what one slice
  /// of the way takes.
  void take_log(EventLog& log);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab::plant
