// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

// Lines for the validation page, as SVG text. The charts of reports live on a higher floor.
namespace heliofab::optics::line_chart {

struct Line {
  std::string name;
  std::vector<double> y;
};

struct Chart {
  std::string x_name;
  std::string y_name;
  std::vector<double> x;
  double x_step;  // between ticks
  double y_end;   // the axis starts at 0
  std::vector<Line> lines;
};

inline std::string svg(const Chart& chart) {
  constexpr std::array colours{"#0b7285", "#66c2d0", "#c92a2a", "#ff9f9f", "#5f3dc4", "#b197fc"};
  const double left = 55;
  const double width = 560;
  const double top = 15;
  const double height = 270;
  const double x_end = chart.x.back();
  const auto px = [&](double x) {
    return left + width * (x - chart.x.front()) / (x_end - chart.x.front());
  };
  const auto py = [&](double y) { return top + height * (1 - y / chart.y_end); };
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 820 340\" "
      "font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"820\" height=\"340\" "
      "fill=\"white\"/>\n";
  const auto text = [&](double x, double y, const char* anchor, const std::string& words) {
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y,
                       anchor, words);
  };
  const auto line = [&](double x1, double y1, double x2, double y2) {
    out += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#ddd\"/>\n", x1, y1,
        x2, y2);
  };
  for (double x = chart.x.front(); x <= x_end * (1 + 1e-9); x += chart.x_step) {
    line(px(x), top, px(x), top + height);
    text(px(x), top + height + 18, "middle", fmt::format("{:g}", x));
  }
  for (int i = 0; i <= 5; ++i) {
    const double y = chart.y_end * i / 5;
    line(left, py(y), left + width, py(y));
    text(left - 6, py(y) + 4, "end", fmt::format("{:.3g}", y));
  }
  text(left + width / 2, top + height + 40, "middle", chart.x_name);
  text(left + 6, top + 14, "start", chart.y_name);
  for (std::size_t k = 0; k < chart.lines.size(); ++k) {
    out += fmt::format("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"{}\" points=\"",
                       colours.at(k));
    for (std::size_t i = 0; i < chart.x.size(); ++i) {
      out += fmt::format("{:.1f},{:.1f} ", px(chart.x[i]), py(chart.lines[k].y[i]));
    }
    out += "\"/>\n";
    const double y = top + 16 + 20 * static_cast<double>(k);
    out += fmt::format("<rect x=\"628\" y=\"{:.0f}\" width=\"14\" height=\"4\" fill=\"{}\"/>\n",
                       y - 6, colours.at(k));
    text(648, y, "start", chart.lines[k].name);
  }
  return out + "</svg>\n";
}

}  // namespace heliofab::optics::line_chart
