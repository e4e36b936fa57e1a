// SPDX-License-Identifier: Apache-2.0
#include "stack_solver.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
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
      const bool has_one_each = layer.pair_share.size() == layer.constants.wavelength.size();
      const auto is_share = [](double share) { return share >= 0 && share <= 1; };
      if (!layer.pair_share.empty() &&
          !(has_one_each && std::ranges::all_of(layer.pair_share, is_share))) {
        found.push_back({.code = "E2203",
                         .path = fmt::format("stack.{}.pair_share", layer.name),
                         .message = "wanted one value within 0 .. 1 for each wavelength"});
      }
    }
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

// As many as fill whole blocks; the last value stands in.
std::size_t padded(std::size_t count) {
  return (count + block_lanes - 1) / block_lanes * block_lanes;
}

void append_padded(std::vector<double>& rows, std::span<const double> row) {
  if (row.empty()) {
    return;
  }
  rows.insert(rows.end(), row.begin(), row.end());
  rows.insert(rows.end(), padded(row.size()) - row.size(), row.back());
}

LaneFilms tabulate(const materials::LayerStack& stack, std::span<const double> wavelength) {
  LaneFilms films;
  std::vector<double> wave_number;
  for (const double length : wavelength) {
    wave_number.push_back(2 * std::numbers::pi / length);
  }
  append_padded(films.wave_number, wave_number);
  const auto append = [&](const materials::OpticalConstants& constants, std::string_view name) {
    const auto table = resample(constants, wavelength, name);
    append_padded(films.n, table.n);
    append_padded(films.k, table.k);
  };
  for (const materials::Layer& film : stack.films) {
    films.thickness.push_back(film.thickness);
    append(film.constants, film.name);
  }
  append(stack.back, "back");
  return films;
}

// Tables are read after the stack is checked, in the order in which light meets them.
std::vector<materials::Layer> checked_sheets(const materials::LayerStack& stack,
                                             std::span<const double> wavelength) {
  check_stack(stack);
  std::vector<materials::Layer> sheets = stack.sheets;
  for (materials::Layer& sheet : sheets) {
    sheet.constants = resample(sheet.constants, wavelength, sheet.name);
  }
  return sheets;
}

}  // namespace

StackSolver::StackSolver(const materials::LayerStack& stack, std::span<const double> wavelength)
    : n_wavelengths_(wavelength.size()),
      sheets_(checked_sheets(stack, wavelength)),
      films_(tabulate(stack, wavelength)),
      fields_(stack.films.size()),
      sheet_fields_(block_lanes * sheets_.size()) {}

// What the faces and one pass of each sheet do to wavelength number i; returns the admittance
// before the films.
double StackSolver::enter_sheets(const Tilt& tilt, std::size_t i,
                                 std::span<SheetField> fields) const noexcept {
  double front = front_admittance(tilt);
  for (std::size_t j = 0; j < fields.size(); ++j) {
    const materials::Layer& sheet = sheets_[j];
    // Sheets absorb so weakly per wavelength that their k does not matter at an interface.
    const double n = sheet.constants.n[i];
    const ClearMedium medium = clear_medium(n, tilt);
    const double r = (front - medium.admittance) / (front + medium.admittance);
    const double fading = 2 * films_.wave_number[i] * sheet.constants.k[i] * n / medium.across;
    fields[j].entry = medium.is_evanescent ? 1 : r * r;
    fields[j].pass = medium.is_evanescent ? 0 : std::exp(-fading * sheet.thickness);
    front = medium.admittance;
  }
  return front;
}

void StackSolver::solve(const Tilt& tilt, std::size_t block) noexcept {
  const auto sheets_of = [&](std::size_t lane) {
    return std::span(sheet_fields_).subspan(lane * sheets_.size(), sheets_.size());
  };
  BlockLanes front{};
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    const std::size_t i = std::min(block * block_lanes + lane, n_wavelengths_ - 1);
    front[lane] = enter_sheets(tilt, i, sheets_of(lane));
  }
  ends_ = solve_waves(films_, tilt, block, front, fields_);
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    rays_[lane] = trace_sheets(sheets_of(lane), ends_.reflected[lane]);
  }
}

void StackSolver::add_above(std::size_t j, std::span<const double> weight,
                            std::span<const double> depth,
                            std::span<BlockLanes> sums) const noexcept {
  BlockLanes arriving{};
  for (std::size_t lane = 0; lane < weight.size(); ++lane) {
    arriving[lane] = weight[lane] * rays_[lane].arriving;
  }
  add_absorbed(fields_[j], arriving, depth, sums);
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
