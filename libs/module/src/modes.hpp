// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "line_mesh.hpp"
#include "plane_lanes.hpp"

namespace heliofab::module {

/// Modes of the rows: with M their weights and K their stiffness, V^T M V = 1 and V^T K V is
/// diagonal. Potentials are V times amplitudes, currents V^T times currents at the rows.
class Modes {
 public:
  explicit Modes(const LineMesh& y);

  std::size_t count() const noexcept { return rate_.size(); }
  /// [1/m2] of each mode, rising; the first is 0 and even along the rows.
  std::span<const double> rates() const noexcept { return rate_; }
  /// [m^(1/2)] amplitude of the first mode where all rows are at 1 V, and its integral along them;
  /// the others have none.
  double even() const noexcept { return even_; }

  /// [m^(-1/2)] the largest that any mode is anywhere.
  double largest() const noexcept { return largest_; }

  /// What each mode is at a row.
  std::span<const double> at_row(std::size_t row) const noexcept {
    return std::span(transposed_).subspan(row * count(), count());
  }

  /// Values at the rows of `count` columns, from the first `used` amplitudes of each.
  void to_rows(const double* amplitudes, std::size_t used, std::size_t count, double* values) const;
  /// What currents at the rows of `count` columns are to the modes.
  void to_modes(const double* currents, std::size_t count, double* amplitudes) const {
    to_modes(currents, count, amplitudes, this->count());
  }
  /// The same to the first `used` modes alone.
  void to_modes(const double* currents, std::size_t count, double* amplitudes,
                std::size_t used) const;

 private:
  Panels vectors_;
  Panels transposed_panels_;
  std::vector<double> transposed_;  // row by row
  std::vector<double> rate_;
  double even_ = 0;
  double largest_ = 0;
};

}  // namespace heliofab::module
