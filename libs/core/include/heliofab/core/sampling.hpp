// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heliofab {

// Where to try something that depends on several inputs. Points only: what an axis means, and what
// is computed there, is the caller's business.

/// Every combination of one value from each axis, as indices; the last axis runs fastest.
///
/// @param sizes  values of each axis; without any axis there is one point of no coordinates
std::vector<std::vector<std::size_t>> grid_points(std::span<const std::size_t> sizes);

/// A Latin hypercube [mckay1979]: of `samples` equal strata of each axis every one is hit exactly
/// once, in an order of its own on each axis, somewhere within the stratum.
///
/// A coordinate depends on (seed, samples, axis, point) alone: further axes leave those before them
/// as they are.
/// @return one point per sample, one coordinate in (0, 1) per axis
std::vector<std::vector<double>> latin_hypercube(std::size_t samples, std::size_t axes,
                                                 std::uint64_t seed);

}  // namespace heliofab
