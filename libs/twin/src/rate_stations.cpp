// SPDX-License-Identifier: Apache-2.0
#include "rate_stations.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/key_figures.hpp"

namespace heliofab::twin {

namespace {

// Times of one station, all its tools together, and what they made.
struct StationBooks {
  plant::StateTimes times;
  Duration roll_changes{};
  Duration blocked{};
  Duration starved{};
  double actual_s = 0;
  double effective_s = 0;
  std::int64_t units = 0;
  std::int64_t failures = 0;

  void add(ToolState state, std::string_view reason, Duration span) {
    slot_of(state) += span;
    const auto add_if = [&](plant::Reason r, Duration& sum) {
      sum += reason == plant::name_of(r) ? span : Duration::zero();
    };
    add_if(plant::Reason::roll_change, roll_changes);
    add_if(plant::Reason::splice, roll_changes);
    add_if(plant::Reason::blocked, blocked);
    add_if(plant::Reason::starved, starved);
  }

 private:
  Duration& slot_of(ToolState state) {
    switch (state) {
      case ToolState::productive:
        return times.productive;
      case ToolState::standby:
        return times.standby;
      case ToolState::engineering:
        return times.engineering;
      case ToolState::scheduled_down:
        return times.scheduled_down;
      case ToolState::unscheduled_down:
        return times.unscheduled_down;
      case ToolState::non_scheduled:
        break;
    }
    return times.non_scheduled;
  }
};

StationOee rate_station(std::string name, const StationBooks& b) {
  const plant::Oee oee = plant::oee(b.times, b.actual_s, b.effective_s);
  const double total = to_s(b.times.total());
  const auto of_all = [total](Duration t) { return total > 0 ? to_s(t) / total : 0; };
  return {.station = std::move(name),
          .availability = oee.availability,
          .operational = oee.operational,
          .rate = oee.rate,
          .quality = oee.quality,
          .oee = oee.oee,
          .busy_share = plant::busy_share(b.times),
          .blocked = of_all(b.blocked),
          .starved = of_all(b.starved),
          .down = of_all(b.times.unscheduled_down),
          .units = b.units,
          .failures = b.failures,
          .e10 = plant::equipment_ratios(b.times, b.failures, b.units),
          .iso = plant::iso_22400(plant::work_unit_times(b.times, b.roll_changes), b.actual_s,
                                  b.effective_s, b.failures)};
}

// The flows of one batch each as figures of an estimate.
plant::MeanEstimate of_batches(const std::vector<FlowRow>& flows, double whole, auto figure,
                               bool needs_parts = false) {
  std::vector<double> figures;
  for (const FlowRow& f : flows) {
    if (f.batch > 0 && f.to > f.from && (f.parts > 0 || !needs_parts)) {
      figures.push_back(figure(f));
    }
  }
  return {whole, plant::estimate_mean(figures).half_width};
}

}  // namespace

void rate_stations(Summary& summary, const RunRecord& record) {
  std::vector<std::pair<std::string, StationBooks>> stations;
  std::unordered_map<std::string, std::size_t> index;
  const auto books = [&](const std::string& name) -> StationBooks& {
    const auto [at, is_new] = index.try_emplace(name, stations.size());
    if (is_new) {
      stations.emplace_back(name, StationBooks{});
    }
    return stations[at->second].second;
  };
  for (const StateRow& s : record.states) {
    books(s.station).add(s.state, s.reason, s.to - s.from);
  }
  for (const ToolTimeRow& t : record.tool_times) {
    books(t.station).add(t.state, t.reason, Duration(t.time_us));
  }
  for (const ProductionRow& p : record.production) {
    if (const auto at = index.find(p.station); at != index.end()) {
      StationBooks& b = stations[at->second].second;
      b.actual_s += p.actual_s;
      b.effective_s += p.effective_s;
      b.units += p.units;
      b.failures += p.failures;
    }
  }
  double busiest = -1;
  for (auto& [name, b] : stations) {
    const StationOee& s = summary.stations.emplace_back(rate_station(std::move(name), b));
    if (s.busy_share > busiest) {
      busiest = s.busy_share;
      summary.bottleneck = s.station;
      summary.oee_e79 = s.oee;
    }
  }
}

void measure_flow(Summary& summary, const RunRecord& record) {
  if (record.flows.empty()) {
    return;
  }
  plant::FlowTally all;
  FlowFigures line{.holds_littles_law = true};
  std::int64_t ages = 0;
  for (const FlowRow& f : record.flows) {
    line.holds_littles_law = line.holds_littles_law && f.wip_us == f.cycle_us - ages + f.ages_us;
    ages = f.ages_us;
    if (f.batch == 0) {
      line.warm_up_s = to_s(f.to - f.from);
      continue;
    }
    all.from = f.batch == 1 ? f.from : all.from;
    all.to = f.to;
    all.parts += f.parts;
    all.scrapped += f.scrapped;
    all.cycle += Duration(f.cycle_us);
    all.wip += Duration(f.wip_us);
    line.in_line = f.in_line;
  }
  const plant::FlowFigures figures = plant::flow_figures(all);
  const auto per = [](std::int64_t us, double whole) {
    return whole > 0 ? to_s(Duration(us)) / whole : 0;
  };
  line.parts = figures.parts;
  line.duration_s = figures.duration;
  line.throughput_per_s = of_batches(record.flows, figures.throughput, [](const FlowRow& f) {
    return static_cast<double>(f.parts - f.scrapped) / to_s(f.to - f.from);
  });
  line.wip = of_batches(record.flows, figures.wip,
                        [&](const FlowRow& f) { return per(f.wip_us, to_s(f.to - f.from)); });
  line.cycle_time_s = of_batches(
      record.flows, figures.cycle_time,
      [&](const FlowRow& f) { return per(f.cycle_us, static_cast<double>(f.parts)); }, true);
  summary.flow = line;
  summary.is_line = !record.tool_times.empty();
}

}  // namespace heliofab::twin
