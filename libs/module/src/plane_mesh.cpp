// SPDX-License-Identifier: Apache-2.0
#include "plane_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plane_lines.hpp"
#include "plane_matter.hpp"
#include "scribe_places.hpp"

namespace heliofab::module {

namespace {

using Line = ScribeFault::Line;

// The rows of one kind of links of a scribe with faults: returns their mean [S/m] and adds what
// differs from it. `along` has the conductance [S/m] of each element.
double add_rows(std::size_t scribe, Line line, const std::vector<double>& along, PlaneProblem& p) {
  const LineMesh& y = p.y;
  const std::vector<double>& weight = lobatto(y.degree).weight;
  std::vector<double> rows(y.points(), 0);  // [S]
  for (std::size_t e = 0; e < y.elements(); ++e) {
    const double half = y.length(e) / 2;
    for (std::size_t a = 0; a < weight.size(); ++a) {
      rows[e * y.degree + a] += along[e] * weight[a] * half;
    }
  }
  const double mean = std::accumulate(rows.begin(), rows.end(), 0.0) / (y.x.back() - y.x.front());
  for (std::size_t j = 0; j < rows.size(); ++j) {
    const double above = rows[j] - mean * y.weight[j];
    if (std::abs(above) > 1e-12 * mean * y.weight[j]) {
      p.uneven_links.push_back({scribe, line, j, above});
    }
  }
  return mean;
}

// The links of a scribe: the mean of its rows, and what differs from it.
void add_scribe(const PlaneModule& m, std::size_t scribe, PlaneProblem& p) {
  const ScribePlaces places(m, scribe);
  ScribeLinks links = places.even().links();
  if (!places.is_even()) {
    std::vector<ScribeLinks> along;
    along.reserve(p.y.elements());
    for (std::size_t e = 0; e < p.y.elements(); ++e) {
      along.push_back(places.at(p.y.middle(e)).links());
    }
    const auto add = [&](Line line, double ScribeLinks::*link) {
      std::vector<double> of_elements(along.size());
      std::ranges::transform(along, of_elements.begin(), link);
      links.*link = add_rows(scribe, line, of_elements, p);
    };
    add(Line::p1, &ScribeLinks::p1);
    add(Line::p2, &ScribeLinks::p2);
    add(Line::p3, &ScribeLinks::p3);
  }
  p.links.push_back(links);
}

}  // namespace

PlaneProblem make_plane(const PlaneModule& m) {
  const Scribes& s = m.design.scribes;
  PlaneProblem p;
  p.y = rows_of(m);
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    const auto k = static_cast<std::size_t>(cell);
    const std::size_t first = p.cells.empty() ? 0 : p.columns();
    p.cells.push_back(
        {.x = columns_of(m, cell),
         .first_column = first,
         .back_margin = s.p1_p2_gap + s.p2_width + s.p2_p3_gap + s.p3_width,
         .front_margin = s.p1_width + s.p1_p2_gap + s.p2_width + s.p2_p3_gap,
         .law = m.films[m.films.size() == 1 ? 0 : k],
         .table = m.tables.empty() ? nullptr : &m.tables[m.tables.size() == 1 ? 0 : k]});
  }
  fill_matter(m, p);
  for (std::size_t scribe = 0; scribe <= p.cells.size(); ++scribe) {
    add_scribe(m, scribe, p);
  }
  p.bypasses = m.bypasses;
  return p;
}

}  // namespace heliofab::module
