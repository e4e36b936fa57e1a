// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "heliofab/module/p2_contact.hpp"
#include "linear_stripe.hpp"
#include "validation_rows.hpp"

// Formulas, conservation, and a picture of a flaw.
namespace heliofab::module::testing_planes {

Checks closed_form_rows() {
  Checks rows;
  for (const double back : {0.5, 20.0}) {
    for (const double g : {10.0, 1e3, 1e4}) {
      const PlaneModule m = linear_stripe(g, 0, 10, back);
      const double expected = p2_resistance({1 / g, active_width(m.design), 10, back});
      rows.push_back(
          {fmt::format("linear film of {:g} S/m2, sheets of 10 and {:g} ohm: resistance", g, back),
           expected, line_resistance(m) - beside_film(m.design), 1e-9 * expected, "ohm m",
           "(8); degree 8"});
    }
  }
  for (const auto& [g, expected] :
       {std::array{0.1, 0.051535928}, std::array{0.8, 0.261200998}}) {  // [S/cm2], [S/cm]
    rows.push_back({fmt::format("back sheet a metal, {:g} S/cm2: conductance", g), expected,
                    0.01 / p2_resistance({1e-4 / g, 5.7e-3, 10, 0}), 6e-10, "S/cm",
                    "(8) against sqrt(g/R) tanh(w sqrt(R g)), nine digits"});
  }
  const double w = active_width(linear_stripe(5, 0, 10, 1e-3).design);
  const PlaneModule even = linear_stripe(5, 0, 10, 1e-3);
  rows.push_back({"even generation: series resistance R w2 / 3", 10.001 * w * w / 3 / 1e-4,
                  (line_resistance(even) - beside_film(even.design) - 1 / (5 * w)) * w / 1e-4,
                  2.5e-4, "ohm cm2", "R g w2 / 15 is next"});
  for (const auto& [resistivity, width, expected] :
       {std::array{1e-5, 50e-6, 0.011710}, std::array{1e-4, 80e-6, 0.034049},
        std::array{5e-4, 50e-6, 0.117016}, std::array{5e-3, 30e-6, 1.677156}}) {
    rows.push_back({fmt::format("P2 of {:g} ohm cm2, {:g} um", resistivity, width * 1e6), expected,
                    100 * p2_resistance({resistivity * 1e-4, width, 10, 0.5}), 6e-7, "ohm cm",
                    "six decimals"});
  }
  const SinkCheck sink = point_sink(10e-3, 9e-3);
  rows.push_back({"point sink in a linear sheet: largest error against K0(r / l), 1 to 4 mm", 0,
                  sink.largest_error, 2e-3, "", "a square of 0.2 mm seen from five sides away"});
  return rows;
}

Checks balance_rows() {
  Checks rows;
  PlaneModule patch = m10_shunted();
  patch.mesh.degree = 2;
  PlaneModule shade = m10_shaded(0.5);
  shade.mesh.degree = 2;
  for (const auto& [name, m, voltage] : {std::tuple{"M10 with its patch, 5.4 V", patch, 5.4},
                                         std::tuple{"M10S half dark, 3 V", shade, 3.0}}) {
    const VoltageMap map = solve_plane(m, {voltage}).map;
    const Balance b = balance_of(m, map);
    double worst = std::abs(b.last - b.first);
    for (const double film : b.films) {
      worst = std::max(worst, std::abs(film - b.first));
    }
    rows.push_back({fmt::format("{}: largest difference between stripes and terminals", name), 0,
                    worst / b.first, 1e-8, "", "the residual"});
  }
  return rows;
}

namespace {

// Luminescence over the brightest, drawn along the stripes; equal neighbours are one rectangle.
class Luminescence {
 public:
  Luminescence(const PlaneModule& m, const VoltageMap& map) : m_(m), map_(map) {
    brightest_ = *std::ranges::max_element(map.junction);
    vt_ = m.films[0].diode_voltage;
  }
  std::string svg() {
    const double width = m_.design.cell_length * scale + 150;
    const double height = static_cast<double>(m_.design.cells) * m_.design.pitch * scale + 50;
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
        "font-family=\"sans-serif\" font-size=\"13\" fill=\"#212529\" "
        "shape-rendering=\"crispEdges\">\n<rect width=\"{0:.0f}\" height=\"{1:.0f}\" "
        "fill=\"white\"/>\n<g fill=\"#212529\"><rect x=\"10\" y=\"10\" width=\"{2:.1f}\" "
        "height=\"{3:.1f}\"/></g>\n",
        width, height, m_.design.cell_length * scale, height - 50);
    std::size_t first = 0;
    for (std::size_t i = 1; i <= map_.x.size(); ++i) {
      if (i == map_.x.size() || map_.cell[i] != map_.cell[first]) {
        stripe(first, i);
        first = i;
      }
    }
    legend(m_.design.cell_length * scale + 30);
    return out_ + "</svg>\n";
  }

 private:
  static constexpr double scale = 8e3;  // per metre
  static constexpr double pixel = 0.25e-3;
  static constexpr int levels = 24;

  // Between the points of a line, from the one before.
  static std::pair<std::size_t, double> between(const std::vector<double>& at, std::size_t first,
                                                std::size_t end, double x) {
    std::size_t k = first;
    while (k + 2 < end && at[k + 1] < x) {
      ++k;
    }
    return {k, (x - at[k]) / (at[k + 1] - at[k])};
  }
  int level(std::size_t first, std::size_t end, double x, double y) const {
    for (const Flaw& f : m_.flaws) {
      const Place& p = f.place;
      if (p.cell == map_.cell[first] && x > p.x && x < p.x + p.width && y > p.y &&
          y < p.y + p.length) {
        return 0;
      }
    }
    const auto [i, a] = between(map_.x, first, end, x);
    const auto [j, b] = between(map_.y, 0, map_.y.size(), y);
    const std::size_t rows = map_.y.size();
    const auto v = [&](std::size_t column, std::size_t row) {
      return map_.junction[column * rows + row];
    };
    const double junction = (1 - a) * ((1 - b) * v(i, j) + b * v(i, j + 1)) +
                            a * ((1 - b) * v(i + 1, j) + b * v(i + 1, j + 1));
    return static_cast<int>(std::lround(levels * std::exp((junction - brightest_) / vt_)));
  }
  static std::string colour(int level) {  // black by red and yellow to white
    const double part = static_cast<double>(level) / levels;
    const auto channel = [&](double from, double to) {
      return static_cast<int>(255 * std::clamp((part - from) / (to - from), 0.0, 1.0));
    };
    return fmt::format("#{:02x}{:02x}{:02x}", channel(0, 0.45), channel(0.25, 0.85),
                       channel(0.7, 1.1));
  }
  void box(double x, double y, double width, double height, int of_level) {
    out_ += fmt::format("<path fill=\"{}\" d=\"M{:.1f} {:.1f}h{:.1f}v{:.1f}h-{:.1f}z\"/>\n",
                        colour(of_level), x, y, width, height, width);
  }
  void stripe(std::size_t first, std::size_t end) {
    const double width = map_.x[end - 1];
    const auto n_across = static_cast<int>(std::lround(width / pixel));
    const auto n_along = static_cast<int>(std::lround(m_.design.cell_length / pixel));
    const double top = 10 + static_cast<double>(map_.cell[first]) * m_.design.pitch * scale;
    for (int i = 0; i < n_across; ++i) {
      int start = 0;
      int now = -1;
      for (int j = 0; j <= n_along; ++j) {
        const int next =
            j == n_along ? -1 : level(first, end, (i + 0.5) * width / n_across, (j + 0.5) * pixel);
        if (next != now) {
          if (now >= 0) {
            box(10 + start * pixel * scale, top + i * width / n_across * scale,
                (j - start) * pixel * scale, width / n_across * scale + 0.05, now);
          }
          start = j;
          now = next;
        }
      }
    }
  }
  void legend(double x) {
    for (int k = 0; k <= levels; ++k) {
      box(x, 10 + (levels - k) * 12, 18, 12.05, k);
    }
    for (const int k : {0, levels / 2, levels}) {
      out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{:g}</text>\n", x + 26,
                          10 + (levels - k) * 12 + 10.0, static_cast<double>(k) / levels);
    }
    out_ += fmt::format(
        "<text x=\"10\" y=\"{:.1f}\">100 mm along the stripes, ten of 6 mm; the "
        "delivering terminal is above</text>\n",
        static_cast<double>(m_.design.cells) * m_.design.pitch * scale + 34);
  }

  const PlaneModule& m_;
  const VoltageMap& map_;
  double brightest_ = 0;
  double vt_ = 1;
  std::string out_;
};

}  // namespace

line_chart::Picture map_picture() {
  PlaneModule m = m10_shunted();
  m.mesh.elements_flaw = 1;
  m.flaws[0].conductance = 0.01;
  const VoltageMap map = solve_plane(m, {4.5, 5.4}).map;
  return {"module-map.svg",
          "Luminescence of M10 with a patch of 100 ohm in the fifth stripe at 5.4 V, exp(Vj / nVt) "
          "over the brightest place. The whole width of the stripe is darker, and the neighbours "
          "are brighter beside it.",
          Luminescence(m, map).svg()};
}

}  // namespace heliofab::module::testing_planes
