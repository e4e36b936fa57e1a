// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace heliofab {

/// What is asked of a sample of independent values.
struct Statistic {
  enum class Kind : std::uint8_t { mean, quantile, share_above };
  Kind kind = Kind::mean;
  double at = 0;  // of a quantile: which, 0 to 1; of a share: the limit that values reach

  friend bool operator==(const Statistic&, const Statistic&) = default;
};

/// A figure of a sample and the standard error of it; 0 for a sample of one.
struct Estimate {
  double value = 0;
  double error = 0;

  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Mean and share by the spread of the sample, quantiles by 400 resamples of it [efron1979] with
/// fixed draws. NaN in the sample makes both NaN.
/// @throws LogicError when the sample is empty or a quantile is not in [0, 1]
Estimate estimate(std::span<const double> sample, const Statistic& statistic = {});

/// By how much the statistic of `after` exceeds that of `before`, where values of one index belong
/// together: what both have in common by chance cancels, and the error is that of the difference.
/// @throws LogicError also when the samples differ in size
Estimate paired_difference(std::span<const double> before, std::span<const double> after,
                           const Statistic& statistic = {});

/// The statistic as a smooth function of its sample, for who climbs on it: a share counts each
/// value by a normal kernel of the width 0.9 s n^(-1/5) [silverman1986] in place of a step. The
/// others are what `estimate` says.
double smooth_value(std::span<const double> sample, const Statistic& statistic);

}  // namespace heliofab
