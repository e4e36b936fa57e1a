// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heliofab::process {

/// A crossed study of a gauge: every appraiser measures every part several times. Where nobody
/// holds the gauge, an appraiser is a gauge, a head or a shift.
struct GaugeStudy {
  std::size_t parts = 0;
  std::size_t appraisers = 0;
  std::size_t trials = 0;
  std::vector<double> values;  // parts x appraisers x trials, trials fastest

  double at(std::size_t part, std::size_t appraiser, std::size_t trial) const noexcept {
    return values[(part * appraisers + appraiser) * trials + trial];
  }
};

/// Where the scatter of a study comes from, as standard deviations in the unit of its values.
struct GaugeVariation {
  double repeatability = 0;    // EV, equipment: one appraiser, one part
  double reproducibility = 0;  // AV, appraisers, their interaction with parts included
  double interaction = 0;      // part of it that depends on the part
  double gauge = 0;            // GRR, all of these
  double part = 0;             // PV, of the parts themselves
  double total = 0;            // TV

  /// GRR over the total: below 0.1 good, above 0.3 not fit [aiag2010].
  double gauge_share() const noexcept { return gauge / total; }
  /// Parts that can be told apart, 1.41 PV / GRR; 5 are wanted of a gauge, cut to a whole number.
  double distinct() const noexcept { return 1.41 * part / gauge; }
  std::int64_t ndc() const noexcept { return static_cast<std::int64_t>(distinct()); }
};

/// Average and range method [aiag2010], theory/control.md (11). It sees no interaction.
/// @throws InputError E4323 unless there are 2 to 100 parts, appraisers and trials, and a value
///         for each
GaugeVariation average_and_range(const GaugeStudy& study);

/// Mean squares of the two-way table.
struct GaugeAnova {
  double parts = 0;
  double appraisers = 0;
  double interaction = 0;
  double error = 0;          // of the trials
  double interaction_f = 0;  // interaction over error
  double interaction_p = 0;  // chance of that or more without any interaction
  bool is_pooled = false;    // whether the interaction went into the error
  GaugeVariation variation = {};
};

/// Analysis of variance, random effects, theory/control.md (12). An interaction that is not
/// significant is pooled with the error; a negative component of variance is 0.
/// @param significance  p below which the interaction is kept [-]; 0 always pools, 1 never does
/// @throws InputError E4323 likewise
GaugeAnova anova(const GaugeStudy& study, double significance = 0.05);

}  // namespace heliofab::process
