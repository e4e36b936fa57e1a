// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "film_lanes.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "tilt.hpp"
#include "waves.hpp"

namespace heliofab::optics {

/// A layer stack at fixed wavelengths, and room for the answer under one tilt.
class StackSolver {
 public:
  /// @throws InputError E2101, E2102, E2203
  StackSolver(const materials::LayerStack& stack, std::span<const double> wavelength);

  /// Solves all wavelengths; the accessors below then speak of this tilt, per power incident.
  void solve(const Tilt& tilt) noexcept;

  double reflected(std::size_t i) const noexcept { return rays_[i].reflected; }
  double transmitted(std::size_t i) const noexcept {
    return rays_[i].arriving * fields_.transmitted[i];
  }
  double in_sheet(std::size_t j, std::size_t i) const noexcept {
    return sheet_fields_[i * sheets_.size() + j].absorbed;
  }
  double in_film(std::size_t j, std::size_t i) const noexcept {
    return rays_[i].arriving * fields_.absorbed_in(j, i);
  }
  /// For each depth [m] below the front of film j, what is absorbed above it, summed over the
  /// wavelengths with a weight for each.
  void sum_above(std::size_t j, std::span<const double> weight, std::span<const double> depth,
                 std::span<double> sums) noexcept;

 private:
  double enter_sheets(std::size_t i, const Tilt& tilt) noexcept;

  std::size_t n_wavelengths_;
  double front_;
  std::vector<materials::Layer> sheets_;  // tables on the wavelengths
  LaneFilms films_;
  LaneFields fields_;
  std::vector<SheetField> sheet_fields_;  // [wavelength][sheet]
  std::vector<Rays> rays_;                // [wavelength]
  std::vector<double> film_front_;        // [-] [padded wavelength] admittance before the films
  std::vector<double> arriving_;          // [padded wavelength] weight times light on the films
};

/// Refuses depths that are not finite, fall, or lie outside 0 .. end (1 + 1e-9).
/// @throws InputError E2204
void check_positions(std::span<const double> positions, double end);

}  // namespace heliofab::optics
