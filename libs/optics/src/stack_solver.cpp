// SPDX-License-Identifier: Apache-2.0
#include "stack_solver.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::optics {

namespace {

void check_stack(const materials::LayerStack& stack) {
  std::vector<Diagnostic> found;
  if (!(std::isfinite(stack.front_index) && stack.front_index > 0)) {
    found.push_back({.code = "E2203",
                     .path = "stack.front_index",
                     .message = fmt::format("{:g}, wanted above 0", stack.front_index)});
  }
  for (const auto* layers : {&stack.sheets, &stack.films}) {
    for (const materials::Layer& layer : *layers) {
      if (!(std::isfinite(layer.thickness) && layer.thickness >= 0)) {
        found.push_back({.code = "E2203",
                         .path = fmt::format("stack.{}.thickness", layer.name),
                         .message = fmt::format("{:g} m, wanted 0 or more", layer.thickness)});
      }
      if (!(layer.pair_yield >= 0 && layer.pair_yield <= 1)) {
        found.push_back({.code = "E2203",
                         .path = fmt::format("stack.{}.pair_yield", layer.name),
                         .message = fmt::format("{:g} is outside 0 .. 1", layer.pair_yield)});
      }
    }
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

// Indices of all layers, wavelength by wavelength.
std::vector<std::complex<double>> tabulate(std::span<const materials::Layer> layers,
                                           std::span<const double> wavelength) {
  std::vector<std::complex<double>> result(layers.size() * wavelength.size());
  for (std::size_t j = 0; j < layers.size(); ++j) {
    const auto table = resample(layers[j].constants, wavelength, layers[j].name);
    for (std::size_t i = 0; i < wavelength.size(); ++i) {
      result[i * layers.size() + j] = {table.n[i], table.k[i]};
    }
  }
  return result;
}

std::vector<double> thicknesses(std::span<const materials::Layer> layers) {
  std::vector<double> result;
  for (const materials::Layer& layer : layers) {
    result.push_back(layer.thickness);
  }
  return result;
}

}  // namespace

StackSolver::StackSolver(const materials::LayerStack& stack, std::span<const double> wavelength)
    : wavelength_(wavelength.begin(), wavelength.end()), front_(stack.front_index) {
  check_stack(stack);
  thickness_ = thicknesses(stack.films);
  sheet_thickness_ = thicknesses(stack.sheets);
  film_index_ = tabulate(stack.films, wavelength);
  sheet_index_ = tabulate(stack.sheets, wavelength);
  const auto back = resample(stack.back, wavelength, "back");
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    back_index_.emplace_back(back.n[i], back.k[i]);
  }
  films_.resize(stack.films.size());
  sheets_.resize(stack.sheets.size());
}

void StackSolver::solve(std::size_t i) noexcept {
  double front = front_;
  for (std::size_t j = 0; j < sheets_.size(); ++j) {
    // Sheets absorb so weakly per wavelength that their k does not matter at an interface.
    const std::complex<double> index = sheet_index_[i * sheets_.size() + j];
    const double r = (front - index.real()) / (front + index.real());
    sheets_[j].entry = r * r;
    sheets_[j].pass =
        std::exp(-4 * std::numbers::pi * index.imag() * sheet_thickness_[j] / wavelength_[i]);
    front = index.real();
  }
  ends_ = solve_waves(std::span(film_index_).subspan(i * films_.size(), films_.size()), thickness_,
                      front, back_index_[i], wavelength_[i], films_);
  rays_ = trace_sheets(sheets_, ends_.reflected);
}

void check_positions(std::span<const double> positions, double end) {
  double before = 0;
  for (const double x : positions) {
    if (!(x >= before && x <= end * (1 + 1e-9))) {
      throw InputError("E2204", "positions",
                       fmt::format("{:g} nm after {:g} nm, wanted non-decreasing depths within "
                                   "0 .. {:g} nm",
                                   x / unit::nm, before / unit::nm, end / unit::nm));
    }
    before = x;
  }
}

}  // namespace heliofab::optics
