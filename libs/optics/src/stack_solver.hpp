// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "film_lanes.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "tilt.hpp"
#include "waves.hpp"

namespace heliofab::optics {

/// A layer stack at fixed wavelengths, and room for the answer in one block of them.
class StackSolver {
 public:
  /// @throws InputError E2101, E2102, E2203
  StackSolver(const materials::LayerStack& stack, std::span<const double> wavelength);

  /// Solves every block under every tilt and calls visit(first, lanes) after each: what the
  /// accessors then say of a lane belongs to wavelength number first + lane.
  template <class Visit>
  void for_each_block(const Tilts& waves, Visit visit) {
    for (const Tilt& tilt : waves) {
      for (std::size_t first = 0; first < n_wavelengths_; first += block_lanes) {
        solve(tilt, first / block_lanes);
        visit(first, std::min(block_lanes, n_wavelengths_ - first));
      }
    }
  }

  /// Parts of the power incident on the stack.
  double reflected(std::size_t lane) const noexcept { return rays_[lane].reflected; }
  double transmitted(std::size_t lane) const noexcept {
    return rays_[lane].arriving * ends_.transmitted[lane];
  }
  double in_sheet(std::size_t j, std::size_t lane) const noexcept {
    return sheet_fields_[lane * sheets_.size() + j].absorbed;
  }
  double in_film(std::size_t j, std::size_t lane) const noexcept {
    return rays_[lane].arriving * fields_[j].absorbed[lane];
  }

  /// Adds to the sums of each depth [m] below the front of film j, lane by lane, what is absorbed
  /// above it times the lane's weight.
  void add_above(std::size_t j, std::span<const double> weight, std::span<const double> depth,
                 std::span<BlockLanes> sums) const noexcept;

 private:
  void solve(const Tilt& tilt, std::size_t block) noexcept;
  double enter_sheets(const Tilt& tilt, std::size_t i, std::span<SheetField> fields) const noexcept;

  std::size_t n_wavelengths_;
  std::vector<materials::Layer> sheets_;  // tables on the wavelengths
  LaneFilms films_;
  std::vector<LaneField> fields_;         // [film]
  std::vector<SheetField> sheet_fields_;  // [lane][sheet]
  std::array<Rays, block_lanes> rays_{};
  LaneEnds ends_{};
};

/// Refuses depths that are not finite, fall, or lie outside 0 .. end (1 + 1e-9).
/// @throws InputError E2204
void check_positions(std::span<const double> positions, double end);

}  // namespace heliofab::optics
