// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line_study.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "heliofab/core/estimate.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/plant/line_simulator.hpp"

namespace heliofab::plant {

namespace {

constexpr std::int64_t never_starves = 1'000'000'000'000;
constexpr double entries_of_a_log = 12'000;

// The line, its meter, and the logs between them.
class StudyRun {
 public:
  StudyRun(const Line& line, const Study& study, const StudyHooks& hooks)
      : hooks_(&hooks),
        simulator_(line, study.start, study.seed, study.cut),
        meter_(line, study.start),
        start_(study.start),
        end_(study.start + duration_from_s(study.warm_up) + duration_from_s(study.duration)) {
    if (!(line.arrivals.interval > 0)) {
      simulator_.release_rolls(never_starves);
    }
    step_ = std::max(Duration(1), (end_ - start_) / 1000);
  }

  LineMeter& meter() noexcept { return meter_; }

  // False when it was stopped. While a log is read the next one is made.
  bool advance_to(SimTime time) {
    EventLog ahead;
    if (simulator_.now() < time) {
      simulate(time, ahead);
    }
    while (goes_on_ && ahead.to > ahead.from) {
      std::swap(here_, ahead);
      ahead.from = ahead.to;
      parallel_for(2, [&](std::size_t i) {
        if (i == 1) {
          read(here_);
        } else if (here_.to < time) {
          simulate(time, ahead);
        }
      });
    }
    return goes_on_;
  }

 private:
  void simulate(SimTime time, EventLog& log) {
    simulator_.advance_to(std::min(time, simulator_.now() + step_));
    simulator_.take_log(log);
    const auto entries = static_cast<double>(log.states.size() + log.departures.size());
    const double factor = std::clamp(entries_of_a_log / std::max(1.0, entries), 0.5, 2.0);
    step_ =
        std::max(Duration(1), Duration(std::llround(static_cast<double>(step_.count()) * factor)));
  }

  void read(const EventLog& log) {
    meter_.add(log);
    const double done = to_s(log.to - start_) / to_s(end_ - start_);
    goes_on_ = !hooks_->log || hooks_->log(log, done);
  }

  const StudyHooks* hooks_;
  LineSimulator simulator_;
  LineMeter meter_;
  EventLog here_;  // that is read
  SimTime start_;
  SimTime end_;
  Duration step_{};
  bool goes_on_ = true;
};

std::vector<StateTimes> by_station(const std::vector<ToolTally>& tools, std::size_t stations) {
  std::vector<StateTimes> times(stations);
  for (const ToolTally& t : tools) {
    times[static_cast<std::size_t>(t.station)] += state_times(t.times);
  }
  return times;
}

void add_longer_hours(const Line& line, std::vector<WhatIf>& list) {
  const Shifts& hours = line.shifts;
  const auto count = static_cast<double>(hours.count);
  if (hours.count < 3 && (count + 1) * hours.length <= 24 * 3600.0) {
    list.push_back({"one more shift a day", "", line});
    ++list.back().line.shifts.count;
  } else if (hours.days_per_week < 7) {
    list.push_back({"one more day a week", "", line});
    ++list.back().line.shifts.days_per_week;
  }
}

}  // namespace

FlowTally LineTally::flow() const {
  FlowTally all;
  for (const FlowTally& b : batches) {
    all.from = all.to == SimTime{} ? b.from : all.from;
    all.to = b.to;
    all.parts += b.parts;
    all.scrapped += b.scrapped;
    all.cycle += b.cycle;
    all.wip += b.wip;
    all.in_line = b.in_line;
    all.ages = b.ages;
  }
  return all;
}

LineTally study_line(const Line& line, const Study& study, const StudyHooks& hooks) {
  StudyRun run(line, study, hooks);
  LineTally tally;
  const SimTime begin = study.start + duration_from_s(study.warm_up);
  if (!run.advance_to(begin)) {
    return tally;
  }
  tally.warm_up = run.meter().take_flow();
  run.meter().take_tools();
  if (hooks.measuring) {
    hooks.measuring();
  }
  const Duration whole = duration_from_s(study.duration);
  bool goes_on = true;
  for (int b = 1; goes_on && b <= batches_of_a_study; ++b) {
    goes_on = run.advance_to(begin + whole / batches_of_a_study * b +
                             whole % batches_of_a_study * b / batches_of_a_study);
    tally.batches.push_back(run.meter().take_flow());
  }
  tally.tools = run.meter().take_tools();
  tally.is_complete = goes_on;
  return tally;
}

std::vector<WhatIf> what_ifs(const Line& line, std::size_t station) {
  std::vector<WhatIf> list;
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    if (line.stations[s].tools > 0) {
      list.push_back({"one more tool", line.stations[s].name, line});
      ++list.back().line.stations[s].tools;
    }
  }
  const Station& limiting = line.stations[station];
  if (limiting.breakdowns.mtbf > 0) {
    list.push_back({"an hour more between failures", limiting.name, line});
    list.back().line.stations[station].breakdowns.mtbf += 3600;
    list.push_back(
        {limiting.breakdowns.mttr > 3600 ? "an hour less to repair" : "no time to repair",
         limiting.name, line});
    double& mttr = list.back().line.stations[station].breakdowns.mttr;
    mttr = std::max(0.0, mttr - 3600);
  }
  add_longer_hours(line, list);
  return list;
}

BottleneckStudy study_bottleneck(const Line& line, const Study& study, int replications,
                                 Observer* observer) {
  BottleneckStudy found;
  const auto count = static_cast<std::size_t>(replications);
  std::vector<LineTally> tallies(count);
  std::vector<double> base(count);
  const auto replicate = [&](const Line& one, std::vector<double>& throughput) {
    parallel_for(count, [&](std::size_t r) {
      Study own = study;
      own.seed += r;
      tallies[r] =
          study_line(one, own,
                     {.log = [&](const EventLog&, double) { return !wants_to_stop(observer); },
                      .measuring = {}});
      throughput[r] = flow_figures(tallies[r].flow()).throughput;
    });
  };
  replicate(line, base);
  std::vector<StateTimes> times(line.stations.size());
  for (const LineTally& t : tallies) {
    const std::vector<StateTimes> more = by_station(t.tools, times.size());
    for (std::size_t s = 0; s < times.size(); ++s) {
      times[s] += more[s];
    }
  }
  found.station =
      static_cast<std::size_t>(std::ranges::max_element(times, {}, busy_share) - times.begin());
  found.throughput = estimate_mean(base).mean;
  const std::vector<WhatIf> changes = what_ifs(line, found.station);
  for (std::size_t c = 0; c < changes.size(); ++c) {
    if (!goes_on(observer, "what-ifs", c, changes.size())) {
      return found;
    }
    std::vector<double> with(count);
    replicate(changes[c].line, with);
    const Estimate gain = paired_difference(base, with);
    found.gains.push_back({changes[c].change, changes[c].station, estimate_mean(with).mean,
                           gain.value, half_width(gain.error, count)});
  }
  found.is_complete = !wants_to_stop(observer);
  std::ranges::stable_sort(found.gains, std::greater<>(), &Gain::gain);
  return found;
}

}  // namespace heliofab::plant
