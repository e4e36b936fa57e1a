// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <hwy/aligned_allocator.h>

#include "flat_cell.hpp"

namespace heliofab::device {

// NOLINTNEXTLINE(modernize-avoid-c-arrays): how the library spells it
using AlignedArray = hwy::AlignedFreeUniquePtr<double[]>;

/// Lanes of one shape side by side: number k of lane l is at [k * lanes + l].
class LaneBlock {
 public:
  /// @param lanes 1 or lane_width()
  LaneBlock(std::vector<NodeShape> shape, std::size_t n_numbers, std::size_t lanes);

  /// Gives a lane its cell.
  void load(std::size_t lane, const FlatCell& cell);
  /// All lanes the same cell.
  void load_all(const FlatCell& cell);
  void set_state(std::size_t lane, std::span<const double> state);
  std::vector<double> state(std::size_t lane) const;
  Measurement measurement(std::size_t lane) const;

  std::size_t lanes;
  std::vector<NodeShape> shape;
  bool is_rich;  // any of its nodes is
  AlignedArray numbers;
  AlignedArray contacts;
  AlignedArray unknowns;  // nodes x 3
  AlignedArray work;      // nodes x 12
  AlignedArray bias;      // [kT/q]
  AlignedArray light;     // factor on the generation
  AlignedArray largest;   // last update [kT/q]; NaN when the system was singular
  AlignedArray measured;  // measurement_size

 private:
  std::size_t n_numbers_;
};

}  // namespace heliofab::device
