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
  SimTime arrived{};  // in the buffer it is in
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
      for (std::size_t i = 0; i < values_.size(); ++i) {
        values_[i] = stream.exponential(entity, number + i);
      }
      end_ = number + values_.size();
    }
    return values_[number + values_.size() - end_];
  }

 private:
  std::array<double, 16> values_{};
  std::uint64_t end_ = 0;  // numbers below are made
};

/// A stop for an alarm that lies ahead of a roll.
struct AlarmAhead {
  Duration work{};  // of the job that is to go when it comes
  Duration lasts{};
  std::string cause;
};

/// The work a tool holds, from mounting or loading until the last piece has left it.
struct Job {
  Ring<Piece*> load;  // afterwards what still waits for room behind the tool
  Duration change{};  // of the roll change, to go
  Duration work{};    // to go
  Duration total_work{};
  Ring<AlarmAhead> alarms;  // in the order in which they come
  bool is_held = false;
  bool is_begun = false;  // the web has moved, the modules are in
  bool is_done = false;
};

enum class Activity : std::uint8_t {
  off,
  repair,
  alarm,
  maintenance,
  warm_up,
  blocked,
  trial,
  roll_change,
  work,
  idle,
};

struct Tool {
  std::int32_t station = 0;
  std::int32_t index = 0;
  bool is_present = false;
  bool is_leaving = false;

  Activity activity = Activity::idle;
  SimTime counted{};           // up to here the durations below are counted down
  std::uint64_t sequence = 0;  // of activities
  Duration to_failure{};       // of productive time
  Duration repair{};           // these five to go
  Duration alarm{};
  Duration maintenance{};
  Duration warm_up{};
  Duration trial{};
  Duration since_maintenance{};  // of productive time
  Duration since_trial{};

  std::uint64_t works_drawn = 0;
  DrawsAhead work_draws;
  std::uint64_t failures_drawn = 0;

  Reason reason = Reason::starved;
  SimTime reason_since{};
  std::vector<StateInterval> states;
  Job job;

  /// Something comes before its job.
  bool is_in_trouble() const noexcept {
    return (repair.count() | alarm.count() | maintenance.count() | warm_up.count() |
            trial.count()) != 0;
  }
  bool is_ready() const noexcept { return is_present && !is_leaving && activity == Activity::idle; }
  /// Its number as an entity of random draws.
  std::uint64_t address() const noexcept {
    return (static_cast<std::uint64_t>(station) << 32U) | static_cast<std::uint64_t>(index);
  }
  RollHistory& roll() { return *job.load.front()->roll; }

  /// Time to go in the activity; meaningless for those that end from outside.
  Duration* to_go() noexcept;
  void count_down(SimTime now) noexcept;
  void enter(Reason next, SimTime now);
  void close_interval(SimTime now);
};

}  // namespace heliofab::plant
