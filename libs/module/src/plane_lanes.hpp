// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/module/film_law.hpp"

// Loops of the module in its plane that go through registers at once.
namespace heliofab::module {

/// A matrix column by column.
struct Columns {
  const double* data = nullptr;
  std::size_t rows = 0;
  std::size_t stride = 0;  // from column to column
};

/// A matrix cut into panels of some of its rows, each column by column: as multiply() reads it, in
/// one go. Zeros fill up the last registers, of
/// eight numbers at most.
class Panels {
 public:
  static constexpr std::size_t most_rows = 24;

  Panels() = default;
  /// @param matrix  column by column
  Panels(std::span<const double> matrix, std::size_t rows);

  /// Of the panel that begins at a row.
  const double* panel(std::size_t row) const noexcept { return &data_[row * columns_]; }
  std::size_t width(std::size_t row) const noexcept {
    return std::min(most_rows, (rows_ - row + 7) / 8 * 8);
  }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> data_;
};

/// c = a b: its first `rows` rows, of the first b.rows columns of a, with `count` columns of b and
/// c. Columns of c are `stride_c` apart. Products and sums are fused where the machine can.
void multiply(const Panels& a, std::size_t rows, const Columns& b, std::size_t count, double* c,
              std::size_t stride_c);

/// Bands of symmetric positive matrices side by side, one for each mode: entry (q, q - d) of mode m
/// at [(q * (band + 1) + d) * modes + m].
struct BandShape {
  std::size_t size = 0;   // rows of each matrix
  std::size_t band = 2;   // entries beside the diagonal
  std::size_t modes = 0;  // a multiple of the widest register is fastest
  // Of each row how many modes it takes part in, from the first on: a multiple of `modes_together`,
  // or all of them; empty: all of all rows. What else a row has must be zero, and stays so.
  std::span<const std::size_t> active;
  // Rows before `first` and from `last` on are eliminated first, each from its end inwards, so that
  // the rows between stand for all: `band` of them at least where there are others on both sides.
  std::size_t first = 0;
  std::size_t last = SIZE_MAX;

  std::size_t end() const noexcept { return std::min(size, last); }
  bool takes_part(std::size_t row, std::size_t mode) const noexcept {
    return active.empty() || active[row] > mode;
  }
};
inline constexpr std::size_t modes_together = 32;

/// L D L^T in place: 1 / D on the diagonal, L beside it.
void factor_bands(const BandShape& shape, std::span<double> bands);
/// Eliminates the rows outside from a right side [q * modes + m], in place.
void reduce_bands(const BandShape& shape, std::span<const double> bands, std::span<double> b);
/// What the rows outside are, where those between are known: in x, in place of what reduce_bands()
/// left there.
void extend_bands(const BandShape& shape, std::span<const double> bands, std::span<double> x);
/// Solves between `first` and `last` for one right side, [q * modes + m]; b and x may be the same.
void solve_bands(const BandShape& shape, std::span<const double> bands, std::span<const double> b,
                 std::span<double> x);

/// Sum of products of `count` numbers.
double dot(const double* a, const double* b, std::size_t count);
/// y += factor x.
void add_scaled(double factor, const double* x, std::size_t count, double* y);

/// Some of what conjugate gradients keep, all of one length: x that is wanted, residual r,
/// direction p and A p in two parts.
struct Gradients {
  double* x = nullptr;
  double* r = nullptr;
  double* p = nullptr;
  double* pp = nullptr;  // of the preconditioner
  const double* uneven = nullptr;
  const double* z = nullptr;   // the preconditioner's answer to r
  const double* pz = nullptr;  // and what it answers
};
/// x += alpha p, r -= alpha (pp + uneven).
void take_step(double alpha, const Gradients& g, std::size_t count);
/// p = z + beta p, pp = pz + beta pp.
void turn(double beta, const Gradients& g, std::size_t count);

/// Films of one law at many points.
struct FilmPoints {
  const double* voltage = nullptr;        // [V] between the sheets
  const double* photocurrent = nullptr;   // [A/m2]
  const double* saturation = nullptr;     // [A/m2]
  const double* shunt = nullptr;          // [S/m2] at 0.5 V
  const double* diode_voltage = nullptr;  // [V]
  double* junction = nullptr;             // [V] where to start, and where it ended
  double* current = nullptr;              // [A/m2] delivered
  double* slope = nullptr;                // [S/m2]
  std::size_t count = 0;
};
void film_states(const FilmLaw& law, const FilmPoints& points);

}  // namespace heliofab::module
