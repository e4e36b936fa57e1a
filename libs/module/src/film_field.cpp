// SPDX-License-Identifier: Apache-2.0
#include "film_field.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

#include "plane_lanes.hpp"

namespace heliofab::module {

namespace {

constexpr std::size_t columns_at_once = 16;  // whose values stay near
// Modes below this make no current that counts [V].
constexpr double faint = 1e-13;
// Columns whose conductances differ by no more are alike for conjugate gradients.
constexpr double alike = 1e-2;

// Films by a table, one after another.
void solve_table(const PlaneCell& cell, const FilmPoints& p) {
  FilmLaw here = cell.law;
  for (std::size_t i = 0; i < p.count; ++i) {
    here.photocurrent = p.photocurrent[i];
    here.saturation = p.saturation[i];
    here.shunt = p.shunt[i];
    here.diode_voltage = p.diode_voltage[i];
    const FilmState s = table_state(*cell.table, cell.law, here, p.voltage[i]);
    p.junction[i] = s.junction;
    p.current[i] = s.current;
    p.slope[i] = s.slope;
  }
}

}  // namespace

FilmField::FilmField(const PlaneProblem& problem, const Modes& modes)
    : problem_(&problem), modes_(&modes) {
  const std::size_t rows = problem.rows();
  for (const double w : problem.y.weight) {
    length_ += w;
  }
  junction_.assign(problem.points(), 0);
  slope_.assign(problem.points(), 0);
  mean_.assign(problem.columns(), 0);
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
  const PlaneProblem& problem = *problem_;
  const std::size_t rows = problem.rows();
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    const auto is_even = [&](const std::vector<double>& v) {
      const auto here = std::span(v).subspan(column * rows, rows);
      return std::ranges::all_of(
          here, [&](double x) { return std::abs(x - here[0]) <= 1e-12 * std::abs(here[0]); });
    };
    const bool is_film_even = is_even_ohmic_[column] != 0 &&
                              is_even_column(problem, problem.area, column) &&
                              is_even(problem.photocurrent) && is_even(problem.saturation) &&
                              is_even(problem.shunt) && is_even(problem.diode_voltage);
    is_even_[column] = is_film_even ? 1 : 0;
  }
}

// Voltages between the sheets of some columns, by modes.
void FilmField::gather(std::span<const double> potential, std::size_t column, std::size_t count) {
  const std::size_t modes = modes_->count();
  for (std::size_t c = 0; c < count; ++c) {
    const double* const back = &potential[2 * (column + c) * modes];
    double* const to = &amplitudes_[c * modes];
    for (std::size_t m = 0; m < modes; ++m) {
      to[m] = back[m] - back[modes + m];
    }
  }
}

std::size_t FilmField::used_modes(std::size_t count) const {
  const std::size_t modes = modes_->count();
  const double limit = faint * std::sqrt(length_);
  std::size_t used = 1;
  for (std::size_t c = 0; c < count; ++c) {
    std::size_t m = modes;
    while (m > used && std::abs(amplitudes_[c * modes + m - 1]) <= limit) {
      --m;
    }
    used = std::max(used, m);
  }
  return used;
}

// Films of some columns at the voltages in rows_; of one row each when all rows are alike.
void FilmField::solve_films(const PlaneCell& cell, const Strip& strip) {
  const std::size_t rows = problem_->rows();
  for (std::size_t c = 0; c < (strip.is_even ? strip.count : 1); ++c) {
    const std::size_t at = (strip.column + c) * rows;
    const FilmPoints points{.voltage = &rows_[c * rows],
                            .photocurrent = &problem_->photocurrent[at],
                            .saturation = &problem_->saturation[at],
                            .shunt = &problem_->shunt[at],
                            .diode_voltage = &problem_->diode_voltage[at],
                            .junction = &junction_[at],
                            .current = &values_[c * rows],
                            .slope = &slopes_[c * rows],
                            .count = strip.is_even ? 1 : strip.count * rows};
    if (cell.table != nullptr) {
      solve_table(cell, points);
    } else {
      film_states(cell.law, points);
    }
  }
}

// Keeps what the films of one column are, and leaves its currents out of the back sheet in rows_.
// Returns what they deliver [A].
double FilmField::note_column(const Strip& strip, std::size_t c) {
  const std::size_t rows = problem_->rows();
  const std::size_t column = strip.column + c;
  double sum = 0;
  double delivered = 0;
  double least = HUGE_VAL;
  double most = 0;
  for (std::size_t j = rows; j-- > 0;) {  // the first row of an even column is read to the end
    const std::size_t point = column * rows + j;
    const std::size_t row = strip.is_even ? 0 : j;
    const std::size_t from = c * rows + row;
    const double ohmic = problem_->ohmic[point];
    junction_[point] = junction_[column * rows + row];
    slope_[point] = ohmic - problem_->area[point] * slopes_[from];
    sum += is_even_ohmic_[column] != 0 ? slope_[point] : slope_[point] - ohmic;
    const double per_length = slope_[point] / problem_->y.weight[j];
    least = std::min(least, per_length);
    most = std::max(most, per_length);
    rows_[c * rows + j] = ohmic * rows_[from] - problem_->area[point] * values_[from];
    delivered -= rows_[c * rows + j];
  }
  mean_[column] = sum / length_;
  varies_[column] = !strip.is_even && most - least > alike * mean_[column] ? 1 : 0;
  return delivered;
}

// Adds the films of some columns. Returns what they deliver [A].
double FilmField::add_strip(const PlaneCell& cell, Strip strip, std::span<const double> potential,
                            std::span<double> current) {
  const std::size_t rows = problem_->rows();
  gather(potential, strip.column, strip.count);
  const std::size_t used = used_modes(strip.count);
  const auto evens = std::span(is_even_).subspan(strip.column, strip.count);
  strip.is_even = used == 1 && std::ranges::find(evens, 0) == evens.end();
  modes_->to_rows(amplitudes_.data(), used, strip.count, rows_.data());
  solve_films(cell, strip);
  double delivered = 0;
  for (std::size_t c = 0; c < strip.count; ++c) {
    delivered += note_column(strip, c);
  }
  modes_->to_modes(rows_.data(), strip.count, amplitudes_.data());
  for (std::size_t c = 0; c < strip.count; ++c) {
    double* const back = &current[2 * (strip.column + c) * rows];
    for (std::size_t m = 0; m < rows; ++m) {
      back[m] += amplitudes_[c * rows + m];
      back[rows + m] -= amplitudes_[c * rows + m];
    }
  }
  return delivered;
}

void FilmField::add_currents(std::span<const double> potential, std::span<double> current) {
  delivered_.clear();
  for (const PlaneCell& cell : problem_->cells) {
    double& delivered = delivered_.emplace_back(0);
    for (std::size_t i = 0; i < cell.x.points(); i += columns_at_once) {
      const Strip strip{.column = cell.first_column + i,
                        .count = std::min(columns_at_once, cell.x.points() - i)};
      delivered += add_strip(cell, strip, potential, current);
    }
  }
}

void FilmField::add_unevenness(std::span<const double> potential, std::span<double> current) {
  const std::size_t rows = problem_->rows();
  for (std::size_t column = 0; column < problem_->columns();) {
    std::size_t count = 0;
    while (count < columns_at_once && column + count < problem_->columns() &&
           varies_[column + count] != 0) {
      ++count;
    }
    if (count == 0) {
      ++column;
      continue;
    }
    gather(potential, column, count);
    modes_->to_rows(amplitudes_.data(), modes_->count(), count, rows_.data());
    for (std::size_t c = 0; c < count; ++c) {
      const double* const slope = &slope_[(column + c) * rows];
      for (std::size_t j = 0; j < rows; ++j) {
        rows_[c * rows + j] *= slope[j] - mean_[column + c] * problem_->y.weight[j];
      }
    }
    modes_->to_modes(rows_.data(), count, amplitudes_.data());
    for (std::size_t c = 0; c < count; ++c) {
      double* const back = &current[2 * (column + c) * rows];
      for (std::size_t m = 0; m < rows; ++m) {
        back[m] += amplitudes_[c * rows + m];
        back[rows + m] -= amplitudes_[c * rows + m];
      }
    }
    column += count;
  }
}

}  // namespace heliofab::module
