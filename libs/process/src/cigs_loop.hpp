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

/// A roll as it runs: readings become known after a while and move what is emitted from then on.
struct CigsCoater::Loop {
  using Means = std::array<std::optional<double>, xrf_quantities.size()>;

  struct Known {
    double at = 0;        // [s]
    double position = 0;  // [m]
    Means values;
  };
  struct StopDue {
    double at = 0;     // [s]
    double alarm = 0;  // [m] of the point that asks for it
    Means means;       // of that point
  };

  const CigsCoater& coater;
  CigsPass& pass;
  double roll_length;  // [m]
  Feedback feedback;
  Feedback adjustment;  // what alarms ask for
  std::vector<double> start;
  std::deque<Known> pending;
  std::array<MonitorState, xrf_quantities.size()> monitors;
  XrfValues sums{};
  std::array<std::int64_t, xrf_quantities.size()> counts{};
  std::int64_t readings = 0;  // since the last point
  std::size_t set = 0;        // samples that are final
  std::optional<StopDue> due;
  double read_from = 0;  // [m] what came before was in the tool at its last stop, or behind it

  Loop(const CigsCoater& c, CigsPass& p, double length, const CigsMemory& before)
      : coater(c),
        pass(p),
        roll_length(length),
        feedback(in_line()),
        adjustment({.integral = 1, .dead_readings = 0, .is_predictive = false, .rate = 5},
                   {c.targets_.begin(), c.targets_.end()}, c.sensitivity_),
        start(before.trims) {
    begin_charts();
  }

  Feedback in_line() const {
    return {coater.tool_.control.feedback,
            {coater.targets_.begin(), coater.targets_.end()},
            coater.sensitivity_};
  }

  void begin_point() {
    sums.fill(0);
    counts.fill(0);
    readings = 0;
  }
  void begin_charts() {
    monitors.fill(start_of(coater.tool_.control.monitor));
    begin_point();
  }

  double trim(std::size_t actuator) const {
    return start[actuator] + feedback.actuators()[actuator] + adjustment.actuators()[actuator];
  }

  // A point of the charts. While a stop is due they are not read: all that runs is held anyway.
  void chart(const Known& last) {
    ChartPoint point{.position = last.position};
    Means means;
    Reaction strongest = Reaction::none;
    for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
      if (counts[q] > 0) {
        means[q] = sums[q] / static_cast<double>(counts[q]);
      }
      point.value[q] = means[q].value_or(std::numeric_limits<double>::quiet_NaN());
      if (!due && coater.sigma_[q] > 0) {
        const Alarm alarm = next_point(monitors[q], coater.tool_.control.monitor,
                                       {coater.targets_[q], coater.sigma_[q]}, means[q]);
        if (alarm != Alarm{}) {
          pass.alarms.push_back({last.position, q, alarm});
        }
        if (alarm.reaction == Reaction::adjust) {
          monitors[q] = start_of(coater.tool_.control.monitor);
        }
        if (alarm.reaction != Reaction::hold) {
          strongest = std::max(strongest, alarm.reaction);
        }
      }
    }
    pass.points.push_back(point);
    if (strongest == Reaction::stop) {
      due = {.at = last.at + coater.tool_.control.monitor.policy.response,
             .alarm = last.position,
             .means = means};
    } else if (strongest == Reaction::adjust) {
      adjustment.step(means);
    }
    begin_point();
  }

  // The recipe is brought back, if feedback has not done so meanwhile. What was read of web that
  // had left the tool, or stood in it, says nothing of what it makes now.
  void restart() {
    const auto path = static_cast<double>(coater.response_->samples_for(1) - 1);
    const double left = due->at * coater.web_speed_;
    pass.stops.push_back({.position = std::min(roll_length, left), .alarm = due->alarm});
    read_from = left + path * frame_length;
    pending.clear();
    for (std::size_t a = 0; a < moved.size(); ++a) {
      start[a] += feedback.actuators()[a];
    }
    feedback = in_line();
    if (!coater.tool_.control.is_on) {
      adjustment.step(due->means);
    }
    begin_charts();
    due.reset();
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
      chart(reading);
    }
  }

  // All that becomes known, and is due, up to a time.
  void act_until(double now) {
    for (;;) {
      const bool is_known = !pending.empty() && pending.front().at <= now;
      if (due && due->at <= (is_known ? pending.front().at : now)) {
        restart();
      } else if (is_known) {
        act(pending.front());
        pending.pop_front();
      } else {
        return;
      }
    }
  }

  // Makes the fluxes up to a sample final.
  void set_to(std::size_t end) {
    for (; set < end; ++set) {
      act_until(coater.emission_time(set));
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
    act_until(std::numeric_limits<double>::infinity());
    for (std::size_t a = 0; a < moved.size(); ++a) {
      pass.after.trims[a] = trim(a);
    }
  }
};

}  // namespace heliofab::process
