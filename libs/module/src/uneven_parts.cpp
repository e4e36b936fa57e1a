// SPDX-License-Identifier: Apache-2.0
#include "uneven_parts.hpp"

#include <algorithm>
#include <array>

namespace heliofab::module {

namespace {

using Line = ScribeFault::Line;

}  // namespace

UnevenParts::UnevenParts(const PlaneProblem& problem, const Modes& modes)
    : problem_(&problem), modes_(&modes), weight_y_(lobatto(problem.y.degree).weight) {
  takes_part_.assign(problem.columns(), 0);
  for (const UnevenSheet& s : problem.sheets) {
    const PlaneCell& cell = problem.cells[s.cell];
    for (std::size_t a = 0; a <= cell.x.degree; ++a) {
      takes_part_[cell.first_column + s.x * cell.x.degree + a] = 1;
    }
  }
  for (const UnevenLink& link : problem.uneven_links) {
    takes_part_[problem.cells[link.scribe - 1].last_column()] = 1;
    if (link.scribe < problem.cells.size()) {
      takes_part_[problem.cells[link.scribe].first_column] = 1;
    }
  }
  place_.assign(problem.columns(), 0);
  std::size_t count = 0;
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    if (takes_part_[column] == 0) {
      continue;
    }
    place_[column] = count;
    const bool goes_on = column > 0 && takes_part_[column - 1] != 0;
    if (!goes_on) {
      runs_.push_back({.column = column, .at = count});
    }
    ++runs_.back().count;
    ++count;
  }
  values_.assign(2 * count * problem.rows(), 0);
  currents_.assign(values_.size(), 0);
  amplitudes_.assign(values_.size(), 0);
  weight_x_ = lobatto(problem.cells.front().x.degree).weight;
}

void UnevenParts::to_rows(std::span<const double> potential) {
  const std::size_t rows = problem_->rows();
  for (const Run& run : runs_) {
    modes_->to_rows(&potential[2 * run.column * rows], rows, 2 * run.count,
                    &values_[2 * run.at * rows]);
  }
}

std::size_t UnevenParts::index(std::size_t column, std::size_t sheet, std::size_t row) const {
  return (2 * place_[column] + sheet) * problem_->rows() + row;
}

void UnevenParts::add_sheet(const UnevenSheet& s) {
  const PlaneCell& cell = problem_->cells[s.cell];
  const LineMesh& x = cell.x;
  const std::array<double, 2> above{s.back, s.front};
  for (std::size_t a = 0; a <= x.degree; ++a) {
    const double width = weight_x_[a] * x.length(s.x) / 2;
    const bool is_first = s.x == 0 && a == 0;
    const bool is_last = s.x + 1 == x.elements() && a == x.degree;
    const std::array<double, 2> widths{width + (is_first ? cell.back_margin : 0),
                                       width + (is_last ? cell.front_margin : 0)};
    for (const std::size_t sheet : {0U, 1U}) {
      add_column(s, sheet, a, {above[sheet], widths[sheet]});
    }
  }
}

// A column of an element: what leaves its points across and along it.
void UnevenParts::add_column(const UnevenSheet& s, std::size_t sheet, std::size_t a,
                             const Above& above) {
  const LineMesh& x = problem_->cells[s.cell].x;
  const LineMesh& y = problem_->y;
  const std::size_t column = problem_->cells[s.cell].first_column + s.x * x.degree;
  const std::size_t row = s.y * y.degree;
  const double half = y.length(s.y) / 2;
  for (std::size_t b = 0; b <= y.degree; ++b) {
    double across = 0;
    for (std::size_t k = 0; k <= x.degree; ++k) {
      across += x.stiff(s.x, a, k) * values_[index(column + k, sheet, row + b)];
    }
    double along = 0;
    for (std::size_t k = 0; k <= y.degree; ++k) {
      along += y.stiff(s.y, b, k) * values_[index(column + a, sheet, row + k)];
    }
    currents_[index(column + a, sheet, row + b)] +=
        above.conductance * (across * weight_y_[b] * half + above.width * along);
  }
}

UnevenParts::Ends UnevenParts::ends_of(const UnevenLink& link) const {
  const std::size_t before = problem_->cells[link.scribe - 1].last_column();
  Ends ends{.from = index(before, link.line == Line::p1 ? 0 : 1, link.row),
            .is_last = link.scribe == problem_->cells.size()};
  if (!ends.is_last) {
    ends.to =
        index(problem_->cells[link.scribe].first_column, link.line == Line::p3 ? 1 : 0, link.row);
  }
  return ends;
}

double UnevenParts::link_voltage(const Ends& ends) const {
  return values_[ends.from] - (ends.is_last ? 0 : values_[ends.to]);
}

void UnevenParts::add_currents(std::span<const double> potential, std::span<double> current) {
  if (empty()) {
    return;
  }
  to_rows(potential);
  std::ranges::fill(currents_, 0.0);
  for (const UnevenSheet& s : problem_->sheets) {
    add_sheet(s);
  }
  for (const UnevenLink& link : problem_->uneven_links) {
    const Ends ends = ends_of(link);
    const double carried = link.conductance * link_voltage(ends);
    currents_[ends.from] += carried;
    if (!ends.is_last) {
      currents_[ends.to] -= carried;
    }
  }
  const std::size_t rows = problem_->rows();
  for (const Run& run : runs_) {
    const std::size_t at = 2 * run.at * rows;
    const std::size_t n = 2 * run.count * rows;
    modes_->to_modes(&currents_[at], 2 * run.count, &amplitudes_[at]);
    for (std::size_t k = 0; k < n; ++k) {
      current[2 * run.column * rows + k] += amplitudes_[at + k];
    }
  }
}

void UnevenParts::add_leaks(std::span<const double> potential, std::span<double> leaks) {
  if (problem_->uneven_links.empty()) {
    return;
  }
  to_rows(potential);
  for (const UnevenLink& link : problem_->uneven_links) {
    if (link.line != Line::p2) {
      leaks[link.line == Line::p1 ? link.scribe - 1 : link.scribe] +=
          link.conductance * link_voltage(ends_of(link));
    }
  }
}

}  // namespace heliofab::module
