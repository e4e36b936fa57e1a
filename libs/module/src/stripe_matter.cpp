// SPDX-License-Identifier: Apache-2.0
#include "stripe_matter.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/grid.hpp"

namespace heliofab::module {

namespace {

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

}  // namespace

bool holds(const Place& p, double x, double y) noexcept {
  return x > p.x && x < p.x + p.width && y > p.y && y < p.y + p.length;
}

StripeMatter::StripeMatter(const PlaneModule& m, std::int64_t cell)
    : edges_(m.edges), width_(active_width(m.design)) {
  const auto gather = [cell](const auto& all, auto& here) {
    for (const auto& one : all) {
      if (one.place.cell == cell) {
        here.push_back(&one);
      }
    }
  };
  gather(m.flaws, flaws_);
  gather(m.shades, shades_);
  gather(m.patches, patches_);
}

Matter StripeMatter::at(double x, double y) const {
  Matter here;
  for (const Shade* s : shades_) {
    here.photocurrent *= holds(s->place, x, y) ? s->light : 1;
  }
  for (const Patch* p : patches_) {
    if (holds(p->place, x, y)) {
      here.photocurrent *= p->photocurrent;
      here.saturation *= p->saturation;
      here.shunt *= p->shunt;
      here.added_shunt += p->added_shunt;
      here.front_sheet *= p->front_sheet;
      here.back_sheet *= p->back_sheet;
    }
  }
  if (x < edges_.width || x > width_ - edges_.width) {
    here.saturation *= edges_.saturation;
    here.shunt *= edges_.shunt;
  }
  for (const Flaw* f : flaws_) {
    if (holds(f->place, x, y)) {
      here.ohmic += f->conductance / (f->place.width * f->place.length);
      here.is_film = false;
    }
  }
  return here;
}

double factor_of(const PlaneModule& m, std::vector<double> FilmMap::*values, double x, double y) {
  double factor = 1;
  for (const FilmMap& map : m.maps) {
    factor *= factor_at(map, map.*values, x, y);
  }
  return factor;
}

}  // namespace heliofab::module
