// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/capability.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "distributions.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/process/control_chart.hpp"

namespace heliofab::process {

namespace {

// A standard deviation and how well it is known.
struct KnownSpread {
  double sigma = 0;
  double freedom = 0;
  double count = 0;  // values behind the mean
};

// Exact: theory/control.md (9).
Index two_sided_index(double value, const KnownSpread& s, double confidence) {
  if (std::isinf(value)) {
    return {value, value, value};
  }
  const auto bound = [&](double p) {
    return value * std::sqrt(chi_square_quantile(p, s.freedom) / s.freedom);
  };
  return {value, bound((1 - confidence) / 2), bound((1 + confidence) / 2)};
}

// By a normal approximation [bissell1990]: theory/control.md (10).
Index one_sided_index(double value, const KnownSpread& s, double confidence) {
  if (std::isinf(value)) {
    return {value, value, value};
  }
  const double half = normal_quantile((1 + confidence) / 2) *
                      std::sqrt(1 / (9 * s.count) + value * value / (2 * s.freedom));
  return {value, value - half, value + half};
}

struct SideIndices {
  Index two, lower, upper, worse;
};
SideIndices indices_of(double mean, const KnownSpread& s, const Specification& spec,
                       double confidence) {
  const double lower = (mean - spec.lower) / (3 * s.sigma);
  const double upper = (spec.upper - mean) / (3 * s.sigma);
  return {two_sided_index((spec.upper - spec.lower) / (6 * s.sigma), s, confidence),
          one_sided_index(lower, s, confidence), one_sided_index(upper, s, confidence),
          one_sided_index(std::min(lower, upper), s, confidence)};
}

}  // namespace

ProcessFigures process_figures(std::span<const double> values, std::size_t size) {
  if (values.size() < 2 || size < 1 || values.size() % size != 0) {
    throw InputError("E4322", "capability",
                     fmt::format("{} values in subgroups of {}; wanted two values or more in whole "
                                 "subgroups",
                                 values.size(), size));
  }
  const Subgroup all = subgroup_of(values);
  ProcessFigures figures{.mean = all.mean, .overall = all.deviation, .count = values.size()};
  if (size == 1) {
    double ranges = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
      ranges += std::abs(values[i] - values[i - 1]);
    }
    const auto pairs = static_cast<double>(values.size() - 1);
    figures.within = ranges / pairs * std::sqrt(std::numbers::pi) / 2;
    figures.within_freedom = 0.605 * pairs;
    return figures;
  }
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); i += size) {
    const double deviation = subgroup_of(values.subspan(i, size)).deviation;
    squares += deviation * deviation * static_cast<double>(size - 1);
  }
  const std::size_t groups = values.size() / size;
  figures.within_freedom = static_cast<double>(values.size() - groups);
  figures.within = std::sqrt(squares / figures.within_freedom);
  return figures;
}

Capability capability(const ProcessFigures& f, const Specification& spec, double confidence) {
  const bool has_limit = std::isfinite(spec.lower) || std::isfinite(spec.upper);
  if (!has_limit || !(spec.lower < spec.upper) || !(f.within > 0) || !(f.overall > 0) ||
      !(confidence > 0 && confidence < 1)) {
    throw InputError(
        "E4322", "capability",
        fmt::format("limits {} and {}, sigma {} within and {} overall, confidence {}; wanted "
                    "limits in order, one of them finite, sigmas above 0 and a confidence between "
                    "0 and 1",
                    spec.lower, spec.upper, f.within, f.overall, confidence));
  }
  const auto n = static_cast<double>(f.count);
  const SideIndices c = indices_of(f.mean, {f.within, f.within_freedom, n}, spec, confidence);
  const SideIndices p = indices_of(f.mean, {f.overall, n - 1, n}, spec, confidence);
  return {c.two, c.lower, c.upper, c.worse, p.two, p.lower, p.upper, p.worse};
}

}  // namespace heliofab::process
