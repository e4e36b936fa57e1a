// SPDX-License-Identifier: Apache-2.0
#include "cell_slopes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "heliofab/io/numbers.hpp"

namespace heliofab::twin {

namespace {

using device::FigureSlopes;

constexpr std::array all_figures{&FigureSlopes::jsc,         &FigureSlopes::voc,
                                 &FigureSlopes::vmp,         &FigureSlopes::jmp,
                                 &FigureSlopes::fill_factor, &FigureSlopes::pmax};

// True when light can be absorbed elsewhere by another value of the input.
bool is_seen_by_light(std::string_view path) {
  for (const std::string_view part : {"cell.light.", "cell.cover.", "cell.coating.", ".thickness",
                                      ".composition", ".gap", ".root_law", ".pair_yield"}) {
    if (path.find(part) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// The place of the last value of a profile, which is the back of its layer.
bool is_end_of_profile(const io::NumberIn& number) {
  return *number.value == 1 &&
         (number.path.ends_with(".at") || number.path.find(".at[") != std::string::npos);
}

// No share exceeds 1, not even by a step: its derivative is the one from below.
bool is_full_share(std::string_view path, double value) {
  return value == 1 && (path.find(".pair_yield") != std::string_view::npos ||
                        path.find(".composition") != std::string_view::npos);
}

// Where the positions of one cell lie in another with the same layers of other thicknesses.
std::vector<double> moved(const std::vector<double>& edges, const CellPlan& from,
                          const CellPlan& to) {
  std::vector<double> result;
  result.reserve(edges.size());
  std::size_t layer = 0;
  double old_front = 0;
  double front = 0;
  for (const double x : edges) {
    while (layer + 1 < from.layers.size() &&
           x > old_front + from.layers[layer].thickness * (1 + 1e-12)) {
      old_front += from.layers[layer].thickness;
      front += to.layers[layer].thickness;
      ++layer;
    }
    const double share = (x - old_front) / from.layers[layer].thickness;
    result.push_back(front + share * to.layers[layer].thickness);
  }
  return result;
}

}  // namespace

std::vector<InputSlopes> input_slopes(const CellPlan& plan, const CellData& data,
                                      const device::CellTask& task) {
  // The numbers are smooth in every input: central differences of them err by 1e-10 of a slope.
  constexpr double step = 1e-5;
  const device::CellSensitivity cell(task);
  std::vector<device::FigureGradient> gradients;
  for (const auto figure : all_figures) {
    gradients.push_back(cell.gradient(figure));
  }
  CellPlan minus = plan;
  CellPlan plus = plan;
  const std::vector<io::NumberIn> low = io::numbers_in(minus, "cell");
  const std::vector<io::NumberIn> high = io::numbers_in(plus, "cell");
  std::vector<InputSlopes> slopes;
  for (std::size_t k = 0; k < low.size(); ++k) {
    const double value = *low[k].value;
    if (value == 0 || low[k].path.starts_with("cell.sweep.") || is_end_of_profile(low[k])) {
      continue;
    }
    *low[k].value = value * (1 - step);
    *high[k].value = is_full_share(low[k].path, value) ? value : value * (1 + step);
    const double width = *high[k].value - *low[k].value;
    const device::CellDesign from = cell_design(minus);
    const device::CellDesign to = cell_design(plus);
    InputSlopes input{.path = low[k].path, .value = value, .unit = low[k].unit, .of = {}};
    std::vector<double> pairs_from;
    std::vector<double> pairs_to;
    if (is_seen_by_light(low[k].path)) {
      const std::vector<double>& edges = gradients.front().edges;
      pairs_from = cell_generation(minus, data, moved(edges, plan, minus));
      pairs_to = cell_generation(plus, data, moved(edges, plan, plus));
    }
    for (std::size_t f = 0; f < all_figures.size(); ++f) {
      double changed = device::change(gradients[f], from, to);
      if (!pairs_from.empty()) {
        changed += device::change(gradients[f], pairs_from, pairs_to);
      }
      input.of.*all_figures[f] = changed / width;
    }
    *low[k].value = value;
    *high[k].value = value;
    if (input.of != FigureSlopes{}) {
      slopes.push_back(std::move(input));
    }
  }
  return slopes;
}

}  // namespace heliofab::twin
