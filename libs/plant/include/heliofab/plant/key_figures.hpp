// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_meter.hpp"

namespace heliofab::plant {

/// The six states of SEMI E10 that times by reason add up to.
StateTimes state_times(const ReasonTimes& times);

/// Time elements of a work unit in the manner of ISO 22400-2.
struct WorkUnitTimes {
  Duration planned_busy{};  // PBT: the unit was meant to work on orders
  Duration production{};    // APT: it added value
  Duration setup{};         // AUST
  Duration delay{};         // ADET: malfunctions while an order was on it

  Duration processing() const noexcept { return production + setup; }    ///< AUPT
  Duration busy() const noexcept { return production + setup + delay; }  ///< AUBT
  friend bool operator==(const WorkUnitTimes&, const WorkUnitTimes&) = default;
};

/// By reason: production is productive time, setup the roll changes, delay repairs and stops for
/// alarms. Planned busy time is these and standby: hours off, maintenance, warm-up and trials are
/// planned otherwise.
WorkUnitTimes work_unit_times(const StateTimes& times, Duration roll_changes);
WorkUnitTimes work_unit_times(const ReasonTimes& times);

/// Indicators computed in the manner of ISO 22400-2. One without a denominator is 0.
/// availability * effectiveness * quality_ratio == oee_index within 1e-12.
struct Iso22400 {
  double availability = 0;            // [-] APT / PBT
  double effectiveness = 0;           // [-] planned run time of the units made / APT
  double quality_ratio = 0;           // [-] good / made, in that time
  double oee_index = 0;               // [-] their product
  double nee_index = 0;               // [-] the same with AUPT / PBT: setup counts as use
  double utilization_efficiency = 0;  // [-] APT / AUBT
  double allocation_efficiency = 0;   // [-] AUBT / PBT
  double setup_ratio = 0;             // [-] AUST / AUPT
  double technical_efficiency = 0;    // [-] APT / (APT + ADET)
  double mtbf = 0;                    // [s] APT / (failures + 1), unlike E10
  double mttr = 0;                    // [s] ADET / (failures + 1), unlike E10

  friend bool operator==(const Iso22400&, const Iso22400&) = default;
};

/// @param actual_s, effective_s  as for oee(): planned run time of units made and of good ones [s]
Iso22400 iso_22400(const WorkUnitTimes& times, double actual_s, double effective_s,
                   std::int64_t failures);

/// Parts in the line over some time.
struct FlowFigures {
  double duration = 0;     // [s]
  std::int64_t parts = 0;  // that left
  double throughput = 0;   // [1/s]
  double wip = 0;          // [-] mean number in the line
  double cycle_time = 0;   // [s] mean, of those that left; 0 without any
};
FlowFigures flow_figures(const FlowTally& flow);

/// Half the width of the 95 % confidence interval (Student) of a mean of so many figures, from its
/// standard error; 0 below two of them. Beyond 20 figures it is that of 20.
double half_width(double standard_error, std::size_t figures);

/// A mean and half the width of its 95 % confidence interval of alike, independent figures.
struct MeanEstimate {
  double mean = 0;
  double half_width = 0;

  friend bool operator==(const MeanEstimate&, const MeanEstimate&) = default;
};
MeanEstimate estimate_mean(std::span<const double> figures);

}  // namespace heliofab::plant
