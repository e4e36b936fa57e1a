// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::plant {

/// How a time scatters about its mean, with its coefficient of variation where one is asked for:
/// `gamma` (Erlang-k at 1 / sqrt(k)), `lognormal`, `uniform` (at most 1 / sqrt(3)) and
/// `hyperexponential` (of two phases with balanced means, at least 1); theory/plant.md [14].
enum class Spread : std::uint8_t {
  fixed,
  exponential,
  gamma,
  lognormal,
  uniform,
  hyperexponential
};
constexpr std::array<std::string_view, 6> names_of(Spread) {
  return {"fixed", "exponential", "gamma", "lognormal", "uniform", "hyperexponential"};
}

/// What a stop is for, and with it its state in the manner of SEMI E10: `repair` is unscheduled and
/// counts as a failure, `trial` is engineering, the others are scheduled.
enum class StopKind : std::uint8_t { repair, maintenance, recharge, vent, trial };
constexpr std::array<std::string_view, 5> names_of(StopKind) {
  return {"repair", "maintenance", "recharge", "vent", "trial"};
}

/// What brings a stop nearer: productive time of the tool, hours in which the plant is open, all
/// time, units that the tool has finished, metres that a web tool has run.
enum class StopClock : std::uint8_t { productive, open, calendar, units, length };
constexpr std::array<std::string_view, 5> names_of(StopClock) {
  return {"productive", "open", "calendar", "units", "length"};
}

/// When a stop that is due begins: at once, in the middle of work; between two jobs; or when the
/// tool has nothing to do.
enum class Taking : std::uint8_t { immediate, forced, opportunistic };
constexpr std::array<std::string_view, 3> names_of(Taking) {
  return {"immediate", "forced", "opportunistic"};
}

/// A reason to stop a tool that comes again and again. Its clock starts anew when the stop is over.
struct Downtime {
  std::string name;
  StopKind kind = StopKind::maintenance;
  StopClock clock = StopClock::productive;
  double interval = 0;                     // [s] mean, on the clocks of time
  std::int64_t units = 0;                  // [-] on the clock of units
  double length = 0;                       // [m] on the clock of metres
  Spread interval_spread = Spread::fixed;  // of interval or length
  double interval_cv = 1;                  // [-]
  Taking taking = Taking::forced;
  double within = 0;    // [s] an opportunistic stop waits this long on its clock; 0: for ever
  double duration = 0;  // [s] mean
  Spread duration_spread = Spread::fixed;
  double duration_cv = 1;  // [-]
  bool vents = false;      // the tool is cold and at air afterwards, as it always is after a vent
  std::string crew;        // who does it; empty: someone is always there
  std::string spare;       // taken from stock; empty: none

  friend bool operator==(const Downtime&, const Downtime&) = default;
};

template <class Visit>
void describe(Visit& visit, Downtime& d) {
  visit(d.name, {"name", "of the stop"});
  visit(d.kind, {"kind", "repair, maintenance, recharge of sources, vent of the chamber, trial"});
  visit(d.clock, {"clock", "productive, open or calendar time, units or length of web"});
  visit(d.interval, {"interval", unit::h, 0, 1e5, "mean, on a clock of time"});
  visit(d.units, {"units", 0, 1'000'000'000, "after so many, on the clock of units"});
  visit(d.length, {"length", unit::m, 0, 1e9, "mean, on the clock of metres"});
  visit(d.interval_spread, {"interval_spread", "of interval or length about its mean"});
  visit(d.interval_cv, {"interval_cv", unit::one, 0, 100, "standard deviation over mean"});
  visit(d.taking, {"taking", "immediate: in work; forced: between jobs; opportunistic: when idle"});
  visit(d.within,
        {"within", unit::h, 0, 1e5, "after which an opportunistic stop is forced; 0: never"});
  visit(d.duration, {"duration", unit::h, 0, 1e4, "mean"});
  visit(d.duration_spread, {"duration_spread", "of the duration about its mean"});
  visit(d.duration_cv, {"duration_cv", unit::one, 0, 100, "standard deviation over mean"});
  visit(d.vents, {"vents", "the tool is cold and at air afterwards"});
  visit(d.crew, {"crew", "who does it; empty: someone is always there"});
  visit(d.spare, {"spare", "taken from stock; empty: none"});
}

/// People who can be in one place at a time: operators of the stations, or hands of the stops, that
/// name the crew.
struct Crew {
  std::string name;
  std::int64_t people = 1;  // [-] in every working hour

  friend bool operator==(const Crew&, const Crew&) = default;
};

template <class Visit>
void describe(Visit& visit, Crew& c) {
  visit(c.name, {"name", "of the crew"});
  visit(c.people, {"people", 1, 10'000, "in every working hour", "D"});
}

/// A part kept in stock. One is ordered for each that is taken.
struct Spare {
  std::string name;
  std::int64_t stock = 1;  // [-] at the start, and the most there ever are
  double lead_time = 0;    // [s] of an order

  friend bool operator==(const Spare&, const Spare&) = default;
};

template <class Visit>
void describe(Visit& visit, Spare& s) {
  visit(s.name, {"name", "of the part"});
  visit(s.stock, {"stock", 1, 10'000, "at the start; one is ordered for each taken", "D"});
  visit(s.lead_time, {"lead_time", unit::h, 0, 1e5, "of an order", "D"});
}

}  // namespace heliofab::plant
