// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/curve_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

#include <Eigen/QR>
#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "table_basis.hpp"
#include "table_lanes.hpp"
#include "table_outputs.hpp"

namespace heliofab::device {

namespace {

constexpr std::size_t outputs = std::tuple_size_v<TableOutputs>;

using Points = std::span<const std::vector<double>>;

void check_axes(const std::vector<Axis>& axes) {
  if (axes.empty() || axes.size() > max_table_axes) {
    throw InputError("E3301", "curve table",
                     fmt::format("{} axes, wanted 1 to {}", axes.size(), max_table_axes));
  }
  for (const Axis& a : axes) {
    if (!(a.low < a.high) || (a.is_logarithmic && !(a.low > 0))) {
      throw InputError("E3302", "curve table." + a.name,
                       fmt::format("{} .. {} is no range", a.low, a.high));
    }
  }
}

std::vector<CellCurve> solve_all(Points points, const SolvePoints& solve, std::size_t batch,
                                 const std::function<bool(std::size_t, std::size_t)>& report) {
  const std::size_t count = points.size();
  std::vector<CellCurve> curves(count);
  std::mutex guard;
  std::size_t done = 0;
  bool is_stopped = false;
  const auto count_in = [&](std::size_t solved) {
    const std::lock_guard lock(guard);
    done += solved;
    is_stopped = is_stopped || (solved > 0 && report && !report(done, count));
    if (is_stopped) {
      throw ModelError("E3303", "cell curves: stopped on request");
    }
  };
  parallel_for((count + batch - 1) / batch, [&](std::size_t b) {
    count_in(0);  // the loop itself ends only what comes after a batch that throws
    const std::size_t first = b * batch;
    const Points some = points.subspan(first, std::min(batch, count - first));
    std::vector<CellCurve> solved = solve(some);
    HELIOFAB_CHECK(solved.size() == some.size());
    std::ranges::move(solved, curves.begin() + static_cast<std::ptrdiff_t>(first));
    count_in(some.size());
  });
  return curves;
}

TableOutputs evaluate(std::span<const double> coefficients,
                      std::span<const double> basis) noexcept {
  TableOutputs y{};
  combine_rows(coefficients, basis, y);
  return y;
}

// Numbers of a table as Eigen keeps them, and back, row by row.
Eigen::RowVectorXd row_of(std::span<const double> values) {
  return Eigen::Map<const Eigen::RowVectorXd>(values.data(),
                                              static_cast<Eigen::Index>(values.size()));
}

std::vector<double> by_rows(const Eigen::MatrixXd& matrix) {
  std::vector<double> values;
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) {
      values.push_back(matrix(r, c));
    }
  }
  return values;
}

bool is_held_out(std::size_t solve) noexcept { return solve % 10 == 9; }

}  // namespace

// All solves, and the least squares of those that are not held out.
struct CurveTable::Fit {
  std::vector<std::vector<double>> points;
  std::vector<CellCurve> curves;
  std::vector<std::vector<double>> bases;
  std::vector<std::size_t> used;  // solves, one per row of what follows
  Eigen::MatrixXd values;         // rows x outputs
  Eigen::MatrixXd fitted;         // rows x outputs
};

CurveTable::CurveTable(std::vector<Axis> axes, const SolvePoints& solve,
                       const std::function<bool(std::size_t, std::size_t)>& report,
                       const TableRequest& request)
    : axes_(std::move(axes)) {
  check_axes(axes_);
  HELIOFAB_CHECK(request.degree >= 1 && request.degree <= max_table_degree);
  HELIOFAB_CHECK(request.solves_per_term >= 2 && request.batch >= 1);
  terms_ = table_terms(axes_.size(), request.degree);
  Fit fit;
  const std::size_t count = std::max<std::size_t>(10, terms_.size() * request.solves_per_term);
  for (std::size_t i = 0; i < count; ++i) {
    fit.points.push_back(sample_point(axes_, i));
    fit.bases.push_back(table_basis(axes_, terms_, fit.points.back()));
    if (!is_held_out(i)) {
      fit.used.push_back(i);
    }
  }
  fit.curves = solve_all(fit.points, solve, request.batch, report);

  const auto rows = static_cast<Eigen::Index>(fit.used.size());
  const auto terms = static_cast<Eigen::Index>(terms_.size());
  Eigen::MatrixXd design(rows, terms);
  fit.values.resize(rows, static_cast<Eigen::Index>(outputs));
  for (Eigen::Index r = 0; r < rows; ++r) {
    const std::size_t i = fit.used[static_cast<std::size_t>(r)];
    design.row(r) = row_of(fit.bases[i]);
    fit.values.row(r) = row_of(outputs_of(fit.curves[i]));
  }
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
  const Eigen::MatrixXd solution = qr.solve(fit.values);
  fit.fitted = design * solution;
  coefficients_ = by_rows(solution);
  // With X P = Q R, the leverage of a basis b is |b P R^-1|^2.
  const Eigen::MatrixXd inverse = qr.matrixQR().topRows(terms).triangularView<Eigen::Upper>().solve(
      Eigen::MatrixXd::Identity(terms, terms));
  spread_ = by_rows(qr.colsPermutation() * inverse);
  envelope_ = ErrorEnvelope(witnesses(fit), request.coverage);
  measure(fit);
}

double CurveTable::leverage(std::span<const double> basis) const noexcept {
  using ByRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto terms = static_cast<Eigen::Index>(basis.size());
  const Eigen::Map<const Eigen::RowVectorXd> row(basis.data(), terms);
  return (row * Eigen::Map<const ByRows>(spread_.data(), terms, terms)).squaredNorm();
}

std::vector<Witness> CurveTable::witnesses(const Fit& fit) const {
  std::vector<Witness> all;
  for (std::size_t i = 0; i < fit.points.size(); ++i) {
    if (is_held_out(i)) {
      const TableOutputs y = evaluate(coefficients_, fit.bases[i]);
      all.push_back(
          {place_in_box(axes_, fit.points[i]), leverage(fit.bases[i]), error_of(y, fit.curves[i])});
    }
  }
  for (Eigen::Index r = 0; r < fit.values.rows(); ++r) {
    const std::size_t i = fit.used[static_cast<std::size_t>(r)];
    // What the fit without this row says of it needs no other fit: the residual grows by
    // 1 / (1 - h). A row that the fit cannot do without tells nothing.
    const double h = leverage(fit.bases[i]);
    if (h > 0.999) {
      continue;
    }
    TableOutputs y{};
    for (std::size_t k = 0; k < outputs; ++k) {
      const auto c = static_cast<Eigen::Index>(k);
      y[k] = fit.values(r, c) - (fit.values(r, c) - fit.fitted(r, c)) / (1 - h);
    }
    all.push_back({place_in_box(axes_, fit.points[i]), h / (1 - h), error_of(y, fit.curves[i])});
  }
  return all;
}

void CurveTable::measure(const Fit& fit) {
  std::vector<double> errors;
  double square = 0;
  for (std::size_t i = 0; i < fit.points.size(); ++i) {
    if (is_held_out(i)) {
      const double error = std::abs(max_power(at(fit.points[i])) / fit.curves[i].pmax() - 1);
      errors.push_back(error);
      square += error * error;
    }
  }
  error_ = {.rms = std::sqrt(square / static_cast<double>(errors.size())),
            .p99 = quantile(errors, 0.99),
            .worst = quantile(errors, 1),
            .solves = errors.size()};
}

bool CurveTable::contains(std::span<const double> point) const noexcept {
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    if (!(point[a] >= axes_[a].low && point[a] <= axes_[a].high)) {
      return false;
    }
  }
  return true;
}

TableCurve CurveTable::curve_at(std::span<const double> point) const {
  return curve_from(evaluate(coefficients_, table_basis(axes_, terms_, point)));
}

TableCurve CurveTable::at(std::span<const double> point) const {
  const std::vector<double> basis = table_basis(axes_, terms_, point);
  TableCurve curve = curve_from(evaluate(coefficients_, basis));
  constexpr double unknown = std::numeric_limits<double>::infinity();
  curve.bound = contains(point) ? envelope_.at(place_in_box(axes_, point), leverage(basis))
                                : CurveBound{unknown, unknown, unknown};
  return curve;
}

}  // namespace heliofab::device
