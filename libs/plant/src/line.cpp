// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::plant {

namespace {

Station web_station(std::string name, std::int64_t tools, std::int64_t buffer, const WebTool& web) {
  Station station;
  station.name = std::move(name);
  station.kind = StationKind::web;
  station.tools = tools;
  station.buffer = buffer;
  station.web = web;
  return station;
}

Station sheet_station(std::string name, std::int64_t tools, const SheetTool& sheet) {
  Station station;
  station.name = std::move(name);
  station.kind = StationKind::sheet;
  station.tools = tools;
  station.buffer = 400;
  station.sheet = sheet;
  return station;
}

PlannedStop every(double hours, double duration_h) {
  return {.interval = hours * unit::h, .duration = duration_h * unit::h};
}

Breakdowns breaks(double mtbf_h, double mttr_h) {
  return {.mtbf = mtbf_h * unit::h, .mttr = mttr_h * unit::h};
}

// Grade D throughout but for the lengths of the zones, which are speed times the time in the bath
// or in the vapour (grade D times C).
std::vector<Station> front_end() {
  Station molybdenum = web_station("molybdenum", 2, 4,
                                   {.web_speed = 1.8 * unit::m_per_min,
                                    .web_in_process = 1,
                                    .leader = 3,
                                    .roll_change = 45 * unit::min,
                                    .warm_up = 20 * unit::min});
  molybdenum.breakdowns = breaks(120, 3);
  molybdenum.maintenance = every(100, 4);

  Station cigs = web_station("cigs", 2, 4,
                             {.web_speed = 0.30 * unit::m_per_min,
                              .web_in_process = 2,
                              .leader = 3,
                              .roll_change = 4 * unit::h,  // with vent and crucibles
                              .warm_up = 60 * unit::min});
  cigs.breakdowns = breaks(40, 3);
  cigs.maintenance = every(100, 5);
  cigs.engineering = every(200, 4);

  Station cds = web_station("cds", 4, 4,
                            {.web_speed = 0.9 * unit::m_per_min,
                             .web_in_process = 7,
                             .leader = 3,
                             .roll_change = 20 * unit::min,
                             .warm_up = 30 * unit::min});
  cds.breakdowns = breaks(80, 2);
  cds.maintenance = every(40, 2);

  Station tco = web_station("tco", 4, 4,
                            {.web_speed = 0.9 * unit::m_per_min,
                             .web_in_process = 2,
                             .leader = 3,
                             .roll_change = 45 * unit::min,
                             .warm_up = 20 * unit::min});
  tco.breakdowns = breaks(100, 3);
  tco.maintenance = every(100, 4);
  return {molybdenum, cigs, cds, tco};
}

// Grade D but for the platen (A).
std::vector<Station> back_end() {
  Station scribe = sheet_station("scribe", 3, {.handling = 20, .scribe_speed = 4});
  scribe.buffer = 2000;  // racks that hold the modules of a whole roll
  scribe.breakdowns = breaks(60, 1);
  scribe.maintenance = every(100, 2);

  Station busbar = sheet_station("busbar", 3, {.handling = 20, .time_per_m2 = 30});
  busbar.breakdowns = breaks(50, 0.5);
  busbar.maintenance = every(100, 1);

  Station lamination;
  lamination.name = "lamination";
  lamination.kind = StationKind::batch;
  lamination.tools = 2;
  lamination.buffer = 400;
  lamination.batch = {.platen_area = 5.0 * 1.5,
                      .max_fill = 0.9,
                      .cycle_time = 22 * unit::min,
                      .max_wait = 45 * unit::min};
  lamination.breakdowns = breaks(150, 2);
  lamination.maintenance = every(80, 2);

  Station finish = sheet_station("finish", 4, {.handling = 40});
  finish.breakdowns = breaks(100, 0.5);
  Station flash = sheet_station("flash", 2, {.handling = 15});
  flash.breakdowns = breaks(200, 0.5);
  flash.maintenance = every(100, 1);
  Station pack = sheet_station("pack", 2, {.handling = 20});
  pack.breakdowns = breaks(300, 0.5);
  return {scribe, busbar, lamination, finish, flash, pack};
}

}  // namespace

Calendar calendar(const Shifts& shifts, std::int64_t count) {
  std::vector<std::chrono::sys_days> holidays;
  for (const Holiday& h : shifts.holidays) {
    for (std::int64_t day = 0; day < h.days; ++day) {
      holidays.push_back(h.from + std::chrono::days(day));
    }
  }
  return {.shifts = count,
          .shift_length = duration_from_s(shifts.length),
          .first_shift = duration_from_s(shifts.first),
          .days_per_week = shifts.days_per_week,
          .holidays = std::move(holidays)};
}

Line fab2_line() {
  Line line;
  line.stations = front_end();
  const std::vector<Station> back = back_end();
  line.stations.insert(line.stations.end(), back.begin(), back.end());
  return line;
}

std::size_t find_station(const Line& line, std::string_view name) {
  const auto found = std::ranges::find(line.stations, name, &Station::name);
  if (found != line.stations.end()) {
    return static_cast<std::size_t>(found - line.stations.begin());
  }
  std::vector<std::string_view> known;
  for (const Station& station : line.stations) {
    known.push_back(station.name);
  }
  const std::string_view close = nearest(name, known);
  throw InputError("E4504", "line.stations", fmt::format("no station named '{}'", name),
                   close.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                 : fmt::format("did you mean '{}'?", close));
}

double design_time(const Station& station, double roll_length) {
  return (roll_length + station.web.web_in_process) / station.web.web_speed;
}

double mean_roll_change(const WebTool& web) {
  const auto joined = static_cast<double>(web.splices);
  return (web.roll_change + joined * web.splice) / (joined + 1);
}

double design_time(const Station& station, const Sheet& sheet) {
  if (station.kind == StationKind::batch) {
    const BatchTool& batch = station.batch;
    // A platen filled to the brim must not lose a module to the last bit of a sum of areas.
    const double fit = std::floor(batch.platen_area * batch.max_fill / sheet.laminate_area + 1e-9);
    const double most = batch.capacity > 0 ? static_cast<double>(batch.capacity) : fit;
    return batch.cycle_time / std::max(1.0, std::min(fit, most));
  }
  const SheetTool& tool = station.sheet;
  const double scribing = tool.scribe_speed > 0 ? sheet.scribe_length / tool.scribe_speed : 0;
  return tool.handling + scribing + sheet.aperture_area * tool.time_per_m2;
}

}  // namespace heliofab::plant
