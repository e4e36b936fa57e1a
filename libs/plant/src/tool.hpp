// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "ring.hpp"

namespace heliofab::plant {

/// What lies in a buffer or in a tool: a roll, or a module when `roll` is null.
struct Piece {
  std::unique_ptr<RollHistory> roll;
  SheetId sheet{};
  Sheet module{};
  SimTime entered{};             // the line
  SimTime arrived{};             // in the buffer it is in
  std::size_t next = 0;          // the station it goes to; one past the last: the door
  std::int64_t reworks = 0;      // times it was sent back
  std::uint64_t draws = 0;       // of its own, about rework
  bool has_head_leader = false;  // of a roll: that end was threaded
  bool has_tail_leader = false;
  std::vector<SimTime> started;  // clocks of the queue limits; min() when one does not run
};

/// Pieces by address; those that have left the line are used again.
class PiecePool {
 public:
  Piece* take() {
    if (free_.empty()) {
      return &pieces_.emplace_back();
    }
    Piece* piece = free_.back();
    free_.pop_back();
    return piece;
  }
  void give_back(Piece* piece) { free_.push_back(piece); }

 private:
  std::deque<Piece> pieces_;  // does not move what it holds
  std::vector<Piece*> free_;
};

/// Exponential draws of one entity in the order of their numbers, made several ahead: the processor
/// works on them side by side.
class DrawsAhead {
 public:
  double exponential(const Stream& stream, std::uint64_t entity, std::uint64_t number) {
    if (number >= end_) {
      stream.fill_exponential(entity, number, values_);
      end_ = number + values_.size();
    }
    return values_[number + values_.size() - end_];
  }

 private:
  std::array<double, 16> values_{};
  std::uint64_t end_ = 0;  // numbers below are made
};

/// A stop for an alarm that lies ahead of a roll, or the place where the next roll can be spliced
/// to it.
struct AlarmAhead {
  Duration work{};  // of the job that is to go when it comes
  Duration lasts{};
  std::string cause;
  bool is_joint = false;
};

/// How fast a tool does its work: `of` ticks of it `in` so many, where `of` <= `in`.
struct Pace {
  std::int64_t of = 1;
  std::int64_t in = 1;

  bool is_full() const noexcept { return of == in; }
  Duration work_in(Duration time) const noexcept {
    return is_full() ? time : scale(time, of, in, 0);  // no division for most tools
  }
  /// The shortest in which so much is done, and no tick more.
  Duration time_for(Duration work) const noexcept { return scale(work, in, of, of - 1); }

 private:
  // In two parts, so that products have room.
  static Duration scale(Duration d, std::int64_t by, std::int64_t over, std::int64_t up) noexcept {
    const std::int64_t n = d.count();
    return Duration(n / over * by + (n % over * by + up) / over);
  }
};

/// The work a tool holds, from mounting or loading until the last piece has left it.
struct Job {
  Ring<Piece*> load;  // afterwards what still waits for room behind the tool
  Duration change{};  // of the roll change, to go
  Duration work{};    // to go
  Duration total_work{};
  SimTime began{};
  SimTime done{};
  Ring<AlarmAhead> alarms;  // in the order in which they come
  std::size_t pass = 0;     // of the roll's history
  bool is_held = false;
  bool is_begun = false;  // the web has moved, the modules are in
  bool is_done = false;
};

/// One of the stops of a tool. Its clock reads time in ticks, or units.
struct StopState {
  Duration due{};           // what its clock will read
  Duration to_next{};       // on the clock, from the end of a stop that is on
  Duration to_go{};         // of the stop
  bool is_due = false;      // its clock, of all time or of open hours, has run out
  bool is_on = false;       // it is to be taken, or is being taken
  bool has_begun = false;   // with what it needs
  bool has_spare = false;   // that it needs
  bool has_crew = false;    // that it needs
  std::uint64_t drawn = 0;  // intervals
  std::uint64_t durations_drawn = 0;
  std::uint64_t sequence = 0;  // of its clock's running
};

enum class Activity : std::uint8_t {
  off,
  vent,  // at a shift's end
  stop,
  wait,  // for what a stop needs
  alarm,
  warm_up,
  blocked,
  web_wait,  // for the tool that runs the same web
  roll_change,
  work,
  idle,
};

struct Tool {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::int32_t station = 0;
  std::int32_t index = 0;
  bool is_present = false;
  bool is_leaving = false;
  bool is_vented = false;  // and not warm again

  Activity activity = Activity::idle;
  SimTime counted{};           // up to here the durations below are counted
  std::uint64_t sequence = 0;  // of activities
  Duration productive{};       // time ever, at full pace
  std::int64_t units = 0;      // finished ever
  Duration alarm{};            // these three to go
  Duration warm_up{};
  Duration venting{};

  std::vector<StopState> stops;  // by rule of the station
  std::size_t stops_on = 0;
  std::size_t stop = none;               // the one that has begun
  Duration breaks_at = Duration::max();  // productive time of the next stop in the middle of work
  Duration check_at = Duration::max();   // ... of the next one between two jobs

  std::uint64_t works_drawn = 0;
  DrawsAhead work_draws;

  Reason reason = Reason::starved;
  SimTime reason_since{};
  std::vector<StateInterval> states;
  Job job;
  Ring<Piece*> inbox;  // rolls whose web runs in from the tool before, which may hold them still
  std::uint64_t web_zero = 0;  // web that tool had run beyond its own when none lay between
  Pace pace;
  RollId tail{};             // whose end stands in the tool for the next roll to be joined to
  std::int64_t spliced = 0;  // rolls joined since the web was threaded

  /// Something comes before its job.
  bool is_in_trouble() const noexcept {
    return stops_on != 0 || (alarm.count() | warm_up.count()) != 0;
  }
  bool is_ready() const noexcept {
    return is_present && (!is_leaving || !inbox.empty()) && activity == Activity::idle;
  }
  /// Its number as an entity of random draws.
  std::uint64_t address() const noexcept {
    return (static_cast<std::uint64_t>(station) << 32U) | static_cast<std::uint64_t>(index);
  }
  RollHistory& roll() { return *job.load.front()->roll; }
  RollHistory* roll_or_null() { return job.load.empty() ? nullptr : job.load.front()->roll.get(); }

  /// Productive time up to now, at full pace.
  Duration run(SimTime now) const noexcept {
    return activity == Activity::work ? productive + pace.work_in(now - counted) : productive;
  }
  /// Its web moves, or would if that of the tool in line with it could.
  bool can_run_web() const noexcept {
    return activity == Activity::work || activity == Activity::web_wait;
  }

  /// Time to go in the activity; meaningless for those that end from outside.
  Duration* to_go() noexcept;
  void count_down(SimTime now) noexcept;
  void enter(Reason next, SimTime now);
  void close_interval(SimTime now);
};

}  // namespace heliofab::plant
