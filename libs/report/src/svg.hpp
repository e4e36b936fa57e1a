// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace heliofab::report {

/// A drawing in SVG for a page of HTML, or a file of its own. Lengths are user units, one CSS pixel
/// at full width; y runs down. Classes are those of page.cpp: colours follow the theme of the page.
class Drawing {
 public:
  /// @param label  what a screen reader says of the picture
  Drawing(double width, double height, std::string_view label);

  /// Nothing is drawn when the width or the height is not above 0. A tip appears under the pointer.
  void rect(double x, double y, double width, double height, std::string_view paint,
            std::string_view tip = {});
  void line(double x1, double y1, double x2, double y2, std::string_view paint);
  /// @param anchor  "start", "middle" or "end"; y is the middle of the line of text
  void text(double x, double y, std::string_view anchor, std::string_view text,
            std::string_view paint = "tick");
  /// Text that reads upwards, centred on (x, y).
  void upward_text(double x, double y, std::string_view text);
  /// A round dot with a tip.
  void dot(double x, double y, double radius, std::string_view paint, std::string_view tip);
  /// What is drawn from here to end_group has its origin at (x, y).
  void begin_group(double x, double y);
  void end_group() { body_ += "</g>\n"; }
  /// A path in the language of SVG, written by this program.
  void path(std::string_view commands, std::string_view paint, std::string_view tip = {});

  /// An element of a page.
  std::string svg() const;
  /// A file of its own, in the light colours of the page and with styles more.
  std::string file(std::string_view style = {}) const;

 private:
  void close(std::string_view tag, std::string_view tip);

  double width_, height_;
  std::string label_;
  std::string body_;
};

/// Straight map of values to user units.
struct Scale {
  double from = 0, to = 1;    // values
  double start = 0, end = 1;  // user units

  double operator()(double value) const {
    return start + (value - from) / (to - from) * (end - start);
  }
};

}  // namespace heliofab::report
