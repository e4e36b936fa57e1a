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

// Adds flux times the pairs per photon between the device front and each position.
void add_pairs(const StackSolver& solver, std::span<const materials::Layer> films,
               std::size_t first_film, const Placement& placement, double flux,
               std::span<double> cumulative) noexcept {
  const double arriving = flux * solver.arriving();
  double before = 0;
  for (std::size_t j = first_film; j < films.size(); ++j) {
    const FilmField& field = solver.films()[j];
    const double yield = arriving * films[j].pair_yield;
    const std::size_t slot = j - first_film;
    if (yield == 0 || field.k == 0) {
      for (std::size_t p = placement.first[slot]; p < placement.first[slot + 1]; ++p) {
        cumulative[p] += before;
      }
      continue;
    }
    for (std::size_t p = placement.first[slot]; p < placement.first[slot + 1]; ++p) {
      cumulative[p] += before + yield * absorbed_before(field, placement.depth[p]);
    }
    before += yield * absorbed_before(field, field.thickness);
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

void add_currents(const StackSolver& solver, double flux, Photocurrents& currents) noexcept {
  const double current = constants::elementary_charge * flux;
  currents.incident += current;
  currents.reflected += current * solver.reflected();
  currents.transmitted += current * solver.transmitted();
  for (std::size_t j = 0; j < currents.sheets.size(); ++j) {
    currents.sheets[j] += current * solver.sheets()[j].absorbed;
  }
  for (std::size_t j = 0; j < currents.films.size(); ++j) {
    const FilmField& field = solver.films()[j];
    currents.films[j] += current * solver.arriving() * absorbed_before(field, field.thickness);
  }
}

}  // namespace

Photocurrents photocurrents(const materials::LayerStack& stack, const Spectrum& spectrum) {
  const std::vector<double> flux = photon_flux(spectrum);
  StackSolver solver(stack, spectrum.wavelength);
  Photocurrents currents = empty_currents(stack);
  for (std::size_t i = 0; i < flux.size(); ++i) {
    solver.solve(i);
    add_currents(solver, flux[i], currents);
  }
  return currents;
}

Generation make_generation(const materials::LayerStack& stack, const Spectrum& spectrum,
                           std::size_t first_film, std::span<const double> positions) {
  const Placement placement = place(stack, first_film, positions);
  const std::vector<double> flux = photon_flux(spectrum);
  StackSolver solver(stack, spectrum.wavelength);
  Generation generation{.position = {positions.begin(), positions.end()},
                        .cumulative = std::vector<double>(positions.size(), 0.0),
                        .currents = empty_currents(stack)};
  for (std::size_t i = 0; i < flux.size(); ++i) {
    solver.solve(i);
    add_currents(solver, flux[i], generation.currents);
    add_pairs(solver, stack.films, first_film, placement, flux[i], generation.cumulative);
  }
  count_from_first(generation.cumulative);
  return generation;
}

std::vector<double> pairs_per_photon(const materials::LayerStack& stack, double wavelength,
                                     std::size_t first_film, std::span<const double> positions) {
  const Placement placement = place(stack, first_film, positions);
  StackSolver solver(stack, std::array{wavelength});
  solver.solve(0);
  std::vector<double> cumulative(positions.size(), 0.0);
  add_pairs(solver, stack.films, first_film, placement, 1, cumulative);
  count_from_first(cumulative);
  return cumulative;
}

}  // namespace heliofab::optics
