// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <vector>

#include "heliofab/process/coat_cigs.hpp"

namespace heliofab::process {

/// Evaporants that feedback moves, in the order of its actuators.
inline constexpr std::array moved{Evaporant::copper, Evaporant::indium, Evaporant::gallium};

inline constexpr double least_sigma = 1e-6;  // [-] of a target: less is rounding, and nothing strays

/// A roll as it runs: readings become known after a while and move what is emitted from then on.
struct CigsCoater::Loop {
  struct Known {
    double at = 0;        // [s]
    double position = 0;  // [m]
    std::array<std::optional<double>, xrf_quantities.size()> values;
  };

  const CigsCoater& coater;
  CigsPass& pass;
  Feedback feedback;
  Feedback adjustment;  // what alarms ask for
  std::vector<double> start;
  std::deque<Known> pending;
  std::array<MonitorState, xrf_quantities.size()> monitors;
  XrfValues sums{};
  std::array<std::int64_t, xrf_quantities.size()> counts{};
  std::int64_t readings = 0;  // since the last point
  std::size_t set = 0;        // samples that are final

  Loop(const CigsCoater& c, CigsPass& p, const CigsMemory& before)
      : coater(c),
        pass(p),
        feedback(c.tool_.control.feedback, {c.targets_.begin(), c.targets_.end()}, c.sensitivity_),
        adjustment({.integral = 1, .dead_readings = 0, .is_predictive = false, .rate = 5},
                   {c.targets_.begin(), c.targets_.end()}, c.sensitivity_),
        start(before.trims) {
    monitors.fill(start_of(c.tool_.control.monitor));
  }

  double trim(std::size_t actuator) const {
    return start[actuator] + feedback.actuators()[actuator] + adjustment.actuators()[actuator];
  }

  void chart(double position) {
    ChartPoint point{.position = position};
    std::array<std::optional<double>, xrf_quantities.size()> means;
    bool wants_adjustment = false;
    for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
      if (counts[q] > 0) {
        means[q] = sums[q] / static_cast<double>(counts[q]);
      }
      point.value[q] = means[q].value_or(std::numeric_limits<double>::quiet_NaN());
      if (coater.sigma_[q] > least_sigma * coater.targets_[q]) {
        const Alarm alarm = next_point(monitors[q], coater.tool_.control.monitor,
                                       {coater.targets_[q], coater.sigma_[q]}, means[q]);
        if (alarm != Alarm{}) {
          pass.alarms.push_back({position, q, alarm});
        }
        if (alarm.reaction == Reaction::adjust || alarm.reaction == Reaction::stop) {
          wants_adjustment = true;
          monitors[q] = start_of(coater.tool_.control.monitor);
        }
      }
    }
    pass.points.push_back(point);
    if (wants_adjustment) {
      adjustment.step(means);
    }
    sums.fill(0);
    counts.fill(0);
    readings = 0;
  }

  void act(const Known& reading) {
    if (coater.tool_.control.is_on) {
      feedback.step(reading.values);
    }
    for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
      if (reading.values[q]) {
        sums[q] += *reading.values[q];
        ++counts[q];
      }
    }
    if (++readings == coater.tool_.control.readings_per_point) {
      chart(reading.position);
    }
  }

  // Makes the fluxes up to a sample final.
  void set_to(std::size_t end) {
    for (; set < end; ++set) {
      const double now = coater.emission_time(set);
      while (!pending.empty() && pending.front().at <= now) {
        act(pending.front());
        pending.pop_front();
      }
      const auto& sources = coater.tool_.evaporator.sources;
      for (std::size_t s = 0; s < sources.size(); ++s) {
        const auto found = std::ranges::find(moved, sources[s].evaporant);
        if (found != moved.end()) {
          pass.log_fluxes[s * pass.samples + set] +=
              trim(static_cast<std::size_t>(found - moved.begin()));
        }
      }
    }
  }

  void finish() {
    set_to(pass.samples);
    for (const Known& reading : pending) {
      act(reading);
    }
    for (std::size_t a = 0; a < moved.size(); ++a) {
      pass.after.trims[a] = trim(a);
    }
  }
};

}  // namespace heliofab::process
