// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heliofab::process {

/// Shapes across the web whose amplitudes are independent standard normals: their sum is a random
/// profile of mean variance `variance`. Zones lie at equal steps from the left edge to the right.
struct CrossModes {
  std::size_t zones = 0;       // >= 2
  std::vector<double> shapes;  // [-] modes x zones; the square mean of a shape is its variance
  double variance = 1;         // [-] mean over the width; what is short of 1 was left out

  std::size_t count() const noexcept { return zones == 0 ? 0 : shapes.size() / zones; }
  std::span<const double> shape(std::size_t mode) const noexcept {
    return std::span(shapes).subspan(mode * zones, zones);
  }

  friend bool operator==(const CrossModes&, const CrossModes&) = default;
};

/// The same over the whole width: one mode.
CrossModes uniform_mode(std::size_t zones);

/// Tilt and bow: the Legendre shapes of theory/process.md (1), half of the variance each.
CrossModes tilt_and_bow(std::size_t zones);

/// Correlation exp(-distance / length), rough at any scale: the bridge of a WebField, across. Exact
/// at the zones, one mode each; more zones keep the values at those there were. Karhunen-Loeve
/// modes of this correlation would be some 20 width / length for 99 %, theory/fields.md (3).
///
/// @param zones         2^k + 1
/// @param length_ratio  correlation length over width [-], 0 (independent zones) to infinity
/// @throws LogicError   when an argument breaks one of these bounds
CrossModes exponential_modes(std::size_t zones, double length_ratio);

/// Correlation exp(-distance^2 / (2 length^2)), smooth as plumes are: Karhunen-Loeve modes of the
/// continuous width, those of the greatest variance until `kept` of the mean variance is reached
/// [ghanem1991]. What is left out is missing most at the edges, up to 6 % of the variance there
/// with 99 % in the mean. Modes do not depend on the zones. theory/fields.md (4), by Nystrom's
/// method on 64 points.
///
/// @param length_ratio  correlation length over width [-], 0.05 to 100
/// @param kept          share of the mean variance to reach [-], above 0 to 0.9999
/// @throws LogicError   when an argument breaks one of these bounds
CrossModes gaussian_modes(std::size_t zones, double length_ratio, double kept = 0.99);

}  // namespace heliofab::process
