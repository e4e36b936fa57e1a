// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"
#include "heliofab/twin/uncertainty.hpp"

namespace heliofab::twin {

/// Rolls that stand for all others of a replication.
struct PoolSize {
  std::int64_t rolls = 12;   // [-] coated one after the other on one set of tools
  std::int64_t warm_up = 2;  // [-] before them, which do not count
  std::int64_t places = 6;   // [-] of each roll, at which a module of every product is solved
  std::int64_t renewal = 3;  // [-] months of learning after which the pool is made anew
};

/// A month of one replication.
struct RampMonth {
  SimTime month{};
  double shifts = 0;      // [-] a day
  double cigs_tools = 0;  // [-] that produce
  double staff = 0;       // [-] on the pay roll for the tools that produce
  double demand_W = 0;    // ordered
  double output_W = 0;    // good modules
  double shipped_W = 0;
  double lost_W = 0;      // cancelled because late
  double backlog_W = 0;   // at the end
  double stock_W = 0;     // at the end, of bins that markets take
  double efficiency = 0;  // [-] median of flashed modules by aperture area; 0 without any
  double line_yield = 0;  // [-] good aperture over the web whose modules were flashed
  double revenue_usd = 0;
  double cost_usd = 0;
  double cost_usd_per_W = 0;  // of good modules; 0 without any

  friend bool operator==(const RampMonth&, const RampMonth&) = default;
};

/// A column of it, as tables and charts name it.
struct RampColumn {
  const char* key;
  double RampMonth::*member;
  const char* unit;  // in which `scale` shows it
  double scale = 1;  // SI per unit
};
std::span<const RampColumn> ramp_columns() noexcept;

/// Sums of a replication.
struct RampTotals {
  double efficiency = 0;  // [-] median of all flashed modules by aperture area
  double line_yield = 0;  // [-]
  double output_W = 0;
  double cost_usd = 0;
  double cost_usd_per_W = 0;

  friend bool operator==(const RampTotals&, const RampTotals&) = default;
};

/// How rolls of a replication differ: standard deviations over their means [-].
struct RollSpread {
  std::int64_t rolls = 0;  // with flashed modules
  double efficiency = 0;   // of the mean of their modules
  double line_yield = 0;
  double watts = 0;  // of good modules, of a square metre of web

  friend bool operator==(const RollSpread&, const RollSpread&) = default;
};

struct RampPath {
  std::string scenario;           // empty without scenarios
  std::vector<double> quantiles;  // of the uncertain inputs
  std::vector<RampMonth> months;
  RampTotals totals;
  RollSpread spread;
  std::vector<market::MonthQuantities> used;  // by month
  std::vector<CostRow> costs;  // of all months by step and category; month is the first
  std::string problem;         // why there is no answer; else empty
  bool is_done = false;

  friend bool operator==(const RampPath&, const RampPath&) = default;
};

struct RampRequest {
  std::int64_t samples = 24;
  std::uint64_t seed = 1;     // of inputs and replications
  bool holds_inputs = false;  // as the plan has them: seeds and scenarios alone differ
  bool solves_all = false;    // every roll coated, every module solved
  PoolSize pool;
};

/// What a ramp did.
struct RampStudy {
  std::vector<UncertainInput> inputs;
  std::vector<RampPath> paths;
  double table_error = 0;  // [-] of Pmax: the worst of the tenth of cells that were held out
  bool is_complete = false;
};

/// Replications of a plan: each has a seed of its own, inputs at places of a Latin hypercube and,
/// by their probabilities, a scenario. The same request gives each replication of another plan the
/// same seed, and the same quantile to an input of the same path: common random numbers. Paths do
/// not depend on threads. @throws InputError E6210; as check and uncertain_inputs
RampStudy run_ramp(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                   const ReferenceData& data, const RampRequest& request, Observer* observer);

/// One replication of the plan as it stands. @throws as simulate
RampPath run_path(const FabPlan& plan, const ReferenceData& data, bool solves_all,
                  const PoolSize& pool, Observer* observer);

}  // namespace heliofab::twin
