// SPDX-License-Identifier: Apache-2.0
#include "line_books.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heliofab::twin {

namespace {

// Metres that a pass spoilt: scrap of its station within the roll.
double spoilt_by(const plant::RollHistory& history, std::int32_t station) {
  std::vector<plant::ScrapStretch> own;
  for (const plant::ScrapStretch& s : history.scrap) {
    if (s.station == station) {
      own.push_back(s);
    }
  }
  return plant::covered_length(own);
}

}  // namespace

const plant::Station& LineBooks::station_at(std::int32_t index) const {
  return line_->stations[static_cast<std::size_t>(index)];
}

std::string LineBooks::tool_name(std::int32_t station, std::int32_t tool) const {
  return fmt::format("{}-{}", station_at(station).name, tool + 1);
}

// Each pass counts once, in the month in which it ended.
void LineBooks::add_passes(const plant::RollHistory& history, std::size_t finished) {
  std::size_t& counted = counted_[history.roll];
  for (; counted < finished; ++counted) {
    const plant::RollPass& pass = history.passes[counted];
    const double time = plant::design_time(station_at(pass.station), history.length);
    Production& p = production(pass.station, pass.tool);
    ++p.units;
    p.actual_s += time;
    p.effective_s += time * (1 - spoilt_by(history, pass.station) / history.length);
  }
}

void LineBooks::add(const plant::EventLog& log, const plant::LineSimulator& line,
                    RunRecord& batch) {
  for (const plant::StateInterval& s : log.states) {
    batch.states.push_back({.station = station_at(s.station).name,
                            .tool = tool_name(s.station, s.tool),
                            .state = static_cast<ToolState>(s.state()),
                            .from = s.from,
                            .to = s.to,
                            .reason = std::string(plant::name_of(s.reason))});
  }
  for (const plant::Event& e : log.events) {
    // To E10 what an alarm stops has failed as well: its process has.
    if (e.kind == plant::EventKind::breakdown || e.kind == plant::EventKind::stopped) {
      ++production(e.station, e.tool).failures;
    }
    if (e.kind == plant::EventKind::roll_started && e.station == 0) {
      web_started_ += line_->roll_length;
    }
    batch.events.push_back(
        {.time = e.time,
         .tool = e.station < 0 ? std::string("plant") : tool_name(e.station, e.tool),
         .kind = std::string(plant::name_of(e.kind)),
         .subject = static_cast<std::int64_t>(e.roll) == 0
                        ? std::string()
                        : fmt::format("roll {}", static_cast<std::int64_t>(e.roll)),
         .detail = e.detail});
  }
  for (const plant::RollHistory& roll : log.rolls) {
    add_passes(roll, roll.passes.size());
    counted_.erase(roll.roll);
    for (const plant::RollPass& pass : roll.passes) {
      PassRow row{.roll = static_cast<RollId>(roll.roll),
                  .station = station_at(pass.station).name,
                  .tool = tool_name(pass.station, pass.tool),
                  .started = pass.started,
                  .finished = pass.finished,
                  .stops = static_cast<std::int64_t>(pass.stops.size())};
      for (const plant::Stop& stop : pass.stops) {
        row.stopped_s += to_s(stop.to - stop.from);
      }
      batch.passes.push_back(std::move(row));
    }
  }
  for (const plant::RollInProcess& roll : line.rolls_in_process()) {
    const auto under_way = std::ranges::find_if(
        roll.history.passes, [&](const plant::RollPass& p) { return p.finished == SimTime{}; });
    add_passes(roll.history, static_cast<std::size_t>(under_way - roll.history.passes.begin()));
  }
}

void LineBooks::add_departure(const plant::Departure& departure, const plant::Sheet& sheet) {
  Production& p = production(departure.station, departure.tool);
  const double time = plant::design_time(station_at(departure.station), sheet);
  ++p.units;
  p.actual_s += time;
  p.effective_s += time;
}

std::vector<ProductionRow> LineBooks::close_month(SimTime month) {
  std::vector<ProductionRow> rows;
  for (const auto& [key, p] : production_) {
    rows.push_back({.month = month,
                    .station = station_at(key.first).name,
                    .tool = tool_name(key.first, key.second),
                    .actual_s = p.actual_s,
                    .effective_s = p.effective_s,
                    .failures = p.failures,
                    .units = p.units});
  }
  production_.clear();
  web_started_ = 0;
  return rows;
}

}  // namespace heliofab::twin
