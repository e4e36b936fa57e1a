// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/station.hpp"

namespace heliofab::plant {

/// What happens when a shift ends while a roll is in a web tool; theory/plant.md, [7].
/// `hold`: the web stands until the next working period; the metres in the zone are scrap and the
/// tool warms up again. `run_out`: a crew stays until the roll is done. `vent`: a crew stays to cut
/// the web, wind it out and let air in; the zone and a leader at both new ends are scrap, and the
/// next working period begins with pump-down, warm-up and threading.
enum class ShiftEnd : std::uint8_t { hold, run_out, vent };
constexpr std::array<std::string_view, 3> names_of(ShiftEnd) { return {"hold", "run_out", "vent"}; }

/// Working hours as a plan states them.
struct Shifts {
  std::int64_t count = 1;          // [-] a day
  double length = 8 * 3600.0;      // [s]
  double first = 6 * 3600.0;       // [s] after midnight
  std::int64_t days_per_week = 7;  // [-]
  ShiftEnd at_end = ShiftEnd::run_out;
  std::vector<Holiday> holidays;

  friend bool operator==(const Shifts&, const Shifts&) = default;
};

template <class Visit>
void describe(Visit& visit, Shifts& s) {
  visit(s.count, {"count", 1, 3, "a day at the start; FAB 1 began on one of three", "A"});
  visit(s.length, {"length", unit::h, 1, 24, "of a shift", "D"});
  visit(s.first, {"first", unit::h, 0, 24, "after midnight", "D"});
  visit(s.days_per_week, {"days_per_week", 1, 7, "from Monday on", "D"});
  visit(s.at_end,
        {"at_end", "hold: the web stands; run_out: a crew stays for the roll; vent", "D"});
  visit(s.holidays, {"holidays", "days on which no shift begins"});
}

/// The calendar of `shifts` with another number of shifts a day.
Calendar calendar(const Shifts& shifts, std::int64_t count);
inline Calendar calendar(const Shifts& shifts) { return calendar(shifts, shifts.count); }

/// The whole line, front to back: first the `web` stations, then `batch` and `sheet` ones. A roll
/// that leaves the last web station is cut into modules there.
struct Line {
  std::vector<Station> stations;
  double roll_length = 300;  // [m]
  Shifts shifts;
  std::vector<Crew> crews;
  std::vector<Spare> spares;
  std::vector<QueueLimit> queue_limits;
  Arrivals arrivals;
  std::int64_t wip_limit = 0;  // [-] constant work in process: rolls up to the cut, or modules in a
                               // line without web stations; 0: no limit

  friend bool operator==(const Line&, const Line&) = default;
};

template <class Visit>
void describe(Visit& visit, Line& l) {
  visit(l.stations, {"stations", "in the order of the web"});
  visit(l.roll_length, {"roll_length", unit::m, 1, 100'000, "1,000 ft class", "C"});
  visit(l.shifts, {"shifts", "working hours at the start"});
  visit(l.crews, {"crews", "people that stations and stops share"});
  visit(l.spares, {"spares", "parts that stops take from stock"});
  visit(l.queue_limits, {"queue_limits", "longest times between two stations"});
  visit(l.arrivals, {"arrivals", "units that come from outside"});
  visit(l.wip_limit, {"wip_limit", 0, 1'000'000'000, "rolls or modules in the line; 0: any"});
}

/// FAB 2 in May 2010 (two CIGS tools): molybdenum, cigs, cds, tco, scribe, busbar, lamination,
/// finish, flash, pack. Tool counts and times are estimates (grade D) but for the platen.
Line fab2_line();

/// Everything that is wrong with a line, at once: ranges as described (E1301; of a station only the
/// kind that counts), no station (E4501), names missing or given twice (E4502), web stations behind
/// others (E4503), a platen without a place before it or leaders as long as a roll (E4505);
/// stations (E4504), crews or spares (E4507) that nobody has, stops whose clock has no interval
/// (E4508), ways that do not fit the line (E4509), spreads that cannot be that wide (E4510), tools
/// that cannot run one web (E4511), splices on a web through two tools (E4520) or of no time
/// (E4521). Stations without tools are allowed: a plan may buy them later.
/// @throws InputError
void check(const Line& line);

/// Index of the station called `name`. @throws InputError E4504, naming the nearest one
std::size_t find_station(const Line& line, std::string_view name);

/// Time for one unit at the design rate, the base of E79's rate efficiency [s]. A roll takes its
/// length and that of the zone; a module on a platen its share of a cycle with a full one.
double design_time(const Station& station, double roll_length);  // web: a roll
double design_time(const Station& station, const Sheet& sheet);  // batch and sheet: a module

/// Time between two rolls when the next is always at hand, mean of threading and splices [s].
double mean_roll_change(const WebTool& web);

}  // namespace heliofab::plant
