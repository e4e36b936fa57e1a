// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "due.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "tool.hpp"

namespace heliofab::plant {

/// Indices in ascending order; finding the first does not look at those that are not there.
class IndexSet {
 public:
  bool empty() const noexcept { return count_ == 0; }
  std::size_t size() const noexcept { return count_; }
  void set(std::size_t index, bool is_in) {
    const std::size_t word = index / 64;
    if (word >= words_.size()) {
      words_.resize(word + 1);
    }
    const std::uint64_t bit = std::uint64_t{1} << (index % 64);
    if (((words_[word] & bit) != 0) != is_in) {
      words_[word] ^= bit;
      count_ += is_in ? 1 : std::numeric_limits<std::size_t>::max();
    }
  }
  /// The first index from `from` on; npos when there is none.
  std::size_t next(std::size_t from = 0) const noexcept {
    for (std::size_t word = from / 64; word < words_.size(); ++word, from = 64 * word) {
      const std::uint64_t rest = words_[word] >> (from % 64);
      if (rest != 0) {
        return from + static_cast<std::size_t>(std::countr_zero(rest));
      }
    }
    return npos;
  }
  bool has(std::size_t index) const noexcept { return next(index) == index; }
  static constexpr std::size_t npos = std::numeric_limits<std::size_t>::max();

 private:
  std::vector<std::uint64_t> words_;
  std::size_t count_ = 0;
};

/// A station, its tools and what waits before it.
struct StationState {
  Station station;
  std::int32_t index = 0;
  std::vector<Tool> tools;
  Ring<Piece*> waiting;
  Ring<std::size_t> finished;  // tools whose work is done, in the order of time
  IndexSet ready;              // tools that may begin a job
  std::int64_t held = 0;       // tools that hold one
  // What is asked at every job, out of `station`.
  double mean_work = -1;  // [s] of a module; -1 when it depends on the module
  Duration roll_change{};
  Duration max_wait{};
  Duration maintenance_interval{};
  Duration trial_interval{};
  std::vector<std::size_t> unnamed;      // tools that became ready since name_idleness()
  Reason idle = Reason::starved;         // what ready tools are told to be ...
  std::size_t filling = IndexSet::npos;  // ... but for this one

  bool is_web() const noexcept { return station.kind == StationKind::web; }
};

// A platen filled to the brim must not lose a module to the last bit of a sum of areas.
inline double usable_area(const BatchTool& batch) {
  return batch.platen_area * batch.max_fill * (1 + 1e-9);
}

inline Reason nothing_to_do(const StationState& s) noexcept {
  return s.index == 0 ? Reason::no_order : Reason::starved;
}

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
  std::vector<RollInProcess> rolls_in_process() const;
  void take_log(EventLog& log);

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
  Piece* make_first(const StationState& s, const Tool& t);
  void check_fits(const Sheet& module) const;
  Piece* make_piece();
  void finish_work(StationState& s, Tool& t);
  void cut(StationState& s, Tool& t);
  void release_tool(StationState& s, Tool& t);
  void name_idleness(StationState& s);

  // line_simulator.cpp
  void prepare(StationState& s, const Station& station);
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
  DueHeap due_;
  PiecePool pieces_;
  std::vector<StationState> stations_;
  double smallest_platen_;  // [m2] what the smallest one takes
  std::size_t web_stations_ = 0;

  std::int64_t released_ = 0;
  std::int64_t rolls_ = 0;    // begun ever
  std::int64_t sheets_ = 0;   // made ever
  std::int64_t modules_ = 0;  // in the line
  EventLog log_;              // but for the states, which the tools keep
};

}  // namespace heliofab::plant
