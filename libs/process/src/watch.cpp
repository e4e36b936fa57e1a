// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/watch.hpp"

#include <cmath>

namespace heliofab::process {

MonitorPlan limits_alone() noexcept {
  return {.rules = {},
          .policy = {.beyond_limits = Reaction::none,
                     .run = Reaction::none,
                     .ewma = Reaction::none,
                     .cusum = Reaction::none,
                     .blind = Reaction::none}};
}

Watcher::Watcher(const Watch& watch, std::uint64_t seed, std::string_view kind,
                 std::string_view quantity, double nominal, double web_speed)
    : watch_(watch), channel_(watch.gauge, seed, kind, quantity, nominal), web_speed_(web_speed) {}

std::vector<WatchPoint> Watcher::read(
    std::int64_t roll, double start, double length,
    const std::function<double(const ReadingPlace&)>& truth) const {
  std::vector<WatchPoint> points;
  double sum = 0;
  std::int64_t known = 0;
  std::int64_t readings = 0;
  for (const ReadingPlace& place : reading_places(watch_.gauge.sampling, web_speed_, length)) {
    if (const auto value = channel_.read(roll, start, place, truth(place)).value) {
      sum += *value;
      ++known;
    }
    if (++readings == watch_.readings_per_point) {
      points.push_back({.position = place.position});
      if (known > 0) {
        points.back().value = sum / static_cast<double>(known);
      }
      sum = 0;
      known = readings = 0;
    }
  }
  return points;
}

Baseline about(double centre, std::span<const WatchPoint> points) {
  double squares = 0;
  double count = 0;
  for (const WatchPoint& point : points) {
    if (point.value) {
      squares += (*point.value - centre) * (*point.value - centre);
      ++count;
    }
  }
  return {.centre = centre, .sigma = count < 2 ? 0 : std::sqrt(squares / count)};
}

std::vector<WatchAlarm> chart(const MonitorPlan& monitor, const Baseline& baseline,
                              double least_sigma, std::span<const WatchPoint> points) {
  std::vector<WatchAlarm> alarms;
  if (!(baseline.sigma > least_sigma)) {
    return alarms;
  }
  MonitorState state = start_of(monitor);
  for (const WatchPoint& point : points) {
    const Alarm alarm = next_point(state, monitor, baseline, point.value);
    if (alarm != Alarm{}) {
      alarms.push_back({point.position, alarm});
    }
  }
  return alarms;
}

}  // namespace heliofab::process
