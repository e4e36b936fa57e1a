// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/estimate.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

/// What a real fab measured, one value a module, a reading or a stop. The name is that of the
/// simulated figure, with its unit: "pmax_W", "aperture_efficiency", "cigs: thickness_um".
struct MeasuredFigure {
  std::string name;
  std::vector<double> values;

  friend bool operator==(const MeasuredFigure&, const MeasuredFigure&) = default;
};

/// Behind "STATION: ", the name of the times for which its tools were unscheduled down, each.
inline constexpr std::string_view down_time = "down_h";

/// Time of a station in a SEMI E10 state.
struct MeasuredTime {
  std::string station;
  ToolState state = ToolState::standby;
  double hours = 0;

  friend bool operator==(const MeasuredTime&, const MeasuredTime&) = default;
};

/// A file of a real fab; docs/formats/measured.md.
struct Measured {
  std::string file;
  std::string kind;  // "flash tests", "flash curves", "gauge log", "state log"
  std::vector<MeasuredFigure> figures;
  std::vector<MeasuredTime> times;

  friend bool operator==(const Measured&, const Measured&) = default;
};

/// One figure of both. Quantiles, means and their differences are of values as they are; that
/// neighbours resemble each other makes intervals wider than they say.
struct AgainstFigure {
  std::string name;
  std::int64_t measured_count = 0;
  std::int64_t simulated_count = 0;
  Distribution measured;
  Distribution simulated;
  Estimate median_difference;  // simulated less measured
  double ks = 0;               // largest distance of the two cumulative distributions [-]
  double ks_by_chance = 0;     // [-] that two samples of one distribution exceed one time in 20
  std::vector<double> edges;   // of the histograms, one more than bins
  std::vector<double> measured_share;  // [-] by bin
  std::vector<double> simulated_share;

  friend bool operator==(const AgainstFigure&, const AgainstFigure&) = default;
};

/// The share of all hours of a station in a state.
struct AgainstShare {
  std::string station;
  ToolState state = ToolState::standby;
  double measured = 0;
  double simulated = 0;

  friend bool operator==(const AgainstShare&, const AgainstShare&) = default;
};

/// A measured file laid over a run. Figures that the run does not have are named in `left_out`.
struct Against {
  std::string file;
  std::string kind;
  std::vector<AgainstFigure> figures;
  std::vector<AgainstShare> shares;
  std::vector<std::string> left_out;

  friend bool operator==(const Against&, const Against&) = default;
};

/// Nothing is fitted and nothing of the run changes.
Against compare(const RunRecord& record, const Measured& measured);

}  // namespace heliofab::twin
