// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/curve_table.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>

#include <Eigen/QR>
#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::device {

namespace {

constexpr int max_degree = 3;
// Fractions of Voc at which the shape is kept. 0 and 1 are known: Jsc and zero.
constexpr std::array fractions{-0.4, -0.15, 0.2,  0.35, 0.45, 0.55, 0.6,  0.65, 0.7,  0.74,
                               0.78, 0.82,  0.85, 0.88, 0.91, 0.94, 0.97, 1.03, 1.06, 1.1};
constexpr std::size_t outputs = fractions.size() + 2;

double scaled(const Axis& axis, double value) noexcept {
  return axis.is_logarithmic ? 2 * std::log(value / axis.low) / std::log(axis.high / axis.low) - 1
                             : 2 * (value - axis.low) / (axis.high - axis.low) - 1;
}

double unscaled(const Axis& axis, double t) noexcept {
  return axis.is_logarithmic ? axis.low * std::pow(axis.high / axis.low, (t + 1) / 2)
                             : axis.low + (axis.high - axis.low) * (t + 1) / 2;
}

double legendre(int degree, double t) noexcept {
  switch (degree) {
    case 0:
      return 1;
    case 1:
      return t;
    case 2:
      return (3 * t * t - 1) / 2;
    default:
      return (5 * t * t - 3) * t / 2;
  }
}

// All exponents whose sum is at most max_degree.
std::vector<std::vector<int>> make_degrees(std::size_t axes) {
  std::vector<std::vector<int>> all{{}};
  for (std::size_t a = 0; a < axes; ++a) {
    std::vector<std::vector<int>> longer;
    for (const std::vector<int>& term : all) {
      int sum = 0;
      for (const int d : term) {
        sum += d;
      }
      for (int d = 0; d + sum <= max_degree; ++d) {
        longer.push_back(term);
        longer.back().push_back(d);
      }
    }
    all = std::move(longer);
  }
  return all;
}

// Van der Corput sequence in a prime base: the coordinates of Halton's points.
double radical_inverse(std::size_t index, std::size_t base) noexcept {
  double result = 0;
  double digit = 1;
  for (; index > 0; index /= base) {
    digit /= static_cast<double>(base);
    result += digit * static_cast<double>(index % base);
  }
  return result;
}

std::vector<double> sample_point(std::span<const Axis> axes, std::size_t index) {
  static constexpr std::array<std::size_t, 8> primes{2, 3, 5, 7, 11, 13, 17, 19};
  std::vector<double> point;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    // Normal with the box edge at 2.2 standard deviations; the tails pile up on the edge.
    const double z = normal_quantile(radical_inverse(index + 1, primes[a]));
    point.push_back(unscaled(axes[a], std::clamp(z / 2.2, -1.0, 1.0)));
  }
  return point;
}

// What the table keeps of a curve: ln Jsc, Voc, J / Jsc at the fractions.
std::array<double, outputs> outputs_of(const CellCurve& curve) {
  std::vector<double> v;
  std::vector<double> j;
  for (const CurvePoint& p : curve.points) {
    v.push_back(p.voltage);
    j.push_back(p.current_density);
  }
  const MonotoneCubic shape(std::move(v), std::move(j));
  std::array<double, outputs> values{};
  values[0] = std::log(curve.jsc);
  values[1] = curve.voc;
  for (std::size_t k = 0; k < fractions.size(); ++k) {
    values[k + 2] = shape.at(fractions[k] * curve.voc) / curve.jsc;
  }
  return values;
}

void check_axes(const std::vector<Axis>& axes) {
  if (axes.empty() || axes.size() > 8) {
    throw InputError("E3301", "curve table", fmt::format("{} axes, wanted 1 to 8", axes.size()));
  }
  for (const Axis& a : axes) {
    if (!(a.low < a.high) || (a.is_logarithmic && !(a.low > 0))) {
      throw InputError("E3302", "curve table." + a.name,
                       fmt::format("{} .. {} is no range", a.low, a.high));
    }
  }
}

}  // namespace

CurveTable::CurveTable(std::vector<Axis> axes,
                       const std::function<CellCurve(std::span<const double>)>& solve,
                       const std::function<bool(std::size_t, std::size_t)>& report)
    : axes_(std::move(axes)) {
  check_axes(axes_);
  degrees_ = make_degrees(axes_.size());
  const std::size_t count = degrees_.size() * 4;
  std::vector<std::vector<double>> points(count);
  std::vector<CellCurve> curves(count);
  std::mutex guard;
  std::size_t done = 0;
  parallel_for(count, [&](std::size_t i) {
    points[i] = sample_point(axes_, i);
    curves[i] = solve(points[i]);
    const std::lock_guard lock(guard);
    if (report && !report(++done, count)) {
      throw ModelError("E3303", "cell curves: stopped on request");
    }
  });
  fit(points, curves);
  measure(points, curves);
}

void CurveTable::fit(const std::vector<std::vector<double>>& points,
                     const std::vector<CellCurve>& curves) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i % 10 != 9) {
      used.push_back(i);
    }
  }
  const auto rows = static_cast<Eigen::Index>(used.size());
  const auto terms = static_cast<Eigen::Index>(degrees_.size());
  Eigen::MatrixXd design(rows, terms);
  Eigen::MatrixXd values(rows, static_cast<Eigen::Index>(outputs));
  for (Eigen::Index r = 0; r < rows; ++r) {
    const std::size_t i = used[static_cast<std::size_t>(r)];
    const std::vector<double> row = basis(points[i]);
    const auto y = outputs_of(curves[i]);
    design.row(r) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), terms);
    values.row(r) =
        Eigen::Map<const Eigen::RowVectorXd>(y.data(), static_cast<Eigen::Index>(outputs));
  }
  const Eigen::MatrixXd solution = design.colPivHouseholderQr().solve(values);
  coefficients_.resize(degrees_.size() * outputs);
  for (Eigen::Index t = 0; t < terms; ++t) {
    for (std::size_t k = 0; k < outputs; ++k) {
      coefficients_[static_cast<std::size_t>(t) * outputs + k] =
          solution(t, static_cast<Eigen::Index>(k));
    }
  }
}

void CurveTable::measure(const std::vector<std::vector<double>>& points,
                         const std::vector<CellCurve>& curves) {
  std::vector<double> errors;
  double square = 0;
  for (std::size_t i = 9; i < points.size(); i += 10) {
    const double error = std::abs(max_power(at(points[i])) / curves[i].pmax() - 1);
    errors.push_back(error);
    square += error * error;
  }
  error_ = {.rms = std::sqrt(square / static_cast<double>(errors.size())),
            .p99 = quantile(errors, 0.99),
            .worst = quantile(errors, 1),
            .solves = errors.size()};
}

std::vector<double> CurveTable::basis(std::span<const double> point) const {
  std::array<std::array<double, max_degree + 1>, 8> factor{};
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    const double t = scaled(axes_[a], point[a]);
    for (int d = 0; d <= max_degree; ++d) {
      factor[a][static_cast<std::size_t>(d)] = legendre(d, t);
    }
  }
  std::vector<double> values;
  values.reserve(degrees_.size());
  for (const std::vector<int>& term : degrees_) {
    double product = 1;
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      product *= factor[a][static_cast<std::size_t>(term[a])];
    }
    values.push_back(product);
  }
  return values;
}

bool CurveTable::contains(std::span<const double> point) const noexcept {
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    if (!(point[a] >= axes_[a].low && point[a] <= axes_[a].high)) {
      return false;
    }
  }
  return true;
}

TableCurve CurveTable::at(std::span<const double> point) const {
  const std::vector<double> terms = basis(point);
  std::array<double, outputs> y{};
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const double* row = &coefficients_[t * outputs];
    for (std::size_t k = 0; k < outputs; ++k) {
      y[k] += terms[t] * row[k];
    }
  }
  const double jsc = std::exp(y[0]);
  const double voc = y[1];
  TableCurve curve;
  curve.voltage.reserve(outputs);
  curve.current_density.reserve(outputs);
  const auto add = [&](double fraction, double current) {
    curve.voltage.push_back(fraction * voc);
    curve.current_density.push_back(current);
  };
  for (std::size_t k = 0; k < fractions.size(); ++k) {
    if (k > 0 && fractions[k - 1] < 0 && fractions[k] > 0) {
      add(0, jsc);
    }
    if (k > 0 && fractions[k - 1] < 1 && fractions[k] > 1) {
      add(1, 0);
    }
    add(fractions[k], jsc * y[k + 2]);
  }
  return curve;
}

double max_power(const TableCurve& curve) {
  const MonotoneCubic j(curve.voltage, curve.current_density);
  return find_maximum([&](double v) { return v * j.at(v); }, 0, curve.voltage.back(), 1e-6).value;
}

}  // namespace heliofab::device
