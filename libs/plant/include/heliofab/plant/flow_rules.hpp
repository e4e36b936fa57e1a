// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"
#include "heliofab/plant/downtime.hpp"

namespace heliofab::plant {

/// A share of what a station makes goes back.
struct Rework {
  double share = 0;          // [-] of the modules; 0: none
  std::string to;            // the station they go back to: this one or one before it
  std::int64_t at_most = 1;  // [-] times for a module in all; then it is scrap

  friend bool operator==(const Rework&, const Rework&) = default;
};

template <class Visit>
void describe(Visit& visit, Rework& r) {
  visit(r.share, {"share", unit::percent, 0, 100, "of the modules that go back", "D"});
  visit(r.to, {"to", "the station they go back to"});
  visit(r.at_most, {"at_most", 0, 1'000'000'000, "times for a module in all; then scrap", "D"});
}

/// What becomes of a module that comes too late: it is told and goes on, goes back, or is scrap.
enum class WhenLate : std::uint8_t { count, rework, scrap };
constexpr std::array<std::string_view, 3> names_of(WhenLate) {
  return {"count", "rework", "scrap"};
}

/// The longest time from leaving one station to being begun at another.
struct QueueLimit {
  std::string name;
  std::string from, to;
  double limit = 3600;  // [s]
  WhenLate when_late = WhenLate::count;
  std::string rework_to;     // as Rework::to, of the station `to`
  std::int64_t at_most = 1;  // [-] as Rework::at_most

  friend bool operator==(const QueueLimit&, const QueueLimit&) = default;
};

template <class Visit>
void describe(Visit& visit, QueueLimit& q) {
  visit(q.name, {"name", "of the limit"});
  visit(q.from, {"from", "the station that is left"});
  visit(q.to, {"to", "the station that must begin in time"});
  visit(q.limit, {"limit", unit::h, 0, 1e5, "from leaving the one to the beginning at the other"});
  visit(q.when_late, {"when_late", "count: it goes on; rework; scrap"});
  visit(q.rework_to, {"rework_to", "the station that late modules go back to"});
  visit(q.at_most, {"at_most", 0, 1'000'000'000, "times for a module in all; then scrap"});
}

/// Units that come from outside, by day and night; they wait before the first station.
struct Arrivals {
  double interval = 0;  // [s] mean; 0: none come, the line begins what is released
  Spread spread = Spread::exponential;
  double cv = 1;  // [-]

  friend bool operator==(const Arrivals&, const Arrivals&) = default;
};

template <class Visit>
void describe(Visit& visit, Arrivals& a) {
  visit(a.interval, {"interval", unit::s, 0, 1e9, "mean time between them; 0: none come"});
  visit(a.spread, {"spread", "of the interval about its mean"});
  visit(a.cv, {"cv", unit::one, 0, 100, "standard deviation over mean"});
}

/// Days on which no shift begins.
struct Holiday {
  std::string name;
  std::chrono::sys_days from{};
  std::int64_t days = 1;  // [-]

  friend bool operator==(const Holiday&, const Holiday&) = default;
};

template <class Visit>
void describe(Visit& visit, Holiday& h) {
  visit(h.name, {"name", "of the holiday"});
  visit(h.from, {"from", "its first day"});
  visit(h.days, {"days", 1, 366, "on which no shift begins"});
}

}  // namespace heliofab::plant
