// SPDX-License-Identifier: Apache-2.0
#include "plane_matter.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "stripe_matter.hpp"

namespace heliofab::module {

namespace {

// An element of a stripe, across and along.
struct Element {
  std::size_t x = 0;
  std::size_t y = 0;
};

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
        const Matter here = matter.at(x.middle(ex), y.middle(ey));
        add_film({ex, ey}, here);
        sheets.push_back(sheet_of({ex, ey}, here));
      }
      add_sheets(sheets);
    }
    take_means();
    keep_parts();
  }

 private:
  // Of an element, where others may meet it.
  static bool is_end(std::size_t i, const LineMesh& line) {
    return i % line.degree == 0 && i > 0 && i + 1 < line.points();
  }

  PlaneCell& block() const { return problem_->cells[cell_]; }

  // Areas, light and ohmic paths of an element: no edge runs through it.
  void add_film(const Element& e, const Matter& here) {
    const FilmLaw& law = block().law;
    const LineMesh& x = block().x;
    PlaneProblem& p = *problem_;
    const double box = x.length(e.x) * p.y.length(e.y);  // [m2]
    for (std::size_t k = 0; k < weight_x_.size() * weight_y_.size(); ++k) {
      const std::size_t i = e.x * x.degree + k / weight_y_.size();
      const std::size_t j = e.y * p.y.degree + k % weight_y_.size();
      const double area =
          weight_x_[k / weight_y_.size()] * weight_y_[k % weight_y_.size()] * box / 4;
      const std::size_t point = (block().first_column + i) * p.rows() + j;
      p.ohmic[point] += here.ohmic * area;
      if (!here.is_film) {
        continue;
      }
      const auto map = [&](std::vector<double> FilmMap::*values) {
        return factor_of(*module_, values, offset_ + x.x[i], p.y.x[j]);
      };
      const FilmPart part{
          .point = point,
          .area = area,
          .photocurrent = law.photocurrent * here.photocurrent * map(&FilmMap::photocurrent),
          .saturation = law.saturation * here.saturation * map(&FilmMap::saturation),
          .shunt = law.shunt * here.shunt * map(&FilmMap::shunt) + here.added_shunt};
      p.area[point] += area;
      p.photocurrent[point] += part.photocurrent * area;
      p.saturation[point] += part.saturation * area;
      p.shunt[point] += part.shunt * area;
      if (is_end(i, x) || is_end(j, p.y)) {
        edge_parts_.push_back(part);
      }
    }
  }

  UnevenSheet sheet_of(const Element& e, const Matter& here) const {
    const double x = offset_ + block().x.middle(e.x);
    const double y = problem_->y.middle(e.y);
    const auto map = [&](std::vector<double> FilmMap::*values) {
      return factor_of(*module_, values, x, y);
    };
    const ModuleDesign& d = module_->design;
    return {.cell = cell_,
            .x = e.x,
            .y = e.y,
            .back = 1 / (d.mo_sheet_resistance * here.back_sheet * map(&FilmMap::back_sheet)),
            .front = 1 / (d.tco_sheet_resistance * here.front_sheet * map(&FilmMap::front_sheet))};
  }

  // Of one element across and all along: their mean, and what differs from it.
  void add_sheets(const std::vector<UnevenSheet>& sheets) {
    const LineMesh& y = problem_->y;
    double back = 0;
    double front = 0;
    for (const UnevenSheet& s : sheets) {
      const double share = y.length(s.y) / (y.x.back() - y.x.front());
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

  // Sums over areas become means.
  void take_means() {
    PlaneProblem& p = *problem_;
    const std::size_t first = block().first_column * p.rows();
    for (std::size_t k = first; k < first + block().x.points() * p.rows(); ++k) {
      const double per_area = p.area[k] > 0 ? 1 / p.area[k] : 0;
      p.photocurrent[k] *= per_area;
      p.saturation[k] *= per_area;
      p.shunt[k] *= per_area;
      p.diode_voltage[k] = block().law.diode_voltage;
    }
  }

  // Keeps the parts of points whose films differ, over their means, which must be known.
  void keep_parts() {
    std::ranges::stable_sort(edge_parts_, {}, &FilmPart::point);
    for (auto from = edge_parts_.begin(); from != edge_parts_.end();) {
      const auto to = std::find_if(from, edge_parts_.end(),
                                   [&](const FilmPart& part) { return part.point != from->point; });
      keep_point({from, to});
      from = to;
    }
  }

  void keep_point(std::span<const FilmPart> parts) {
    PlaneProblem& p = *problem_;
    const std::size_t point = parts.front().point;
    const FilmPart mean{.photocurrent = p.photocurrent[point],
                        .saturation = p.saturation[point],
                        .shunt = p.shunt[point]};
    if (std::ranges::all_of(parts, [&](const FilmPart& part) { return is_alike(part, mean); })) {
      return;
    }
    const auto over = [](double value, double of) { return of > 0 ? value / of : 0; };
    for (const FilmPart& part : parts) {
      p.parts.push_back({point, part.area, over(part.photocurrent, mean.photocurrent),
                         over(part.saturation, mean.saturation), over(part.shunt, mean.shunt)});
    }
  }

  static bool is_alike(const FilmPart& a, const FilmPart& b) {
    const auto is_near = [](double one, double other) {
      return std::abs(one - other) <= 1e-12 * std::abs(other);
    };
    return is_near(a.photocurrent, b.photocurrent) && is_near(a.saturation, b.saturation) &&
           is_near(a.shunt, b.shunt);
  }

  const PlaneModule* module_;
  PlaneProblem* problem_;
  std::size_t cell_;
  double offset_;  // [m] of its film from the edge of the module
  std::vector<double> weight_x_;
  std::vector<double> weight_y_;
  std::vector<FilmPart> edge_parts_;
};

}  // namespace

void fill_matter(const PlaneModule& m, PlaneProblem& p) {
  for (std::vector<double>* v :
       {&p.area, &p.photocurrent, &p.saturation, &p.shunt, &p.diode_voltage, &p.ohmic}) {
    v->assign(p.points(), 0);
  }
  for (std::size_t cell = 0; cell < p.cells.size(); ++cell) {
    StripeFiller(m, cell, p).fill();
  }
}

}  // namespace heliofab::module
