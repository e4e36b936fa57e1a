// SPDX-License-Identifier: Apache-2.0
#include "plane_lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

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

// A range along one side of a stripe.
struct Range {
  double at = 0;
  double extent = 0;
};

bool is_whole(const Range& r, double side) noexcept {
  return r.at <= 0 && r.extent >= side * (1 - 1e-9);
}

double least_step(const std::vector<double>& x) {
  double least = HUGE_VAL;
  for (std::size_t k = 1; k < x.size(); ++k) {
    least = std::min(least, x[k] - x[k - 1]);
  }
  return least;
}

// What begins and ends along the stripes, and how long elements may be there: a flaw by its own
// size; by shades, patches and faults of scribes potentials bend within a width.
std::vector<Edge> edges_along(const PlaneModule& m) {
  const double length = m.design.cell_length;
  const double bend = active_width(m.design) / 4;
  const auto in_flaw = static_cast<double>(m.mesh.elements_flaw);
  std::vector<Edge> edges;
  const auto add = [&](const Range& r, double element) {
    if (!is_whole(r, length)) {
      add_edges(r.at, r.extent, element, edges);
    }
  };
  for (const Flaw& f : m.flaws) {
    add({f.place.y, f.place.length}, f.place.length / in_flaw);
  }
  for (const Shade& s : m.shades) {
    add({s.place.y, s.place.length}, bend);
  }
  for (const Patch& p : m.patches) {
    add({p.place.y, p.place.length}, std::min(bend, p.place.length / in_flaw));
  }
  for (const ScribeFault& f : m.scribe_faults) {
    add({f.y, f.length}, std::min(bend, f.length / in_flaw));
  }
  return edges;
}

bool varies_along(const FilmMap& map) noexcept { return map.y.size() > 1; }

// True when nothing differs along the stripes: two rows are enough then.
bool is_even_along(const PlaneModule& m) {
  return edges_along(m).empty() && std::ranges::none_of(m.maps, varies_along);
}

}  // namespace

LineMesh rows_of(const PlaneModule& m) {
  const double length = m.design.cell_length;
  if (is_even_along(m)) {
    return make_line(std::vector<double>{0, length}, 1);
  }
  double longest = m.mesh.longest;
  for (const FilmMap& map : m.maps) {
    longest = std::min(longest, least_step(map.y));
  }
  std::vector<Edge> edges = edges_along(m);
  add_edges(0, length, longest, edges);
  return make_line(breaks_of(std::move(edges), longest, m.mesh.growth),
                   static_cast<std::size_t>(m.mesh.degree));
}

LineMesh columns_of(const PlaneModule& m, std::int64_t cell) {
  const double width = active_width(m.design);
  const auto in_flaw = static_cast<double>(m.mesh.elements_flaw);
  double longest = width / static_cast<double>(m.mesh.elements);
  for (const FilmMap& map : m.maps) {
    longest = std::min(longest, least_step(map.x));
  }
  std::vector<Edge> edges;
  add_edges(0, width, longest, edges);
  for (const Flaw& f : m.flaws) {
    if (f.place.cell == cell) {
      add_edges(f.place.x, f.place.width, f.place.width / in_flaw, edges);
    }
  }
  for (const Shade& s : m.shades) {
    if (s.place.cell == cell) {
      add_edges(s.place.x, s.place.width, longest, edges);
    }
  }
  for (const Patch& p : m.patches) {
    if (p.place.cell == cell) {
      const bool is_across = is_whole({p.place.x, p.place.width}, width);
      add_edges(p.place.x, p.place.width, is_across ? longest : p.place.width / in_flaw, edges);
    }
  }
  if (m.edges.width > 0) {
    add_edges(0, m.edges.width, m.edges.width, edges);
    add_edges(width - m.edges.width, m.edges.width, m.edges.width, edges);
  }
  return make_line(breaks_of(std::move(edges), longest, m.mesh.growth),
                   static_cast<std::size_t>(m.mesh.degree));
}

}  // namespace heliofab::module
