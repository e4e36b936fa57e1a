// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/solve_cells.hpp"
#include "heliofab/optics/beer_lambert.hpp"

namespace heliofab::device::testing_cells {

/// ZnO/CdS/Cu(In,Ga)Se2 of the materials of this program, with composition over depth, in sunlight
/// that is absorbed by 7e4/cm sqrt(E - Eg) of the gap at each depth.
struct CigsCell {
  Grid1D ggi{{0, 1}, {0.3, 0.3}};   // [-] over depth [-] of the absorber
  double thickness = 2 * unit::um;  // of the absorber
  double buffer = 50 * unit::nm;
  double doping = 1e16 * unit::per_cm3;         // acceptors
  double lifetime = 20 * unit::ns;              // of both carriers in the absorber, mid-gap
  double back_velocity = 1e7 * unit::cm_per_s;  // of electrons
  double buffer_lift_eV = 0;                    // of the conduction bands of CdS and ZnO
  double interface_velocity = 0;                // [m/s] of both carriers, between CdS and CIGS

  CellTask make(const optics::Spectrum& sun) const;
};

/// Absorption of strength [1/m] times the square root of the excess of the photon [eV].
inline optics::AbsorbingFilm absorbing_film(const optics::Spectrum& sun, double thickness,
                                            double gap_eV, double strength = 7e4 * unit::per_cm) {
  optics::AbsorbingFilm film{.thickness = thickness, .absorption = {}};
  for (const double wavelength : sun.wavelength) {
    const double above = constants::photon_energy_wavelength / wavelength - gap_eV;
    film.absorption.push_back(strength * std::sqrt(std::max(0.0, above)));
  }
  return film;
}

inline CellTask CigsCell::make(const optics::Spectrum& sun) const {
  const double cm3 = 1 * unit::per_cm3;
  const auto film = [&](double d, materials::Semiconductor s, double donors, const Level& level) {
    s.affinity_eV -= buffer_lift_eV;
    return Layer{d, s, s, donors, {level}, 20};
  };
  const Level window{.tau_n = 1 * unit::ns, .tau_p = 1 * unit::ns};
  const Level dead{.tau_n = 10 * unit::ns, .tau_p = 1e-4 * unit::ns};  // acceptors of the baseline
  Layer absorber{.thickness = thickness,
                 .doping = -doping,
                 .levels = {{.tau_n = lifetime, .tau_p = lifetime}},
                 .elements = 80};
  std::vector<optics::AbsorbingFilm> films{
      absorbing_film(sun, 200 * unit::nm, materials::i_zno().gap_eV),
      absorbing_film(sun, buffer, materials::cds().gap_eV)};
  constexpr int slices = 40;
  for (int k = 0; k <= slices; ++k) {
    const double depth = static_cast<double>(k) / slices;
    absorber.grading.push_back({depth, materials::cigs(ggi.at(depth)), -doping, {}});
    if (k < slices) {
      films.push_back(absorbing_film(sun, thickness / slices,
                                     materials::cigs(ggi.at(depth + 0.5 / slices)).gap_eV));
    }
  }
  absorber.front = absorber.grading.front().material;
  absorber.back = absorber.grading.back().material;
  CellTask task{.request = {.to = 1.2, .step = 0.02}};
  task.design.layers = {film(200 * unit::nm, materials::i_zno(), 1e18 * cm3, window),
                        film(buffer, materials::cds(), 1e17 * cm3, dead), std::move(absorber)};
  task.design.back.velocity_n = back_velocity;
  if (interface_velocity > 0) {
    task.design.interfaces.resize(2);
    task.design.interfaces[1].levels = {
        {.velocity_n = interface_velocity, .velocity_p = interface_velocity}};
  }
  task.mesh = make_mesh(task.design);
  task.generation_at = [films = std::move(films), sun](std::span<const double> positions) {
    return optics::beer_lambert(films, sun, {0.05, 0.3}, positions);
  };
  task.generation = task.generation_at(volume_edges(task.mesh));
  return task;
}

/// CdS and ZnO whose conduction bands lie `spike_eV` above the absorber's, and recombination
/// between CdS and CIGS with `velocity` [m/s] of both carriers.
inline CigsCell behind_spike(double spike_eV, double velocity = 0) {
  const double level = materials::cigs(0.3).affinity_eV - materials::cds().affinity_eV;
  return {.buffer_lift_eV = spike_eV - level, .interface_velocity = velocity};
}

/// Ideality of an interface that limits this cell: of a voltage more the absorber takes one part
/// in this, by the depletion approximation of both sides.
inline double interface_ideality() {
  return 1 + materials::cigs(0.3).permittivity / materials::cds().permittivity * 1e16 / 1e17;
}

}  // namespace heliofab::device::testing_cells
