// SPDX-License-Identifier: Apache-2.0
#include "module_pixels.hpp"

#include <fmt/format.h>

namespace heliofab::report {

namespace {

// A stripe's part of a map.
struct StripeMap {
  std::size_t first = 0;  // column of the map
  std::vector<double> x;  // [m]
};

std::vector<StripeMap> stripes_of(const module::VoltageMap& map) {
  std::vector<StripeMap> stripes;
  for (std::size_t c = 0; c < map.cell.size(); ++c) {
    if (c == 0 || map.cell[c] != map.cell[c - 1]) {
      stripes.push_back({.first = c, .x = {}});
    }
    stripes.back().x.push_back(map.x[c]);
  }
  return stripes;
}

// Where a value lies between the points of a line.
struct Between {
  std::size_t low = 0;
  double share = 0;  // towards the next
};
Between find_between(const std::vector<double>& line, double at) {
  const auto above = std::upper_bound(line.begin() + 1, line.end() - 1, at);
  const auto low = static_cast<std::size_t>(above - line.begin()) - 1;
  return {low, std::clamp((at - line[low]) / (line[low + 1] - line[low]), 0.0, 1.0)};
}

// Straight between the points of the mesh; NaN where there is no film.
double value_at(const ModulePicture& p, std::size_t column, const Between& x, const Between& y) {
  const bool is_light = p.shows == ImageOf::luminescence;
  const std::size_t rows = p.map.y.size();
  double value = 0;
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    for (const std::size_t j : {std::size_t{0}, std::size_t{1}}) {
      const std::size_t at = (column + x.low + i) * rows + y.low + j;
      if (is_light && p.map.area[at] <= 0) {
        return std::nan("");
      }
      value += (i == 0 ? 1 - x.share : x.share) * (j == 0 ? 1 - y.share : y.share) *
               (is_light ? p.map.junction[at] : p.values[at]);
    }
  }
  return is_light ? std::exp(value / p.diode_voltage) : value;
}

}  // namespace

Pixels pixels_of(const ModulePicture& p, const View& view, double width, double height) {
  const std::vector<StripeMap> stripes = stripes_of(p.map);
  const auto per_stripe = std::clamp<std::size_t>(
      static_cast<std::size_t>(width) / std::max<std::size_t>(stripes.size(), 1), 4, 120);
  Pixels pixels{.columns = per_stripe * stripes.size(),
                .rows = static_cast<std::size_t>(height / 2),
                .values = {}};
  // Scribes are a pixel wide at least.
  const double dead = module::dead_width(p.design.scribes);
  const double active = p.design.pitch - dead;
  for (std::size_t column = 0; column < pixels.columns; ++column) {
    const std::size_t s = column / per_stripe;
    const double x = (static_cast<double>(column % per_stripe) + 0.5) /
                     static_cast<double>(per_stripe) * p.design.pitch;
    const bool is_scribe = x >= active || column % per_stripe + 1 == per_stripe;
    // Over a scribe from one stripe to the next.
    const double beyond =
        s + 1 < stripes.size() && x > active && dead > 0 ? (x - active) / dead : 0;
    for (std::size_t row = 0; row < pixels.rows; ++row) {
      const Between y =
          find_between(p.map.y, (static_cast<double>(row) + 0.5) /
                                    static_cast<double>(pixels.rows) * p.design.cell_length);
      double value = std::nan("");
      if (view.is_continuous || !is_scribe) {
        value = value_at(p, stripes[s].first, find_between(stripes[s].x, x), y);
      }
      if (view.is_continuous && beyond > 0) {
        value = std::lerp(value, value_at(p, stripes[s + 1].first, {}, y), beyond);
      }
      pixels.values.push_back(std::isnan(value) ? -1 : view.share(value));
    }
  }
  return pixels;
}

std::string path_of(const Pixels& pixels, int level, const Frame& f) {
  const auto level_at = [&](std::size_t column, std::size_t row) {
    const double share = pixels.values[column * pixels.rows + row];
    return share < 0 ? 0 : std::min(image_levels - 1, static_cast<int>(share * image_levels));
  };
  const double dx = (f.right - f.left) / static_cast<double>(pixels.columns);
  const double dy = (f.bottom - f.top) / static_cast<double>(pixels.rows);
  constexpr double overlap = 0.1;  // pixel, so that no paper shows between two columns
  std::string path;
  for (std::size_t column = 0; column < pixels.columns; ++column) {
    for (std::size_t row = 0; row < pixels.rows;) {
      std::size_t end = row;
      while (end < pixels.rows && level_at(column, end) == level) {
        ++end;
      }
      if (end > row) {
        path += fmt::format("M{:.2f} {:.2f}h{:.2f}v{:.2f}h{:.2f}z",
                            f.left + static_cast<double>(column) * dx,
                            f.bottom - static_cast<double>(row) * dy, dx + overlap,
                            -static_cast<double>(end - row) * dy, -dx - overlap);
      }
      row = std::max(end, row + 1);
    }
  }
  return path;
}

}  // namespace heliofab::report
