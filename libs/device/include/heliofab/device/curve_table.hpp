// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "heliofab/device/solve_cell.hpp"

namespace heliofab::device {

/// One coordinate of a table and its range.
struct Axis {
  std::string name;
  double low = 0;
  double high = 1;
  bool is_logarithmic = false;  // the response is smoother in the logarithm

  friend bool operator==(const Axis&, const Axis&) = default;
};

/// Relative error of Pmax of the table against direct solves that were not used in the fit.
struct TableError {
  double rms = 0;
  double p99 = 0;
  double worst = 0;
  std::size_t solves = 0;  // held out
};

/// J-V of one point of the table.
struct TableCurve {
  std::vector<double> voltage;          // [V] increasing, from reverse to beyond open circuit
  std::vector<double> current_density;  // [A/m2] delivered
};

/// Cell curves over film properties, shared by all places of the web.
///
/// Jsc, Voc and the curve's shape at fixed fractions of Voc are fitted by polynomials of total
/// degree three (Legendre products over the box) to direct solves at quasi-random points that
/// crowd towards the middle, where films are. A tenth of the solves is held out and gives the
/// error.
class CurveTable {
 public:
  /// @param axes   the box; every low < high, logarithmic ones above zero
  /// @param solve  direct solution at a point (one value per axis); called from many threads; its
  ///               sweep must reach from -0.25 V to 1.12 times Voc
  /// @param report called with (done, total) from one thread at a time; may be empty. Returning
  ///               false stops the work
  /// @throws InputError on a bad box, ModelError from `solve`, or when stopped
  CurveTable(std::vector<Axis> axes, const std::function<CellCurve(std::span<const double>)>& solve,
             const std::function<bool(std::size_t, std::size_t)>& report = {});

  /// True when a point lies in the box, where the stated error holds.
  bool contains(std::span<const double> point) const noexcept;
  /// The curve at a point; O(terms * outputs), a few microseconds.
  TableCurve at(std::span<const double> point) const;

  const TableError& error() const noexcept { return error_; }
  std::span<const Axis> axes() const noexcept { return axes_; }

 private:
  std::vector<double> basis(std::span<const double> point) const;
  void fit(const std::vector<std::vector<double>>& points, const std::vector<CellCurve>& curves);
  void measure(const std::vector<std::vector<double>>& points,
               const std::vector<CellCurve>& curves);

  std::vector<Axis> axes_;
  std::vector<std::vector<int>> degrees_;  // of each term, one per axis
  std::vector<double> coefficients_;       // terms x outputs
  TableError error_;
};

/// Maximum power density of a table curve [W/m2].
double max_power(const TableCurve& curve);

}  // namespace heliofab::device
