// SPDX-License-Identifier: Apache-2.0
#include "scribe_charts.hpp"

#include <string>

#include <fmt/format.h>

#include "heliofab/twin/make_module.hpp"
#include "readings.hpp"

namespace heliofab::twin {

namespace {

constexpr double least_sigma = 1e-12;  // [m] less is rounding

}  // namespace

ScribeCharts::ScribeCharts(const FabPlan& plan)
    : inspector_(plan.process.tools.scribe.camera, scribe_design(plan.process),
                 static_cast<std::uint64_t>(plan.seed)),
      monitor_(plan.process.tools.scribe.camera.monitor),
      start_(SimTime(plan.start)) {
  for (const Product& product : plan.products) {
    baselines_.push_back(process::scribe_baselines(
        plan.process.tools.scribe, scribe_design(plan.process),
        scribed_stripes(product, nominal_design(plan.process, product), 0, 0),
        static_cast<std::uint64_t>(plan.seed)));
  }
}

void ScribeCharts::add(const SheetMarks& marks, std::size_t product, std::int32_t tool,
                       std::string_view name, SimTime time, RunRecord& batch) {
  const process::ScribedStripes& stripes = marks.stripes;
  const auto roll = static_cast<RollId>(stripes.roll);
  const process::ScribeReading reading = inspector_.read(stripes, to_s(time - start_), marks.seen);
  const auto [charts, is_new] = charts_.try_emplace({tool, product});
  if (is_new) {
    charts->second.fill(process::start_of(monitor_));
  }
  for (std::size_t q = 0; q < reading.size(); ++q) {
    const process::Baseline& baseline = baselines_[product][q];
    const bool is_judged = baseline.sigma > least_sigma;
    const std::string quantity = fmt::format("{}_um", process::scribe_quantities[q]);
    if (reading[q]) {
      batch.readings.push_back({.roll = roll,
                                .station = std::string(station),
                                .tool = std::string(name),
                                .gauge = "camera",
                                .quantity = quantity,
                                .position_m = stripes.position,
                                .value = *reading[q] / unit::um,
                                .target = baseline.centre / unit::um,
                                .sigma = is_judged ? baseline.sigma / unit::um : 0});
    }
    if (!is_judged) {
      continue;
    }
    const process::Alarm alarm =
        process::next_point(charts->second[q], monitor_, baseline, reading[q]);
    if (alarm != process::Alarm{}) {
      batch.alarms.push_back(alarm_row(roll, station, name, quantity, stripes.position, alarm));
    }
  }
}

}  // namespace heliofab::twin
