// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "tool.hpp"

namespace heliofab::plant {

/// Something that is due. The order is total, so a log never depends on how a queue breaks ties.
struct Due {
  enum Kind : std::uint8_t { activity_over, platen_waited, shift_change };

  SimTime time{};
  Kind kind = activity_over;
  std::int32_t station = -1;
  std::int32_t tool = -1;
  std::uint64_t sequence = 0;  // an activity that was left early leaves a stale number behind

  friend bool operator>(const Due& a, const Due& b) noexcept {
    return std::tie(a.time, a.kind, a.station, a.tool, a.sequence) >
           std::tie(b.time, b.kind, b.station, b.tool, b.sequence);
  }
};

/// A station, its tools and what waits before it.
struct StationState {
  Station station;
  std::int32_t index = 0;
  std::deque<Tool> tools;  // grows without moving those that are there
  std::deque<Piece> waiting;
  std::deque<std::size_t> finished;  // tools whose work is done, in the order of time

  bool is_web() const noexcept { return station.kind == StationKind::web; }
};

/// The rules of theory/plant.md. Split over three sources: tools.cpp (what a tool does next),
/// flow.cpp (where rolls and modules go), line_simulator.cpp (time, hours and the log).
class Engine {
 public:
  Engine(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut, AlarmSource alarms);

  void advance_to(SimTime time);
  void release_rolls(std::int64_t count);
  void cancel_released();
  void set_calendar(const Calendar& calendar);
  void set_tools(std::size_t station, std::int64_t tools);
  void set_breakdowns(std::size_t station, const Breakdowns& breakdowns);
  std::vector<RollInProcess> rolls_in_process() const;
  EventLog take_log();

  SimTime now() const noexcept { return now_; }
  std::int64_t released() const noexcept { return released_; }
  std::int64_t modules_in_line() const noexcept { return modules_; }

 private:
  // tools.cpp
  bool is_open() const noexcept { return working_ && now_ < next_change_; }
  bool stays_after_hours(const StationState& s, const Tool& t) const noexcept;
  Activity next_activity(const StationState& s, const Tool& t) const noexcept;
  void settle(StationState& s, Tool& t);
  void finish_activity(StationState& s, Tool& t);
  Duration time_of_activity(const StationState& s, const Tool& t, Duration to_go) const noexcept;
  void break_down(StationState& s, Tool& t);
  void ask_for_alarms(const StationState& s, Tool& t) const;
  void stop_for_alarm(StationState& s, Tool& t);
  Duration work_time(const StationState& s, Tool& t) const;
  void start_or_stop_web(StationState& s, Tool& t, Activity before);
  void add_tool(StationState& s, Tool& t);
  void remove_tool(StationState& s, Tool& t);

  // flow.cpp
  void feed(std::size_t s);
  bool move_into(std::size_t s, bool& freed);
  bool has_room(std::size_t s) const;
  bool start_jobs(StationState& s);
  std::size_t pieces_to_start(const StationState& s) const;
  std::size_t platen_load(const StationState& s) const;
  bool has_operator(const StationState& s) const;
  void begin(StationState& s, Tool& t, std::size_t pieces);
  Piece make_first(const StationState& s, const Tool& t);
  void check_fits(const Sheet& module) const;
  void finish_work(StationState& s, Tool& t);
  void cut(StationState& s, Tool& t);
  void release_tool(StationState& s, Tool& t);
  void name_idleness(StationState& s);

  // line_simulator.cpp
  void change_hours();
  void plan_hours();
  void handle(const Due& due);
  void note(EventKind kind, std::int32_t station = -1, std::int32_t tool = -1, RollId roll = {},
            std::string detail = {});

  double roll_length_;
  ShiftEnd at_end_;
  Calendar calendar_;
  SheetSource cut_;
  AlarmSource alarms_;
  Stream work_draws_;
  Stream failure_draws_;
  Stream repair_draws_;

  SimTime now_{};
  bool working_ = false;
  SimTime next_change_{};        // of the hours
  std::uint64_t hours_set_ = 0;  // which calendar the shift changes that are due belong to
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::deque<StationState> stations_;
  std::size_t web_stations_ = 0;

  std::int64_t released_ = 0;
  std::int64_t rolls_ = 0;    // begun ever
  std::int64_t sheets_ = 0;   // made ever
  std::int64_t modules_ = 0;  // in the line
  EventLog log_;              // but for the states, which the tools keep
};

}  // namespace heliofab::plant
