// SPDX-License-Identifier: Apache-2.0
#include "readings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace heliofab::twin {

namespace {

// The roll's way through a station, or null.
const plant::RollPass* pass_of(const plant::Line& line, const plant::RollHistory& history,
                               std::string_view station) {
  const auto found = std::ranges::find_if(history.passes, [&](const plant::RollPass& pass) {
    return line.stations[static_cast<std::size_t>(pass.station)].name == station;
  });
  return found == history.passes.end() ? nullptr : &*found;
}

struct Shown {
  const char* quantity;
  double scale;
};
constexpr std::array<Shown, process::watched_count> watched_as{
    {{"cds_nm", 1e-9}, {"implied_voltage_mV", 1e-3}, {"azo_um", 1e-6}}};

// What gauges watch beside what controls the tools.
void add_watched(const Process& process, const CoatedRoll& coated, RollId roll, const auto& tool_at,
                 RunRecord& batch) {
  const process::WatchedTargets wanted =
      process::watched_targets(process.recipe, nominal_film(process));
  for (std::size_t q = 0; q < process::watched_count; ++q) {
    const process::WatchedSource& source = process::watched_sources[q];
    const auto& [quantity, scale] = watched_as[q];
    const std::string station(source.station);
    const std::string tool = tool_at(station);
    for (const process::WatchPoint& point : coated.watched[q].points) {
      if (point.value) {
        batch.readings.push_back({.roll = roll,
                                  .station = station,
                                  .tool = tool,
                                  .gauge = std::string(source.gauge),
                                  .quantity = quantity,
                                  .position_m = point.position,
                                  .value = *point.value / scale,
                                  .target = wanted[q] / scale,
                                  .sigma = coated.watched[q].sigma / scale});
      }
    }
    for (const process::WatchAlarm& a : coated.watched[q].alarms) {
      batch.alarms.push_back(alarm_row(roll, station, tool, quantity, a.position, a.alarm));
    }
  }
}

}  // namespace

AlarmRow alarm_row(RollId roll, std::string_view station, std::string_view tool,
                   std::string_view quantity, double position_m, const process::Alarm& alarm) {
  return {.roll = roll,
          .station = std::string(station),
          .tool = std::string(tool),
          .quantity = std::string(quantity),
          .position_m = position_m,
          .rule = process::text_of(alarm),
          .action = std::string(process::name_of(alarm.reaction))};
}

ToolsOfRoll tools_of(const plant::Line& line, const plant::RollHistory& history) {
  ToolsOfRoll tools{};
  for (std::size_t s = 0; s < coating_stations.size(); ++s) {
    const plant::RollPass* pass = pass_of(line, history, coating_stations[s]);
    tools[s] = pass != nullptr ? pass->tool : 0;
  }
  return tools;
}

void add_readings(const Process& process, const LineBooks& books, const plant::RollHistory& history,
                  const CoatedRoll& coated, RunRecord& batch) {
  const auto roll = static_cast<RollId>(history.roll);
  const auto tool_at = [&](std::string_view station) {
    const plant::RollPass* pass = pass_of(books.line(), history, station);
    return pass != nullptr ? books.tool_name(pass->station, pass->tool) : std::string();
  };
  const process::Absorber& absorber = process.recipe.absorber;
  const std::array<double, 3> scales{unit::um.scale, 1, 1};
  const std::array<const char*, 3> names{"thickness_um", "cgi", "ggi"};
  const process::XrfValues wanted{absorber.thickness, absorber.cgi, absorber.ggi};
  for (const process::ChartPoint& point : coated.points) {
    for (std::size_t q = 0; q < names.size(); ++q) {
      if (std::isfinite(point.value[q])) {
        batch.readings.push_back({.roll = roll,
                                  .station = "cigs",
                                  .tool = tool_at("cigs"),
                                  .gauge = "xrf",
                                  .quantity = names[q],
                                  .position_m = point.position,
                                  .value = point.value[q] / scales[q],
                                  .target = wanted[q] / scales[q],
                                  .sigma = coated.sigma[q] / scales[q]});
      }
    }
  }
  const process::Film film = nominal_film(process);
  const auto add_sheet = [&](const char* station, const char* quantity,
                             const process::SheetReading& reading, double target) {
    if (reading.count > 0) {
      batch.readings.push_back({.roll = roll,
                                .station = station,
                                .tool = tool_at(station),
                                .gauge = "four_point_probe",
                                .quantity = quantity,
                                .position_m = history.length,
                                .value = reading.mean,
                                .target = target});
    }
  };
  add_sheet("molybdenum", "mo_ohm_sq", coated.molybdenum, film.mo_sheet_resistance);
  add_sheet("tco", "tco_ohm_sq", coated.tco, film.tco_sheet_resistance);
  for (const process::ChartAlarm& a : coated.alarms) {
    batch.alarms.push_back(
        alarm_row(roll, "cigs", tool_at("cigs"), names[a.quantity], a.position, a.alarm));
  }
  add_watched(process, coated, roll, tool_at, batch);
}

}  // namespace heliofab::twin
