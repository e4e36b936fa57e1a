// SPDX-License-Identifier: Apache-2.0
#include "film_field.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plane_lanes.hpp"

namespace heliofab::module {

namespace {

constexpr std::size_t columns_at_once = 16;  // whose values stay near
// A voltage that varies by less along a column answers along its slope: what that leaves out of the
// film's current is half its square over nVt squared, some 1e-10.
constexpr double faint = 5e-7;  // [V]
// Columns whose conductances differ by no more are alike for conjugate gradients.
constexpr double alike = 1e-2;

}  // namespace

FilmField::FilmField(const PlaneProblem& problem, const Modes& modes)
    : problem_(&problem),
      modes_(&modes),
      length_(std::accumulate(problem.y.weight.begin(), problem.y.weight.end(), 0.0)) {
  const std::size_t rows = problem.rows();
  junction_.assign(problem.points(), 0);
  slope_.assign(problem.points(), 0);
  mean_.assign(problem.columns(), 0);
  left_out_.assign(problem.columns(), 0);
  varies_.assign(problem.columns(), 0);
  for (std::vector<double>* v : {&amplitudes_, &rows_, &values_, &slopes_}) {
    v->assign(columns_at_once * rows, 0);
  }
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    is_even_ohmic_.push_back(is_even_column(problem, problem.ohmic, column) ? 1 : 0);
  }
  is_even_.assign(problem.columns(), 0);
  note_films();
}

void FilmField::note_films() {
  for (std::size_t column = 0; column < problem_->columns(); ++column) {
    is_even_[column] = check_even(column) ? 1 : 0;
  }
}

bool FilmField::check_even(std::size_t column) const {
  const PlaneProblem& p = *problem_;
  const std::size_t rows = p.rows();
  const std::size_t first = column * rows;
  const auto is_alike = [&](const std::vector<double>& v) {
    return std::all_of(&v[first], &v[first] + rows, [&](double x) {
      return std::abs(x - v[first]) <= 1e-12 * std::abs(v[first]);
    });
  };
  const auto parts_at = [&](std::size_t point) { return parts_of(p, point).size(); };
  for (std::size_t j = 1; j < rows; ++j) {
    if (parts_at(first + j) != parts_at(first)) {
      return false;
    }
  }
  return is_even_ohmic_[column] != 0 && is_even_column(p, p.area, column) &&
         is_alike(p.photocurrent) && is_alike(p.saturation) && is_alike(p.shunt) &&
         is_alike(p.diode_voltage);
}

// Voltages between the sheets of a column, by modes.
void FilmField::gather(std::span<const double> potential, std::size_t column, std::size_t used,
                       double* amplitudes) const {
  const std::size_t modes = modes_->count();
  const double* const back = &potential[2 * column * modes];
  for (std::size_t m = 0; m < used; ++m) {
    amplitudes[m] = back[m] - back[modes + m];
  }
}

// A bound of how much the voltage of a column differs from its mean [V].
double FilmField::ripple(std::span<const double> amplitudes) const {
  double sum = 0;
  for (const double a : amplitudes.subspan(1)) {
    sum += std::abs(a);
  }
  return sum * modes_->largest();
}

// Adds currents out of the back sheet of a column; they come from its front sheet.
void FilmField::add_pair(std::size_t column, const double* amplitudes, std::size_t count,
                         std::span<double> current) const {
  double* const back = &current[2 * column * modes_->count()];
  double* const front = back + modes_->count();
  for (std::size_t m = 0; m < count; ++m) {
    back[m] += amplitudes[m];
    front[m] -= amplitudes[m];
  }
}

void FilmField::Evens::clear() {
  columns.clear();
  for (std::vector<double>* v :
       {&voltage, &photocurrent, &saturation, &shunt, &diode_voltage, &junction}) {
    v->clear();
  }
}

void FilmField::Evens::add(const PlaneProblem& p, std::size_t column, double volts, double start) {
  const std::size_t point = column * p.rows();
  columns.push_back(column);
  voltage.push_back(volts);
  photocurrent.push_back(p.photocurrent[point]);
  saturation.push_back(p.saturation[point]);
  shunt.push_back(p.shunt[point]);
  diode_voltage.push_back(p.diode_voltage[point]);
  junction.push_back(start);
}

void FilmField::Evens::solve(const PlaneProblem& p, const PlaneCell& cell) {
  current.resize(columns.size());
  slope.resize(columns.size());
  if (cell.table == nullptr) {
    film_states(cell.law, {.voltage = voltage.data(),
                           .photocurrent = photocurrent.data(),
                           .saturation = saturation.data(),
                           .shunt = shunt.data(),
                           .diode_voltage = diode_voltage.data(),
                           .junction = junction.data(),
                           .current = current.data(),
                           .slope = slope.data(),
                           .count = columns.size()});
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const std::size_t point = columns[k] * p.rows();
    if (cell.table != nullptr || !parts_of(p, point).empty()) {
      const FilmState state = film_at(p, cell, point, voltage[k], junction[k]);
      junction[k] = state.junction;
      current[k] = state.current;
      slope[k] = state.slope;
    }
  }
}

// Columns alike in all rows, whose voltage hardly varies: one row stands for all, the other modes
// answer along its slope. Returns what they deliver [A].
double FilmField::add_evens(const PlaneCell& cell, std::span<const double> potential,
                            std::span<const std::size_t> active, std::span<double> current) {
  const PlaneProblem& p = *problem_;
  const double weight = p.y.weight[0];
  evens_.solve(p, cell);
  double delivered = 0;
  for (std::size_t k = 0; k < evens_.columns.size(); ++k) {
    const std::size_t column = evens_.columns[k];
    const std::size_t point = column * p.rows();
    const double area = p.area[point];
    const double per_length =
        (p.ohmic[point] * evens_.voltage[k] - area * evens_.current[k]) / weight;
    mean_[column] = (p.ohmic[point] - area * evens_.slope[k]) / weight;
    varies_[column] = 0;
    std::fill_n(&junction_[point], p.rows(), evens_.junction[k]);
    gather(potential, column, active[2 * column], rows_.data());
    for (std::size_t m = 1; m < active[2 * column]; ++m) {
      rows_[m] *= mean_[column];
    }
    rows_[0] = per_length * modes_->even();
    add_pair(column, rows_.data(), active[2 * column], current);
    delivered -= per_length * length_;
  }
  return delivered;
}

// Films of some columns at the voltages in rows_.
void FilmField::solve_films(const PlaneCell& cell, const Strip& strip) {
  const PlaneProblem& p = *problem_;
  const std::size_t first = strip.column * p.rows();
  const std::size_t count = strip.count * p.rows();
  const auto solve_alone = [&](std::size_t at) {
    const FilmState state = film_at(p, cell, first + at, rows_[at], junction_[first + at]);
    junction_[first + at] = state.junction;
    values_[at] = state.current;
    slopes_[at] = state.slope;
  };
  if (cell.table != nullptr) {
    for (std::size_t at = 0; at < count; ++at) {
      solve_alone(at);
    }
    return;
  }
  film_states(cell.law, {.voltage = rows_.data(),
                         .photocurrent = &p.photocurrent[first],
                         .saturation = &p.saturation[first],
                         .shunt = &p.shunt[first],
                         .diode_voltage = &p.diode_voltage[first],
                         .junction = &junction_[first],
                         .current = values_.data(),
                         .slope = slopes_.data(),
                         .count = count});
  // Points where films meet: the mean of their films instead of the film of their means.
  auto part = std::ranges::lower_bound(p.parts, first, {}, &FilmPart::point);
  for (std::size_t last = p.points(); part != p.parts.end() && part->point < first + count;
       ++part) {
    if (part->point != last) {
      solve_alone(part->point - first);
    }
    last = part->point;
  }
}

// Keeps what the films of one column are, and leaves its currents out of the back sheet in rows_.
// Returns what they deliver [A].
double FilmField::note_column(const Strip& strip, std::size_t c) {
  const PlaneProblem& p = *problem_;
  const std::size_t rows = p.rows();
  const std::size_t column = strip.column + c;
  double sum = 0;
  double delivered = 0;
  double least = HUGE_VAL;
  double most = 0;
  for (std::size_t j = 0; j < rows; ++j) {
    const std::size_t point = column * rows + j;
    const std::size_t at = c * rows + j;
    const double ohmic = p.ohmic[point];
    slope_[point] = ohmic - p.area[point] * slopes_[at];
    sum += is_even_ohmic_[column] != 0 ? slope_[point] : slope_[point] - ohmic;
    const double per_length = slope_[point] / p.y.weight[j];
    least = std::min(least, per_length);
    most = std::max(most, per_length);
    rows_[at] = ohmic * rows_[at] - p.area[point] * values_[at];
    delivered -= rows_[at];
  }
  mean_[column] = sum / length_;
  varies_[column] = most - least > alike * mean_[column] ? 1 : 0;
  return delivered;
}

// What currents at the rows have beyond the modes that were taken of them.
void FilmField::note_left_out(const Strip& strip) {
  const std::size_t rows = problem_->rows();
  modes_->to_rows(amplitudes_.data(), strip.used, strip.count, values_.data());
  for (std::size_t c = 0; c < strip.count; ++c) {
    double sum = 0;
    for (std::size_t j = 0; j < rows; ++j) {
      const double weight = problem_->y.weight[j];
      const double rest = rows_[c * rows + j] - weight * values_[c * rows + j];
      sum += rest * rest / weight;
    }
    left_out_[strip.column + c] = std::sqrt(sum);
  }
}

// Some columns row by row. Returns what they deliver [A].
double FilmField::add_uneven(const PlaneCell& cell, const Strip& strip, bool is_whole,
                             std::span<double> current) {
  const std::size_t rows = problem_->rows();
  modes_->to_rows(amplitudes_.data(), strip.used, strip.count, rows_.data());
  solve_films(cell, strip);
  double delivered = 0;
  for (std::size_t c = 0; c < strip.count; ++c) {
    delivered += note_column(strip, c);
  }
  const bool is_part = !is_whole && 2 * strip.used < rows;
  const std::size_t count = is_part ? strip.used : rows;
  modes_->to_modes(rows_.data(), strip.count, amplitudes_.data(), count);
  for (std::size_t c = 0; c < strip.count; ++c) {
    add_pair(strip.column + c, &amplitudes_[c * rows], count, current);
  }
  if (is_part) {
    note_left_out(strip);
  }
  const std::size_t products = (is_part ? 2 : 1) * strip.used + count;
  product_flops_ += 2 * static_cast<double>(rows * products * strip.count);
  return delivered;
}

void FilmField::add_currents(std::span<const double> potential, const Wanted& wanted,
                             std::span<double> current) {
  const std::size_t rows = problem_->rows();
  const std::span<const std::size_t> active = wanted.active;
  std::ranges::fill(left_out_, 0.0);
  delivered_.clear();
  for (const PlaneCell& cell : problem_->cells) {
    double delivered = 0;
    evens_.clear();
    Strip strip;  // uneven columns side by side
    const auto finish = [&] {
      delivered += strip.count > 0 ? add_uneven(cell, strip, wanted.is_whole, current) : 0;
      strip = {};
    };
    const std::size_t end = cell.first_column + cell.x.points();
    for (std::size_t column = cell.first_column; column < end; ++column) {
      const std::size_t here = active[2 * column];
      double* const amplitudes = &amplitudes_[strip.count * rows];
      gather(potential, column, here, amplitudes);
      if (is_even(column) && ripple({amplitudes, here}) < faint) {
        evens_.add(*problem_, column, amplitudes[0] / modes_->even(), junction_[column * rows]);
        finish();
        continue;
      }
      std::fill(amplitudes + here, amplitudes + rows, 0.0);
      strip.column = strip.count == 0 ? column : strip.column;
      strip.used = std::max(strip.used, here);
      if (++strip.count == columns_at_once) {
        finish();
      }
    }
    finish();
    delivered += add_evens(cell, potential, active, current);
    delivered_.push_back(delivered);
  }
}

void FilmField::add_unevenness(std::span<const double> potential, std::span<double> current) {
  const std::size_t rows = problem_->rows();
  for (std::size_t column = 0; column < problem_->columns();) {
    std::size_t count = 0;
    while (count < columns_at_once && column + count < problem_->columns() &&
           varies_[column + count] != 0) {
      gather(potential, column + count, rows, &amplitudes_[count * rows]);
      ++count;
    }
    if (count == 0) {
      ++column;
      continue;
    }
    modes_->to_rows(amplitudes_.data(), rows, count, rows_.data());
    product_flops_ += 4 * static_cast<double>(rows * rows * count);
    for (std::size_t c = 0; c < count; ++c) {
      const double* const slope = &slope_[(column + c) * rows];
      for (std::size_t j = 0; j < rows; ++j) {
        rows_[c * rows + j] *= slope[j] - mean_[column + c] * problem_->y.weight[j];
      }
    }
    modes_->to_modes(rows_.data(), count, amplitudes_.data());
    for (std::size_t c = 0; c < count; ++c) {
      add_pair(column + c, &amplitudes_[c * rows], rows, current);
    }
    column += count;
  }
}

}  // namespace heliofab::module
