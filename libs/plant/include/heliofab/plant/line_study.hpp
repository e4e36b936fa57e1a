// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/plant/key_figures.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_meter.hpp"

namespace heliofab::plant {

/// A line by itself, in time: no film, no market.
struct Study {
  SimTime start{};
  double warm_up = 0;      // [s] not measured
  double duration = 3600;  // [s] measured, > 0
  std::uint64_t seed = 1;
  SheetSource cut;  // of a line that cuts rolls into modules
};

/// What was measured. The batches are equal parts of the duration, for batch means.
struct LineTally {
  FlowTally warm_up;
  std::vector<FlowTally> batches;
  std::vector<ToolTally> tools;
  bool is_complete = false;

  FlowTally flow() const;  ///< all batches together
};

inline constexpr int batches_of_a_study = 20;

/// What a study tells on its way, in the order of time, from one thread at a time. All may be
/// empty.
struct StudyHooks {
  /// Each log; `done` [-] of the study. False: stop here.
  std::function<bool(const EventLog&, double done)> log;
  std::function<void()> measuring;  // the warm-up is over
};

/// Runs a line from empty. The first station never starves, or parts arrive as the line says.
/// Memory is flat: logs are taken every 12,000 entries or so.
/// @throws InputError as check(line) does, ModelError as LineSimulator
LineTally study_line(const Line& line, const Study& study, const StudyHooks& hooks = {});

/// A line that differs from another in one thing.
struct WhatIf {
  std::string change;   // "one more tool", "one more shift", ...
  std::string station;  // empty: the plant
  Line line;
};

/// One more tool at each station that has any; at `station` an hour more between failures and one
/// less to repair; one more shift a day, or, where the day is full, one more day a week.
std::vector<WhatIf> what_ifs(const Line& line, std::size_t station);

/// What a change would bring.
struct Gain {
  std::string change;
  std::string station;
  double throughput = 0;  // [1/s] of parts, with the change
  double gain = 0;        // [1/s] over the line as it is
  double half_width = 0;  // [1/s] of the 95 % confidence interval of the gain
};

/// What the line as it is does, its bottleneck, and what each change would bring.
struct BottleneckStudy {
  std::size_t station = 0;  // that stands by the least share of its operations time
  double throughput = 0;    // [1/s]
  std::vector<Gain> gains;  // of what_ifs(), largest first
  bool is_complete = false;
};

/// By replications with the seeds study.seed, +1, ... that all lines share: draws are addressed by
/// station, tool and number, so that lines differ by the change alone. A gain is the mean of the
/// differences. Stage "what-ifs" of the observer, which may be null.
BottleneckStudy study_bottleneck(const Line& line, const Study& study, int replications,
                                 Observer* observer);

}  // namespace heliofab::plant
