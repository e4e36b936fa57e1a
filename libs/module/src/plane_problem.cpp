// SPDX-License-Identifier: Apache-2.0
#include "plane_problem.hpp"

#include <algorithm>
#include <cmath>

#include "film_power.hpp"

namespace heliofab::module {

ColumnSheets along_column(const PlaneCell& cell, std::size_t i) {
  const std::size_t p = cell.x.degree;
  const std::vector<double>& weight = lobatto(p).weight;
  ColumnSheets sum;
  const auto add = [&](std::size_t e, double width) {
    sum.back += cell.back_sheet[e] * width;
    sum.front += cell.front_sheet[e] * width;
  };
  const auto share = [&](std::size_t e, std::size_t a) { return weight[a] * cell.x.length(e) / 2; };
  const std::size_t e = i / p;
  if (e < cell.x.elements()) {
    add(e, share(e, i % p));
  }
  if (i % p == 0 && e > 0) {
    add(e - 1, share(e - 1, p));
  }
  if (i == 0) {
    sum.back += cell.back_sheet.front() * cell.back_margin;
  }
  if (i + 1 == cell.x.points()) {
    sum.front += cell.front_sheet.back() * cell.front_margin;
  }
  return sum;
}

ScribeSides sides_of(const PlaneProblem& problem, const PlaneField& field, std::size_t scribe,
                     std::size_t row) {
  ScribeSides s{.back_before = field.terminal, .front_before = field.terminal};
  if (scribe > 0) {
    const std::size_t at = problem.cells[scribe - 1].last_column() * problem.rows() + row;
    s.back_before = field.back[at];
    s.front_before = field.front[at];
  }
  if (scribe < problem.cells.size()) {
    const std::size_t at = problem.cells[scribe].first_column * problem.rows() + row;
    s.back = field.back[at];
    s.front = field.front[at];
  }
  return s;
}

std::vector<ElementSheets> element_sheets(const PlaneProblem& problem, std::size_t cell) {
  const PlaneCell& block = problem.cells[cell];
  const std::size_t along = problem.y.elements();
  std::vector<ElementSheets> sheets;
  for (std::size_t e = 0; e < block.x.elements(); ++e) {
    sheets.insert(sheets.end(), along, {block.back_sheet[e], block.front_sheet[e]});
  }
  for (const UnevenSheet& s :
       std::ranges::equal_range(problem.sheets, cell, {}, &UnevenSheet::cell)) {
    sheets[s.x * along + s.y].back += s.back;
    sheets[s.x * along + s.y].front += s.front;
  }
  return sheets;
}

std::vector<ScribeLinks> row_links(const PlaneProblem& problem, std::size_t scribe) {
  const ScribeLinks& even = problem.links[scribe];
  std::vector<ScribeLinks> rows;
  for (const double height : problem.y.weight) {
    rows.push_back({.p1 = even.p1 * height, .p2 = even.p2 * height, .p3 = even.p3 * height});
  }
  for (const UnevenLink& link : problem.uneven_links) {
    if (link.scribe == scribe) {
      rows[link.row].of(link.line) += link.conductance;
    }
  }
  return rows;
}

FilmLaw law_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point) {
  FilmLaw law = cell.law;
  law.photocurrent = problem.photocurrent[point];
  law.saturation = problem.saturation[point];
  law.shunt = problem.shunt[point];
  law.diode_voltage = problem.diode_voltage[point];
  return law;
}

FilmLaw law_of(const PlaneProblem& problem, const PlaneCell& cell, const FilmPart& part) {
  FilmLaw law = law_at(problem, cell, part.point);
  law.photocurrent *= part.photocurrent;
  law.saturation *= part.saturation;
  law.shunt *= part.shunt;
  return law;
}

std::span<const FilmPart> parts_of(const PlaneProblem& problem, std::size_t point) {
  const auto found = std::ranges::equal_range(problem.parts, point, {}, &FilmPart::point);
  return {found.begin(), found.end()};
}

FilmState film_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point,
                  double voltage, double junction) {
  const auto state = [&](const FilmLaw& law) {
    return state_of({law, cell.table, cell.law}, voltage, junction);
  };
  FilmState sum = state(law_at(problem, cell, point));
  const std::span<const FilmPart> parts = parts_of(problem, point);
  if (parts.empty()) {
    return sum;
  }
  sum.current = 0;
  sum.slope = 0;
  for (const FilmPart& part : parts) {
    const FilmState here = state(law_of(problem, cell, part));
    sum.current += part.area / problem.area[point] * here.current;
    sum.slope += part.area / problem.area[point] * here.slope;
  }
  return sum;
}

bool is_even_column(const PlaneProblem& problem, const std::vector<double>& quantity,
                    std::size_t column) {
  const std::vector<double>& w = problem.y.weight;
  const double* const at = &quantity[column * w.size()];
  const double first = at[0] / w[0];
  for (std::size_t j = 1; j < w.size(); ++j) {
    if (std::abs(at[j] / w[j] - first) > 1e-12 * std::abs(first)) {
      return false;
    }
  }
  return true;
}

}  // namespace heliofab::module
