// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/grading.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/roots.hpp"

namespace heliofab::process {

namespace {

constexpr double shallowest = 0.05;
constexpr double deepest = 0.95;

// Integrals of a profile over its mean, from the light side to any depth.
class ProfileMoments {
 public:
  explicit ProfileMoments(const GalliumProfile& profile) : p_(profile), mean_(mean_of(profile)) {
    sums_.resize(p_.edge.size());
    for (std::size_t i = 0; i < p_.value.size(); ++i) {
      const double ratio = p_.value[i] / mean_;
      const double low = p_.edge[i];
      const double high = p_.edge[i + 1];
      sums_[i + 1] = {sums_[i].zeroth + ratio * (high - low),
                      sums_[i].first + ratio * (high * high - low * low) / 2};
      square_ += ratio * ratio * (high - low);
    }
  }

  struct Sums {
    double zeroth = 0;  // of the ratio
    double first = 0;   // of the ratio times the depth
  };

  Sums until(double depth) const noexcept {
    const auto above = std::ranges::upper_bound(p_.edge, depth);
    const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        above - p_.edge.begin() - 1, 0, static_cast<std::ptrdiff_t>(p_.value.size()) - 1));
    const double ratio = p_.value[i] / mean_;
    const double low = p_.edge[i];
    return {sums_[i].zeroth + ratio * (depth - low),
            sums_[i].first + ratio * (depth * depth - low * low) / 2};
  }
  Sums whole() const noexcept { return sums_.back(); }
  double square() const noexcept { return square_; }

 private:
  const GalliumProfile& p_;
  double mean_;
  double square_ = 0;
  std::vector<Sums> sums_;
};

// Least squares for a given depth d of the notch in the three hats that are 1 at the front, the
// notch and the back: their products integrate to d/3, d/6, 1/3, (1 - d)/6 and (1 - d)/3.
Grading grading_at(const ProfileMoments& moments, double d) noexcept {
  const ProfileMoments::Sums to_notch = moments.until(d);
  const ProfileMoments::Sums all = moments.whole();
  const double front = to_notch.zeroth - to_notch.first / d;
  const double back = ((all.first - to_notch.first) - d * (all.zeroth - to_notch.zeroth)) / (1 - d);
  const double notch = all.zeroth - front - back;
  // Front and back follow from the notch: f = 3 front / d - n / 2, likewise b.
  Grading g;
  g.depth = d;
  g.notch = (notch - front / 2 - back / 2) / (1.0 / 3 - d / 12 - (1 - d) / 12);
  g.front = 3 * front / d - g.notch / 2;
  g.back = 3 * back / (1 - d) - g.notch / 2;
  const double explained = g.front * front + g.notch * notch + g.back * back;
  g.residual = std::sqrt(std::max(0.0, moments.square() - explained));
  return g;
}

// Half the slope of the residual's square in the depth of the notch, whose zero is found to the
// last digits; the square itself would give half of them.
double slope_at(const ProfileMoments& moments, double d) noexcept {
  const Grading g = grading_at(moments, d);
  const ProfileMoments::Sums to_notch = moments.until(d);
  const ProfileMoments::Sums all = moments.whole();
  const double rest = 1 - d;
  const double above = to_notch.first - d * d * (g.front / 6 + g.notch / 3);
  const double below = (all.zeroth - to_notch.zeroth) - (all.first - to_notch.first) -
                       rest * rest * (g.back / 6 + g.notch / 3);
  return (g.notch - g.front) / (d * d) * above + (g.back - g.notch) / (rest * rest) * below;
}

}  // namespace

double mean_of(const GalliumProfile& profile) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < profile.value.size(); ++i) {
    sum += profile.value[i] * (profile.edge[i + 1] - profile.edge[i]);
  }
  return sum;
}

Grading fit_grading(const GalliumProfile& profile) {
  if (!(mean_of(profile) > 0)) {
    return {};
  }
  const ProfileMoments moments(profile);
  const auto closeness = [&](double d) {
    const double residual = grading_at(moments, d).residual;
    return -residual * residual;
  };
  // A profile of several steps can have several good places for the notch: look at all first.
  constexpr int places = 36;
  constexpr double step = (deepest - shallowest) / places;
  double best = 0.5;
  for (int k = 0; k <= places; ++k) {
    const double d = shallowest + k * step;
    // An even profile is as close everywhere but for rounding: stay in the middle.
    best = closeness(d) > closeness(best) + 1e-12 ? d : best;
  }
  if (grading_at(moments, best).residual < 1e-6) {
    return grading_at(moments, best);  // the lines are the profile: rounding has the last word
  }
  const double low = std::max(shallowest, best - step);
  const double high = std::min(deepest, best + step);
  const auto slope = [&](double d) { return slope_at(moments, d); };
  return grading_at(moments, find_root(slope, low, high, 1e-14).value_or(best));
}

Grading fit_grading_at(const GalliumProfile& profile, double depth) {
  return mean_of(profile) > 0 ? grading_at(ProfileMoments(profile), depth)
                              : Grading{.depth = depth};
}

}  // namespace heliofab::process
