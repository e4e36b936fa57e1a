// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/cigs_optics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::materials {

namespace {

// Energies of the critical points E0, E1A, E1B, E2A, E2B [eV]; equation 1.1.
using CriticalPoints = std::array<double, 5>;
CriticalPoints critical_points(double ggi, double cgi) {
  return {1.00 + 0.71 * ggi + 0.34 * (usual_cgi - cgi), 2.94 + 0.39 * ggi, 3.71 + 0.49 * ggi,
          4.71 + 0.44 * ggi, 5.24 + 0.64 * ggi};
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

using Tables = std::span<const CigsTable>;

// Those of usual_cgi.
Tables usual(Tables tables) {
  const auto end = std::ranges::find_if(
      tables, [](double c) { return c != usual_cgi; }, &CigsTable::cgi);
  return tables.first(static_cast<std::size_t>(end - tables.begin()));
}

const CigsTable* usual_at(Tables tables, double ggi) {
  const auto place = std::ranges::find(usual(tables), ggi, &CigsTable::ggi);
  return place == usual(tables).end() ? nullptr : &*place;
}

void check_tables(Tables tables) {
  const Tables base = usual(tables);
  if (base.size() < 2) {
    throw InputError("E2101", "cigs",
                     fmt::format("{} compositions, wanted two or more", base.size()));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const CigsTable& table = tables[i];
    check(table.constants, fmt::format("cigs at ggi {:g}, cgi {:g}", table.ggi, table.cgi));
    if (i > 0 && i < base.size() && !(table.ggi > tables[i - 1].ggi)) {
      throw InputError("E2101", "cigs",
                       fmt::format("ggi {:g} after {:g}, wanted increasing compositions", table.ggi,
                                   tables[i - 1].ggi));
    }
    if (i > base.size() && !(table.cgi > tables[i - 1].cgi)) {
      throw InputError("E2101", "cigs",
                       fmt::format("cgi {:g} after {:g}, wanted increasing compositions", table.cgi,
                                   tables[i - 1].cgi));
    }
    if (i >= base.size() && usual_at(tables, table.ggi) == nullptr) {
      throw InputError("E2101", "cigs",
                       fmt::format("ggi {:g} at cgi {:g} only, wanted one at {:g} too", table.ggi,
                                   table.cgi, usual_cgi));
    }
  }
}

void check_within(const char* name, double value, double low, double high) {
  if (!(value >= low && value <= high)) {
    throw InputError("E2104", name,
                     fmt::format("{:g} is outside the tables of {:g} .. {:g}", value, low, high));
  }
}

// A table and its weight.
struct Share {
  const CigsTable* table;
  double weight;
};

// The neighbours in gallium content; equation 1.3.
std::vector<Share> neighbours(Tables base, double ggi) {
  std::size_t i = 0;
  while (i + 2 < base.size() && base[i + 1].ggi <= ggi) {
    ++i;
  }
  const double weight = (ggi - base[i].ggi) / (base[i + 1].ggi - base[i].ggi);
  std::vector<Share> shares{{&base[i], 1 - weight}, {&base[i + 1], weight}};
  std::erase_if(shares, [](const Share& share) { return share.weight == 0; });
  return shares;
}

// What other copper content adds; equation 1.14.
void add_copper(Tables tables, double cgi, std::vector<Share>& shares) {
  // From usual_cgi outwards, over the tables on that side.
  const CigsTable* below = nullptr;  // nearer to usual_cgi; none: that itself
  const auto add = [&](const CigsTable& film, double weight) {
    shares.push_back({&film, weight});
    shares.push_back({usual_at(tables, film.ggi), -weight});
  };
  const Tables others = tables.subspan(usual(tables).size());
  const bool is_rich = cgi > usual_cgi;
  for (std::size_t k = 0; k < others.size(); ++k) {
    const CigsTable& film = is_rich ? others[k] : others[others.size() - 1 - k];
    if ((film.cgi > usual_cgi) != is_rich) {
      continue;
    }
    const double start = below == nullptr ? usual_cgi : below->cgi;
    if (is_rich ? cgi <= film.cgi : cgi >= film.cgi) {
      const double weight = (cgi - start) / (film.cgi - start);
      add(film, weight);
      if (below != nullptr && weight < 1) {
        add(*below, 1 - weight);
      }
      return;
    }
    below = &film;
  }
}

}  // namespace

OpticalConstants cigs_optics(std::span<const CigsTable> tables, double ggi, double cgi) {
  check_tables(tables);
  const Tables base = usual(tables);
  check_within("ggi", ggi, base.front().ggi, base.back().ggi);
  const auto [least, most] = std::ranges::minmax_element(tables, {}, &CigsTable::cgi);
  check_within("cgi", cgi, least->cgi, most->cgi);
  std::vector<Share> shares = neighbours(base, ggi);
  if (cgi != usual_cgi) {
    add_copper(tables, cgi, shares);
  }
  const CriticalPoints wanted = critical_points(ggi, cgi);
  OpticalConstants result;
  result.wavelength = shares.front().table->constants.wavelength;
  result.n.assign(result.wavelength.size(), 0);
  result.k.assign(result.wavelength.size(), 0);
  if (shares.size() == 1) {
    return shares.front().table->constants;
  }
  for (const Share& share : shares) {
    const OpticalConstants& from = share.table->constants;
    const CriticalPoints points = critical_points(share.table->ggi, share.table->cgi);
    for (std::size_t row = 0; row < result.wavelength.size(); ++row) {
      const double energy = constants::photon_energy_wavelength / result.wavelength[row];
      const double there =
          constants::photon_energy_wavelength / corresponding(energy, wanted, points);
      // A shifted table ends a little early at one side; its end row stands in.
      const auto index =
          from.at(std::clamp(there, from.wavelength.front(), from.wavelength.back()));
      result.n[row] += share.weight * index.real();
      result.k[row] += share.weight * index.imag();
    }
  }
  for (double& k : result.k) {  // far from the film that lends its difference
    k = std::max(k, 0.0);
  }
  return result;
}

}  // namespace heliofab::materials
