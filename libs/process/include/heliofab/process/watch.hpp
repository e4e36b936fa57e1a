// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/process/alarm.hpp"
#include "heliofab/process/gauge.hpp"

namespace heliofab::process {

/// Limits alone, and nothing done about them. What drifts slowly has neighbours that are alike, and
/// breaks rules about runs at all times.
MonitorPlan limits_alone() noexcept;

/// A gauge that watches what a tool made and moves nothing. The mean of some readings in a row is a
/// point of its chart; theory/control.md, "Gauges that watch".
struct Watch {
  Gauge gauge;
  std::int64_t readings_per_point = 20;
  MonitorPlan monitor = limits_alone();

  friend bool operator==(const Watch&, const Watch&) = default;
};

template <class Visit>
void describe(Visit& visit, Watch& w) {
  visit(w.gauge, {"gauge", "how it reads"});
  visit(w.readings_per_point,
        {"readings_per_point", 1, 10'000, "whose mean is a point of the chart", "D"});
  visit(w.monitor, {"monitor", "the chart; its alarms may do nothing, or hold web"});
}

/// A point of such a chart.
struct WatchPoint {
  double position = 0;          // [m] down-web, of the last reading
  std::optional<double> value;  // none: all readings are missing

  friend bool operator==(const WatchPoint&, const WatchPoint&) = default;
};

/// A point that the chart did not expect.
struct WatchAlarm {
  double position = 0;  // [m]
  Alarm alarm;

  friend bool operator==(const WatchAlarm&, const WatchAlarm&) = default;
};

/// What a gauge watched of one quantity of a roll.
struct WatchedRoll {
  std::vector<WatchPoint> points;  // by position
  std::vector<WatchAlarm> alarms;
  double sigma = 0;  // that its chart judges by, in the unit of the points; 0: it judges none

  friend bool operator==(const WatchedRoll&, const WatchedRoll&) = default;
};

/// One quantity that a gauge watches on web at a constant speed.
class Watcher {
 public:
  /// @param kind, quantity, nominal  as GaugeChannel has them
  /// @param web_speed                [m/s]
  Watcher(const Watch& watch, std::uint64_t seed, std::string_view kind, std::string_view quantity,
          double nominal, double web_speed);

  /// The points of a roll. @param start  as GaugeChannel::read() has it [s]
  std::vector<WatchPoint> read(std::int64_t roll, double start, double length,
                               const std::function<double(const ReadingPlace&)>& truth) const;

 private:
  Watch watch_;
  GaugeChannel channel_;
  double web_speed_;
};

/// Centre and standard deviation of points about it. With fewer than two points sigma is 0.
Baseline about(double centre, std::span<const WatchPoint> points);

/// Runs a chart over points. Where sigma is next to nothing nothing strays: no alarm.
/// @param least_sigma  in the quantity's unit: less is rounding
std::vector<WatchAlarm> chart(const MonitorPlan& monitor, const Baseline& baseline,
                              double least_sigma, std::span<const WatchPoint> points);

}  // namespace heliofab::process
