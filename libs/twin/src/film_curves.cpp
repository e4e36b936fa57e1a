// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/film_curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <vector>

namespace heliofab::twin {

namespace {

struct Coordinate {
  const char* name;
  double process::CellParameters::*member;
  bool is_logarithmic;
};
constexpr std::array<Coordinate, 6> coordinates{
    Coordinate{"thickness", &process::CellParameters::thickness, false},
    Coordinate{"ggi", &process::CellParameters::ggi, false},
    Coordinate{"doping", &process::CellParameters::doping, true},
    Coordinate{"lifetime", &process::CellParameters::lifetime, true},
    Coordinate{"cds_thickness", &process::CellParameters::cds_thickness, false},
    Coordinate{"azo_thickness", &process::CellParameters::azo_thickness, false},
};

// The range of the sample, a tenth wider at each end and never narrower than 2 % of the value.
device::Axis axis_over(const Coordinate& c, std::span<const process::CellParameters> films) {
  const auto value = [&](const process::CellParameters& f) {
    return c.is_logarithmic ? std::log(f.*c.member) : f.*c.member;
  };
  double low = value(films.front());
  double high = low;
  for (const process::CellParameters& f : films) {
    low = std::min(low, value(f));
    high = std::max(high, value(f));
  }
  const double least = c.is_logarithmic ? 0.01 : 0.01 * std::abs(low);
  const double margin = std::max(0.1 * (high - low), least);
  low -= margin;
  high += margin;
  return c.is_logarithmic ? device::Axis{c.name, std::exp(low), std::exp(high), true}
                          : device::Axis{c.name, low, high, false};
}

}  // namespace

std::vector<device::Axis> film_axes(std::span<const process::CellParameters> films) {
  std::vector<device::Axis> axes;
  axes.reserve(coordinates.size());
  for (const Coordinate& c : coordinates) {
    axes.push_back(axis_over(c, films));
  }
  return axes;
}

process::CellParameters film_at(std::span<const double> point) {
  process::CellParameters film;
  for (std::size_t a = 0; a < coordinates.size(); ++a) {
    film.*coordinates[a].member = point[a];
  }
  return film;
}

FilmCurves::FilmCurves(const CellModel& model, std::span<const process::CellParameters> films,
                       Observer* observer, double tolerance)
    : model_(&model), tolerance_(tolerance) {
  if (films.size() < 2) {
    return;
  }
  const auto solve = [&model](std::span<const std::vector<double>> points) {
    std::vector<process::CellParameters> some;
    std::ranges::transform(points, std::back_inserter(some), film_at);
    return model.solve(some, CellModel::full_sweep());
  };
  const auto report = [observer](std::size_t done, std::size_t total) {
    return goes_on(observer, "cell curves", done, total);
  };
  table_ = std::make_unique<device::CurveTable>(film_axes(films), solve, report);
}

device::TableCurve FilmCurves::at(const process::CellParameters& film) const {
  std::array<double, coordinates.size()> point{};
  for (std::size_t a = 0; a < coordinates.size(); ++a) {
    point[a] = film.*coordinates[a].member;
  }
  const bool is_any_good = tolerance_ == std::numeric_limits<double>::max();
  if (table_ && is_any_good && table_->contains(point)) {
    return table_->curve_at(point);
  }
  if (table_ && !is_any_good) {
    device::TableCurve shared = table_->at(point);
    if (shared.bound.pmax <= tolerance_) {
      return shared;
    }
  }
  ++direct_;
  const device::CellCurve curve = model_->solve(film, CellModel::full_sweep());
  device::TableCurve result;
  for (const device::CurvePoint& p : curve.points) {
    result.voltage.push_back(p.voltage);
    result.current_density.push_back(p.current_density);
  }
  return result;
}

device::TableError FilmCurves::error() const {
  return table_ ? table_->error() : device::TableError{};
}

}  // namespace heliofab::twin
