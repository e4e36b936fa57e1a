// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/device/solve_cell.hpp"

/// Published and home-made cells with complete inputs. `fineness` multiplies the elements of every
/// layer, so that a mesh of twice the fineness contains the nodes of the coarser one.
namespace heliofab::device::testing_cells {

inline materials::Semiconductor film(double gap_eV, double affinity_eV, double permittivity) {
  const double states = 6.29e18 * unit::per_cm3;
  return {gap_eV, affinity_eV, permittivity, states, states, 100e-4, 25e-4, 0};
}

inline Layer layer(double thickness, const materials::Semiconductor& s, double doping,
                   std::vector<Level> levels, std::int64_t elements) {
  return {thickness, s, s, doping, std::move(levels), elements};
}

inline Level lifetimes(double tau_n, double tau_p) { return {.tau_n = tau_n, .tau_p = tau_p}; }

/// A state of up to two electrons, each transition with its own lifetimes.
inline Level amphoteric(double density, double first_eV, double second_eV) {
  return {.kind = LevelKind::amphoteric,
          .density = density,
          .energy_eV = first_eV,
          .tau_n = 1e-9,
          .tau_p = 4e-8,
          .second_energy_eV = second_eV,
          .second_tau_n = 3e-9,
          .second_tau_p = 2e-10};
}

/// Light that is absorbed exponentially from x = front on: flux [1/m2/s], absorption [1/m].
inline std::vector<double> beer(std::span<const double> positions, double front, double flux,
                                double absorption) {
  std::vector<double> cumulative;
  for (const double x : positions) {
    cumulative.push_back(x > front ? -flux * std::expm1(-absorption * (x - front)) : 0);
  }
  return cumulative;
}
inline std::vector<double> beer(const Mesh& mesh, double front, double flux, double absorption) {
  return beer(volume_edges(mesh), front, flux, absorption);
}

/// A design with its light.
struct Case {
  CellDesign design;
  double lit_from = 0;    // [m]
  double flux = 0;        // [1/m2/s]
  double absorption = 0;  // [1/m]

  CellCurve solve(const CurveRequest& request = {}, double light = 1) const {
    const Mesh mesh = make_mesh(design);
    return solve_cell(design, mesh, beer(mesh, lit_from, light * flux, absorption), request);
  }
  CellCurve solve_dark(const CurveRequest& request = {}) const {
    return solve_cell(design, make_mesh(design), {}, request);
  }
};

/// ZnO/CdS/CIGS with neutral mid-gap levels; 101 nodes at fineness 1.
inline Case bm1(std::int64_t fineness = 1) {
  materials::Semiconductor cigs = film(1.15, 4.5, 13.6);
  cigs.radiative = 1e-10 * unit::cm3_per_s;
  const Level window = lifetimes(1 * unit::ns, 1 * unit::ns);
  const double cm3 = 1 * unit::per_cm3;
  return {{{layer(200 * unit::nm, film(3.3, 4.4, 9), 1e18 * cm3, {window}, 20 * fineness),
            layer(50 * unit::nm, film(2.4, 4.2, 10), 1e17 * cm3, {window}, 20 * fineness),
            layer(2 * unit::um, cigs, -1e16 * cm3, {lifetimes(10 * unit::ns, 10 * unit::ns)},
                  60 * fineness)},
           {},
           {},
           300},
          250 * unit::nm,
          2.2e17 * unit::per_cm2,
          3e4 * unit::per_cm};
}

/// A level in the middle of the gap by its density [1/cm3] and cross sections [cm2]; carriers fly
/// at 1e7 cm/s.
inline Level captured(LevelKind kind, double density, double sigma_n, double sigma_p) {
  const double cm3 = 1 * unit::per_cm3;
  const double rate = 1e7 * unit::cm_per_s * density * cm3 * unit::cm2;
  return {kind, density * cm3, 0, 1 / (sigma_n * rate), 1 / (sigma_p * rate)};
}

/// As bm1, with charged levels in each layer and a barrier at both contacts.
inline Case bm2(std::int64_t fineness = 1) {
  Case c = bm1(fineness);
  const double cm3 = 1 * unit::per_cm3;
  std::vector<Layer>& layers = c.design.layers;
  layers[0].levels = {captured(LevelKind::donor, 1e17, 1e-12, 1e-15)};
  layers[1].levels = {captured(LevelKind::acceptor, 1e18, 1e-17, 1e-12)};
  layers[2].levels = {captured(LevelKind::donor, 1e14, 5e-13, 1e-15)};
  layers[1].doping = 1.1e18 * cm3;
  layers[2].doping = -2e16 * cm3;
  layers[2].front.radiative = layers[2].back.radiative = 0;
  layers[2].thickness = 3 * unit::um;
  const double infinite = 1e8;  // [m/s]
  c.design.front = {ContactKind::barrier, 0, infinite, infinite};
  c.design.back = {ContactKind::barrier, 0.2, infinite, infinite};
  return c;
}

/// BM-1 with a buffer whose conduction band lies `step_eV` above the absorber's, and levels between
/// them that both carriers reach with `velocity`.
inline Case front_of(double step_eV, double velocity, double temperature = 300) {
  Case c = bm1();
  c.design.temperature = temperature;
  for (const std::size_t k : {0U, 1U}) {
    Layer& window = c.design.layers[k];
    window.front.affinity_eV = window.back.affinity_eV = 4.5 - step_eV;
  }
  if (velocity > 0) {
    c.design.interfaces.resize(2);
    c.design.interfaces[1].levels = {{.velocity_n = velocity, .velocity_p = velocity}};
  }
  return c;
}

/// CdS/CdTe with a Schottky back contact: tutorial 2 of [gaury2019].
inline Case cdte(std::int64_t fineness = 1) {
  const double cm3 = 1 * unit::per_cm3;
  const materials::Semiconductor cds{2.4, 4.0, 10, 2.2e18 * cm3, 1.8e19 * cm3, 100e-4, 25e-4, 0};
  const materials::Semiconductor cdte{1.5, 3.9, 9.4, 8e17 * cm3, 1.8e19 * cm3, 320e-4, 40e-4, 0};
  const double velocity = 1.16e7 * unit::cm_per_s;
  return {{{layer(25 * unit::nm, cds, 1e17 * cm3, {lifetimes(1e-8, 1e-13)}, 20 * fineness),
            layer(4 * unit::um, cdte, -1e15 * cm3, {lifetimes(5e-9, 5e-9)}, 80 * fineness)},
           {ContactKind::flat_band, 0, velocity, velocity},
           {ContactKind::barrier, 3.9 + 1.5 - 5.0, velocity, velocity},
           300},
          0,
          1e17 * unit::per_cm2,
          2.3e4 * unit::per_cm};
}

/// A cell with everything in it: graded layers, all kinds of levels, radiative and Auger
/// recombination, a barrier, slow and fast contacts.
inline CellDesign rich() {
  CellDesign d = bm1().design;
  for (Layer& layer : d.layers) {
    layer.elements = 4;
    layer.back.gap_eV += 0.1;
    layer.back.affinity_eV -= 0.06;
    layer.back.nc *= 3;
    layer.back.mobility_p *= 2;
    layer.front.radiative = layer.back.radiative = 1e-14;
    layer.front.auger_n = layer.back.auger_n = 3e-39;
    layer.front.auger_p = layer.back.auger_p = 1e-39;
    layer.levels.push_back({LevelKind::donor, 3e22, 0.1, 1e-9, 3e-8});
    layer.levels.push_back({LevelKind::acceptor, 1e22, -0.2, 5e-10, 1e-10});
  }
  d.front = {ContactKind::barrier, 0.1, 1e5, 30};
  d.back = {ContactKind::flat_band, 0, 0.02, 1e3};
  return d;
}

/// As rich, with charge and levels in both planes between the films; in the second one emission is
/// limited as well.
inline CellDesign rich_interfaces() {
  CellDesign d = rich();
  d.interfaces.resize(2);
  d.interfaces[0].sheet_charge = -2e15;
  for (Interface& interface : d.interfaces) {
    interface.levels = {{LevelKind::acceptor, 3e15, 0.1, 100, 5e3},
                        {LevelKind::donor, 1e15, -0.2, 3e3, 20, LevelReference::conduction_band},
                        {.velocity_n = 10, .velocity_p = 30}};
  }
  d.interfaces[1].emission_n = 5e4;
  d.interfaces[1].emission_p = 2e4;
  return d;
}

/// As rich_interfaces, with amphoteric levels, velocities that saturate and, if asked, degenerate
/// films, the first of them n+ beyond its density of states.
inline CellDesign richest(bool is_degenerate) {
  CellDesign d = rich_interfaces();
  for (Layer& layer : d.layers) {
    for (materials::Semiconductor* s : {&layer.front, &layer.back}) {
      s->saturation_n = 1e3;
      s->saturation_p = 2e3;
      s->scattering_n = {1e-3, 1e23, 0.7};
    }
    layer.levels.push_back({.kind = LevelKind::amphoteric,
                            .density = 2e22,
                            .energy_eV = -0.1,
                            .tau_n = 1e-9,
                            .tau_p = 3e-9,
                            .second_energy_eV = 0.15,
                            .second_tau_n = 2e-8,
                            .second_tau_p = 1e-9});
    if (is_degenerate) {
      layer.statistics = Statistics::fermi_dirac;
      layer.doping *= 10;
    }
  }
  d.layers[1].statistics = Statistics::boltzmann;
  return d;
}

/// What varies among the cells of the ensemble; lengths in cm, densities in 1/cm3, lifetimes in s.
struct Ensemble {
  double absorber, buffer, gap, affinity, affinity_cds, affinity_zno, doping_cds, doping;
  double tau, tau_cds, mobility, flux, absorption, radiative;
};

inline Case make_case(const Ensemble& d, std::int64_t fineness = 1) {
  Case c = bm1(fineness);
  std::vector<Layer>& layers = c.design.layers;
  materials::Semiconductor cigs = film(d.gap, d.affinity, 13.6);
  cigs.mobility_n = d.mobility * unit::cm2_per_V_s;
  cigs.mobility_p = cigs.mobility_n / 4;
  cigs.radiative = d.radiative * unit::cm3_per_s;
  layers[0].front = layers[0].back = film(3.3, d.affinity_zno, 9);
  layers[1] =
      layer(d.buffer * unit::cm, film(2.4, d.affinity_cds, 10), d.doping_cds * unit::per_cm3,
            {lifetimes(d.tau_cds, d.tau_cds)}, layers[1].elements);
  layers[2] = layer(d.absorber * unit::cm, cigs, -d.doping * unit::per_cm3,
                    {lifetimes(d.tau, d.tau)}, layers[2].elements);
  c.lit_from = layers[0].thickness + layers[1].thickness;
  c.flux = d.flux * unit::per_cm2;
  c.absorption = d.absorption * unit::per_cm;
  return c;
}

/// A cell of the ensemble: every number over its range, by `uniform(which)` in [0, 1).
template <class Uniform>
Ensemble draw_cell(const Uniform& uniform) {
  unsigned draw = 0;
  const auto linear = [&](double low, double high) { return low + (high - low) * uniform(draw++); };
  const auto decades = [&](double low, double high) {
    return low * std::pow(high / low, uniform(draw++));
  };
  Ensemble d{};
  d.absorber = decades(0.3e-4, 3e-4);
  d.buffer = decades(5e-7, 1e-5);
  d.gap = linear(1.0, 1.65);
  d.affinity = 4.5 + 1.15 - d.gap;
  d.affinity_cds = d.affinity - linear(-0.3, 0.4);
  d.affinity_zno = d.affinity_cds + 0.2;
  d.doping_cds = decades(1e15, 1e18);
  d.doping = decades(1e14, 1e18);
  d.tau = decades(1e-11, 1e-6);
  d.tau_cds = decades(1e-12, 1e-8);
  d.mobility = decades(1, 300);
  d.flux = decades(2.2e15, 2.2e18);
  d.absorption = decades(1e4, 1e5);
  d.radiative = decades(1e-12, 1e-9);
  return d;
}

/// The fine-mesh limit of a quantity whose error falls by 4 when the mesh is halved.
inline double limit_of(double coarse, double fine) { return fine + (fine - coarse) / 3; }

/// The order at which three meshes, each half the one before, converge.
inline double observed_order(double coarse, double middle, double fine) {
  return std::log2(std::abs((middle - coarse) / (fine - middle)));
}

}  // namespace heliofab::device::testing_cells
