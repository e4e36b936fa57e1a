// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

namespace heliofab {

/// A zero of `f` in [low, high] by Brent's method [brent1973], to `tolerance` in x.
/// Empty when f has the same sign at both ends or is not finite there.
std::optional<double> find_root(const std::function<double(double)>& f, double low, double high,
                                double tolerance);

struct Maximum {
  double x = 0;
  double value = 0;
};

/// The maximum of a unimodal `f` in [low, high] by golden section and parabolas [brent1973].
Maximum find_maximum(const std::function<double(double)>& f, double low, double high,
                     double tolerance);

}  // namespace heliofab
