// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "heliofab/core/check.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab {

namespace {

// Mean and its standard error.
Estimate mean_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = ordered_sum(values) / n;
  if (values.size() < 2) {
    return {mean, 0};
  }
  std::vector<double> squares;
  for (const double value : values) {
    squares.push_back((value - mean) * (value - mean));
  }
  return {mean, std::sqrt(ordered_sum(squares) / (n - 1) / n)};
}

std::vector<double> reached(std::span<const double> sample, double limit) {
  std::vector<double> hits;
  for (const double value : sample) {
    hits.push_back(std::isnan(value) ? value : value >= limit ? 1 : 0);
  }
  return hits;
}

// Standard deviation of a figure over resamples; `figure` takes the indices of one.
template <class Figure>
double resampled_error(std::size_t size, const Figure& figure) {
  constexpr std::uint64_t resamples = 400;
  const Stream draw(1, "estimate.resample");
  std::vector<double> figures;
  std::vector<std::size_t> picked(size);
  for (std::uint64_t r = 0; r < resamples; ++r) {
    for (std::size_t i = 0; i < size; ++i) {
      picked[i] = static_cast<std::size_t>(draw.uniform(r, i) * static_cast<double>(size));
    }
    figures.push_back(figure(picked));
  }
  return mean_of(figures).error * std::sqrt(static_cast<double>(resamples));
}

double quantile_of(std::span<const double> sample, std::span<const std::size_t> picked, double p) {
  std::vector<double> values;
  for (const std::size_t i : picked) {
    values.push_back(sample[i]);
  }
  return quantile(values, p);
}

bool has_nothing(std::span<const double> sample) {
  return std::ranges::any_of(sample, [](double value) { return std::isnan(value); });
}

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Estimate estimate(std::span<const double> sample, const Statistic& s) {
  HELIOFAB_CHECK(!sample.empty());
  if (has_nothing(sample)) {
    return {nothing, nothing};
  }
  switch (s.kind) {
    case Statistic::Kind::share_above:
      return mean_of(reached(sample, s.at));
    case Statistic::Kind::quantile:
      return {quantile(sample, s.at), resampled_error(sample.size(), [&](const auto& picked) {
                return quantile_of(sample, picked, s.at);
              })};
    case Statistic::Kind::mean:
      break;
  }
  return mean_of(sample);
}

Estimate paired_difference(std::span<const double> before, std::span<const double> after,
                           const Statistic& s) {
  HELIOFAB_CHECK(!before.empty() && before.size() == after.size());
  if (has_nothing(before) || has_nothing(after)) {
    return {nothing, nothing};
  }
  if (s.kind == Statistic::Kind::quantile) {
    return {quantile(after, s.at) - quantile(before, s.at),
            resampled_error(before.size(), [&](const auto& picked) {
              return quantile_of(after, picked, s.at) - quantile_of(before, picked, s.at);
            })};
  }
  const bool is_share = s.kind == Statistic::Kind::share_above;
  std::vector<double> differences =
      is_share ? reached(after, s.at) : std::vector<double>(after.begin(), after.end());
  const std::vector<double> subtracted =
      is_share ? reached(before, s.at) : std::vector<double>(before.begin(), before.end());
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] -= subtracted[i];
  }
  return mean_of(differences);
}

double smooth_value(std::span<const double> sample, const Statistic& s) {
  if (s.kind != Statistic::Kind::share_above || sample.size() < 2 || has_nothing(sample)) {
    return s.kind == Statistic::Kind::quantile && !has_nothing(sample) ? quantile(sample, s.at)
                                                                       : estimate(sample, s).value;
  }
  const auto n = static_cast<double>(sample.size());
  const double width = 0.9 * mean_of(sample).error * std::sqrt(n) * std::pow(n, -0.2);
  if (width == 0) {
    return estimate(sample, s).value;
  }
  std::vector<double> shares;
  for (const double value : sample) {
    shares.push_back(std::erfc((s.at - value) / (width * std::sqrt(2.0))) / 2);
  }
  return mean_of(shares).value;
}

}  // namespace heliofab
