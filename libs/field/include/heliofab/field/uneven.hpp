// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace heliofab::field {

/// What a module keeps of its power when its light is uneven, over what as much light spread evenly
/// gives it: by any engine that knows its cells. docs/theory/field.md (10.8) to (10.11).
///
/// How uneven light is, two numbers say: the ratio of the darkest place's to the brightest's, and
/// the share, (bright - mean) / (bright - dark). Behind the edge of a shadow it is the share of the
/// area in the shadow. Between nodes the factor times the mean light over the brightest is linear in
/// share, ratio and the logarithm of light; beyond them the nearest holds, and light that is even
/// keeps all.
struct UnevenTable {
  std::vector<double> share;   // [-] rising
  std::vector<double> ratio;   // [-] rising to 1
  std::vector<double> light;   // [W/m2] of the brightest place, rising
  std::vector<double> factor;  // [-] all lights of the first ratio of the first share, and so on
  double error = 0;            // [-] of the factor: worst found in the middle of cells
  double mean_error = 0;       // [-] mean of its size there

  bool is_given() const noexcept { return !factor.empty(); }
  friend bool operator==(const UnevenTable&, const UnevenTable&) = default;
};

/// Light that enters a module [W/m2].
struct UnevenLight {
  double dark = 0;  // at its darkest place
  double mean = 0;
  double bright = 0;
};

/// The factor [-]; 1 of a table that is not given.
double uneven_factor(const UnevenTable& table, const UnevenLight& light);

/// Puts a factor to each node, and measures the error in the middle of each cell.
/// @param factors  of uneven_points(table), one by one
/// @throws LogicError when nodes are out of order or factors do not fit
void fill(UnevenTable& table, const std::vector<double>& factors);

/// One place of a table.
struct UnevenPoint {
  double share = 0;  // [-]
  double ratio = 0;  // [-]
  double light = 0;  // [W/m2]
};
/// Where a module must be known: the nodes, then the middles of cells.
std::vector<UnevenPoint> uneven_points(const UnevenTable& table);

}  // namespace heliofab::field
