// SPDX-License-Identifier: Apache-2.0
#include "svg.hpp"

#include <fmt/format.h>

#include "markup.hpp"
#include "page.hpp"

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
    : width_(width), height_(height), label_(escape(label)) {}

std::string Drawing::svg() const {
  return fmt::format(
      "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\" "
      "style=\"min-width:{}px;max-width:{}px\">\n{}</svg>",
      label_, coordinate(width_), coordinate(height_), coordinate(0.65 * width_),
      coordinate(width_), body_);
}

std::string Drawing::file(std::string_view style) const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-label=\"{0}\" "
      "viewBox=\"0 0 {1} {2}\" width=\"{1}\" height=\"{2}\">\n<title>{0}</title>\n"
      "<style>{3}{5}</style>\n<rect class=\"paper\" width=\"{1}\" height=\"{2}\"/>\n{4}</svg>\n",
      label_, coordinate(width_), coordinate(height_), chart_style(), body_, style);
}

void Drawing::dot(double x, double y, double radius, std::string_view paint, std::string_view tip) {
  body_ += fmt::format(R"(<circle class="{}" cx="{}" cy="{}" r="{}")", paint, coordinate(x),
                       coordinate(y), coordinate(radius));
  close("circle", tip);
}

void Drawing::begin_group(double x, double y) {
  body_ += fmt::format("<g transform=\"translate({} {})\">\n", coordinate(x), coordinate(y));
}

void Drawing::close(std::string_view tag, std::string_view tip) {
  body_ += tip.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", escape(tip), tag);
}

void Drawing::rect(double x, double y, double width, double height, std::string_view paint,
                   std::string_view tip) {
  if (!(width > 0) || !(height > 0)) {
    return;
  }
  body_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}")", paint,
                       coordinate(x), coordinate(y), coordinate(width), coordinate(height));
  close("rect", tip);
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view paint) {
  body_ += fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", paint,
                       coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
}

void Drawing::text(double x, double y, std::string_view anchor, std::string_view text,
                   std::string_view paint) {
  body_ += fmt::format(
      "<text class=\"{}\" x=\"{}\" y=\"{}\" dy=\".35em\" text-anchor=\"{}\">{}</text>\n", paint,
      coordinate(x), coordinate(y), anchor, escape(text));
}

void Drawing::upward_text(double x, double y, std::string_view text) {
  body_ += fmt::format(
      "<text class=\"axis\" transform=\"translate({} {}) rotate(-90)\" "
      "text-anchor=\"middle\">{}</text>\n",
      coordinate(x), coordinate(y), escape(text));
}

void Drawing::path(std::string_view commands, std::string_view paint, std::string_view tip) {
  body_ += fmt::format(R"(<path class="{}" d="{}")", paint, commands);
  close("path", tip);
}

}  // namespace heliofab::report
