// SPDX-License-Identifier: Apache-2.0
#include "svg.hpp"

#include <fmt/format.h>

#include "markup.hpp"

namespace heliofab::report {

namespace {

// A hundredth of a pixel is enough, and keeps pages small: "12.5", "3".
std::string coordinate(double x) {
  std::string text = fmt::format("{:.2f}", x);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace

Drawing::Drawing(double width, double height, std::string_view label)
    : svg_(fmt::format("<svg class=\"chart\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\" "
                       "style=\"min-width:{}px;max-width:{}px\">\n",
                       escape(label), coordinate(width), coordinate(height),
                       coordinate(0.65 * width), coordinate(width))) {}

void Drawing::close(std::string_view tag, std::string_view tip) {
  svg_ += tip.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", escape(tip), tag);
}

void Drawing::rect(double x, double y, double width, double height, std::string_view paint,
                   std::string_view tip) {
  if (!(width > 0) || !(height > 0)) {
    return;
  }
  svg_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}")", paint,
                      coordinate(x), coordinate(y), coordinate(width), coordinate(height));
  close("rect", tip);
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view paint) {
  svg_ += fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", paint,
                      coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
}

void Drawing::text(double x, double y, std::string_view anchor, std::string_view text,
                   std::string_view paint) {
  svg_ += fmt::format(
      "<text class=\"{}\" x=\"{}\" y=\"{}\" dy=\".35em\" text-anchor=\"{}\">{}</text>\n", paint,
      coordinate(x), coordinate(y), anchor, escape(text));
}

void Drawing::upward_text(double x, double y, std::string_view text) {
  svg_ += fmt::format(
      "<text class=\"axis\" transform=\"translate({} {}) rotate(-90)\" "
      "text-anchor=\"middle\">{}</text>\n",
      coordinate(x), coordinate(y), escape(text));
}

void Drawing::path(std::string_view commands, std::string_view paint, std::string_view tip) {
  svg_ += fmt::format(R"(<path class="{}" d="{}")", paint, commands);
  close("path", tip);
}

}  // namespace heliofab::report
