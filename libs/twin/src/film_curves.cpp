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
  bool is_always_axis = true;
};
constexpr std::array<Coordinate, 10> coordinates{
    Coordinate{"thickness", &process::CellParameters::thickness, false},
    Coordinate{"ggi", &process::CellParameters::ggi, false},
    Coordinate{"doping", &process::CellParameters::doping, true},
    Coordinate{"lifetime", &process::CellParameters::lifetime, true},
    Coordinate{"cds_thickness", &process::CellParameters::cds_thickness, false},
    Coordinate{"azo_thickness", &process::CellParameters::azo_thickness, false},
    Coordinate{"azo_carriers", &process::CellParameters::azo_carriers, true, false},
    Coordinate{"front_ratio", &process::CellParameters::front_ratio, false, false},
    Coordinate{"back_ratio", &process::CellParameters::back_ratio, false, false},
    Coordinate{"notch_depth", &process::CellParameters::notch_depth, false, false},
};
static_assert(coordinates.size() == process::cell_parameter_members.size());

// Rounding alone, as of a notch placed from ratios that were blended, is no difference.
bool is_same(double a, double b) noexcept { return std::abs(a - b) <= 1e-12 * std::abs(b); }

// The range of the sample, a tenth wider at each end, never narrower than 2 % of the value and
// never lower than half of the lowest: all of them are above zero.
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
  low = c.is_logarithmic ? low - margin : std::max(low - margin, 0.5 * low);
  high += margin;
  return c.is_logarithmic ? device::Axis{c.name, std::exp(low), std::exp(high), true}
                          : device::Axis{c.name, low, high, false};
}

}  // namespace

bool FilmBox::has_rest_of(const process::CellParameters& film) const noexcept {
  return std::ranges::all_of(process::cell_parameter_members, [&](auto member) {
    return std::ranges::find(members, member) != members.end() ||
           is_same(film.*member, rest.*member);
  });
}

FilmBox film_box(std::span<const process::CellParameters> films) {
  FilmBox box{.rest = films.front()};
  for (const Coordinate& c : coordinates) {
    const bool varies = std::ranges::any_of(films, [&](const process::CellParameters& f) {
      return !is_same(f.*c.member, films.front().*c.member);
    });
    if (c.is_always_axis || varies) {
      box.axes.push_back(axis_over(c, films));
      box.members.push_back(c.member);
    }
  }
  return box;
}

process::CellParameters film_at(const FilmBox& box, std::span<const double> point) {
  process::CellParameters film = box.rest;
  for (std::size_t a = 0; a < box.members.size(); ++a) {
    film.*box.members[a] = point[a];
  }
  return film;
}

FilmCurves::FilmCurves(const CellModel& model, std::span<const process::CellParameters> films,
                       Observer* observer, double tolerance)
    : model_(&model), tolerance_(tolerance) {
  if (films.size() < 2) {
    return;
  }
  box_ = film_box(films);
  const auto solve = [&model, this](std::span<const std::vector<double>> points) {
    std::vector<process::CellParameters> some;
    std::ranges::transform(points, std::back_inserter(some),
                           [this](const auto& point) { return film_at(box_, point); });
    return model.solve(some, CellModel::full_sweep());
  };
  const auto report = [observer](std::size_t done, std::size_t total) {
    return goes_on(observer, "cell curves", done, total);
  };
  table_ = std::make_unique<device::CurveTable>(box_.axes, solve, report);
}

device::TableCurve FilmCurves::at(const process::CellParameters& film) const {
  std::array<double, coordinates.size()> values{};
  for (std::size_t a = 0; a < box_.members.size(); ++a) {
    values[a] = film.*box_.members[a];
  }
  const std::span<const double> point(values.data(), box_.members.size());
  const bool has_table = table_ && box_.has_rest_of(film);
  const bool wants_no_bound = tolerance_ == std::numeric_limits<double>::max();
  if (has_table && wants_no_bound && table_->contains(point)) {
    return table_->curve_at(point);
  }
  if (has_table && !wants_no_bound) {
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
