// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {

/// Longest web a field knows unless told otherwise [m]: any roll, whose own length changes nothing.
inline constexpr double web_span = 4096;

/// Places at equal steps along the web: first, first + step, ...
struct WebGrid {
  double first = 0;       // [m]
  double step = 0;        // [m]
  std::size_t count = 0;  // of places

  friend bool operator==(const WebGrid&, const WebGrid&) = default;
};

/// How a node between two others at equal distance follows from them: their sum times `parents`,
/// plus a normal of its own times `own`. theory/fields.md (2).
struct BridgeWeights {
  double parents = 0;  // [-]
  double own = 1;      // [-]
};

/// @param ratio  distance to either parent over the correlation length [-], 0 to infinity
BridgeWeights bridge_weights(double ratio) noexcept;

/// A standard normal quantity that drifts along the web: Gaussian, stationary, with correlation
/// exp(-distance / length). It is a function of its address (seed, purpose, entity, position):
/// stretches may be asked for alone, in any order and at any step, and agree bit for bit.
///
/// The two ends of the span are drawn first, then midpoints of intervals, each from its two
/// neighbours and a draw of its own: the bridge of the process [levy1948], exact at every node.
/// Time serves as well as length: give the span and the position in the same unit.
class WebField {
 public:
  /// @param purpose  of the draws: fixed text, used once
  /// @param length   of correlation [m]; 0: white at any two nodes, infinity: constant on an entity
  /// @param span     of the web [m], > 0; another span is another field
  /// @throws LogicError  when length or span is out of range
  WebField(std::uint64_t seed, std::string_view purpose, double length, double span = web_span);

  /// The value at a position [m] from 0 to the span, rounded to the nearest of 2^32 intervals of it
  /// (1 um). O(32) draws.
  /// @throws LogicError  when the position is off the span
  double at(std::uint64_t entity, double position) const;

  /// The values at the places of a grid, within the span: one draw each and some thirty more. The
  /// step is the span over a power of two, the first place a multiple of half a step; at odd
  /// multiples, where places are centres of intervals, two draws each.
  /// @param values  one per place
  /// @throws LogicError  when the grid is none of these
  void fill(std::uint64_t entity, const WebGrid& grid, std::span<double> values) const;

 private:
  static constexpr int finest = 32;

  struct Ends {
    double left;
    double right;
  };
  Ends ends(std::uint64_t entity) const noexcept;

  Stream stream_;
  double span_;
  BridgeWeights right_;                           // the right end from the left
  std::array<BridgeWeights, finest + 1> levels_;  // [0] is not used
  bool is_constant_;
};

}  // namespace heliofab::process
