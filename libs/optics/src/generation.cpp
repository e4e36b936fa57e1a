// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/generation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
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

// Pairs on their way to sums over wavelengths.
struct Pairs {
  std::vector<BlockLanes> above;  // [position] made between the front of its film and it, by lane
  std::vector<double> in_film;    // [film of the device]
};

Pairs no_pairs(const Placement& placement) {
  return {.above = std::vector<BlockLanes>(placement.depth.size(), BlockLanes{}),
          .in_film = std::vector<double>(placement.first.size() - 1, 0.0)};
}

// The share of what a film absorbs at a wavelength that makes pairs, linear between rows.
double pair_share_at(const materials::Layer& film, double wavelength) noexcept {
  const std::vector<double>& rows = film.constants.wavelength;
  const std::size_t i = find_interval(rows, wavelength);
  const double t = std::clamp((wavelength - rows[i]) / (rows[i + 1] - rows[i]), 0.0, 1.0);
  return std::lerp(film.pair_share[i], film.pair_share[i + 1], t);
}

// Light of the lanes of one block.
struct BlockLight {
  std::span<const double> wavelength;  // [m]
  std::span<const double> flux;        // photons, in any unit
};

// Adds those of one block.
void add_pairs(const StackSolver& solver, std::span<const materials::Layer> films,
               const Placement& placement, const BlockLight& light, Pairs& pairs) {
  const std::span<const double> flux = light.flux;
  const std::size_t first_film = films.size() - pairs.in_film.size();
  for (std::size_t slot = 0; slot < pairs.in_film.size(); ++slot) {
    const std::size_t j = first_film + slot;
    if (films[j].pair_yield == 0) {
      continue;
    }
    BlockLanes weight{};
    for (std::size_t lane = 0; lane < flux.size(); ++lane) {
      weight[lane] = films[j].pair_yield * flux[lane];
      if (!films[j].pair_share.empty()) {
        weight[lane] *= pair_share_at(films[j], light.wavelength[lane]);
      }
      pairs.in_film[slot] += weight[lane] * solver.in_film(j, lane);
    }
    const std::size_t first = placement.first[slot];
    const std::size_t count = placement.first[slot + 1] - first;
    solver.add_above(j, std::span(weight).first(flux.size()),
                     std::span(placement.depth).subspan(first, count),
                     std::span(pairs.above).subspan(first, count));
  }
}

// Pairs between the front of the device and each position.
std::vector<double> cumulate(const Placement& placement, const Pairs& pairs) {
  std::vector<double> cumulative(placement.depth.size());
  double before = 0;
  for (std::size_t slot = 0; slot < pairs.in_film.size(); ++slot) {
    for (std::size_t p = placement.first[slot]; p < placement.first[slot + 1]; ++p) {
      const BlockLanes& s = pairs.above[p];
      cumulative[p] = before + (((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7])));
    }
    before += pairs.in_film[slot];
  }
  return cumulative;
}

// Counts from the first position; rounding may not turn a rise of nothing into a fall.
std::vector<double> counted_from_first(std::vector<double> cumulative) noexcept {
  const double start = cumulative.front();
  double highest = 0;
  for (double& value : cumulative) {
    highest = std::max(highest, value - start);
    value = highest;
  }
  return cumulative;
}

Photocurrents empty_currents(const materials::LayerStack& stack) {
  Photocurrents currents;
  currents.sheets.assign(stack.sheets.size(), 0);
  currents.films.assign(stack.films.size(), 0);
  return currents;
}

// Adds what becomes of the photons of one block.
void add_currents(const StackSolver& solver, std::span<const double> flux,
                  Photocurrents& currents) noexcept {
  for (std::size_t lane = 0; lane < flux.size(); ++lane) {
    const double current = constants::elementary_charge * flux[lane];
    currents.incident += current;
    currents.reflected += current * solver.reflected(lane);
    currents.transmitted += current * solver.transmitted(lane);
    for (std::size_t j = 0; j < currents.sheets.size(); ++j) {
      currents.sheets[j] += current * solver.in_sheet(j, lane);
    }
    for (std::size_t j = 0; j < currents.films.size(); ++j) {
      currents.films[j] += current * solver.in_film(j, lane);
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
  solver.for_each_block(waves, [&](std::size_t first, std::size_t lanes) {
    add_currents(solver, std::span(flux).subspan(first, lanes), currents);
  });
  return currents;
}

Generation make_generation(const materials::LayerStack& stack, const Spectrum& spectrum,
                           std::size_t first_film, std::span<const double> positions,
                           const Incidence& incidence) {
  const Placement placement = place(stack, first_film, positions);
  const Tilts waves = tilts(incidence, stack.front_index);
  const std::vector<double> flux = flux_of_each(spectrum, waves);
  StackSolver solver(stack, spectrum.wavelength);
  Pairs pairs = no_pairs(placement);
  Generation generation{.position = {positions.begin(), positions.end()},
                        .cumulative = {},
                        .currents = empty_currents(stack)};
  solver.for_each_block(waves, [&](std::size_t first, std::size_t lanes) {
    const auto photons = std::span(flux).subspan(first, lanes);
    add_currents(solver, photons, generation.currents);
    const auto wavelength = std::span(spectrum.wavelength).subspan(first, lanes);
    add_pairs(solver, stack.films, placement, {wavelength, photons}, pairs);
  });
  generation.cumulative = counted_from_first(cumulate(placement, pairs));
  return generation;
}

std::vector<double> pairs_per_photon(const materials::LayerStack& stack, double wavelength,
                                     std::size_t first_film, std::span<const double> positions,
                                     const Incidence& incidence) {
  const Placement placement = place(stack, first_film, positions);
  const Tilts waves = tilts(incidence, stack.front_index);
  StackSolver solver(stack, std::array{wavelength});
  Pairs pairs = no_pairs(placement);
  const std::array flux{waves.share()};
  solver.for_each_block(waves, [&](std::size_t, std::size_t) {
    add_pairs(solver, stack.films, placement, {{&wavelength, 1}, flux}, pairs);
  });
  return counted_from_first(cumulate(placement, pairs));
}

}  // namespace heliofab::optics
