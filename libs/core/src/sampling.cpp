// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/sampling.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "heliofab/core/stream.hpp"

namespace heliofab {

namespace {

// 0 .. size - 1 in the order of one random number each.
std::vector<std::size_t> shuffled(std::size_t size, const Stream& order, std::uint64_t entity) {
  std::vector<std::size_t> items(size);
  std::iota(items.begin(), items.end(), std::size_t{0});
  std::ranges::sort(items, {}, [&](std::size_t i) { return std::pair(order.bits(entity, i), i); });
  return items;
}

}  // namespace

std::vector<std::vector<std::size_t>> grid_points(std::span<const std::size_t> sizes) {
  std::size_t count = 1;
  for (const std::size_t size : sizes) {
    count *= size;
  }
  std::vector<std::vector<std::size_t>> points(count, std::vector<std::size_t>(sizes.size()));
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t rest = i;
    for (std::size_t axis = sizes.size(); axis-- > 0;) {
      points[i][axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
  }
  return points;
}

std::vector<std::vector<double>> latin_hypercube(std::size_t samples, std::size_t axes,
                                                 std::uint64_t seed) {
  const Stream order(seed, "sampling.latin_hypercube.order");
  const Stream place(seed, "sampling.latin_hypercube.place");
  std::vector<std::vector<double>> points(samples, std::vector<double>(axes));
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const std::vector<std::size_t> strata = shuffled(samples, order, axis);
    for (std::size_t i = 0; i < samples; ++i) {
      points[i][axis] =
          (static_cast<double>(strata[i]) + place.uniform(axis, i)) / static_cast<double>(samples);
    }
  }
  return points;
}

}  // namespace heliofab
