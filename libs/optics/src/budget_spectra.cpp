// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/budget_spectra.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "stack_solver.hpp"

namespace heliofab::optics {

namespace {

void check_increasing(std::span<const double> wavelength) {
  const auto wrong = std::ranges::adjacent_find(
      wavelength, [](double before, double after) { return !(after > before); });
  if (wrong != wavelength.end()) {
    throw InputError("E2201", "wavelength",
                     fmt::format("{:g} nm after {:g} nm, wanted a larger one than before",
                                 *(wrong + 1) / unit::nm, *wrong / unit::nm));
  }
}

}  // namespace

BudgetSpectra budget_spectra(const materials::LayerStack& stack, std::span<const double> wavelength,
                             const Incidence& incidence) {
  check_increasing(wavelength);
  const Tilts waves = tilts(incidence, stack.front_index);
  StackSolver solver(stack, wavelength);
  const std::vector<double> nought(wavelength.size(), 0.0);
  BudgetSpectra spectra{.wavelength = {wavelength.begin(), wavelength.end()},
                        .reflected = nought,
                        .transmitted = nought,
                        .sheets = {stack.sheets.size(), nought},
                        .films = {stack.films.size(), nought}};
  solver.for_each_block(waves, [&](std::size_t first, std::size_t lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t i = first + lane;
      spectra.reflected[i] += waves.share() * solver.reflected(lane);
      spectra.transmitted[i] += waves.share() * solver.transmitted(lane);
      for (std::size_t j = 0; j < spectra.sheets.size(); ++j) {
        spectra.sheets[j][i] += waves.share() * solver.in_sheet(j, lane);
      }
      for (std::size_t j = 0; j < spectra.films.size(); ++j) {
        spectra.films[j][i] += waves.share() * solver.in_film(j, lane);
      }
    }
  });
  return spectra;
}

}  // namespace heliofab::optics
