// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heliofab/process/cross_modes.hpp"
#include "heliofab/process/web_field.hpp"

namespace heliofab::process {

/// A random quantity over the web, along and across: each shape across the web has an amplitude
/// that is a WebField of its own, so that the correlation of two places is the product of both
/// correlations. Several of them add up to what a quantity does at several lengths.
class MapField {
 public:
  /// @param purpose  of the draws: fixed text, used once; mode m draws for `purpose`.m
  /// @param length   of correlation along the web [m], as WebField takes it
  MapField(std::uint64_t seed, const std::string& purpose, CrossModes modes, double length,
           double span = web_span);

  const CrossModes& modes() const noexcept { return modes_; }

  /// Adds the field times `deviation` at the places of a grid along and the zones across. One draw
  /// for each place and mode.
  /// @param deviation  standard deviation of what is added, in the unit of `values`
  /// @param values     places x zones, place by place
  /// @throws LogicError  when the grid is none that WebField takes, or `values` of another size
  void add(std::uint64_t entity, const WebGrid& grid, double deviation,
           std::span<double> values) const;

 private:
  CrossModes modes_;
  std::vector<WebField> amplitudes_;
};

}  // namespace heliofab::process
