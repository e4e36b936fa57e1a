// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace heliofab::process {

/// Ga / (Ga + In) over the depth, in steps.
struct GalliumProfile {
  std::vector<double> edge;   // [-] of the thickness from the light side, from 0 to 1
  std::vector<double> value;  // [-] GGI between edge[i] and edge[i + 1]

  friend bool operator==(const GalliumProfile&, const GalliumProfile&) = default;
};

/// Mean over the depth [-].
double mean_of(const GalliumProfile& profile) noexcept;

/// A gallium profile as the cell model knows it: straight from the light side to the notch and
/// from there to the back, over the mean.
struct Grading {
  double front = 1;     // [-] GGI at the light side over the mean
  double notch = 1;     // [-] GGI at the notch over the mean
  double back = 1;      // [-] GGI at the back over the mean
  double depth = 0.5;   // [-] of the notch, share of the thickness from the light side
  double residual = 0;  // [-] root mean square over the depth of what the two lines leave

  friend bool operator==(const Grading&, const Grading&) = default;
};

/// The two lines nearest to a profile, least squares over the depth, the notch anywhere from 5 to
/// 95 % of it. Their mean is the profile's: with it the depth follows from the three ratios as in
/// theory/twin.md (2). An even profile has its notch in the middle. theory/evaporation.md (11).
Grading fit_grading(const GalliumProfile& profile);

/// The same with the notch at a stated depth [-], within 0 and 1: linear in the profile over its
/// mean, so that films that stray from one another can be compared.
Grading fit_grading_at(const GalliumProfile& profile, double depth);

}  // namespace heliofab::process
