// SPDX-License-Identifier: Apache-2.0
#include "plane_mesh.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::module {

namespace {

// Where something begins or ends on a line, and how long elements may be there.
struct Edge {
  double at = 0;      // [m]
  double length = 0;  // [m]
};

// Between two edges elements may be as long as these allow: near a, c_a at first and longer by
// `slope` times the way from there; near b alike; `longest` between.
struct Span {
  double a = 0;
  double b = 0;
  double c_a = 0;
  double c_b = 0;
};

// Cuts a span into as many elements as fit, each the same share of the integral of 1 / length: both
// ends look alike, and neighbours differ by the same factor.
void add_breaks(const Span& s, double longest, double slope, std::vector<double>& breaks) {
  const double width = s.b - s.a;
  // Where both ramps meet, or reach the longest.
  const double meeting = std::clamp(((s.c_b - s.c_a) / slope + width) / 2, 0.0, width);
  const double up = std::min(meeting, std::max(0.0, (longest - s.c_a) / slope));
  const double down = std::min(width - meeting, std::max(0.0, (longest - s.c_b) / slope));
  const double start = std::min(s.c_a, longest);
  const double end = std::min(s.c_b, longest);
  const double rising = std::log1p(slope * up / start) / slope;
  const double even = (width - up - down) / longest;
  const double falling = std::log1p(slope * down / end) / slope;
  const double all = rising + even + falling;
  const auto count = static_cast<int>(std::max(1.0, std::ceil(all - 1e-6)));
  for (int k = 1; k < count; ++k) {
    const double share = all * k / count;
    if (share < rising) {
      breaks.push_back(s.a + start * std::expm1(slope * share) / slope);
    } else if (share <= rising + even) {
      breaks.push_back(s.a + up + (share - rising) * longest);
    } else {
      breaks.push_back(s.b - end * std::expm1(slope * (all - share)) / slope);
    }
  }
  breaks.push_back(s.b);
}

// Cuts a line at all edges, its ends among them. Away from an edge elements grow by the factor
// `growth` from one to the next.
std::vector<double> breaks_of(std::vector<Edge> edges, double longest, double growth) {
  std::ranges::sort(edges, {}, &Edge::at);
  const double slope = std::log(growth);
  const auto allowed = [&](double x) {
    double least = longest;
    for (const Edge& e : edges) {
      least = std::min(least, e.length + slope * std::abs(x - e.at));
    }
    return least;
  };
  std::vector<double> breaks{edges.front().at};
  const double merge = 1e-9 * (edges.back().at - breaks.front());
  for (const Edge& edge : edges) {
    const double a = breaks.back();
    if (edge.at - a > merge) {
      add_breaks({a, edge.at, allowed(a), allowed(edge.at)}, longest, slope, breaks);
    }
  }
  return breaks;
}

void add_edges(double from, double length, double element, std::vector<Edge>& edges) {
  edges.push_back({from, element});
  edges.push_back({from + length, element});
}

LineMesh rows_of(const PlaneModule& m) {
  const double length = m.design.cell_length;
  if (m.flaws.empty() && m.shades.empty()) {  // nothing varies along the stripes
    return make_line(std::vector<double>{0, length}, 1);
  }
  std::vector<Edge> edges;
  add_edges(0, length, m.mesh.longest, edges);
  for (const Flaw& f : m.flaws) {
    add_edges(f.place.y, f.place.length, f.place.length / static_cast<double>(m.mesh.elements_flaw),
              edges);
  }
  for (const Shade& s : m.shades) {  // potentials bend there within a width
    add_edges(s.place.y, s.place.length, active_width(m.design) / 4, edges);
  }
  return make_line(breaks_of(std::move(edges), m.mesh.longest, m.mesh.growth),
                   static_cast<std::size_t>(m.mesh.degree));
}

LineMesh columns_of(const PlaneModule& m, std::int64_t cell) {
  const double width = active_width(m.design);
  const double longest = width / static_cast<double>(m.mesh.elements);
  std::vector<Edge> edges;
  add_edges(0, width, longest, edges);
  for (const Flaw& f : m.flaws) {
    if (f.place.cell == cell) {
      add_edges(f.place.x, f.place.width, f.place.width / static_cast<double>(m.mesh.elements_flaw),
                edges);
    }
  }
  for (const Shade& s : m.shades) {
    if (s.place.cell == cell) {
      add_edges(s.place.x, s.place.width, longest, edges);
    }
  }
  return make_line(breaks_of(std::move(edges), longest, m.mesh.growth),
                   static_cast<std::size_t>(m.mesh.degree));
}

bool holds(const Place& p, double x, double y) noexcept {
  return x > p.x && x < p.x + p.width && y > p.y && y < p.y + p.length;
}

// What is at a place of a stripe.
struct Matter {
  double light = 1;  // [-]
  double ohmic = 0;  // [S/m2]
  bool is_film = true;
};
Matter matter_at(const PlaneModule& m, std::int64_t cell, double x, double y) {
  const auto is_here = [&](const Place& p) { return p.cell == cell && holds(p, x, y); };
  Matter matter;
  for (const Shade& s : m.shades) {
    matter.light *= is_here(s.place) ? s.light : 1;
  }
  for (const Flaw& f : m.flaws) {
    if (is_here(f.place)) {
      matter.ohmic += f.conductance / (f.place.width * f.place.length);
      matter.is_film = false;
    }
  }
  return matter;
}

// An area of it that a point stands for.
void add_matter(const Matter& matter, const FilmLaw& law, double area, std::size_t point,
                PlaneProblem& p) {
  p.ohmic[point] += matter.ohmic * area;
  if (matter.is_film) {
    p.area[point] += area;
    p.photocurrent[point] += matter.light * law.photocurrent * area;
    p.saturation[point] += law.saturation * area;
  }
}

// Areas, light and ohmic paths of one stripe, element by element: no edge runs through one.
void fill_cell(const PlaneModule& m, std::int64_t cell, PlaneProblem& p) {
  const PlaneCell& block = p.cells[static_cast<std::size_t>(cell)];
  const LineMesh& x = block.x;
  const LineMesh& y = p.y;
  const std::vector<double> wx = lobatto(x.degree).weight;
  const std::vector<double> wy = lobatto(y.degree).weight;
  for (std::size_t ex = 0; ex < x.elements(); ++ex) {
    const double x0 = x.x[ex * x.degree];
    const double dx = x.x[(ex + 1) * x.degree] - x0;
    for (std::size_t ey = 0; ey < y.elements(); ++ey) {
      const double y0 = y.x[ey * y.degree];
      const double dy = y.x[(ey + 1) * y.degree] - y0;
      const Matter matter = matter_at(m, cell, x0 + dx / 2, y0 + dy / 2);
      for (std::size_t k = 0; k < wx.size() * wy.size(); ++k) {
        const std::size_t a = k / wy.size();
        const std::size_t b = k % wy.size();
        const std::size_t column = block.first_column + ex * x.degree + a;
        add_matter(matter, block.law, wx[a] * wy[b] * dx * dy / 4,
                   column * y.points() + ey * y.degree + b, p);
      }
    }
  }
}

}  // namespace

PlaneProblem make_plane(const PlaneModule& m) {
  const Scribes& s = m.design.scribes;
  PlaneProblem p;
  p.y = rows_of(m);
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    const std::size_t first = p.cells.empty() ? 0 : p.columns();
    p.cells.push_back({.x = columns_of(m, cell),
                       .first_column = first,
                       .back_sheet = 1 / m.design.mo_sheet_resistance,
                       .front_sheet = 1 / m.design.tco_sheet_resistance,
                       .back_margin = s.p1_p2_gap + s.p2_width + s.p2_p3_gap + s.p3_width,
                       .front_margin = s.p1_width + s.p1_p2_gap + s.p2_width + s.p2_p3_gap,
                       .law = m.films[m.films.size() == 1 ? 0 : static_cast<std::size_t>(cell)]});
  }
  const std::size_t n = p.points();
  for (std::vector<double>* v : {&p.area, &p.photocurrent, &p.saturation, &p.ohmic}) {
    v->assign(n, 0);
  }
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    fill_cell(m, cell, p);
  }
  for (std::size_t k = 0; k < n; ++k) {
    if (p.area[k] > 0) {
      p.photocurrent[k] /= p.area[k];
      p.saturation[k] /= p.area[k];
    }
  }
  // The last stripe hands its current to a pad of the back contact by a P2 of its own.
  const double series = s.p2_contact + m.design.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap) +
                        m.design.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width);  // [ohm m]
  const double end = std::max(m.design.end_contact / 2, 1e-9);
  p.links.assign(p.cells.size() + 1, 1 / series);
  p.links.front() = 1 / end;
  p.links.back() = 1 / (series + end);
  return p;
}

void check_plane(const PlaneModule& m) {
  const double width = active_width(m.design);
  const auto refuse = [](const std::string& path, const std::string& what) {
    throw InputError("E4103", path, what);
  };
  if (m.films.size() != 1 && m.films.size() != static_cast<std::size_t>(m.design.cells)) {
    refuse("module.films",
           fmt::format("{} films, wanted one or {}", m.films.size(), m.design.cells));
  }
  const auto check_place = [&](const std::string& path, const Place& p) {
    const bool is_inside = p.cell >= 0 && p.cell < m.design.cells && p.width > 0 && p.length > 0 &&
                           p.x >= 0 && p.y >= 0 && p.x + p.width <= width * (1 + 1e-9) &&
                           p.y + p.length <= m.design.cell_length * (1 + 1e-9);
    if (!is_inside) {
      refuse(path, fmt::format("{:g} mm x {:g} mm at ({:g}, {:g}) mm of stripe {}, wanted within "
                               "{:g} mm x {:g} mm of one of {} stripes",
                               p.width / unit::mm, p.length / unit::mm, p.x / unit::mm,
                               p.y / unit::mm, p.cell, width / unit::mm,
                               m.design.cell_length / unit::mm, m.design.cells));
    }
  };
  for (std::size_t k = 0; k < m.flaws.size(); ++k) {
    check_place(fmt::format("module.flaws[{}]", k), m.flaws[k].place);
    if (!(m.flaws[k].conductance >= 0 && m.flaws[k].conductance <= 1e6)) {
      refuse(fmt::format("module.flaws[{}].conductance", k),
             fmt::format("{:g} S, wanted 0 .. 1e+06 S", m.flaws[k].conductance));
    }
  }
  for (std::size_t k = 0; k < m.shades.size(); ++k) {
    check_place(fmt::format("module.shades[{}]", k), m.shades[k].place);
    if (!(m.shades[k].light >= 0 && m.shades[k].light <= 1000)) {
      refuse(fmt::format("module.shades[{}].light", k),
             fmt::format("{:g}, wanted 0 .. 1000", m.shades[k].light));
    }
  }
  const PlaneMesh& mesh = m.mesh;
  if (mesh.degree < 1 || mesh.degree > 12 || mesh.elements < 1 || mesh.elements_flaw < 1 ||
      !(mesh.growth >= 1.05) || !(mesh.longest > 0)) {
    refuse("module.mesh",
           fmt::format("degree {}, {} elements, {} across a flaw, growth {:g}, longest {:g} mm, "
                       "wanted a degree of 1 .. 12, elements from 1, growth from 1.05, a length",
                       mesh.degree, mesh.elements, mesh.elements_flaw, mesh.growth,
                       mesh.longest / unit::mm));
  }
}

}  // namespace heliofab::module
