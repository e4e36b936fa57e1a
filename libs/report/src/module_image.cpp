// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/module_image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/io/csv.hpp"
#include "module_pixels.hpp"

namespace heliofab::report {

namespace {

constexpr double image_edge = 24;  // around the picture
constexpr double image_head = 84;  // title, what is seen, scale
constexpr double left_room = 66;   // ticks and title of y
constexpr double scale_room = 90;  // beside it

// Luminescence in greys: screens make light as the power 2.2 of a grey. All else from black over
// violet, red and yellow to white, as cameras of heat show it.
std::string colour_of(ImageOf shows, int level) {
  const double share = static_cast<double>(level) / (image_levels - 1);
  if (shows == ImageOf::luminescence) {
    const auto grey = static_cast<int>(255 * share);
    return fmt::format("{0:02x}{0:02x}{0:02x}", grey);
  }
  using Colour = std::array<double, 3>;
  constexpr std::array<Colour, 6> stops{Colour{4, 2, 20},     Colour{62, 12, 120},
                                        Colour{158, 28, 122}, Colour{228, 82, 50},
                                        Colour{252, 170, 24}, Colour{255, 250, 214}};
  const double at = share * (stops.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  std::string colour;
  for (std::size_t k = 0; k < 3; ++k) {
    colour += fmt::format("{:02x}", static_cast<int>(std::lerp(stops[low][k], stops[low + 1][k],
                                                               at - static_cast<double>(low))));
  }
  return colour;
}

std::string style_of(ImageOf shows) {
  std::string style;
  for (int level = 0; level < image_levels; ++level) {
    style +=
        fmt::format(".y{}{{fill:#{};shape-rendering:crispEdges}}", level, colour_of(shows, level));
  }
  return style;
}

// What is said of a picture.
struct Words {
  std::string name;     // of what it shows
  std::string heading;  // with voltage and manner
  std::string scale;    // title of the scale
};

Words words_of(const ModulePicture& p) {
  const std::string at = fmt::format("at {:.4g} V", p.map.voltage);
  const std::string pulsed = fmt::format("{}, {:g} 1/s, dark", at, p.frequency);
  switch (p.shows) {
    case ImageOf::temperature:
      return {"Temperature", fmt::format("temperature {}, steady", at), "temperature, degC"};
    case ImageOf::heat:
      return {"Heat", fmt::format("heat that arises {}, light included", at), "heat, W/m2"};
    case ImageOf::thermography:
      return {"Lock-in thermography", fmt::format("lock-in thermography {}", pulsed),
              "amplitude, mK"};
    case ImageOf::phase:
      return {"Phase of lock-in thermography",
              fmt::format("phase of lock-in thermography {}", pulsed), "phase, deg"};
    case ImageOf::luminescence:
      break;
  }
  return {"Luminescence",
          fmt::format("luminescence {}, as exp(junction voltage / {:.2f} mV)", at,
                      p.diode_voltage / unit::mV),
          ""};
}

// Values as their scale has them.
ModulePicture in_units(ModulePicture p) {
  for (double& value : p.values) {
    value = p.shows == ImageOf::temperature    ? value / unit::degC
            : p.shows == ImageOf::thermography ? value * 1e3
            : p.shows == ImageOf::phase        ? value / unit::deg
                                               : value;
  }
  return p;
}

View view_of(const ModulePicture& p) {
  if (p.shows == ImageOf::luminescence) {
    double highest = -HUGE_VAL;
    for (std::size_t k = 0; k < p.map.junction.size(); ++k) {
      highest = p.map.area[k] > 0 ? std::max(highest, p.map.junction[k]) : highest;
    }
    return {.high = std::exp(highest / p.diode_voltage), .is_continuous = false};
  }
  const auto [low, high] = std::ranges::minmax(p.values);
  View view{low, high > low ? high : low + 1};
  if (p.shows != ImageOf::heat && p.shows != ImageOf::thermography) {
    return view;
  }
  std::vector<double> sorted = p.values;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  constexpr double decades = 30;  // a spot so far above the rest would leave it black
  view.is_logarithmic = *middle > 0 && high > decades * *middle;
  view.low = view.is_logarithmic ? std::max(low, *middle / 3) : std::min(0.0, low);
  return view;
}

void draw_light_scale(Drawing& svg, double peak_voltage) {
  constexpr double top = 56;
  const std::string bright = fmt::format("brightest, {:.3f} V", peak_voltage);
  svg.text(image_edge, top + 6, "start", "dark");
  for (int level = 0; level < image_levels; ++level) {
    svg.rect(image_edge + 34 + 4 * level, top, 4.5, 12, fmt::format("y{}", level));
  }
  svg.text(image_edge + 42 + 4 * image_levels, top + 6, "start", bright);
}

// Beside the picture, from its bottom to its top.
void draw_scale(Drawing& svg, const View& view, const std::string& title, const Frame& frame) {
  const double left = frame.right + 20;
  const double step = (frame.bottom - frame.top) / image_levels;
  for (int level = 0; level < image_levels; ++level) {
    svg.rect(left, frame.bottom - (level + 1) * step, 14, step + 0.4, fmt::format("y{}", level));
  }
  const PlotAxis axis =
      axis_between({.title = title, .is_logarithmic = view.is_logarithmic}, view.place(view.low),
                   view.place(view.high), frame.bottom, frame.top);
  for (const Tick& tick : axis.ticks) {
    svg.text(left + 20, axis.scale(tick.at), "start", tick.text);
  }
  svg.upward_text(left + 76, (frame.top + frame.bottom) / 2, title);
}

}  // namespace

std::string module_map_csv(const module::VoltageMap& map, const module::HeatMap* heat) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.comment(fmt::format("voltage_V: {}", map.voltage));
  for (const char* name :
       {"stripe", "x_mm", "y_mm", "back_V", "front_V", "junction_V", "area_mm2"}) {
    csv.cell(name);
  }
  if (heat != nullptr) {
    for (const char* name :
         {"temperature_degC", "light_W_m2", "film_W_m2", "flaws_W_m2", "sheets_W_m2"}) {
      csv.cell(name);
    }
  }
  csv.end_row();
  for (std::size_t c = 0; c < map.x.size(); ++c) {
    for (std::size_t r = 0; r < map.y.size(); ++r) {
      const std::size_t at = c * map.y.size() + r;
      csv.cell(map.cell[c] + 1).cell(map.x[c] / unit::mm).cell(map.y[r] / unit::mm);
      csv.cell(map.back[at]).cell(map.front[at]).cell(map.junction[at]);
      csv.cell(map.area[at] / unit::mm2);
      if (heat != nullptr) {
        csv.cell(heat->temperature[at] / unit::degC).cell(heat->light[at]).cell(heat->film[at]);
        csv.cell(heat->flaws[at]).cell(heat->sheets[at]);
      }
      csv.end_row();
    }
  }
  return out.str();
}

std::string module_image_svg(const ModulePicture& picture) {
  const ModulePicture p = in_units(picture);
  const View view = view_of(p);
  const Words words = words_of(p);
  const bool is_light = p.shows == ImageOf::luminescence;
  const double across = static_cast<double>(p.design.cells) * p.design.pitch;
  const double aspect = p.design.cell_length / across;
  const double widest = 960 - 2 * image_edge - left_room - (is_light ? 0 : scale_room);
  constexpr double highest = 860;
  const bool is_to_scale = aspect < highest / 300 && aspect > 160 / widest;
  const double width = is_to_scale ? std::min(highest / aspect, widest) : widest;
  const double height = is_to_scale ? width * aspect : aspect < 1 ? 160 : 600;
  const double head = is_light ? image_head : image_head - 20;
  const Frame frame{image_edge + left_room, head, image_edge + left_room + width, head + height};
  Drawing svg(std::max(frame.right + image_edge + (is_light ? 0 : scale_room), 620.0),
              frame.bottom + 46 + image_edge / 2, fmt::format("{} of {}", words.name, p.title));
  svg.text(image_edge, 20, "start", p.title, "title");
  svg.text(image_edge, 42, "start", words.heading + (is_to_scale ? "" : "; height not to scale"));
  const PlotAxis x = axis_between({.title = "across the stripes, mm"}, 0, across / unit::mm,
                                  frame.left, frame.right);
  const PlotAxis y = axis_between({.title = "along them, mm"}, 0, p.design.cell_length / unit::mm,
                                  frame.bottom, frame.top);
  draw_axes(svg, frame, x, y);
  svg.upward_text(image_edge + 8, (frame.top + frame.bottom) / 2, y.title);
  if (is_light) {
    draw_light_scale(svg, p.diode_voltage * std::log(view.high));
  } else {
    draw_scale(svg, view, words.scale, frame);
  }
  Pixels pixels = pixels_of(p, view, width, height);
  if (is_light) {
    for (double& share : pixels.values) {
      share = share < 0 ? share : std::pow(share, 1 / 2.2);
    }
  }
  for (int level = 0; level < image_levels; ++level) {
    const std::string path = path_of(pixels, level, frame);
    if (!path.empty()) {
      svg.path(path, fmt::format("y{}", level));
    }
  }
  return svg.file(style_of(p.shows));
}

}  // namespace heliofab::report
