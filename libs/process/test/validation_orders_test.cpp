// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "growth_forms.hpp"
#include "heliofab/process/film_growth.hpp"
#include "refinement.hpp"

// How errors fall with steps and layers, and the picture of all orders.
namespace heliofab::process::validation_rows {
namespace {

using growth_forms::GrowingMode;
using growth_forms::HalfAndHalf;

Refinement along_the_path() {
  Refinement r{"atoms of a plume cos^3 along the path, relative, against the closed form",
               "step [m] of 0.4 m",
               4,
               0.05,
               "two points of Gauss a step",
               {},
               {}};
  const Evaporator tool =
      growth_forms::lone_tool({growth_forms::lone_source(Evaporant::gallium, 0.2, 3)});
  const double exact = growth_forms::passed(3, 0.2, 0.05, -0.2, 0.2);
  for (std::size_t steps = 8; steps <= 128; steps *= 2) {
    const WebTrack track = make_track(tool, 0.05, steps);
    double sum = 0;
    for (std::size_t k = 0; k < track.weight.size(); ++k) {
      sum += track.weight[k] * track.impinging[k];
    }
    r.add(0.4 / static_cast<double>(steps), std::abs(sum / exact - 1));
  }
  return r;
}

Refinement two_halves() {
  Refinement r{"interdiffusion of two halves, root mean square, against the cosine series",
               "layer over the film",
               2,
               0.05,
               "second order in space and time",
               {},
               {}};
  const HalfAndHalf c;
  for (std::size_t layers = 20; layers <= 320; layers *= 2) {
    r.add(1 / static_cast<double>(layers), root_mean_square(c.obtained(layers), c.exact(layers)));
  }
  return r;
}

// Half way up, and at the face, where a layer is never older than a step.
Refinement while_growing(bool at_face) {
  Refinement r{"interdiffusion while the film grows, against its mode: ",
               "layer over the film",
               at_face ? 1.5 : 2,
               0.1,
               at_face ? "measured: the layer that fills up costs half an order" : "second order",
               {},
               {}};
  r.name += at_face ? "the layer at its face" : "half way up";
  const GrowingMode c;
  for (std::size_t layers = 40; layers <= 640; layers *= 2) {
    const std::size_t layer = at_face ? layers - 1 : layers / 2;
    r.add(1 / static_cast<double>(layers),
          std::abs(c.obtained(layers)[layer] - c.exact(layers)[layer]));
  }
  return r;
}

const std::vector<Refinement>& refinements() {
  static const std::vector<Refinement> all = [] {
    std::vector found{along_the_path(), two_halves(), while_growing(false), while_growing(true)};
    const std::vector<Refinement> of_tool = tool_refinements();
    found.insert(found.end(), of_tool.begin(), of_tool.end());
    return found;
  }();
  return all;
}

line_chart::Line curve(const Refinement& r, std::string name, int colour, line_chart::Look look) {
  return {std::move(name), r.steps, r.errors, colour, look};
}

// A line of the expected order through the finest point.
line_chart::Line slope_of(const Refinement& r, int colour) {
  line_chart::Line l{"", r.steps, {}, colour, line_chart::Look::dashed};
  for (const double step : r.steps) {
    l.y.push_back(r.errors.back() * std::pow(step / r.steps.back(), r.expected));
  }
  return l;
}

}  // namespace

Checks order_rows() {
  Checks rows;
  for (const Refinement& r : refinements()) {
    rows.push_back({"order: " + r.name, r.expected, r.fitted(), r.doubt, "", r.why});
  }
  const Checks more = tool_rows();
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

std::string order_table() {
  std::string out;
  for (const Refinement& r : refinements()) {
    out += fmt::format("{}{}:\n\n| {} | error | order |\n|---|---|---|\n", out.empty() ? "" : "\n",
                       static_cast<char>(std::toupper(r.name[0])) + r.name.substr(1), r.step);
    for (std::size_t k = 0; k < r.steps.size(); ++k) {
      out += fmt::format("| {:.4g} | {:.3g} | {} |\n", r.steps[k], r.errors[k],
                         k == 0 ? "" : fmt::format("{:.2f}", r.order(k)));
    }
  }
  return out;
}

line_chart::Picture order_picture() {
  using line_chart::Look;
  const std::vector<Refinement>& r = refinements();
  const auto panel = [&](std::string title, line_chart::Axis x, line_chart::Axis y,
                         std::vector<std::pair<std::size_t, std::string>> which) {
    std::vector<line_chart::Line> lines;
    for (auto& [k, name] : which) {
      const int colour = static_cast<int>(lines.size()) / 2;
      lines.push_back(slope_of(r[k], colour));
      lines.push_back(curve(r[k], std::move(name), colour, Look::dots));
    }
    return line_chart::Chart{
        .title = std::move(title), .x = std::move(x), .y = std::move(y), .lines = std::move(lines)};
  };
  return {"process-orders.svg",
          "Errors over steps; dashed: the order expected, through the finest step.",
          line_chart::svg(
              {.charts = {panel("growth and interdiffusion",
                                {.name = "step over the zone or the film",
                                 .from = 0.001,
                                 .to = 0.4,
                                 .is_logarithmic = true,
                                 .ticks = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3}},
                                {.name = "error", .from = 1e-11, .to = 0.1, .is_logarithmic = true},
                                {{0, "atoms along the path"},
                                 {1, "two halves"},
                                 {2, "while it grows, inside"},
                                 {3, "... at the face"},
                                 {4, "grading of the plans"}}),
                          panel("response",
                                {.name = "frame [m], or spread of ln flux",
                                 .from = 0.004,
                                 .to = 0.6,
                                 .is_logarithmic = true,
                                 .ticks = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5}},
                                {.name = "error", .from = 1e-7, .to = 0.01, .is_logarithmic = true},
                                {{5, "thickness, over frames"}, {6, "shapes, over spread"}})},
               .columns = 2,
               .width = 380,
               .right = 190})};
}

}  // namespace heliofab::process::validation_rows
