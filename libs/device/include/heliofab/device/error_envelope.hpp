// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace heliofab::device {

/// What the error of a fitted curve stays below, at one point.
struct CurveBound {
  double pmax = 0;  // [-] of the maximum power
  double jsc = 0;   // [-] of the short-circuit current
  double voc = 0;   // [V]

  friend bool operator==(const CurveBound&, const CurveBound&) = default;
};

/// A place in a box: -1 .. 1 along each axis, 0 where there is none.
using BoxPlace = std::array<double, 10>;

/// A solve that a fit did not see, and by how much the fit misses it.
struct Witness {
  BoxPlace place{};
  double leverage = 0;  // [-] variance of the fit there over that of the data; grows to the edge
  CurveBound error;     // absolute values
};

/// Error of a fit over a box as a function of place.
///
/// The scale of the error at a place is the root mean square of the witnesses around it, each
/// brought from its own leverage to that of the place. How many scales make a bound is told by the
/// witnesses themselves, each judged by the others: the share `coverage` of them lies below. So do
/// as many of later points, if they are spread like the witnesses and these are many: n witnesses
/// cannot promise more than n / (n + 1). Equations (63) to (66) in docs/theory/device.md.
class ErrorEnvelope {
 public:
  ErrorEnvelope() = default;
  /// @param witnesses  two or more
  /// @param coverage   [-] 0 .. 1
  ErrorEnvelope(const std::vector<Witness>& witnesses, double coverage);

  /// O(witnesses): a microsecond or two for some hundred.
  CurveBound at(const BoxPlace& place, double leverage) const noexcept;

 private:
  struct Nearby {
    BoxPlace place{};
    CurveBound square;  // of the error, where the fit has no leverage
  };

  // Scales at a place, as told by all witnesses but one.
  CurveBound scale(const BoxPlace& place, double leverage, std::size_t but) const noexcept;

  std::vector<Nearby> witnesses_;
  CurveBound scales_;  // [-] in a bound, for each figure
};

}  // namespace heliofab::device
