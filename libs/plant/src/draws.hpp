// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "heliofab/core/stream.hpp"
#include "heliofab/plant/downtime.hpp"

namespace heliofab::plant {

/// Whose draw it is and which one comes next.
struct DrawAddress {
  std::uint64_t entity = 0;
  std::uint64_t number = 0;
};

/// A variate of mean 1; theory/plant.md [14]. Most take one draw, a hyperexponential two, a gamma
/// three at a time until one is accepted [marsaglia2000].
class Variate {
 public:
  Variate(const Stream& stream, DrawAddress& next) : stream_(&stream), next_(&next) {}

  double of(Spread spread, double cv) {
    switch (spread) {
      case Spread::fixed:
        return 1;
      case Spread::exponential:
        return stream_->exponential(next_->entity, next_->number++);
      case Spread::gamma:
        return cv > 0 ? gamma(1 / (cv * cv)) * (cv * cv) : 1;
      case Spread::lognormal: {
        const double variance = std::log1p(cv * cv);  // of the logarithm
        return std::exp(std::sqrt(variance) * normal() - variance / 2);
      }
      case Spread::uniform:
        return 1 + cv * std::sqrt(3.0) * (2 * uniform() - 1);
      case Spread::hyperexponential: {
        // Two phases, each with half of the mean.
        const double square = cv * cv;
        const double rare = (1 - std::sqrt((square - 1) / (square + 1))) / 2;
        const double share = uniform() < rare ? rare : 1 - rare;
        return stream_->exponential(next_->entity, next_->number++) / (2 * share);
      }
    }
    return 1;
  }

 private:
  double uniform() { return stream_->uniform(next_->entity, next_->number++); }
  double normal() { return stream_->normal(next_->entity, next_->number++); }
  // Marsaglia and Tsang; a shape below 1 by way of the next higher one.
  double gamma(double shape) {
    const double lift = uniform();  // drawn always, so that three draws make a try
    const double d = std::max(shape, shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = normal();
      const double v = std::pow(1 + c * x, 3);
      const double u = uniform();
      if (v > 0 && std::log(u) < x * x / 2 + d - d * v + d * std::log(v)) {
        return shape < 1 ? d * v * std::pow(lift, 1 / shape) : d * v;
      }
    }
  }

  const Stream* stream_;
  DrawAddress* next_;
};

}  // namespace heliofab::plant
