// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/generation.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "stack_solver.hpp"

namespace heliofab::optics {

namespace {

// The positions of a device sorted into its films.
struct Placement {
  std::vector<double> depth;       // [m] of each position below the front of its film
  std::vector<std::size_t> first;  // [-] first position of each film, and one past the last
};

Placement place(const materials::LayerStack& stack, std::size_t first_film,
                std::span<const double> positions) {
  if (first_film >= stack.films.size()) {
    throw InputError("E2204", "first_film",
                     fmt::format("{}, wanted less than the {} films of the stack", first_film,
                                 stack.films.size()));
  }
  if (positions.empty()) {
    throw InputError("E2204", "positions", "none, wanted one or more");
  }
  const auto films = std::span(stack.films).subspan(first_film);
  double end = 0;
  for (const materials::Layer& film : films) {
    end += film.thickness;
  }
  check_positions(positions, end);
  Placement placement{.depth = std::vector<double>(positions.size()), .first = {0}};
  double face = 0;
  std::size_t p = 0;
  for (std::size_t j = 0; j < films.size(); ++j) {
    const double thickness = films[j].thickness;
    const bool is_last = j + 1 == films.size();
    for (; p < positions.size() && (is_last || positions[p] <= face + thickness); ++p) {
      placement.depth[p] = std::min(positions[p] - face, thickness);
    }
    placement.first.push_back(p);
    face += thickness;
  }
  return placement;
}

// Adds the pairs between the device front and each position, with a weight for each wavelength.
void add_pairs(StackSolver& solver, std::span<const materials::Layer> films, std::size_t first_film,
               const Placement& placement, std::span<const double> weight,
               std::span<double> cumulative) {
  double before = 0;
  std::vector<double> depth;
  std::vector<double> above;
  for (std::size_t j = first_film; j < films.size(); ++j) {
    const std::size_t first = placement.first[j - first_film];
    const std::size_t last = placement.first[j - first_film + 1];
    depth.assign(placement.depth.begin() + static_cast<std::ptrdiff_t>(first),
                 placement.depth.begin() + static_cast<std::ptrdiff_t>(last));
    depth.push_back(films[j].thickness);
    above.assign(depth.size(), 0.0);
    if (films[j].pair_yield > 0) {
      solver.sum_above(j, weight, depth, above);
    }
    for (std::size_t p = first; p < last; ++p) {
      cumulative[p] += before + films[j].pair_yield * above[p - first];
    }
    before += films[j].pair_yield * above.back();
  }
}

// Counts from the first position; rounding may not turn a rise of nothing into a fall.
void count_from_first(std::vector<double>& cumulative) noexcept {
  const double start = cumulative.front();
  double highest = 0;
  for (double& value : cumulative) {
    highest = std::max(highest, value - start);
    value = highest;
  }
}

Photocurrents empty_currents(const materials::LayerStack& stack) {
  Photocurrents currents;
  currents.sheets.assign(stack.sheets.size(), 0);
  currents.films.assign(stack.films.size(), 0);
  return currents;
}

// Adds what becomes of `flux` photons of each wavelength.
void add_currents(const StackSolver& solver, std::span<const double> flux,
                  Photocurrents& currents) noexcept {
  for (std::size_t i = 0; i < flux.size(); ++i) {
    const double current = constants::elementary_charge * flux[i];
    currents.incident += current;
    currents.reflected += current * solver.reflected(i);
    currents.transmitted += current * solver.transmitted(i);
    for (std::size_t j = 0; j < currents.sheets.size(); ++j) {
      currents.sheets[j] += current * solver.in_sheet(j, i);
    }
    for (std::size_t j = 0; j < currents.films.size(); ++j) {
      currents.films[j] += current * solver.in_film(j, i);
    }
  }
}

// Photons of each row that come as one of the waves.
std::vector<double> flux_of_each(const Spectrum& spectrum, const Tilts& waves) {
  std::vector<double> flux = photon_flux(spectrum);
  for (double& photons : flux) {
    photons *= waves.share();
  }
  return flux;
}

}  // namespace

Photocurrents photocurrents(const materials::LayerStack& stack, const Spectrum& spectrum,
                            const Incidence& incidence) {
  const Tilts waves = tilts(incidence, stack.front_index);
  const std::vector<double> flux = flux_of_each(spectrum, waves);
  StackSolver solver(stack, spectrum.wavelength);
  Photocurrents currents = empty_currents(stack);
  for (const Tilt& tilt : waves) {
    solver.solve(tilt);
    add_currents(solver, flux, currents);
  }
  return currents;
}

Generation make_generation(const materials::LayerStack& stack, const Spectrum& spectrum,
                           std::size_t first_film, std::span<const double> positions,
                           const Incidence& incidence) {
  const Placement placement = place(stack, first_film, positions);
  const Tilts waves = tilts(incidence, stack.front_index);
  const std::vector<double> flux = flux_of_each(spectrum, waves);
  StackSolver solver(stack, spectrum.wavelength);
  Generation generation{.position = {positions.begin(), positions.end()},
                        .cumulative = std::vector<double>(positions.size(), 0.0),
                        .currents = empty_currents(stack)};
  for (const Tilt& tilt : waves) {
    solver.solve(tilt);
    add_currents(solver, flux, generation.currents);
    add_pairs(solver, stack.films, first_film, placement, flux, generation.cumulative);
  }
  count_from_first(generation.cumulative);
  return generation;
}

std::vector<double> pairs_per_photon(const materials::LayerStack& stack, double wavelength,
                                     std::size_t first_film, std::span<const double> positions,
                                     const Incidence& incidence) {
  const Placement placement = place(stack, first_film, positions);
  const Tilts waves = tilts(incidence, stack.front_index);
  StackSolver solver(stack, std::array{wavelength});
  std::vector<double> cumulative(positions.size(), 0.0);
  for (const Tilt& tilt : waves) {
    solver.solve(tilt);
    add_pairs(solver, stack.films, first_film, placement, std::array{waves.share()}, cumulative);
  }
  count_from_first(cumulative);
  return cumulative;
}

BudgetSpectra budget_spectra(const materials::LayerStack& stack, std::span<const double> wavelength,
                             const Incidence& incidence) {
  const Tilts waves = tilts(incidence, stack.front_index);
  StackSolver solver(stack, wavelength);
  const std::vector<double> nought(wavelength.size(), 0.0);
  BudgetSpectra spectra{.wavelength = {wavelength.begin(), wavelength.end()},
                        .reflected = nought,
                        .transmitted = nought,
                        .sheets = {stack.sheets.size(), nought},
                        .films = {stack.films.size(), nought}};
  for (const Tilt& tilt : waves) {
    solver.solve(tilt);
    for (std::size_t i = 0; i < wavelength.size(); ++i) {
      spectra.reflected[i] += waves.share() * solver.reflected(i);
      spectra.transmitted[i] += waves.share() * solver.transmitted(i);
      for (std::size_t j = 0; j < spectra.sheets.size(); ++j) {
        spectra.sheets[j][i] += waves.share() * solver.in_sheet(j, i);
      }
      for (std::size_t j = 0; j < spectra.films.size(); ++j) {
        spectra.films[j][i] += waves.share() * solver.in_film(j, i);
      }
    }
  }
  return spectra;
}

}  // namespace heliofab::optics
