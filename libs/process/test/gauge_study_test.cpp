// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/gauge_study.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {
namespace {

struct Scatters {
  double part = 1;
  double appraiser = 0.5;
  double interaction = 0;
  double repeat = 0.3;
};
GaugeStudy random_study(const Scatters& s, std::size_t parts, std::size_t appraisers,
                        std::uint64_t seed) {
  const Stream part(seed, "test.part");
  const Stream appraiser(seed, "test.appraiser");
  const Stream repeat(seed, "test.repeat");
  GaugeStudy study{parts, appraisers, 3, {}};
  for (std::uint64_t p = 0; p < parts; ++p) {
    for (std::uint64_t a = 0; a < appraisers; ++a) {
      const double mean = s.part * part.normal(p, 0) + s.appraiser * appraiser.normal(a, 0) +
                          s.interaction * appraiser.normal(a, 1 + p);
      for (std::uint64_t t = 0; t < 3; ++t) {
        study.values.push_back(mean + s.repeat * repeat.normal(p * appraisers + a, t));
      }
    }
  }
  return study;
}

// 80 x 80 cells: the standard deviations of parts and appraisers are known to 8 % each.
TEST(GaugeStudy, FindsTheScattersThatMadeIt) {
  const Scatters s{.interaction = 0.4};
  const GaugeAnova table = anova(random_study(s, 80, 80, 1));
  EXPECT_FALSE(table.is_pooled);
  EXPECT_NEAR(table.variation.repeatability, s.repeat, 0.01);
  EXPECT_NEAR(table.variation.interaction, s.interaction, 0.02);
  EXPECT_NEAR(table.variation.part, s.part, 4 * 0.08);
  EXPECT_NEAR(table.variation.reproducibility, std::hypot(s.appraiser, s.interaction), 0.16);
}

// Without an interaction its p is even on (0, 1): 5 % of studies keep it, to 3 % at four standard
// errors of a thousand.
TEST(GaugeStudy, KeepsAnAbsentInteractionAsOftenAsItsSignificanceSays) {
  int kept = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    kept += anova(random_study({}, 6, 3, seed)).is_pooled ? 0 : 1;
  }
  EXPECT_NEAR(kept, 50, 28);
}

TEST(GaugeStudy, ByRangesHasNoBias) {
  double repeat = 0;
  double part = 0;
  constexpr int studies = 300;
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    const GaugeVariation v = average_and_range(random_study({}, 10, 3, seed));
    repeat += v.repeatability / studies;
    part += v.part * v.part / studies;
  }
  EXPECT_NEAR(repeat, 0.3, 0.008);
  // Means of nine readings scatter by the error and the appraisers' share too.
  EXPECT_NEAR(std::sqrt(part), std::sqrt(1 + 0.09 / 9), 0.06);
}

// Scaled and shifted values give scaled scatters; both methods and the order of parts agree.
TEST(GaugeStudy, FollowsItsUnit) {
  GaugeStudy study = random_study({.interaction = 0.5}, 5, 4, 3);
  const GaugeAnova before = anova(study);
  for (double& value : study.values) {
    value = 1e-6 * (value + 20);
  }
  const GaugeAnova after = anova(study);
  EXPECT_NEAR(after.variation.gauge / before.variation.gauge, 1e-6, 1e-15);
  EXPECT_NEAR(after.interaction_p, before.interaction_p, 1e-9);
  EXPECT_EQ(after.variation.ndc(), before.variation.ndc());
}

}  // namespace
}  // namespace heliofab::process
