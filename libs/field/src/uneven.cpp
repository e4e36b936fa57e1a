// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/uneven.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "heliofab/core/check.hpp"
#include "heliofab/core/grid.hpp"

namespace heliofab::field {

namespace {

// Two nodes and the weight of the second.
struct Between {
  std::size_t first = 0;
  double weight = 0;

  double part(std::size_t node) const noexcept { return node == first ? 1 - weight : weight; }
};

Between between(const std::vector<double>& nodes, double at) {
  const double inside = std::clamp(at, nodes.front(), nodes.back());
  const std::size_t i = find_interval(nodes, inside);
  return {i, (inside - nodes[i]) / (nodes[i + 1] - nodes[i])};
}

Between between_logarithms(const std::vector<double>& nodes, double at) {
  const double inside = std::clamp(at, nodes.front(), nodes.back());
  const std::size_t i = find_interval(nodes, inside);
  return {i, std::log(inside / nodes[i]) / std::log(nodes[i + 1] / nodes[i])};
}

// Mean light over that of the brightest place.
double mean_light(double share, double ratio) { return 1 - share * (1 - ratio); }

// What goes evenly between nodes is power over that of the brightest light everywhere.
double factor_at(const UnevenTable& table, const UnevenPoint& point) {
  const double share = std::clamp(point.share, table.share.front(), table.share.back());
  const double ratio = std::clamp(point.ratio, table.ratio.front(), table.ratio.back());
  const Between s = between(table.share, share);
  const Between r = between(table.ratio, ratio);
  const Between l = between_logarithms(table.light, point.light);
  double power = 0;
  for (std::size_t corner = 0; corner < 8; ++corner) {
    const std::size_t i = s.first + (corner & 1);
    const std::size_t j = r.first + (corner >> 1 & 1);
    const std::size_t k = l.first + (corner >> 2);
    const double weight = s.part(i) * r.part(j) * l.part(k);
    const std::size_t node = (i * table.ratio.size() + j) * table.light.size() + k;
    power += weight * table.factor[node] * mean_light(table.share[i], table.ratio[j]);
  }
  return power / mean_light(share, ratio);
}

bool is_rising(const std::vector<double>& nodes) {
  return nodes.size() >= 2 &&
         std::ranges::adjacent_find(nodes, std::greater_equal<>()) == nodes.end();
}

}  // namespace

double uneven_factor(const UnevenTable& table, const UnevenLight& light) {
  const double span = light.bright - light.dark;
  if (!table.is_given() || span <= 0 || light.bright <= 0) {
    return 1;
  }
  return factor_at(table, {(light.bright - light.mean) / span,
                           std::max(0.0, light.dark) / light.bright, light.bright});
}

std::vector<UnevenPoint> uneven_points(const UnevenTable& table) {
  HELIOFAB_CHECK(is_rising(table.share) && is_rising(table.ratio) && is_rising(table.light) &&
                 table.light.front() > 0);
  std::vector<UnevenPoint> points;
  for (const double share : table.share) {
    for (const double ratio : table.ratio) {
      for (const double light : table.light) {
        points.push_back({share, ratio, light});
      }
    }
  }
  const auto middle = [](const std::vector<double>& v, std::size_t i) {
    return (v[i] + v[i + 1]) / 2;
  };
  for (std::size_t i = 0; i + 1 < table.share.size(); ++i) {
    for (std::size_t j = 0; j + 1 < table.ratio.size(); ++j) {
      for (std::size_t k = 0; k + 1 < table.light.size(); ++k) {
        points.push_back({middle(table.share, i), middle(table.ratio, j),
                          std::sqrt(table.light[k] * table.light[k + 1])});
      }
    }
  }
  return points;
}

void fill(UnevenTable& table, const std::vector<double>& factors) {
  const std::vector<UnevenPoint> points = uneven_points(table);
  HELIOFAB_CHECK(factors.size() == points.size());
  const std::size_t nodes = table.share.size() * table.ratio.size() * table.light.size();
  table.factor.assign(factors.begin(), factors.begin() + static_cast<std::ptrdiff_t>(nodes));
  table.error = 0;
  double sum = 0;
  for (std::size_t k = nodes; k < points.size(); ++k) {
    const double off = std::abs(factor_at(table, points[k]) - factors[k]);
    table.error = std::max(table.error, off);
    sum += off;
  }
  table.mean_error = sum / static_cast<double>(points.size() - nodes);
}

}  // namespace heliofab::field
