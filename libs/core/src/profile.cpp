// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/profile.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace heliofab {

namespace {

double place_of(const Profile& p, std::size_t k) {
  return !p.at.empty() ? p.at[k]
                       : static_cast<double>(k) / static_cast<double>(p.values.size() - 1);
}

double through_three(const Profile& p, double x) {
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    double weight = 1;
    for (std::size_t j = 0; j < 3; ++j) {
      weight *= j == k ? 1 : (x - place_of(p, j)) / (place_of(p, k) - place_of(p, j));
    }
    sum += weight * p.values[k];
  }
  return sum;
}

}  // namespace

bool is_uniform(const Profile& profile) noexcept {
  return std::ranges::adjacent_find(profile.values, std::not_equal_to<>()) == profile.values.end();
}

double value_at(const Profile& p, const ProfilePlace& place) {
  if (is_uniform(p)) {
    return p.values.empty() ? 0 : p.values.front();
  }
  const std::size_t last = p.values.size() - 1;
  const double x = std::clamp(p.over == ProfileAxis::depth ? place.depth : place.composition,
                              place_of(p, 0), place_of(p, last));
  if (p.shape == ProfileShape::parabolic) {
    return through_three(p, x);
  }
  std::size_t k = 1;
  while (k < last && place_of(p, k) < x) {
    ++k;
  }
  const double t = (x - place_of(p, k - 1)) / (place_of(p, k) - place_of(p, k - 1));
  const double a = p.values[k - 1];
  const double b = p.values[k];
  switch (p.shape) {
    case ProfileShape::logarithmic:
      return a * std::pow(b / a, t);
    case ProfileShape::exponential:
      return a + (b - a) * std::expm1(-t / p.decay) / std::expm1(-1 / p.decay);
    case ProfileShape::linear:
    case ProfileShape::parabolic:
      break;
  }
  return std::lerp(a, b, t);
}

std::vector<double> corners_of(const Profile& p) {
  std::vector<double> corners{0, 1};
  if (is_uniform(p)) {
    return corners;
  }
  for (std::size_t k = 0; k < p.values.size(); ++k) {
    corners.push_back(place_of(p, k));
  }
  if (p.shape != ProfileShape::linear) {
    constexpr int pieces = 64;  // chords of a parabola miss it by 6e-5 of its rise
    const double first = place_of(p, 0);
    const double width = place_of(p, p.values.size() - 1) - first;
    for (int k = 1; k < pieces; ++k) {
      corners.push_back(first + width * k / pieces);
    }
  }
  std::ranges::sort(corners);
  const auto twice = std::ranges::unique(corners);
  corners.erase(twice.begin(), twice.end());
  return corners;
}

std::string problem_of(const Profile& p) {
  if (p.values.empty()) {
    return "no value, wanted one or more";
  }
  if (!p.at.empty() && p.at.size() != p.values.size()) {
    return std::to_string(p.at.size()) + " places for " + std::to_string(p.values.size()) +
           " values, wanted one each";
  }
  if (std::ranges::adjacent_find(p.at, std::greater_equal<>()) != p.at.end()) {
    return "places out of order, wanted rising ones";
  }
  if (is_uniform(p)) {
    return "";
  }
  if (p.shape == ProfileShape::parabolic && p.values.size() != 3) {
    return std::to_string(p.values.size()) + " values of a parabola, wanted three";
  }
  if (p.shape == ProfileShape::exponential && (p.values.size() != 2 || p.decay == 0)) {
    return "an exponential takes two values and a decay other than 0";
  }
  const auto is_positive = [](double value) { return value > 0; };
  if (p.shape == ProfileShape::logarithmic && !std::ranges::all_of(p.values, is_positive)) {
    return "a logarithmic profile takes values above 0";
  }
  return "";
}

}  // namespace heliofab
