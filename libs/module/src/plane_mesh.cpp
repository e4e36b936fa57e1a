// SPDX-License-Identifier: Apache-2.0
#include "plane_mesh.hpp"

#include <algorithm>
#include <cmath>

#include "plane_lines.hpp"
#include "plane_matter.hpp"

namespace heliofab::module {

namespace {

constexpr double least_contact = 1e-9;  // [ohm m] of a bus bar that is said to have none

// The scribes of a module along their rows.
class ScribeRows {
 public:
  ScribeRows(const PlaneModule& m, PlaneProblem& p)
      : module_(&m), problem_(&p), weight_(lobatto(p.y.degree).weight) {}

  // Before the first stripe (0), between two, behind the last one.
  ScribeLinks links_of(std::size_t scribe) const {
    const Scribes& s = module_->design.scribes;
    const double end = std::max(module_->design.end_contact / 2, least_contact);
    const bool is_first = scribe == 0;
    const double leak = s.leakage / 2;
    return {.p1 = is_first ? 0 : leak,
            .p2 = is_first ? 1 / end : 1 / series(scribe, s.p2_contact),
            .p3 = scribe == problem_->cells.size() ? 0 : leak};
  }

  // With the faults of a scribe: the mean of its rows, and what differs from
  // it.
  void add(std::size_t scribe) {
    ScribeLinks links = links_of(scribe);
    std::vector<const ScribeFault*> faults;
    for (const ScribeFault& f : module_->scribe_faults) {
      if (static_cast<std::size_t>(f.cell) + 1 == scribe) {
        faults.push_back(&f);
      }
    }
    if (!faults.empty()) {
      using Line = ScribeFault::Line;
      links.p1 = add_rows(scribe, Line::p1, links.p1, faults);
      links.p2 = add_rows(scribe, Line::p2, links.p2, faults);
      links.p3 = add_rows(scribe, Line::p3, links.p3, faults);
    }
    problem_->links.push_back(links);
  }

 private:
  // [ohm m] of P2 and the sheets on both sides of it. The last stripe hands its
  // current to a pad of the back contact by a P2 of its own.
  double series(std::size_t scribe, double contact) const {
    const ModuleDesign& d = module_->design;
    const Scribes& s = d.scribes;
    const double end =
        scribe == problem_->cells.size() ? std::max(d.end_contact / 2, least_contact) : 0;
    return contact + d.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap) +
           d.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width) + end;
  }

  double at_fault(const ScribeFault& f, std::size_t scribe, double even) const {
    return f.line == ScribeFault::Line::p2 ? 1 / series(scribe, f.p2_contact)
                                           : even + f.conductance / f.length;
  }

  // Returns the mean [S/m].
  double add_rows(std::size_t scribe, ScribeFault::Line line, double even,
                  const std::vector<const ScribeFault*>& faults) {
    const LineMesh& y = problem_->y;
    std::vector<double> rows(y.points(), 0);  // [S]
    for (std::size_t e = 0; e < y.elements(); ++e) {
      const double y0 = y.x[e * y.degree];
      const double dy = y.x[(e + 1) * y.degree] - y0;
      double here = even;  // [S/m]
      for (const ScribeFault* f : faults) {
        if (f->line == line && y0 + dy / 2 > f->y && y0 + dy / 2 < f->y + f->length) {
          here = at_fault(*f, scribe, here);
        }
      }
      for (std::size_t a = 0; a < weight_.size(); ++a) {
        rows[e * y.degree + a] += here * weight_[a] * dy / 2;
      }
    }
    double sum = 0;
    for (const double g : rows) {
      sum += g;
    }
    const double mean = sum / (y.x.back() - y.x.front());
    for (std::size_t j = 0; j < rows.size(); ++j) {
      const double above = rows[j] - mean * y.weight[j];
      if (std::abs(above) > 1e-12 * mean * y.weight[j]) {
        problem_->uneven_links.push_back({scribe, line, j, above});
      }
    }
    return mean;
  }

  const PlaneModule* module_;
  PlaneProblem* problem_;
  std::vector<double> weight_;
};

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
  ScribeRows scribes(m, p);
  for (std::size_t scribe = 0; scribe <= p.cells.size(); ++scribe) {
    scribes.add(scribe);
  }
  p.bypasses = m.bypasses;
  return p;
}

}  // namespace heliofab::module
