// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/observer.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_study.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/gates.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/simulate.hpp"

namespace heliofab::twin {

/// What a line alone cuts its rolls into: modules as far as its stations must know them.
struct LineModule {
  double length = 0;           // [m] down-web; 0: rolls are not cut
  double aperture_area = 0.3;  // [m2]
  double laminate_area = 0.4;  // [m2]
  double scribe_length = 0;    // [m]

  friend bool operator==(const LineModule&, const LineModule&) = default;
};

template <class Visit>
void describe(Visit& visit, LineModule& m) {
  visit(m.length, {"length", unit::m, 0, 100, "down-web; 0: rolls are not cut", "D"});
  visit(m.aperture_area, {"aperture_area", unit::m2, 0, 100, "that printing takes time for", "D"});
  visit(m.laminate_area, {"laminate_area", unit::m2, 0, 100, "on a platen", "D"});
  visit(m.scribe_length, {"scribe_length", unit::m, 0, 1e6, "of all its lines", "D"});
}

/// A line by itself: stations, and parts that are all alike. Any queueing line is one. In a file it
/// is a `fab` without process, products and market.
struct LinePlan {
  std::string name = "a line";
  std::chrono::sys_days start = std::chrono::year(2010) / 5 / 12;
  std::int64_t days = 0;
  double duration = 0;  // [s] measured
  double warm_up = 0;   // [s] before that, not measured
  std::int64_t seed = 1;
  LineModule module;
  plant::Line line;
  LineGates gates;

  friend bool operator==(const LinePlan&, const LinePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LinePlan& p) {
  visit(p.name, {"name", "shown in summaries and reports"});
  visit(p.start, {"start", "first day of the run"});
  visit(p.days, {"days", 0, 36525, "that are measured; 0: duration says how long", "D"});
  visit(p.duration, {"duration", unit::s, 0, 3.2e9, "that is measured, where days are 0", "D"});
  visit(p.warm_up, {"warm_up", unit::s, 0, 3.2e9, "of the line from empty, not measured", "D"});
  visit(p.seed, {"seed", 0, 9'000'000'000'000'000, "of all random draws", "D"});
  visit(p.module, {"module", "what rolls are cut into behind the last web station"});
  visit(p.line, {"line", "stations and working hours"});
  visit(p.gates, {"gates", "what a run has to reach; it ends with status 1 if it does not"});
}

/// True when the document is a fab that has a line and no film: none of process, products, market,
/// ramp, cost, flash and targets; or one that has a key of a line alone.
bool is_line_plan(const io::Document& document);

/// Reads and checks a plan; a duration in days is turned into seconds.
/// @throws InputError E6131 when it also has what only a fab with a film has, E6132 for a station
///         that nothing can reach, E6133 for no duration or two, E6134 for a platen that parts
///         would have to begin on, and those of check(Line)
io::Read<LinePlan> read_line_plan(const io::Document& document);

/// The plan as a study of its line.
plant::Study study_of(const LinePlan& plan);

/// Header of the record of such a run.
Provenance complete(Provenance provenance, const LinePlan& plan,
                    const std::vector<io::InputValue>& inputs);

/// Runs the line. The record has its sums: flows, times of the tools, production (booked on the
/// month in which the measured time begins). What happened to each part
/// goes to the sink alone, in batches that have nothing else, and is not made without one: memory
/// is flat. The last batch is the record.
/// @param observer  may be null; a stop takes effect within a second
RunRecord simulate(const LinePlan& plan, const std::vector<io::InputValue>& inputs,
                   Provenance provenance, Observer* observer, const BatchSink& sink);

/// What changes of the line would bring, as rows; study_bottleneck with eight replications of an
/// eighth of the plan's time each.
std::vector<WhatIfRow> what_if_rows(const LinePlan& plan, Observer* observer);

/// The same for the line of a fab, cut into modules of its first product, over the plan's days
/// behind a warm-up of as much as ten of them. Alarms stop no tool.
std::vector<WhatIfRow> what_if_rows(const FabPlan& plan, Observer* observer);

}  // namespace heliofab::twin
