// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heliofab/core/time.hpp"

namespace heliofab::plant {

/// Something that is due. The order is total, so a log never depends on how a queue breaks ties.
struct Due {
  enum Kind : std::uint8_t {
    activity_over,
    platen_waited,
    shift_change,
    clock_over,
    delivery,
    arrival,
  };

  SimTime time{};
  std::uint64_t place = 0;     // kind, station, tool, in this order of weight
  std::uint64_t sequence = 0;  // an activity that was left early leaves a stale number behind

  static Due at(SimTime time, Kind kind, std::int32_t station, std::int32_t tool,
                std::uint64_t sequence) noexcept {
    const auto part = [](std::int32_t index) {  // from -1 on
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(index + 1));
    };
    return {
        .time = time,
        .place = (static_cast<std::uint64_t>(kind) << 56U) | (part(station) << 28U) | part(tool),
        .sequence = sequence};
  }
  Kind kind() const noexcept { return static_cast<Kind>(place >> 56U); }
  std::size_t station() const noexcept { return ((place >> 28U) & index_mask) - 1; }
  std::size_t tool() const noexcept { return (place & index_mask) - 1; }

  friend bool operator<(const Due& a, const Due& b) noexcept {
    if (a.time != b.time) {
      return a.time < b.time;
    }
    return a.place != b.place ? a.place < b.place : a.sequence < b.sequence;
  }

 private:
  static constexpr std::uint64_t index_mask = (1U << 28U) - 1;
};

/// A heap of four branches: as many comparisons as one of two, on half the levels. The place of
/// what was popped stays open for what is pushed next, so that the usual pair moves things once.
class DueHeap {
 public:
  bool empty() const noexcept { return heap_.size() == (is_open_ ? 1U : 0U); }

  /// Of a heap that is not empty.
  const Due& top() {
    close();
    return heap_.front();
  }
  void pop() {
    close();
    is_open_ = true;
  }
  void push(const Due& due) {
    if (is_open_) {
      is_open_ = false;
      sink(due);
      return;
    }
    std::size_t hole = heap_.size();
    heap_.push_back(due);
    while (hole > 0 && due < heap_[(hole - 1) / 4]) {
      heap_[hole] = heap_[(hole - 1) / 4];
      hole = (hole - 1) / 4;
    }
    heap_[hole] = due;
  }

 private:
  void close() {
    if (is_open_) {
      is_open_ = false;
      const Due last = heap_.back();
      heap_.pop_back();
      if (!heap_.empty()) {
        sink(last);
      }
    }
  }
  // Puts `due` where the first one was.
  void sink(const Due& due) noexcept {
    std::size_t hole = 0;
    for (std::size_t first = 1; first < heap_.size(); first = 4 * hole + 1) {
      const std::size_t end = std::min(first + 4, heap_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        least = heap_[child] < heap_[least] ? child : least;
      }
      if (!(heap_[least] < due)) {
        break;
      }
      heap_[hole] = heap_[least];
      hole = least;
    }
    heap_[hole] = due;
  }

  std::vector<Due> heap_;
  bool is_open_ = false;
};

}  // namespace heliofab::plant
