// SPDX-License-Identifier: Apache-2.0
#include "string_work.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "heliofab/core/grid.hpp"
#include "line_mesh.hpp"
#include "strip_constants.hpp"

namespace heliofab::module {

namespace {

// Where curves of solar cells bend, they do so within some e-folding of a diode [V].
constexpr double curve_bend = 0.04;

PointsWork make_points(std::size_t degree, double width, std::size_t size) {
  PointsWork work;
  if (degree == 0) {
    work.weight = {width};
  } else {
    const std::array ends{0.0, width};
    const LineMesh line = make_line(ends, degree);
    work.weight = line.weight;
    work.stiffness = line.stiffness;
    for (const double x : line.x) {
      work.place.push_back(x / width);
    }
  }
  work.numbers.assign((3 * (degree + 1) + 3) * size, 0);
  double* at = work.numbers.data();
  const auto take = [&](std::size_t count) {
    double* const here = at;
    at += count * size;
    return here;
  };
  work.points = {.degree = degree,
                 .junction = take(degree + 1),
                 .step = take(degree + 1),
                 .by_current = take(degree + 1),
                 .voltage = {take(1), take(1), take(1)}};
  return work;
}

void connect(const PointsWork& coarser, PointsWork& finer) {
  const std::size_t n = coarser.place.size();
  finer.from_coarser.resize(finer.place.size() * n);
  for (std::size_t q = 0; q < finer.place.size(); ++q) {
    lagrange_weights(coarser.place, finer.place[q],
                     std::span(finer.from_coarser).subspan(q * n, n));
  }
}

}  // namespace

StringWork::StringWork(const ModuleDesign& design, std::size_t stripes) : design_(design) {
  stripes_.width = active_width(design);
  stripes_.length = design.cell_length;
  stripes_.size = (stripes + string_block - 1) / string_block * string_block;
  numbers_.assign(static_cast<std::size_t>(StripeRow::count) * stripes_.size, 0);
  stripes_.numbers = numbers_.data();
  for (std::size_t k = 0; k < string_degrees.size(); ++k) {
    levels_[k] = make_points(string_degrees[k], stripes_.width, stripes_.size);
    if (k > 1) {
      connect(levels_[k - 1], levels_[k]);
    }
    PointsWork& work = levels_[k];
    work.points.weight = work.weight.data();
    work.points.stiffness = work.stiffness.data();
    work.points.place = work.place.data();
    work.points.from_coarser = work.from_coarser.data();
  }
}

void StringWork::load_sheets(std::size_t stripe, double tco, double mo, double p2) {
  const Scribes& s = design_.scribes;
  number(StripeRow::weight, stripe) = 1;
  // Sheets without any resistance would leave no equation.
  number(StripeRow::sheet, stripe) = std::max(tco + mo, 1e-9);
  number(StripeRow::tco, stripe) = tco;
  number(StripeRow::mo, stripe) = mo;
  number(StripeRow::series, stripe) =
      p2 + tco * (s.p1_width + s.p1_p2_gap) + mo * (s.p2_p3_gap + s.p3_width);
}

void StringWork::pad(std::size_t count) {
  for (std::size_t r = 0; r < static_cast<std::size_t>(StripeRow::count); ++r) {
    double* const row = numbers_.data() + r * stripes_.size;
    std::fill(row + count, row + stripes_.size,
              static_cast<StripeRow>(r) == StripeRow::weight ? 0 : row[count - 1]);
  }
  const double area = stripes_.width * stripes_.length;
  light_ *= area / static_cast<double>(count);
  most_light_ *= area;
}

void StringWork::unlimit() {
  for (std::size_t k = 0; k < stripes_.size; ++k) {
    number(StripeRow::floor, k) = -1e4;
    number(StripeRow::ceiling, k) = 1e4;
  }
}

void StringWork::limit() {
  const double most = 1.1 * most_light_ / (stripes_.width * stripes_.length);
  limit_points(stripes_, points(0), most, &number(StripeRow::floor, 0),
               &number(StripeRow::ceiling, 0));
}

void StringWork::load(std::span<const DiodeStripe> stripes) {
  stripes_.has_curves = stripes_.has_power = stripes_.has_reverse = false;
  light_ = most_light_ = 0;
  for (std::size_t k = 0; k < stripes.size(); ++k) {
    const DiodeStripe& from = stripes[k];
    const FilmLaw& film = from.film;
    load_sheets(k, from.tco_sheet_resistance, from.mo_sheet_resistance, from.p2_contact);
    number(StripeRow::ohmic, k) = from.ohmic;
    number(StripeRow::light, k) = film.photocurrent + film.saturation;
    number(StripeRow::saturation, k) = film.saturation;
    number(StripeRow::per_volt, k) = 1 / film.diode_voltage;
    number(StripeRow::resistance, k) = film.series_resistance;
    number(StripeRow::shunt, k) = film.shunt;
    number(StripeRow::exponent, k) = film.shunt_exponent;
    number(StripeRow::reverse, k) = film.breakdown_current;
    number(StripeRow::reverse_slope, k) = film.breakdown_slope;
    number(StripeRow::reverse_onset, k) = film.breakdown_onset;
    stripes_.has_power = stripes_.has_power || film.shunt_exponent != 1;
    stripes_.has_reverse = stripes_.has_reverse || film.breakdown_current > 0;
    light_ += film.photocurrent;
    most_light_ = std::max(most_light_, film.photocurrent);
  }
  pad(stripes.size());
  unlimit();
  start_open(stripes_, points(0));
}

void StringWork::load_curve(std::size_t stripe, const MonotoneCubic& curve) {
  const std::size_t stride = stripes_.curves.stride;
  const std::size_t row = stripes_.size * stride;
  double* const begin = curves_.data() + stripe * stride;
  const auto put = [&](std::size_t k, double x, double c0, double c1, double c2, double c3) {
    double* const at = begin + k;
    at[0] = x;
    at[row] = c0;
    at[2 * row] = c1;
    at[3 * row] = c2;
    at[4 * row] = c3;
  };
  const std::span<const double> x = curve.x();
  const std::span<const double> y = curve.y();
  const std::span<const double> slope = curve.slopes();
  const std::size_t last = x.size() - 1;
  put(0, x[0], y[0], slope[0], 0, 0);
  for (std::size_t k = 0; k < last; ++k) {
    const double h = x[k + 1] - x[k];
    const double secant = (y[k + 1] - y[k]) / h;
    put(k + 1, x[k], y[k], slope[k], (3 * secant - 2 * slope[k] - slope[k + 1]) / h,
        (slope[k] + slope[k + 1] - 2 * secant) / (h * h));
  }
  put(last + 1, x[last], y[last], slope[last], 0, 0);
  std::fill(begin + last + 2, begin + stride, HUGE_VAL);
  // Open circuit: the last change of sign, on a straight line.
  std::size_t k = last;
  while (k > 0 && y[k - 1] <= 0) {
    --k;
  }
  const double open = k == 0 ? 0 : x[k - 1] + y[k - 1] * (x[k] - x[k - 1]) / (y[k - 1] - y[k]);
  points(0).junction[stripe] = open;
}

void StringWork::load(std::span<const StripCell> stripes) {
  stripes_.has_curves = stripes_.has_reverse = true;
  stripes_.has_power = false;
  light_ = most_light_ = 0;
  std::size_t pieces = 0;
  for (const StripCell& cell : stripes) {
    pieces = std::max(pieces, cell.curve.x().size() + 1);
  }
  const std::size_t stride = std::bit_ceil(pieces);
  stripes_.curves.stride = stride;
  curves_.resize(std::max(curves_.size(), 5 * stripes_.size * stride));
  stripes_.curves.begin = curves_.data();
  for (std::size_t c = 0; c < 4; ++c) {
    stripes_.curves.coefficients[c] = curves_.data() + (c + 1) * stripes_.size * stride;
  }
  for (std::size_t k = 0; k < stripes.size(); ++k) {
    const StripCell& from = stripes[k];
    load_sheets(k, from.tco_sheet_resistance, from.mo_sheet_resistance, from.p2_contact);
    load_curve(k, from.curve);
    number(StripeRow::ohmic, k) = ohmic_conductance(design_, from) + least_slope;
    number(StripeRow::per_volt, k) = 1 / curve_bend;
    number(StripeRow::shunt, k) = from.shunt;
    number(StripeRow::exponent, k) = from.shunt_exponent;
    number(StripeRow::reverse, k) = breakdown_current;
    number(StripeRow::reverse_slope, k) = breakdown_slope;
    number(StripeRow::reverse_onset, k) = breakdown_onset;
    stripes_.has_power = stripes_.has_power || from.shunt_exponent != 1;
    const double light = from.curve.at(0);
    light_ += light;
    most_light_ = std::max(most_light_, light);
  }
  pad(stripes.size());
  unlimit();
  // Copies have curves as well.
  for (std::size_t k = stripes.size(); k < stripes_.size; ++k) {
    load_curve(k, stripes.back().curve);
  }
  const StringPoints& p = points(0);
  std::fill_n(p.step, stripes_.size, 0);
  std::fill_n(p.by_current, stripes_.size, 0);
}

}  // namespace heliofab::module
