// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/cell_model.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/solve_cells.hpp"
#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/materials/free_carriers.hpp"
#include "heliofab/process/azo.hpp"

namespace heliofab::twin {

namespace {

// Typical doping and lifetimes of the window [gloeckler2003]; holes hardly live in CdS, so that
// light absorbed there is lost.
constexpr double izno_doping = 1e24;  // [1/m3]
constexpr double cds_doping = 1e23;   // [1/m3]
constexpr device::Level window_level{.tau_n = 1e-8, .tau_p = 1e-12};
constexpr double holes_live_longer = 3;  // tau_p over tau_n in the absorber

constexpr std::size_t first_device_film = 1;  // i-ZnO; the ZnO:Al is the contact

}  // namespace

double notch_depth(const process::Absorber& a) {
  const double depth = process::notch_depth(a.front_ratio, a.notch_ratio, a.back_ratio);
  if (!(depth > 0 && depth < 1)) {
    throw InputError("E6102", "recipe.absorber",
                     fmt::format("front, notch and back at {:.4g}, {:.4g} and {:.4g} times the "
                                 "mean cannot have that mean",
                                 a.front_ratio, a.notch_ratio, a.back_ratio),
                     "front and notch together must lie below 2, notch and back above, or the "
                     "other way round");
  }
  return depth;
}

CellModel::CellModel(const process::Recipe& recipe, const process::FilmPhysics& physics,
                     Cover cover, const ReferenceData& data)
    : window_(recipe.window), physics_(physics), data_(&data) {
  notch_depth(recipe.absorber);
  if (cover == Cover::laminate) {
    sheets_ = {{"etfe", data.materials.at("etfe"), 50 * unit::um},
               {"eva", data.materials.at("eva"), 400 * unit::um}};
  }
}

std::array<CellModel::Sublayer, 2> CellModel::absorber(
    const process::CellParameters& film) noexcept {
  const double notch = process::notch_ratio(film);
  return {Sublayer{3, film.notch_depth, film.front_ratio, notch},
          Sublayer{5, 1 - film.notch_depth, notch, film.back_ratio}};
}

device::CellDesign CellModel::design(const process::CellParameters& film) const {
  const device::Level absorber_level{.tau_n = film.lifetime,
                                     .tau_p = holes_live_longer * film.lifetime};
  device::CellDesign design;
  design.layers = {
      {window_.izno_thickness,
       materials::i_zno(),
       materials::i_zno(),
       izno_doping,
       {window_level},
       10},
      {film.cds_thickness, materials::cds(), materials::cds(), cds_doping, {window_level}, 16}};
  for (const Sublayer& part : absorber(film)) {
    design.layers.push_back({part.share * film.thickness,
                             materials::cigs(part.front * film.ggi),
                             materials::cigs(part.back * film.ggi),
                             -film.doping,
                             {absorber_level},
                             40});
  }
  design.back = {.kind = device::ContactKind::barrier,
                 .barrier_eV = physics_.back_barrier_eV,
                 .velocity_n = physics_.back_velocity,
                 .velocity_p = 1e5};
  return design;
}

materials::LayerStack CellModel::stack(const process::CellParameters& film) const {
  const materials::MaterialSet& known = data_->materials;
  materials::LayerStack stack{.sheets = sheets_, .back = known.at("mo")};
  const materials::FreeCarriers carriers{film.azo_carriers,
                                         process::azo_optical_mobility(window_, film.azo_carriers)};
  stack.films = {
      {"azo", materials::azo_optics(known.at("azo"), carriers), film.azo_thickness, 0},
      {"izno", known.at("izno"), window_.izno_thickness},
      {"cds", known.at("cds"), film.cds_thickness},
  };
  for (const Sublayer& part : absorber(film)) {
    for (std::size_t k = 0; k < part.parts; ++k) {
      const double middle = (static_cast<double>(k) + 0.5) / static_cast<double>(part.parts);
      const double ggi = film.ggi * (part.front + middle * (part.back - part.front));
      stack.films.push_back({"cigs", materials::cigs_optics(known.cigs, ggi),
                             part.share * film.thickness / static_cast<double>(part.parts)});
    }
  }
  return stack;
}

device::CellTask CellModel::task(const process::CellParameters& film,
                                 const device::CurveRequest& request) const {
  device::CellTask task{.design = design(film), .request = request};
  task.generation_at = [films = stack(film), data = data_](std::span<const double> positions) {
    return optics::make_generation(films, data->am15g, first_device_film, positions).cumulative;
  };
  task.mesh = device::make_mesh(task.design);
  task.generation = task.generation_at(device::volume_edges(task.mesh));
  return task;
}

device::CellCurve CellModel::solve(const process::CellParameters& film,
                                   const device::CurveRequest& request) const {
  return solve({&film, 1}, request).front();
}

std::vector<device::CellCurve> CellModel::solve(std::span<const process::CellParameters> films,
                                                const device::CurveRequest& request) const {
  std::vector<device::CellTask> tasks;
  tasks.reserve(films.size());
  for (const process::CellParameters& film : films) {
    tasks.push_back(task(film, request));
  }
  std::vector<device::CellCurve> curves;
  curves.reserve(films.size());
  for (const device::CertifiedCurve& curve : device::solve_cells(tasks)) {
    if (!curve.is_certified()) {
      throw ModelError("E3203", fmt::format("cell: {} doubts about its curve, the first: {}",
                                            curve.doubts.size(), curve.doubts.front()));
    }
    curves.push_back(curve.curve());
  }
  return curves;
}

device::QuantumEfficiency CellModel::quantum_efficiency(const process::CellParameters& film,
                                                        double light) const {
  const device::CellTask lit = device::in_light(task(film, full_sweep()), light);
  const double short_circuit = 0;
  const device::Collection collected = device::solve_collection(lit, {&short_circuit, 1}).front();
  if (!collected.doubts.empty()) {
    throw ModelError("E3203",
                     fmt::format("cell in {:.3g} suns: {} doubts about its curve, the "
                                 "first: {}",
                                 light, collected.doubts.size(), collected.doubts.front()));
  }
  const materials::LayerStack films = stack(film);
  device::Probe probe{.wavelength = data_->am15g.wavelength, .pairs = {}, .reflectance = {}};
  for (const double wavelength : probe.wavelength) {
    const std::vector<double> pairs =
        optics::pairs_per_photon(films, wavelength, first_device_film, collected.edges);
    probe.pairs.insert(probe.pairs.end(), pairs.begin(), pairs.end());
  }
  return device::quantum_efficiency(collected, probe);
}

optics::Photocurrents CellModel::photocurrents(const process::CellParameters& film,
                                               const optics::Spectrum& spectrum) const {
  return optics::photocurrents(stack(film), spectrum);
}

device::CurveRequest CellModel::full_sweep() noexcept {
  return {.from = -0.3, .to = 0.81, .step = 0.015, .stop_after_voc = false};
}

CellFigures cell_figures(const module::StripCell& cell, double ohmic) {
  const auto current = [&](double v) { return module::local_current(cell, ohmic, v).value; };
  CellFigures figures{.jsc = current(0)};
  const auto voc = find_root(current, 0, 1.2, 1e-9);
  if (figures.jsc <= 0 || !voc) {
    return {};
  }
  figures.voc = *voc;
  const Maximum best = find_maximum([&](double v) { return v * current(v); }, 0, figures.voc, 1e-7);
  figures.vmp = best.x;
  figures.jmp = best.value / best.x;
  return figures;
}

MonotoneCubic curve_of(const device::CellCurve& curve) {
  std::vector<double> voltage;
  std::vector<double> current;
  for (const device::CurvePoint& point : curve.points) {
    voltage.push_back(point.voltage);
    current.push_back(point.current_density);
  }
  return {std::move(voltage), std::move(current)};
}

}  // namespace heliofab::twin
