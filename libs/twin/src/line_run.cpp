// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include "heliofab/core/hash.hpp"
#include "heliofab/plant/line_study.hpp"
#include "heliofab/twin/line_plan.hpp"
#include "line_log.hpp"

namespace heliofab::twin {

namespace {

// At the design time of a part: of modules that a line alone cuts all are alike.
double design_time_of(const LinePlan& plan, const plant::Station& station) {
  if (station.kind == plant::StationKind::web) {
    return plant::design_time(station, plan.line.roll_length);
  }
  plant::Sheet sheet;
  if (plan.module.length > 0) {
    sheet = {.length = plan.module.length,
             .aperture_area = plan.module.aperture_area,
             .laminate_area = plan.module.laminate_area,
             .scribe_length = plan.module.scribe_length};
  }
  return plant::design_time(station, sheet);
}

void add_tool(const LinePlan& plan, const plant::ToolTally& t, const std::string& tool,
              SimTime month, RunRecord& record) {
  const plant::Station& station = plan.line.stations[static_cast<std::size_t>(t.station)];
  for (std::size_t r = 0; r < t.times.size(); ++r) {
    const auto reason = static_cast<plant::Reason>(r);
    if (t.times[r] > Duration::zero()) {
      record.tool_times.push_back({.station = station.name,
                                   .tool = tool,
                                   .state = static_cast<ToolState>(plant::state_of(reason)),
                                   .reason = std::string(plant::name_of(reason)),
                                   .time_us = t.times[r].count()});
    }
  }
  const double made = static_cast<double>(t.units) * design_time_of(plan, station);
  record.production.push_back({.month = month,
                               .station = station.name,
                               .tool = tool,
                               .actual_s = made,
                               .effective_s = made,
                               .failures = t.failures,
                               .units = t.units});
}

}  // namespace

Provenance complete(Provenance provenance, const LinePlan& plan,
                    const std::vector<io::InputValue>& inputs) {
  ContentHash hash;
  for (const io::InputValue& input : inputs) {
    hash.add(std::string_view(input.path)).add(std::string_view(input.value));
  }
  const plant::Study study = study_of(plan);
  provenance.name = plan.name;
  provenance.seed = static_cast<std::uint64_t>(plan.seed);
  provenance.from = study.start;
  provenance.to = study.start + duration_from_s(study.warm_up) + duration_from_s(study.duration);
  provenance.plan_hash = hash.hex();
  return provenance;
}

RunRecord simulate(const LinePlan& plan, const std::vector<io::InputValue>& inputs,
                   Provenance provenance, Observer* observer, const BatchSink& sink) {
  RunRecord record{.provenance = complete(std::move(provenance), plan, inputs)};
  for (const io::InputValue& input : inputs) {
    record.inputs.push_back(input_row(input));
  }
  LogWriter writer(plan.line);
  RunRecord batch;
  constexpr std::uint64_t steps = 1000;  // [-] of progress
  const plant::StudyHooks hooks{.log = [&](const plant::EventLog& log, double done) {
    if (sink) {
      writer.add(log, batch.log);
      sink(batch);
      batch.log.visits.clear();
      batch.log.repairs.clear();
    }
    return goes_on(observer, "line", static_cast<std::uint64_t>(done * steps), steps);
  }};
  const plant::LineTally tally = plant::study_line(plan.line, study_of(plan), hooks);
  record.flows.push_back(flow_row(0, tally.warm_up));
  for (const plant::FlowTally& part : tally.batches) {
    record.flows.push_back(flow_row(static_cast<std::int64_t>(record.flows.size()), part));
  }
  const SimTime month = month_start(tally.warm_up.to);
  for (const plant::ToolTally& t : tally.tools) {
    add_tool(plan, t, writer.name(t.station, t.tool), month, record);
  }
  record.is_complete = tally.is_complete;
  if (sink) {
    sink(record);
  }
  return record;
}

}  // namespace heliofab::twin
