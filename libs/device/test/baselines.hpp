// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "cigs_cell.hpp"
#include "reference_cells.hpp"
#include "sunlight.hpp"

/// The baselines of [gloeckler2003] from memory of their table; data/cells/cigs.yaml and cdte.yaml.
/// Their absorption is not at hand: a root law stands in, which decides Jsc but hardly Voc and FF.
namespace heliofab::device::testing_cells {

/// A baseline with what light does in it.
struct Baseline {
  CellDesign design;
  double strength = 0;  // [1/m] of the absorption 1 eV above each gap
  optics::RayFaces faces{0.05, 0.8};
  optics::Spectrum sun = am15g();

  std::vector<optics::AbsorbingFilm> films() const {
    std::vector<optics::AbsorbingFilm> found;
    for (const Layer& layer : design.layers) {
      found.push_back(absorbing_film(sun, layer.thickness, layer.front.gap_eV, strength));
    }
    return found;
  }
  CellTask task() const {
    CellTask t{.design = design, .mesh = make_mesh(design), .request = {.step = 0.01}};
    t.generation_at = [films = films(), sun = sun, faces = faces](std::span<const double> x) {
      return optics::beer_lambert(films, sun, faces, x);
    };
    t.generation = t.generation_at(volume_edges(t.mesh));
    return t;
  }
  CertifiedCurve curve() const {
    const CellTask t = task();
    return solve_cells({&t, 1}, {.mesh = 3e-4, .refinements = 5}).front();
  }
};

inline Level gaussian(Level level) {
  level.shape = LevelShape::gaussian;
  level.spread_eV = 0.1;
  return level;
}

/// ZnO/CdS/CIGS.
inline Baseline cigs_baseline() {
  Baseline b{.design = bm2().design, .strength = 7e4 * unit::per_cm};  // its doping and levels
  for (Layer& layer : b.design.layers) {
    layer.front.nc = layer.back.nc = 2.2e18 * unit::per_cm3;
    layer.front.nv = layer.back.nv = 1.8e19 * unit::per_cm3;
    layer.levels[0] = gaussian(layer.levels[0]);
  }
  for (Contact* contact : {&b.design.front, &b.design.back}) {
    contact->velocity_n = contact->velocity_p = 1e7 * unit::cm_per_s;
  }
  return b;
}

/// SnO2/CdS/CdTe.
inline Baseline cdte_baseline() {
  const double cm3 = 1 * unit::per_cm3;
  const auto film_of = [=](double gap, double permittivity, double nc) {
    const double affinity = gap < 2 ? 3.9 : 4.0;
    return materials::Semiconductor{gap,          affinity, permittivity, nc * cm3,
                                    1.8e19 * cm3, 100e-4,   25e-4,        0};
  };
  materials::Semiconductor absorber = film_of(1.5, 9.4, 8e17);
  absorber.mobility_n = 320e-4;
  absorber.mobility_p = 40e-4;
  const double fast = 1e7 * unit::cm_per_s;
  return {.design = {{layer(500 * unit::nm, film_of(3.6, 9, 2.2e18), 1e17 * cm3,
                            {gaussian(captured(LevelKind::donor, 1e15, 1e-12, 1e-15))}, 40),
                      layer(25 * unit::nm, film_of(2.4, 10, 2.2e18), 1.1e18 * cm3,
                            {gaussian(captured(LevelKind::acceptor, 1e18, 1e-17, 1e-12))}, 40),
                      layer(4 * unit::um, absorber, -2e14 * cm3,
                            {gaussian(captured(LevelKind::donor, 2e14, 1e-12, 1e-15))}, 120)},
                     {ContactKind::barrier, 0, fast, fast},
                     {ContactKind::barrier, 0.4, fast, fast},
                     300},
          .strength = 6e4 * unit::per_cm};
}

}  // namespace heliofab::device::testing_cells
