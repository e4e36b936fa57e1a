// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

/// Lines and dots for validation pages, as SVG on a ground of its own. The charts of reports follow
/// the theme of their page and live on a higher floor.
namespace heliofab::line_chart {

enum class Look { line, pale, dashed, dots };

struct Line {
  std::string name;  // empty: not in the legend
  std::vector<double> x, y;
  int colour = 0;  // one of eight
  Look look = Look::line;
};

struct Axis {
  std::string name;
  double from = 0;
  double to = 1;
  double step = 0.2;               // between ticks; a logarithmic axis has one a decade
  bool is_logarithmic = false;     // from and to above 0
  std::vector<double> ticks = {};  // instead of these
};

/// Where the upper left corner of the legend lies, in widths and heights of the plot.
struct LegendPlace {
  double across = 1.03;
  double down = 0.03;
};

struct Chart {
  std::string title;  // above
  Axis x, y;
  std::vector<Line> lines;
  LegendPlace legend = {};
};

/// Equal charts side by side. Lengths in user units.
struct Sheet {
  std::vector<Chart> charts;
  std::size_t columns = 1;
  double width = 560;   // of one plot
  double height = 270;  // of one plot
  double right = 190;   // room beside a plot, for the legend
};

namespace detail {

inline constexpr double left = 62;   // room for the ticks of y
inline constexpr double above = 50;  // for the title and the name of y
inline constexpr double below = 48;  // for the ticks and the name of x

inline double part(const Axis& axis, double value) {
  return axis.is_logarithmic ? std::log(value / axis.from) / std::log(axis.to / axis.from)
                             : (value - axis.from) / (axis.to - axis.from);
}

inline std::vector<double> ticks(const Axis& axis) {
  if (!axis.ticks.empty()) {
    return axis.ticks;
  }
  std::vector<double> found;
  if (axis.is_logarithmic) {
    for (double k = std::ceil(std::log10(axis.from) - 1e-9); part(axis, std::pow(10, k)) < 1 + 1e-9;
         ++k) {
      found.push_back(std::pow(10, k));
    }
    return found;
  }
  const double n = std::floor((axis.to - axis.from) / axis.step + 1e-9);
  for (double k = 0; k <= n; ++k) {
    const double value = axis.from + k * axis.step;
    found.push_back(std::abs(value) < 1e-9 * axis.step ? 0 : value);
  }
  return found;
}

// 1e5 rather than 100000 or 1e+05.
inline std::string number(double value) {
  const double decade = value == 0 ? 0 : std::floor(std::log10(std::abs(value)) + 1e-9);
  if (decade < 4 && decade > -4) {
    return fmt::format("{:.6g}", value);
  }
  return fmt::format("{:g}e{}", value / std::pow(10, decade), decade);
}

class Panel {
 public:
  Panel(const Chart& chart, const Sheet& sheet, double x0, double y0)
      : chart_(chart), sheet_(sheet), x0_(x0 + left), y0_(y0 + above) {}

  std::string draw() {
    axes();
    // A picture within the picture cuts off what leaves the axes.
    out_ += fmt::format(
        "<svg x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{2:.1f}\" height=\"{3:.1f}\" "
        "viewBox=\"{0:.1f} {1:.1f} {2:.1f} {3:.1f}\">\n",
        x0_ - 4, y0_ - 4, sheet_.width + 8, sheet_.height + 8);
    for (const Line& line : chart_.lines) {
      draw(line);
    }
    out_ += "</svg>\n";
    legend();
    return std::move(out_);
  }

 private:
  double px(double x) const { return x0_ + sheet_.width * part(chart_.x, x); }
  double py(double y) const { return y0_ + sheet_.height * (1 - part(chart_.y, y)); }

  void text(double x, double y, const char* anchor, const std::string& words,
            const char* more = "") {
    out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y,
                        anchor, more, words);
  }
  void rule(double x1, double y1, double x2, double y2) {
    out_ += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#ddd\"/>\n", x1, y1,
        x2, y2);
  }
  void axes() {
    const double right = x0_ + sheet_.width;
    const double bottom = y0_ + sheet_.height;
    for (const double x : ticks(chart_.x)) {
      rule(px(x), y0_, px(x), bottom);
      text(px(x), bottom + 17, "middle", number(x));
    }
    for (const double y : ticks(chart_.y)) {
      rule(x0_, py(y), right, py(y));
      text(x0_ - 6, py(y) + 4, "end", number(y));
    }
    text((x0_ + right) / 2, bottom + 38, "middle", chart_.x.name);
    text(x0_ - left + 6, y0_ - 14, "start", chart_.y.name);
    text(x0_ - left + 6, y0_ - 33, "start", chart_.title, " font-weight=\"bold\"");
  }

  std::string stroke(const Line& line) const {
    constexpr std::array colours{"#0b7285", "#c92a2a", "#5f3dc4", "#e67700",
                                 "#2b8a3e", "#1864ab", "#a61e4d", "#868e96"};
    const char* const colour = colours.at(static_cast<std::size_t>(line.colour));
    switch (line.look) {
      case Look::dots:
        return fmt::format(" fill=\"white\" stroke-width=\"1.8\" stroke=\"{}\"", colour);
      case Look::pale:
        return fmt::format(" fill=\"none\" stroke-width=\"2\" stroke=\"{}\" opacity=\"0.5\"",
                           colour);
      case Look::dashed:
        return fmt::format(
            " fill=\"none\" stroke-width=\"1.5\" stroke=\"{}\" stroke-dasharray=\"6 4\"", colour);
      case Look::line:
        break;
    }
    return fmt::format(" fill=\"none\" stroke-width=\"2\" stroke=\"{}\"", colour);
  }
  void draw(const Line& line) {
    const std::string paint = stroke(line);
    if (line.look == Look::dots) {
      out_ += "<g" + paint + ">\n";
      for (std::size_t i = 0; i < line.x.size(); ++i) {
        out_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>\n", px(line.x[i]),
                            py(line.y[i]), line.x.size() > 100 ? 1.2 : 3.5);
      }
      out_ += "</g>\n";
      return;
    }
    out_ += "<polyline points=\"";
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      out_ += fmt::format("{:.1f},{:.1f} ", px(line.x[i]), py(line.y[i]));
    }
    out_ += "\"" + paint + "/>\n";
  }
  void legend() {
    const double x = x0_ + chart_.legend.across * sheet_.width;
    double y = y0_ + chart_.legend.down * sheet_.height + 10;
    for (const Line& line : chart_.lines) {
      if (line.name.empty()) {
        continue;
      }
      if (line.look == Look::dots) {
        out_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\"{}/>\n", x + 9, y - 4,
                            stroke(line));
      } else {
        out_ += fmt::format("<path d=\"M{:.1f} {:.1f}h18\"{}/>\n", x, y - 4, stroke(line));
      }
      text(x + 24, y, "start", line.name);
      y += 18;
    }
  }

  const Chart& chart_;
  const Sheet& sheet_;
  double x0_, y0_;
  std::string out_;
};

}  // namespace detail

inline std::string svg(const Sheet& sheet) {
  const double across = detail::left + sheet.width + sheet.right;
  const double down = detail::above + sheet.height + detail::below;
  const std::size_t rows = (sheet.charts.size() + sheet.columns - 1) / sheet.columns;
  const double width = across * static_cast<double>(sheet.columns);
  const double height = down * static_cast<double>(rows) + 6;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" "
      "font-size=\"13\" fill=\"#212529\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
      width, height);
  for (std::size_t k = 0; k < sheet.charts.size(); ++k) {
    const double x0 = across * static_cast<double>(k % sheet.columns);
    const double y0 = down * static_cast<double>(k / sheet.columns);
    out += detail::Panel(sheet.charts[k], sheet, x0, y0).draw();
  }
  return out + "</svg>\n";
}

/// A file of docs/images with what a page says of it.
struct Picture {
  std::string file;
  std::string caption;  // one line
  std::string svg;
};

}  // namespace heliofab::line_chart
