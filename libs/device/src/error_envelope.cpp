// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/error_envelope.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab::device {

namespace {

constexpr std::array bound_figures{&CurveBound::pmax, &CurveBound::jsc, &CurveBound::voc};

// Square of the distance within which witnesses count alike, in halves of the box. Between 0.3 and
// 1, and with powers of 2 or 4, the mean bound of FAB 2's films changes by up to 15 %, coverage by
// less than 1 %.
constexpr double softening = 0.3;

double weight(const BoxPlace& a, const BoxPlace& b) noexcept {
  double distance = softening;
  for (std::size_t k = 0; k < a.size(); ++k) {
    distance += (a[k] - b[k]) * (a[k] - b[k]);
  }
  const double square = distance * distance;
  return 1 / (square * square);
}

// The smallest value that the share `coverage` of `values`, and of as many drawn later, stays
// below.
double covering(std::vector<double> values, double coverage) {
  std::ranges::sort(values);
  const double rank = std::ceil(coverage * static_cast<double>(values.size() + 1));
  return values[std::min(static_cast<std::size_t>(std::max(rank, 1.0)), values.size()) - 1];
}

}  // namespace

ErrorEnvelope::ErrorEnvelope(const std::vector<Witness>& witnesses, double coverage) {
  HELIOFAB_CHECK(witnesses.size() >= 2 && coverage > 0 && coverage < 1);
  for (const Witness& w : witnesses) {
    Nearby nearby{.place = w.place, .square = {}};
    for (const auto figure : bound_figures) {
      const double error = w.error.*figure / (1 + w.leverage);
      nearby.square.*figure = error * error;
    }
    witnesses_.push_back(nearby);
  }
  std::vector<CurveBound> scales;
  for (std::size_t i = 0; i < witnesses.size(); ++i) {
    scales.push_back(scale(witnesses[i].place, witnesses[i].leverage, i));
  }
  for (const auto figure : bound_figures) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < witnesses.size(); ++i) {
      const double error = witnesses[i].error.*figure;
      ratios.push_back(error > 0 ? error / scales[i].*figure : 0);
    }
    scales_.*figure = covering(std::move(ratios), coverage);
  }
}

CurveBound ErrorEnvelope::scale(const BoxPlace& place, double leverage,
                                std::size_t but) const noexcept {
  CurveBound square;
  double weights = 0;
  for (std::size_t i = 0; i < witnesses_.size(); ++i) {
    if (i == but) {
      continue;
    }
    const Nearby& w = witnesses_[i];
    const double share = weight(place, w.place);
    weights += share;
    square.pmax += share * w.square.pmax;
    square.jsc += share * w.square.jsc;
    square.voc += share * w.square.voc;
  }
  const auto root = [&](double sum) { return (1 + leverage) * std::sqrt(sum / weights); };
  return {.pmax = root(square.pmax), .jsc = root(square.jsc), .voc = root(square.voc)};
}

CurveBound ErrorEnvelope::at(const BoxPlace& place, double leverage) const noexcept {
  const CurveBound here = scale(place, leverage, witnesses_.size());
  return {.pmax = scales_.pmax * here.pmax,
          .jsc = scales_.jsc * here.jsc,
          .voc = scales_.voc * here.voc};
}

}  // namespace heliofab::device
