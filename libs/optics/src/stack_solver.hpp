// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "waves.hpp"

namespace heliofab::optics {

/// A layer stack on fixed wavelengths, and room for the answer at one of them.
class StackSolver {
 public:
  /// @throws InputError E2101, E2102, E2203
  StackSolver(const materials::LayerStack& stack, std::span<const double> wavelength);

  /// Solves wavelength number i; the accessors below then speak of it.
  void solve(std::size_t i) noexcept;

  std::span<const FilmField> films() const noexcept { return films_; }
  std::span<const SheetField> sheets() const noexcept { return sheets_; }
  double reflected() const noexcept { return rays_.reflected; }
  double transmitted() const noexcept { return rays_.arriving * ends_.transmitted; }
  /// Power incident on the films, all passes summed: multiply what FilmField says by it.
  double arriving() const noexcept { return rays_.arriving; }

 private:
  std::vector<double> wavelength_;
  double front_;
  std::vector<double> thickness_;
  std::vector<double> sheet_thickness_;
  std::vector<std::complex<double>> film_index_;   // [wavelength][film]
  std::vector<std::complex<double>> sheet_index_;  // [wavelength][sheet]
  std::vector<std::complex<double>> back_index_;   // [wavelength]
  std::vector<FilmField> films_;
  std::vector<SheetField> sheets_;
  Ends ends_;
  Rays rays_;
};

/// Refuses depths that are not finite, fall, or lie outside 0 .. end (1 + 1e-9).
/// @throws InputError E2204
void check_positions(std::span<const double> positions, double end);

}  // namespace heliofab::optics
