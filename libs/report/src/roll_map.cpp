// SPDX-License-Identifier: Apache-2.0
#include "roll_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "axis.hpp"
#include "format.hpp"
#include "svg.hpp"

namespace heliofab::report {

namespace {

// Runs of cells of one class along each row.
std::string runs_of_class(const RollMap& map, int wanted, const Scale& x, const Scale& y) {
  const double height = y(1) - y(0) - (y(1) - y(0) > 3 ? 0.5 : 0);
  std::string path;
  for (std::size_t r = 0; r < map.values.size(); ++r) {
    const std::vector<int>& row = map.values[r];
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t first = i;
      while (i < row.size() && row[i] == wanted) {
        ++i;
      }
      if (i > first) {
        path += fmt::format("M{:.1f} {:.1f}H{:.1f}v{:.1f}H{:.1f}z", x(static_cast<double>(first)),
                            y(static_cast<double>(r)), x(static_cast<double>(i)), height,
                            x(static_cast<double>(first)));
      }
    }
  }
  return path;
}

}  // namespace

std::string draw(const RollMap& map) {
  const auto rows = static_cast<double>(std::max<std::size_t>(map.names.size(), 1));
  const double row_height = std::clamp(360 / rows, 3.0, 16.0);
  const double top = 8;
  const double bottom = top + rows * row_height;
  const double left = 120;
  const double right = page_width - 24;
  Drawing svg(page_width, bottom + axis_height, map.label);
  svg.rect(left, top, right - left, bottom - top, "nothing");
  const std::size_t places = map.values.empty() ? 1 : map.values.front().size();
  const Scale x{0, static_cast<double>(std::max<std::size_t>(places, 1)), left, right};
  const Scale y{0, rows, top, bottom};
  for (std::size_t c = 0; c < map.classes.size(); ++c) {
    const std::string runs = runs_of_class(map, static_cast<int>(c), x, y);
    if (!runs.empty()) {
      svg.path(runs, map.classes[c].paint, map.classes[c].name);
    }
  }
  const auto every = static_cast<std::size_t>(std::ceil(16 / row_height));
  for (std::size_t r = 0; r < map.names.size(); r += every) {
    svg.text(left - 8, y(static_cast<double>(r) + 0.5), "end", map.names[r]);
  }
  svg.upward_text(14, (top + bottom) / 2, map.y_title);
  draw_ticks_below(svg, {0, map.length, left, right}, bottom);
  svg.text((left + right) / 2, bottom + 34, "middle", "position down the web [m]", "axis");
  return svg.svg();
}

}  // namespace heliofab::report
