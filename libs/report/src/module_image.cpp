// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/module_image.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/io/csv.hpp"
#include "plot_axis.hpp"

namespace heliofab::report {

namespace {

constexpr double image_edge = 24;  // around the picture
constexpr double image_head = 84;  // title, what is seen, scale
constexpr double left_room = 66;   // ticks and title of y
constexpr int greys = 48;

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

// Luminescence on a grid of pixels, column by column; below 0 where there is no film.
struct Pixels {
  std::size_t columns = 0, rows = 0;
  std::vector<double> values;
  double peak = 0;
};

// Straight between the points of the mesh.
double light_at(const ModulePicture& p, std::size_t column, const Between& x, const Between& y) {
  const module::VoltageMap& map = p.map;
  const std::size_t rows = map.y.size();
  double voltage = 0;
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    for (const std::size_t j : {std::size_t{0}, std::size_t{1}}) {
      const std::size_t at = (column + x.low + i) * rows + y.low + j;
      if (map.area[at] <= 0) {
        return -1;
      }
      voltage +=
          (i == 0 ? 1 - x.share : x.share) * (j == 0 ? 1 - y.share : y.share) * map.junction[at];
    }
  }
  return std::exp(voltage / p.diode_voltage);
}

Pixels pixels_of(const ModulePicture& p, double width, double height) {
  const std::vector<StripeMap> stripes = stripes_of(p.map);
  const auto per_stripe = std::clamp<std::size_t>(
      static_cast<std::size_t>(width) / std::max<std::size_t>(stripes.size(), 1), 4, 120);
  Pixels pixels{.columns = per_stripe * stripes.size(),
                .rows = static_cast<std::size_t>(height / 2)};
  pixels.values.assign(pixels.columns * pixels.rows, -1);
  // Scribes are a pixel wide at least.
  const double active = p.design.pitch - module::dead_width(p.design.scribes);
  for (std::size_t column = 0; column < pixels.columns; ++column) {
    const StripeMap& stripe = stripes[column / per_stripe];
    const double x = (static_cast<double>(column % per_stripe) + 0.5) /
                     static_cast<double>(per_stripe) * p.design.pitch;
    const bool is_scribe = x >= active || column % per_stripe + 1 == per_stripe;
    for (std::size_t row = 0; !is_scribe && row < pixels.rows; ++row) {
      const double y = (static_cast<double>(row) + 0.5) / static_cast<double>(pixels.rows) *
                       p.design.cell_length;
      double& value = pixels.values[column * pixels.rows + row];
      value = light_at(p, stripe.first, find_between(stripe.x, x), find_between(p.map.y, y));
      pixels.peak = std::max(pixels.peak, value);
    }
  }
  return pixels;
}

// Pixels of one grey as a path, in runs along the columns; y upwards from the bottom of the frame.
std::string path_of(const Pixels& pixels, int grey, const Frame& f) {
  const auto grey_at = [&](std::size_t column, std::size_t row) {
    const double light = pixels.values[column * pixels.rows + row] / pixels.peak;
    // Screens make light as the power 2.2 of a grey.
    return light < 0 ? 0 : std::min(greys - 1, static_cast<int>(std::pow(light, 1 / 2.2) * greys));
  };
  const double dx = (f.right - f.left) / static_cast<double>(pixels.columns);
  const double dy = (f.bottom - f.top) / static_cast<double>(pixels.rows);
  constexpr double overlap = 0.1;  // pixel, so that no paper shows between two columns
  std::string path;
  for (std::size_t column = 0; column < pixels.columns; ++column) {
    for (std::size_t row = 0; row < pixels.rows;) {
      std::size_t end = row;
      while (end < pixels.rows && grey_at(column, end) == grey) {
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

std::string style_of_greys() {
  std::string style;
  for (int g = 0; g < greys; ++g) {
    style += fmt::format(".y{0}{{fill:#{1:02x}{1:02x}{1:02x};shape-rendering:crispEdges}}", g,
                         255 * g / (greys - 1));
  }
  return style;
}

void draw_scale(Drawing& svg, double peak_voltage) {
  constexpr double top = 56;
  const std::string bright = fmt::format("brightest, {:.3f} V", peak_voltage);
  svg.text(image_edge, top + 6, "start", "dark");
  for (int g = 0; g < greys; ++g) {
    svg.rect(image_edge + 34 + 4 * g, top, 4.5, 12, fmt::format("y{}", g));
  }
  svg.text(image_edge + 42 + 4 * greys, top + 6, "start", bright);
}

}  // namespace

std::string module_map_csv(const module::VoltageMap& map) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.comment(fmt::format("voltage_V: {}", map.voltage));
  for (const char* name :
       {"stripe", "x_mm", "y_mm", "back_V", "front_V", "junction_V", "area_mm2"}) {
    csv.cell(name);
  }
  csv.end_row();
  for (std::size_t c = 0; c < map.x.size(); ++c) {
    for (std::size_t r = 0; r < map.y.size(); ++r) {
      const std::size_t at = c * map.y.size() + r;
      csv.cell(map.cell[c] + 1).cell(map.x[c] / unit::mm).cell(map.y[r] / unit::mm);
      csv.cell(map.back[at]).cell(map.front[at]).cell(map.junction[at]);
      csv.cell(map.area[at] / unit::mm2).end_row();
    }
  }
  return out.str();
}

std::string module_image_svg(const ModulePicture& p) {
  const double across = static_cast<double>(p.design.cells) * p.design.pitch;
  const double aspect = p.design.cell_length / across;
  constexpr double widest = 960 - 2 * image_edge - left_room;
  constexpr double highest = 860;
  const bool is_to_scale = aspect < highest / 300 && aspect > 160 / widest;
  const double width = is_to_scale ? std::min(highest / aspect, widest) : widest;
  const double height = is_to_scale ? width * aspect : aspect < 1 ? 160 : 600;
  const Pixels pixels = pixels_of(p, width, height);
  const Frame frame{image_edge + left_room, image_head, image_edge + left_room + width,
                    image_head + height};
  Drawing svg(std::max(frame.right + image_edge, 620.0), frame.bottom + 46 + image_edge / 2,
              fmt::format("Luminescence of {}", p.title));
  svg.text(image_edge, 20, "start", p.title, "title");
  svg.text(
      image_edge, 42, "start",
      fmt::format("luminescence at {:.4g} V, as exp(junction voltage / {:.2f} mV){}", p.map.voltage,
                  p.diode_voltage / unit::mV, is_to_scale ? "" : "; height not to scale"));
  draw_scale(svg, p.diode_voltage * std::log(pixels.peak));
  const PlotAxis x = axis_between({.title = "across the stripes, mm"}, 0, across / unit::mm,
                                  frame.left, frame.right);
  const PlotAxis y = axis_between({.title = "along them, mm"}, 0, p.design.cell_length / unit::mm,
                                  frame.bottom, frame.top);
  draw_axes(svg, frame, x, y);
  svg.upward_text(image_edge + 8, (frame.top + frame.bottom) / 2, y.title);
  for (int grey = 0; grey < greys; ++grey) {
    const std::string path = path_of(pixels, grey, frame);
    if (!path.empty()) {
      svg.path(path, fmt::format("y{}", grey));
    }
  }
  return svg.file(style_of_greys());
}

}  // namespace heliofab::report
