// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/key_figures.hpp"

#include <algorithm>
#include <array>

#include "heliofab/core/estimate.hpp"

namespace heliofab::plant {

namespace {

Duration time_of(const ReasonTimes& times, Reason reason) {
  return times[static_cast<std::size_t>(reason)];
}

double share(double part, double whole) noexcept { return whole > 0 ? part / whole : 0; }

// 97.5 % points of Student's distribution by degrees of freedom, from 1.
constexpr std::array student{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                             2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093};

}  // namespace

StateTimes state_times(const ReasonTimes& times) {
  std::array<Duration, 7> sums{};
  for (std::size_t r = 0; r < times.size(); ++r) {
    sums[static_cast<std::size_t>(state_of(static_cast<Reason>(r)))] += times[r];
  }
  return {.productive = sums[1],
          .standby = sums[2],
          .engineering = sums[3],
          .scheduled_down = sums[4],
          .unscheduled_down = sums[5],
          .non_scheduled = sums[6]};
}

WorkUnitTimes work_unit_times(const StateTimes& times, Duration roll_changes) {
  WorkUnitTimes t{
      .production = times.productive, .setup = roll_changes, .delay = times.unscheduled_down};
  t.planned_busy = t.busy() + times.standby;
  return t;
}

WorkUnitTimes work_unit_times(const ReasonTimes& times) {
  return work_unit_times(state_times(times),
                         time_of(times, Reason::roll_change) + time_of(times, Reason::splice));
}

Iso22400 iso_22400(const WorkUnitTimes& times, double actual_s, double effective_s,
                   std::int64_t failures) {
  const double planned = to_s(times.planned_busy);
  const double production = to_s(times.production);
  const double processing = to_s(times.processing());
  const double intervals = static_cast<double>(failures) + 1;
  Iso22400 k{.availability = share(production, planned),
             .effectiveness = share(actual_s, production),
             .quality_ratio = share(effective_s, actual_s),
             .oee_index = share(effective_s, planned),
             .utilization_efficiency = share(production, to_s(times.busy())),
             .allocation_efficiency = share(to_s(times.busy()), planned),
             .setup_ratio = share(to_s(times.setup), processing),
             .technical_efficiency = share(production, production + to_s(times.delay)),
             .mtbf = production / intervals,
             .mttr = to_s(times.delay) / intervals};
  k.nee_index = share(processing, planned) * k.effectiveness * k.quality_ratio;
  return k;
}

FlowFigures flow_figures(const FlowTally& flow) {
  const double duration = to_s(flow.to - flow.from);
  const auto parts = static_cast<double>(flow.parts);
  const std::int64_t good = flow.parts - flow.scrapped;
  return {.duration = duration,
          .parts = good,
          .throughput = share(static_cast<double>(good), duration),
          .wip = share(to_s(flow.wip), duration),
          .cycle_time = share(to_s(flow.cycle), parts)};
}

double half_width(double standard_error, std::size_t figures) {
  return figures < 2 ? 0 : standard_error * student[std::min(figures - 1, student.size()) - 1];
}

MeanEstimate estimate_mean(std::span<const double> figures) {
  if (figures.empty()) {
    return {};
  }
  const Estimate mean = estimate(figures);
  return {mean.value, half_width(mean.error, figures.size())};
}

}  // namespace heliofab::plant
