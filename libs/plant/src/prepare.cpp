// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine.hpp"
#include "heliofab/core/unit.hpp"

// The line as the engine sees it: names looked up, what is asked at every job reckoned once.
namespace heliofab::plant {

namespace {

template <class T>
std::size_t index_of(const std::vector<T>& list, const std::string& name) {
  const auto found = std::ranges::find(list, name, &T::name);
  return found == list.end() ? no_index : static_cast<std::size_t>(found - list.begin());
}

// The ratio of two speeds, to a micrometre a minute.
std::pair<std::int64_t, std::int64_t> in_whole_numbers(double a, double b) {
  if (a == b) {
    return {1, 1};
  }
  const double step = 1e-6 * unit::m_per_min;
  const std::int64_t m = std::llround(a / step);
  const std::int64_t n = std::llround(b / step);
  const std::int64_t common = std::gcd(m, n);
  return {m / common, n / common};
}

// The breakdowns and planned stops of a station, written out.
std::vector<StopRule> classic_rules(const Station& station) {
  std::vector<StopRule> rules;
  if (station.breakdowns.mtbf > 0) {
    rules.push_back({.what = {.kind = StopKind::repair,
                              .interval = station.breakdowns.mtbf,
                              .taking = Taking::immediate,
                              .duration = station.breakdowns.mttr},
                     .is_classic = true});
  }
  const auto add = [&](StopKind kind, const PlannedStop& stop) {
    if (stop.interval > 0) {
      rules.push_back(
          {.what = {.kind = kind, .interval = stop.interval, .duration = stop.duration}});
    }
  };
  add(StopKind::maintenance, station.maintenance);
  add(StopKind::trial, station.engineering);
  return rules;
}

}  // namespace

Engine::Engine(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut,
               AlarmSource alarms)
    : roll_length_(line.roll_length),
      at_end_(line.shifts.at_end),
      wip_limit_(line.wip_limit),
      arrivals_(line.arrivals),
      calendar_(calendar(line.shifts)),
      cut_(std::move(cut)),
      alarms_(std::move(alarms)),
      work_draws_(seed, "plant.work"),
      failure_draws_(seed, "plant.failure"),
      repair_draws_(seed, "plant.repair"),
      interval_draws_(seed, "plant.stop_interval"),
      duration_draws_(seed, "plant.stop_duration"),
      rework_draws_(seed, "plant.rework"),
      arrival_draws_(seed, "plant.arrival"),
      now_(start),
      hours_since_(start),
      smallest_platen_(std::numeric_limits<double>::infinity()),
      limits_(line.queue_limits.size()) {
  log_.from = start;
  plan_hours();
  for (const Crew& crew : line.crews) {
    crews_.push_back({.free = crew.people});
  }
  for (const Spare& spare : line.spares) {
    spares_.push_back({.free = spare.stock, .lead_time = duration_from_s(spare.lead_time)});
  }
  stations_.reserve(line.stations.size());  // they must not move
  for (const Station& station : line.stations) {
    web_stations_ += station.kind == StationKind::web ? 1 : 0;
    prepare(line, stations_.emplace_back(), station);
  }
  prepare_routes(line);
  for (StationState& s : stations_) {
    for (std::int32_t k = 0; k < s.station.tools; ++k) {
      Tool& t = s.tools.emplace_back();
      t.station = s.index;
      t.index = k;
      add_tool(s, t);
    }
  }
  if (arrivals_.interval > 0) {
    next_arrival();
  }
  answer_calls();
}

void Engine::prepare(const Line& line, StationState& s, const Station& station) {
  s.station = station;
  s.index = static_cast<std::int32_t>(stations_.size()) - 1;
  s.idle = nothing_to_do(s);
  s.roll_change = duration_from_s(station.web.roll_change);
  s.splice = duration_from_s(station.web.splice);
  s.max_wait = duration_from_s(station.batch.max_wait);
  s.crew = index_of(line.crews, station.crew);
  if (s.crew != no_index) {
    std::vector<std::size_t>& stations = crews_[s.crew].stations;
    stations.insert(stations.begin(), static_cast<std::size_t>(s.index));
  }
  if (station.sheet.scribe_speed == 0 && station.sheet.time_per_m2 == 0) {
    s.mean_work = station.sheet.handling;
  }
  if (station.kind == StationKind::batch) {
    smallest_platen_ = std::min(smallest_platen_, usable_area(station.batch));
  }
  if (station.kind == StationKind::web && station.web.in_line) {
    StationState& first = stations_[static_cast<std::size_t>(s.index) - 1];
    s.is_drawn = true;
    s.in_line_with = static_cast<std::size_t>(first.index);
    first.in_line_with = static_cast<std::size_t>(s.index);
    s.web_ahead = first.station.web.web_in_process;
    std::tie(first.web_rate, s.web_rate) =
        in_whole_numbers(first.station.web.web_speed, station.web.web_speed);
    const auto room = duration_from_s(station.web.accumulator / station.web.web_speed).count();
    // Of unlike speeds each tool has room for a tick, so that roundings do not put it behind zero.
    const std::int64_t least = first.web_rate == s.web_rate ? 0 : first.web_rate + s.web_rate;
    s.web_room = first.web_room = std::max(room * s.web_rate, least);
  }
  s.rules = classic_rules(station);
  for (const Downtime& d : station.downtimes) {
    s.rules.push_back(
        {.what = d, .crew = index_of(line.crews, d.crew), .spare = index_of(line.spares, d.spare)});
  }
  for (const StopRule& rule : s.rules) {
    s.has_opportunities = s.has_opportunities || rule.what.taking == Taking::opportunistic;
    has_open_clocks_ = has_open_clocks_ || rule.what.clock == StopClock::open;
  }
}

// Who hands on to whom: the next station, and those behind it that only a sample stops at.
void Engine::prepare_routes(const Line& line) {
  sources_.resize(stations_.size() + 1);
  for (std::size_t s = 0; s < stations_.size(); ++s) {
    std::vector<std::size_t>& targets = stations_[s].targets;
    std::size_t to = s + 1;
    targets.push_back(to);
    while (to < stations_.size() && stations_[to].station.sample_every > 1) {
      targets.insert(targets.begin(), ++to);
    }
    for (const std::size_t target : targets) {
      sources_[target].insert(sources_[target].begin(), s);
    }
    stations_[s].has_one_way = targets.size() == 1 && line.stations[s].rework.share == 0;
    stations_[s].rework_to = index_of(line.stations, line.stations[s].rework.to);
  }
  for (std::size_t k = 0; k < line.queue_limits.size(); ++k) {
    const QueueLimit& q = line.queue_limits[k];
    stations_[index_of(line.stations, q.from)].clocks.push_back(k);
    stations_[index_of(line.stations, q.to)].limits.push_back(
        {.number = k,
         .limit = duration_from_s(q.limit),
         .when_late = q.when_late,
         .rework_to = index_of(line.stations, q.rework_to),
         .at_most = q.at_most});
  }
}

}  // namespace heliofab::plant
