// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "../src/design_numbers.hpp"
#include "../src/linear_cell.hpp"
#include "heliofab/device/sensitivity.hpp"
#include "wide_ensemble.hpp"

/// Gradients of a cell against differences of its figures, and against the change of the residuals.
namespace heliofab::device::testing_cells {

inline constexpr std::array all_figures{&FigureSlopes::jsc,         &FigureSlopes::voc,
                                        &FigureSlopes::vmp,         &FigureSlopes::jmp,
                                        &FigureSlopes::fill_factor, &FigureSlopes::pmax};

/// Figures of a certified curve, with the last digits of its voltages solved for.
inline FigureSlopes figures(const Case& c) {
  LinearCell cell(task(c, {.to = 0.8}), on_given_mesh);
  EXPECT_TRUE(cell.curve().is_certified()) << cell.curve().doubts.front();
  const auto slope_at = [&](const LinearPoint& p) {
    return make_adjoint(cell.problem(), p).slope / cell.problem().thermal_voltage;
  };
  const auto power_slope = [&](double v) {
    const LinearPoint p = cell.at(v);
    return p.current_density + v * slope_at(p);
  };
  FigureSlopes f{.jsc = cell.curve().jsc, .voc = cell.curve().voc, .vmp = cell.curve().vmp};
  for (int k = 0; k < 3; ++k) {
    const LinearPoint p = cell.at(f.voc);
    f.voc -= p.current_density / slope_at(p);
    const double h = 1e-4;
    f.vmp -= power_slope(f.vmp) / ((power_slope(f.vmp + h) - power_slope(f.vmp - h)) / (2 * h));
  }
  f.jmp = cell.at(f.vmp).current_density;
  f.pmax = f.vmp * f.jmp;
  f.fill_factor = f.pmax / (f.voc * f.jsc);
  return f;
}

/// What may be moved, and by how much.
struct Input {
  const char* name;
  double step;  // of the input in its own unit or, of multiples, relative
  std::function<void(Case&, double)> move;
};

/// What of the digits is lost: two nodes at one place cost some, of Vmp and Jmp, which hang on
/// differences of slopes, more.
inline double loss(double FigureSlopes::*figure, bool is_rich) {
  return !is_rich ? 1 : figure == &FigureSlopes::vmp || figure == &FigureSlopes::jmp ? 100 : 3;
}

/// Differences over h and 2h, extrapolated, leave fourth powers of the step: 1e-9. Where levels are
/// stiff the last bits of a state move its current by 1e-10, and the voltage of largest power with
/// it: 3e-10 of a figure, 3e-7 of what one that follows its input in proportion does. Inputs that
/// hardly matter are measured by that.
inline void expect_differences(const Case& c, std::span<const Input> inputs, bool is_rich = false) {
  const CellTask middle = task(c, {.to = 0.8});
  const CellSensitivity sensitivity(middle, on_given_mesh);
  const FigureSlopes whole = figures(c);
  for (const Input& input : inputs) {
    const auto moved = [&](double h) {
      Case other = c;
      input.move(other, h);
      return other;
    };
    const std::array<FigureSlopes, 4> f{figures(moved(-2 * input.step)),
                                        figures(moved(-input.step)), figures(moved(input.step)),
                                        figures(moved(2 * input.step))};
    const double tiny = 1e-3;  // of the step, where the designs differ by first order alone
    const CellTask low = task(moved(-tiny * input.step));
    const CellTask high = task(moved(tiny * input.step));
    for (const auto figure : all_figures) {
      const double wanted = (8 * (f[2].*figure - f[1].*figure) - (f[3].*figure - f[0].*figure)) / 6;
      const FigureGradient gradient = sensitivity.gradient(figure);
      const double stated = (change(gradient, low.design, high.design) +
                             change(gradient, low.generation, high.generation)) /
                            tiny;
      EXPECT_NEAR(stated, wanted,
                  1e-6 * std::abs(wanted) + 3e-10 * loss(figure, is_rich) * std::abs(whole.*figure))
          << input.name;
    }
  }
}

/// The chain rule and the change of the residuals are two ways to one derivative, for every number:
/// against what the figure does when it follows the number in proportion. Steps are a part in a
/// million, for energies of some eV 1e-4 kT, whose square is 1e-9 of terms that may cancel.
inline void expect_slopes_for_every_number(const Case& c, bool is_rich = false) {
  const CellTask middle = task(c, {.to = 0.8});
  const CellSensitivity sensitivity(middle, on_given_mesh);
  const FigureSlopes whole = figures(c);
  std::array<std::vector<double>, all_figures.size()> stated;
  for (std::size_t f = 0; f < all_figures.size(); ++f) {
    stated[f] = numbers_of(sensitivity.gradient(all_figures[f]).design);
  }
  CellTask low = middle;
  CellTask high = middle;
  std::vector<double*> of_low;
  std::vector<double*> of_high;
  visit_numbers(low.design, [&](double& number) { of_low.push_back(&number); });
  visit_numbers(high.design, [&](double& number) { of_high.push_back(&number); });
  for (std::size_t k = 0; k < of_low.size(); ++k) {
    const double value = *of_low[k];
    const double step = 1e-6 * std::abs(value);
    if (step == 0) {
      continue;
    }
    *of_low[k] -= step;
    *of_high[k] += step;
    low.mesh = make_mesh(low.design);
    high.mesh = make_mesh(high.design);
    const FigureSlopes changed = sensitivity.slopes(low, high);
    for (std::size_t f = 0; f < all_figures.size(); ++f) {
      const double wanted = changed.*all_figures[f] / (2 * step);
      EXPECT_NEAR(stated[f][k], wanted,
                  1e-6 * std::abs(wanted) + 1e-7 * loss(all_figures[f], is_rich) *
                                                std::abs(whole.*all_figures[f] / value))
          << "number " << k << ", figure " << f;
    }
    *of_low[k] = *of_high[k] = value;
  }
}

/// Along one direction in which every number of the design grows by up to a part in a million, both
/// ways agree; where terms cancel, the square of the step is left of them: 1e-5 of what figures
/// that follow in proportion do.
template <class Uniform>
void expect_slopes_along(const Case& c, const Uniform& uniform, std::uint64_t cell) {
  const CellTask middle = task(c, {.to = 1.8});
  const CellSensitivity sensitivity(middle, on_given_mesh);
  CellTask low = middle;
  CellTask high = middle;
  unsigned draw = 1000;
  visit_numbers(low.design, [&](double& number) { number *= 1 - 1e-6 * uniform(draw++); });
  draw = 1000;
  visit_numbers(high.design, [&](double& number) { number *= 1 + 1e-6 * uniform(draw++); });
  low.mesh = make_mesh(low.design);
  high.mesh = make_mesh(high.design);
  const FigureSlopes wanted = sensitivity.slopes(low, high);
  for (const auto figure : all_figures) {
    const double stated = change(sensitivity.gradient(figure), low.design, high.design);
    EXPECT_NEAR(stated, wanted.*figure,
                1e-6 * std::abs(wanted.*figure) + 3e-11 * std::max(1.0, sensitivity.curve().jsc))
        << "cell " << cell;
  }
}

}  // namespace heliofab::device::testing_cells
