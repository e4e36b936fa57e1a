// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "tool.hpp"

namespace heliofab::plant {

/// Indices in ascending order; finding the first does not look at those that are not there.
class IndexSet {
 public:
  bool empty() const noexcept { return (first_word_ | static_cast<std::uint64_t>(further_)) == 0; }
  void set(std::size_t index, bool is_in) {
    const std::uint64_t bit = std::uint64_t{1} << (index % 64);
    if (index < 64) [[likely]] {
      first_word_ = is_in ? first_word_ | bit : first_word_ & ~bit;
      return;
    }
    const std::size_t word = index / 64 - 1;
    if (word >= words_.size()) {
      words_.resize(word + 1);
    }
    if (((words_[word] & bit) != 0) != is_in) {
      words_[word] ^= bit;
      further_ += is_in ? 1 : -1;
    }
  }
  /// The first index from `from` on; npos when there is none.
  std::size_t next(std::size_t from = 0) const noexcept {
    if (from < 64) [[likely]] {
      const std::uint64_t rest = first_word_ >> from;
      if (rest != 0) {
        return from + static_cast<std::size_t>(std::countr_zero(rest));
      }
      from = 64;
    }
    for (std::size_t word = from / 64 - 1; further_ > 0 && word < words_.size();
         from = 64 * (++word + 1)) {
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
  std::uint64_t first_word_ = 0;  // all that most stations need
  std::vector<std::uint64_t> words_;
  std::int64_t further_ = 0;  // indices in `words_`
};

/// An integral over time of a number of units, exact to the tick: a unit that comes at a and goes
/// at b adds b - a. Sums may wrap on the way; the integral itself has room for 292,000 unit years.
class UnitTime {
 public:
  void come(SimTime now) noexcept { sum_ -= ticks(now); }
  void go(SimTime now) noexcept { sum_ += ticks(now); }
  /// Up to now, with `inside` units there; begins anew.
  Duration take(SimTime now, std::int64_t inside) noexcept {
    const std::uint64_t there = static_cast<std::uint64_t>(inside) * ticks(now);
    const std::uint64_t integral = sum_ + there;
    sum_ = 0 - there;
    return Duration(static_cast<std::int64_t>(integral));
  }

 private:
  static std::uint64_t ticks(SimTime t) noexcept {
    return static_cast<std::uint64_t>(t.time_since_epoch().count());
  }
  std::uint64_t sum_ = 0;
};

inline constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

/// A kind of stop of a station's tools, its names looked up.
struct StopRule {
  Downtime what;
  bool is_classic = false;  // the breakdowns of a station, whose draws have streams of their own
  std::size_t crew = no_index;
  std::size_t spare = no_index;

  bool is_repair() const noexcept { return what.kind == StopKind::repair; }
  bool is_trial() const noexcept { return what.kind == StopKind::trial; }
  /// Read off the tool: productive time, or metres as such.
  bool is_by_work() const noexcept {
    return what.clock == StopClock::productive || what.clock == StopClock::length;
  }
  bool is_by_hours() const noexcept {
    return what.clock == StopClock::open || what.clock == StopClock::calendar;
  }
};

/// A limit that ends at a station.
struct LimitRule {
  std::size_t number = 0;  // in the line
  Duration limit{};
  WhenLate when_late = WhenLate::count;
  std::size_t rework_to = no_index;
  std::int64_t at_most = 1;
};

/// A station, its tools and what waits before it.
struct StationState {
  Station station;
  std::int32_t index = 0;
  std::vector<Tool> tools;
  Ring<Piece*> waiting;
  Ring<std::size_t> finished;  // tools whose work is done, in the order of time
  bool is_freed = false;       // one of them was, and can take something
  IndexSet ready;              // tools that may begin a job
  std::int64_t held = 0;       // tools that hold one
  // What is asked at every job, out of `station`.
  double mean_work = -1;  // [s] of a module; -1 when it depends on the module
  Duration roll_change{};
  Duration splice{};
  Duration max_wait{};
  std::vector<StopRule> rules;
  bool has_opportunities = false;  // a rule that waits for them
  std::size_t crew = no_index;
  std::size_t rework_to = no_index;
  std::vector<LimitRule> limits;         // that end here
  std::vector<std::size_t> clocks;       // of limits that start when a module leaves
  bool has_one_way = true;               // to the next station, for all
  std::vector<std::size_t> targets;      // stations that it hands on to, the last one first
  std::vector<std::size_t> unnamed;      // tools that became ready since name_idleness()
  Reason idle = Reason::starved;         // what ready tools are told to be ...
  std::size_t filling = IndexSet::npos;  // ... but for this one
  std::int64_t passed = 0;               // modules that came by, for the sample
  std::int64_t inside = 0;
  std::size_t in_line_with = no_index;  // the station that runs the same web ...
  bool is_drawn = false;                // ... from the one before; otherwise to the one behind
  std::int64_t web_rate = 1;            // web that a tick at full pace runs, in units of the pair
  std::int64_t web_room = 0;            // in the accumulator between them
  double web_ahead = 0;                 // [m] from the first zone of the web to this one's
  StationFlow flow;                     // counts of the log that is written
  UnitTime waiting_time;
  UnitTime stay_time;

  bool is_web() const noexcept { return station.kind == StationKind::web; }
};

inline Reason nothing_to_do(const StationState& s) noexcept {
  return s.index == 0 ? Reason::no_order : Reason::starved;
}

// A platen filled to the brim must not lose a module to the last bit of a sum of areas.
inline double usable_area(const BatchTool& batch) {
  return batch.platen_area * batch.max_fill * (1 + 1e-9);
}

/// People or parts, and the tools that wait for some, first come, first served.
struct Pool {
  struct Waiting {
    std::size_t station;
    std::size_t tool;
  };
  std::int64_t free = 0;
  Duration lead_time{};  // of a part
  Ring<Waiting> queue;
  std::vector<std::size_t> stations;  // whose operators come from it, the last one first
  bool is_serving = false;            // the first of the queue

  /// Those in the queue go first.
  bool has_one() const noexcept {
    return free > (is_serving ? 0 : static_cast<std::int64_t>(queue.size()));
  }
};

}  // namespace heliofab::plant
