// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "heliofab/device/error_envelope.hpp"
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

/// How a table is made.
struct TableRequest {
  int degree = 3;                   // [-] total degree of the polynomials, 1 .. 4
  std::size_t solves_per_term = 4;  // [-] 2 or more
  std::size_t batch = 16;           // [-] points handed over at once; changes nothing but time
  double coverage = 0.99;           // [-] share of points whose error stays below their bound

  friend bool operator==(const TableRequest&, const TableRequest&) = default;
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
  CurveBound bound;                     // of its error; 0 where the curve was solved directly
};

/// Direct solutions of many points, one value per axis each; a curve for each, in that order. The
/// sweeps must reach from -0.25 V to 1.12 times Voc.
using SolvePoints =
    std::function<std::vector<CellCurve>(std::span<const std::vector<double>> points)>;

/// Cell curves over film properties, light, temperature or whatever else, shared by all who ask.
///
/// Jsc, Voc and the curve's shape at fixed fractions of Voc are fitted by polynomials of a total
/// degree (Legendre products over the box) to direct solves at quasi-random points that crowd
/// towards the middle, where films are. A tenth of the solves is held out and gives the error of
/// the table; all others, each left out of the fit in turn, tell with them what the error is at
/// any point. Six axes make 84 terms of degree three, eight make 165, ten 286: docs/theory/device.md,
/// section 13, with the errors measured.
class CurveTable {
 public:
  /// @param axes    the box, 1 to 10; every low < high, logarithmic ones above zero
  /// @param solve   direct solutions of up to `batch` points; called from many threads
  /// @param report  called with (done, total) after each batch, from one thread at a time; may be
  ///                empty. Returning false stops the work
  /// @throws InputError on a bad box, ModelError from `solve`, or when stopped
  CurveTable(std::vector<Axis> axes, const SolvePoints& solve,
             const std::function<bool(std::size_t, std::size_t)>& report = {},
             const TableRequest& request = {});

  /// True when a point lies in the box, where the bounds hold.
  bool contains(std::span<const double> point) const noexcept;
  /// The curve at a point and what its error stays below, for the share `coverage` of points
  /// spread like those solved (towards the corners of the box somewhat less). Infinite outside the
  /// box: whoever solves directly where a bound is too large needs no other test.
  /// O(terms * (outputs + terms) + solves), some microseconds.
  TableCurve at(std::span<const double> point) const;
  /// The curve alone, its bound left at 0: what nobody asks for takes three quarters of the time.
  /// O(terms * outputs).
  TableCurve curve_at(std::span<const double> point) const;

  const TableError& error() const noexcept { return error_; }
  std::span<const Axis> axes() const noexcept { return axes_; }
  /// Polynomials, and so coefficients of each number that is kept.
  std::size_t terms() const noexcept { return terms_.size(); }

 private:
  struct Fit;

  double leverage(std::span<const double> basis) const noexcept;
  std::vector<Witness> witnesses(const Fit& fit) const;
  void measure(const Fit& fit);

  std::vector<Axis> axes_;
  std::vector<std::vector<int>> terms_;  // degrees of each, one per axis
  std::vector<double> coefficients_;     // terms x outputs
  std::vector<double> spread_;           // terms x terms; makes leverage of a basis
  ErrorEnvelope envelope_;
  TableError error_;
};

/// Maximum power density of a table curve [W/m2].
double max_power(const TableCurve& curve);

}  // namespace heliofab::device
