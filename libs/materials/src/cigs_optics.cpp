// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/cigs_optics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::materials {

namespace {

// Energies of the critical points E0, E1A, E1B, E2A, E2B [eV] at CGI 0.90; equation 1.1.
using CriticalPoints = std::array<double, 5>;
CriticalPoints critical_points(double ggi) {
  return {1.00 + 0.71 * ggi, 2.94 + 0.39 * ggi, 3.71 + 0.49 * ggi, 4.71 + 0.44 * ggi,
          5.24 + 0.64 * ggi};
}

// The energy at which `source` shows what `target` shows at `energy`: linear between critical
// points, a rigid shift outside them; equation 1.2.
double corresponding(double energy, const CriticalPoints& target, const CriticalPoints& source) {
  if (energy <= target.front()) {
    return energy + source.front() - target.front();
  }
  if (energy >= target.back()) {
    return energy + source.back() - target.back();
  }
  const std::size_t i = find_interval(target, energy);
  const double t = (energy - target[i]) / (target[i + 1] - target[i]);
  return source[i] + t * (source[i + 1] - source[i]);
}

void check_tables(std::span<const CigsTable> tables) {
  if (tables.size() < 2) {
    throw InputError("E2101", "cigs",
                     fmt::format("{} compositions, wanted two or more", tables.size()));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    check(tables[i].constants, fmt::format("cigs at ggi {:g}", tables[i].ggi));
    if (i > 0 && !(tables[i].ggi > tables[i - 1].ggi)) {
      throw InputError("E2101", "cigs",
                       fmt::format("ggi {:g} after {:g}, wanted increasing compositions",
                                   tables[i].ggi, tables[i - 1].ggi));
    }
  }
}

}  // namespace

OpticalConstants cigs_optics(std::span<const CigsTable> tables, double ggi) {
  check_tables(tables);
  if (!(ggi >= tables.front().ggi && ggi <= tables.back().ggi)) {
    throw InputError("E2104", "ggi",
                     fmt::format("{:g} is outside the tables of {:g} .. {:g}", ggi,
                                 tables.front().ggi, tables.back().ggi));
  }
  std::size_t i = 0;
  while (i + 2 < tables.size() && tables[i + 1].ggi <= ggi) {
    ++i;
  }
  const double weight = (ggi - tables[i].ggi) / (tables[i + 1].ggi - tables[i].ggi);
  if (weight == 0 || weight == 1) {
    return tables[i + (weight == 1 ? 1 : 0)].constants;
  }
  const CriticalPoints wanted = critical_points(ggi);
  OpticalConstants result;
  result.wavelength = tables[i].constants.wavelength;
  result.n.assign(result.wavelength.size(), 0);
  result.k.assign(result.wavelength.size(), 0);
  for (const auto& [table, share] :
       {std::pair(&tables[i], 1 - weight), std::pair(&tables[i + 1], weight)}) {
    const OpticalConstants& from = table->constants;
    const CriticalPoints points = critical_points(table->ggi);
    for (std::size_t row = 0; row < result.wavelength.size(); ++row) {
      const double energy = constants::photon_energy_wavelength / result.wavelength[row];
      const double there =
          constants::photon_energy_wavelength / corresponding(energy, wanted, points);
      // A shifted table ends a little early at one side; its end row stands in.
      const auto index =
          from.at(std::clamp(there, from.wavelength.front(), from.wavelength.back()));
      result.n[row] += share * index.real();
      result.k[row] += share * index.imag();
    }
  }
  return result;
}

}  // namespace heliofab::materials
