// SPDX-License-Identifier: Apache-2.0
#include "cell_slopes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
  for (const std::string_view part :
       {"cell.light.", "cell.cover.", "cell.coating.", "cell.indices.", ".thickness",
        ".composition", ".cgi", ".gap", ".root_law", ".pair_yield", ".roughness"}) {
    if (path.find(part) != std::string_view::npos) {
      return true;
    }
  }
  return false;
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

// How the figures change between two cells near the solved one.
class Changes {
 public:
  Changes(const CellPlan& plan, const CellData& data, const device::CellTask& task)
      : plan_(&plan), data_(&data), cell_(task) {
    for (const auto figure : all_figures) {
      gradients_.push_back(cell_.gradient(figure));
      by_number_.push_back(device::numbers_of(gradients_.back().design));
    }
  }

  // @param path  of the input in which the two differ
  FigureSlopes between(const CellPlan& minus, const CellPlan& plus, std::string_view path) const {
    const bool are_lit_alike = !is_seen_by_light(path);
    // Gradients know the values of a grading, not its places.
    if (path.find(".at[") != std::string_view::npos || path.ends_with(".at")) {
      return cell_.slopes(cell_task(minus, *data_), cell_task(plus, *data_));
    }
    const std::vector<double> from = device::numbers_of(cell_design(minus));
    const std::vector<double> to = device::numbers_of(cell_design(plus));
    std::vector<double> pairs_from;
    std::vector<double> pairs_to;
    if (!are_lit_alike) {
      const std::vector<double>& edges = gradients_.front().edges;
      pairs_from = cell_generation(minus, *data_, moved(edges, *plan_, minus));
      pairs_to = cell_generation(plus, *data_, moved(edges, *plan_, plus));
    }
    FigureSlopes changed;
    for (std::size_t f = 0; f < all_figures.size(); ++f) {
      changed.*all_figures[f] =
          device::change(by_number_[f], from, to) +
          (are_lit_alike ? 0 : device::change(gradients_[f], pairs_from, pairs_to));
    }
    return changed;
  }

 private:
  const CellPlan* plan_;
  const CellData* data_;
  device::CellSensitivity cell_;
  std::vector<device::FigureGradient> gradients_;  // of each figure
  std::vector<std::vector<double>> by_number_;     // the same, by all numbers of the design
};

}  // namespace

std::vector<InputSlopes> input_slopes(const CellPlan& plan, const CellData& data,
                                      const device::CellTask& task) {
  // The numbers are smooth in every input: central differences of them err by 1e-10 of a slope.
  constexpr double step = 1e-5;
  const Changes changes(plan, data, task);
  CellPlan minus = plan;
  CellPlan plus = plan;
  const std::vector<io::NumberIn> low = io::numbers_in(minus, "cell");
  const std::vector<io::NumberIn> high = io::numbers_in(plus, "cell");
  std::vector<InputSlopes> slopes;
  for (std::size_t k = 0; k < low.size(); ++k) {
    const double value = *low[k].value;
    if (value == 0 || low[k].path.starts_with("cell.sweep.")) {
      continue;
    }
    // At the end of its range a number goes one way only.
    const double half = step * std::abs(value);
    *low[k].value = std::max(value - half, low[k].low);
    *high[k].value = std::min(value + half, low[k].high);
    const double width = *high[k].value - *low[k].value;
    InputSlopes input{.path = low[k].path, .value = value, .unit = low[k].unit, .of = {}};
    const FigureSlopes changed = changes.between(minus, plus, low[k].path);
    for (const auto figure : all_figures) {
      input.of.*figure = changed.*figure / width;
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
