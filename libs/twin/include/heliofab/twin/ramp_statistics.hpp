// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heliofab/core/estimate.hpp"
#include "heliofab/twin/ramp.hpp"

namespace heliofab::twin {

/// Four of five paths lie between `low` and `high`: quantiles of 10 and 90 % of the sample, linear
/// between order statistics.
struct Band {
  double low = 0;
  double median = 0;
  double high = 0;

  friend bool operator==(const Band&, const Band&) = default;
};

Band band_of(const std::vector<double>& sample);

/// A figure of every month; of paths that have an answer. A month in which a path made nothing has
/// no cost per watt, efficiency or yield and is left out; a band of nothing is NaN.
std::vector<Band> bands(const RampStudy& study, double RampMonth::*figure);

/// A sum of each path that has an answer.
std::vector<double> sums(const RampStudy& study, double RampTotals::*figure);

/// What an input has to do with a figure: Spearman's correlation of their ranks.
struct Influence {
  std::string path;
  double correlation = 0;   // [-] -1 to 1
  bool is_certain = false;  // beyond `chance_of_all`

  friend bool operator==(const Influence&, const Influence&) = default;
};

/// Of ranks of two samples as long as each other; equal values share their mean rank. 0 where one
/// of them does not vary.
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);
/// Standard error of that of n pairs that have nothing to do with each other: 1 / sqrt(n - 1).
double rank_error(std::size_t pairs) noexcept;
/// What the largest of so many correlations by chance stays below in 95 of 100 studies, to normal
/// approximation and by Bonferroni's bound.
double chance_of_all(std::size_t pairs, std::size_t inputs) noexcept;

/// The inputs that matter most for a figure, the largest correlation first.
std::vector<Influence> influences(const RampStudy& study, double RampTotals::*figure,
                                  std::size_t most = 10);

/// What a watt costs by step and category, mean over the paths [USD/W].
struct CostShare {
  std::string step;
  std::string category;
  double usd_per_W = 0;

  friend bool operator==(const CostShare&, const CostShare&) = default;
};
std::vector<CostShare> cost_shares(const RampStudy& study);

/// The cost of a watt with one input lower and higher, all else as in one path: exact, because
/// costs follow from what was used.
struct TornadoBar {
  std::string path;
  double spread = 0;  // [-] to either side
  double low = 0;     // [USD/W] with the input lower
  double high = 0;    // [USD/W] with the input higher

  friend bool operator==(const TornadoBar&, const TornadoBar&) = default;
};

/// Every number under `cost` by its spread as an uncertain input, or 30 % where it has none, and
/// beside them what made the watts: efficiency and line yield by a tenth of themselves. The longest
/// bar first. Left out is target_utilisation, which changes what was used.
std::vector<TornadoBar> tornado(const FabPlan& plan, const RampPath& path,
                                const std::vector<UncertainInput>& inputs);

/// How far the pool of rolls is off: the plan's own path with it and with every module solved.
struct PoolError {
  std::int64_t days = 0;
  RampTotals pooled;
  RampTotals solved;
  RollSpread chance;  // [-] by which the two may differ though nothing is wrong, at 95 %: the rolls
                      // of the pool are others than those of the run; `rolls` are the run's
};
PoolError pool_error(const FabPlan& plan, const ReferenceData& data, const PoolSize& pool,
                     std::int64_t days, Observer* observer);

}  // namespace heliofab::twin
