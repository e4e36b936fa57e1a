// SPDX-License-Identifier: Apache-2.0
#include "plane_matter.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/grid.hpp"

namespace heliofab::module {

namespace {

// What is at a place of a stripe: factors on what its law says, and more.
struct Matter {
  double photocurrent = 1;  // [-]
  double saturation = 1;
  double shunt = 1;
  double front_sheet = 1;
  double back_sheet = 1;
  double added_shunt = 0;  // [S/m2]
  double ohmic = 0;        // [S/m2]
  bool is_film = true;
};

bool holds(const Place& p, double x, double y) noexcept {
  return x > p.x && x < p.x + p.width && y > p.y && y < p.y + p.length;
}

// All that lies in one stripe.
struct StripeMatter {
  std::vector<const Flaw*> flaws;
  std::vector<const Shade*> shades;
  std::vector<const Patch*> patches;
  ScribeEdges edges;
  double width = 0;  // [m] of the film

  StripeMatter(const PlaneModule& m, std::int64_t cell)
      : edges(m.edges), width(active_width(m.design)) {
    const auto gather = [cell](const auto& all, auto& here) {
      for (const auto& one : all) {
        if (one.place.cell == cell) {
          here.push_back(&one);
        }
      }
    };
    gather(m.flaws, flaws);
    gather(m.shades, shades);
    gather(m.patches, patches);
  }

  Matter at(double x, double y) const {
    Matter here;
    for (const Shade* s : shades) {
      here.photocurrent *= holds(s->place, x, y) ? s->light : 1;
    }
    for (const Patch* p : patches) {
      if (holds(p->place, x, y)) {
        here.photocurrent *= p->photocurrent;
        here.saturation *= p->saturation;
        here.shunt *= p->shunt;
        here.added_shunt += p->added_shunt;
        here.front_sheet *= p->front_sheet;
        here.back_sheet *= p->back_sheet;
      }
    }
    if (x < edges.width || x > width - edges.width) {
      here.saturation *= edges.saturation;
      here.shunt *= edges.shunt;
    }
    for (const Flaw* f : flaws) {
      if (holds(f->place, x, y)) {
        here.ohmic += f->conductance / (f->place.width * f->place.length);
        here.is_film = false;
      }
    }
    return here;
  }
};

// Between points of a line; beyond its ends the end holds.
struct Between {
  std::size_t below = 0;
  double share = 0;  // of the point above
};
Between between(const std::vector<double>& x, double position) noexcept {
  if (x.size() < 2) {
    return {};
  }
  const std::size_t i = find_interval(x, position);
  return {i, std::clamp((position - x[i]) / (x[i + 1] - x[i]), 0.0, 1.0)};
}

double factor_at(const FilmMap& map, const std::vector<double>& values, double x,
                 double y) noexcept {
  if (values.empty()) {
    return 1;
  }
  const Between a = between(map.x, x);
  const Between b = between(map.y, y);
  const std::size_t rows = map.y.size();
  const auto along = [&](std::size_t i) {
    const double* const v = &values[i * rows + b.below];
    return b.share > 0 ? std::lerp(v[0], v[1], b.share) : v[0];
  };
  return a.share > 0 ? std::lerp(along(a.below), along(a.below + 1), a.share) : along(a.below);
}

// What all maps say there; x from the edge of the module.
double factor_of(const PlaneModule& m, std::vector<double> FilmMap::*values, double x, double y) {
  double factor = 1;
  for (const FilmMap& map : m.maps) {
    factor *= factor_at(map, map.*values, x, y);
  }
  return factor;
}

// Where an element is.
struct Box {
  std::size_t ex = 0;
  std::size_t ey = 0;
  double x = 0;
  double y = 0;
  double dx = 0;
  double dy = 0;
};
Box box_of(const LineMesh& x, const LineMesh& y, std::size_t ex, std::size_t ey) {
  const double x0 = x.x[ex * x.degree];
  const double y0 = y.x[ey * y.degree];
  return {ex, ey, x0, y0, x.x[(ex + 1) * x.degree] - x0, y.x[(ey + 1) * y.degree] - y0};
}

class StripeFiller {
 public:
  StripeFiller(const PlaneModule& m, std::size_t cell, PlaneProblem& p)
      : module_(&m),
        problem_(&p),
        cell_(cell),
        offset_(static_cast<double>(cell) * m.design.pitch),
        weight_x_(lobatto(p.cells[cell].x.degree).weight),
        weight_y_(lobatto(p.y.degree).weight) {}

  void fill() {
    const LineMesh& x = block().x;
    const LineMesh& y = problem_->y;
    const StripeMatter matter(*module_, static_cast<std::int64_t>(cell_));
    for (std::size_t ex = 0; ex < x.elements(); ++ex) {
      std::vector<UnevenSheet> sheets;
      for (std::size_t ey = 0; ey < y.elements(); ++ey) {
        const Box box = box_of(x, y, ex, ey);
        const Matter here = matter.at(box.x + box.dx / 2, box.y + box.dy / 2);
        add_film(box, here);
        sheets.push_back(sheet_of(box, here));
      }
      add_sheets(sheets);
    }
  }

 private:
  PlaneCell& block() const { return problem_->cells[cell_]; }

  // Areas, light and ohmic paths of an element: no edge runs through it.
  void add_film(const Box& box, const Matter& here) {
    const FilmLaw& law = block().law;
    const LineMesh& x = block().x;
    PlaneProblem& p = *problem_;
    for (std::size_t k = 0; k < weight_x_.size() * weight_y_.size(); ++k) {
      const std::size_t i = box.ex * x.degree + k / weight_y_.size();
      const std::size_t j = box.ey * p.y.degree + k % weight_y_.size();
      const double area =
          weight_x_[k / weight_y_.size()] * weight_y_[k % weight_y_.size()] * box.dx * box.dy / 4;
      const std::size_t point = (block().first_column + i) * p.rows() + j;
      p.ohmic[point] += here.ohmic * area;
      if (!here.is_film) {
        continue;
      }
      const auto map = [&](std::vector<double> FilmMap::*values) {
        return factor_of(*module_, values, offset_ + x.x[i], p.y.x[j]);
      };
      p.area[point] += area;
      p.photocurrent[point] +=
          law.photocurrent * here.photocurrent * map(&FilmMap::photocurrent) * area;
      p.saturation[point] += law.saturation * here.saturation * map(&FilmMap::saturation) * area;
      p.shunt[point] += (law.shunt * here.shunt * map(&FilmMap::shunt) + here.added_shunt) * area;
    }
  }

  UnevenSheet sheet_of(const Box& box, const Matter& here) const {
    const auto map = [&](std::vector<double> FilmMap::*values) {
      return factor_of(*module_, values, offset_ + box.x + box.dx / 2, box.y + box.dy / 2);
    };
    const ModuleDesign& d = module_->design;
    return {.cell = cell_,
            .x = box.ex,
            .y = box.ey,
            .back = 1 / (d.mo_sheet_resistance * here.back_sheet * map(&FilmMap::back_sheet)),
            .front = 1 / (d.tco_sheet_resistance * here.front_sheet * map(&FilmMap::front_sheet))};
  }

  // Of one element across and all along: their mean, and what differs from it.
  void add_sheets(const std::vector<UnevenSheet>& sheets) {
    const LineMesh& y = problem_->y;
    double back = 0;
    double front = 0;
    for (const UnevenSheet& s : sheets) {
      const double share =
          (y.x[(s.y + 1) * y.degree] - y.x[s.y * y.degree]) / (y.x.back() - y.x.front());
      back += share * s.back;
      front += share * s.front;
    }
    block().back_sheet.push_back(back);
    block().front_sheet.push_back(front);
    for (UnevenSheet s : sheets) {
      s.back -= back;
      s.front -= front;
      if (std::abs(s.back) > 1e-12 * back || std::abs(s.front) > 1e-12 * front) {
        problem_->sheets.push_back(s);
      }
    }
  }

  const PlaneModule* module_;
  PlaneProblem* problem_;
  std::size_t cell_;
  double offset_;  // [m] of its film from the edge of the module
  std::vector<double> weight_x_;
  std::vector<double> weight_y_;
};

}  // namespace

void fill_matter(const PlaneModule& m, PlaneProblem& p) {
  for (std::vector<double>* v :
       {&p.area, &p.photocurrent, &p.saturation, &p.shunt, &p.diode_voltage, &p.ohmic}) {
    v->assign(p.points(), 0);
  }
  for (std::size_t cell = 0; cell < p.cells.size(); ++cell) {
    StripeFiller(m, cell, p).fill();
    const PlaneCell& block = p.cells[cell];
    const std::size_t first = block.first_column * p.rows();
    for (std::size_t k = first; k < first + block.x.points() * p.rows(); ++k) {
      p.diode_voltage[k] = block.law.diode_voltage;
      if (p.area[k] > 0) {
        p.photocurrent[k] /= p.area[k];
        p.saturation[k] /= p.area[k];
        p.shunt[k] /= p.area[k];
      } else {  // no film, but a law that any table can answer
        p.photocurrent[k] = block.law.photocurrent;
        p.saturation[k] = block.law.saturation;
      }
    }
  }
}

}  // namespace heliofab::module
