// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heliofab/core/grid.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "heliofab/device/solve_cells.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/optics/generation.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/process/recipe.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin {

/// What lies between the sun and the cell: nothing, or 50 um of ETFE on 400 um of EVA.
enum class Cover : std::uint8_t { bare, laminate };
constexpr std::array<std::string_view, 2> names_of(Cover) { return {"bare", "laminate"}; }

/// Where the gallium profile turns, as a share of the absorber's depth, so that its mean is right.
/// @throws InputError E6102 when no notch between front and back gives the mean
double notch_depth(const process::Absorber& absorber);

/// From what the process knows of a film to light and carriers in it: optics and device joined.
/// Immutable; solve() may be called from many threads.
class CellModel {
 public:
  /// @throws InputError E6102 (gap profile), E2103 (a material that the data lack)
  CellModel(const process::Recipe& recipe, const process::FilmPhysics& physics, Cover cover,
            const ReferenceData& data);

  /// Layers for the drift-diffusion engine: i-ZnO, CdS, absorber to the notch, absorber beyond.
  /// @throws InputError when the composition leaves the data
  device::CellDesign design(const process::CellParameters& film) const;
  /// Films for the optics: ZnO:Al, i-ZnO, CdS and the absorber in steps of composition, on Mo.
  materials::LayerStack stack(const process::CellParameters& film) const;

  /// The cell for the engine of lanes, in the AM1.5 global spectrum at 25 degC. The model's data
  /// must outlive it.
  device::CellTask task(const process::CellParameters& film,
                        const device::CurveRequest& request) const;

  /// J-V under the AM1.5 global spectrum at 25 degC, without shunts.
  /// @throws ModelError when the device has no solution that can be certified
  device::CellCurve solve(const process::CellParameters& film,
                          const device::CurveRequest& request) const;
  /// The same of many films together, each to the bit what it is alone.
  std::vector<device::CellCurve> solve(std::span<const process::CellParameters> films,
                                       const device::CurveRequest& request) const;
  /// Quantum efficiency at short circuit in `light` times the AM1.5 global spectrum, at 25 degC and
  /// on that spectrum's wavelengths; `internal` is as if nothing were reflected.
  /// @throws ModelError E3202, E3203
  device::QuantumEfficiency quantum_efficiency(const process::CellParameters& film,
                                               double light) const;
  /// Where the photons of a spectrum go.
  optics::Photocurrents photocurrents(const process::CellParameters& film,
                                      const optics::Spectrum& spectrum) const;

  /// The sweep of a shared curve: from -0.3 V far enough beyond any open circuit.
  static device::CurveRequest full_sweep() noexcept;

 private:
  struct Sublayer {
    std::size_t parts = 0;  // films of the absorber before or behind the notch
    double share = 0;       // [-] of the depth
    double front = 0;       // [-] GGI over the mean at either end
    double back = 0;
  };
  static std::array<Sublayer, 2> absorber(const process::CellParameters& film) noexcept;

  process::Window window_;
  process::FilmPhysics physics_;
  const ReferenceData* data_;
  std::vector<materials::Layer> sheets_;
};

/// Figures of merit of a cell with its shunts: what a tester sees. Zero without open circuit.
struct CellFigures {
  double jsc = 0;  // [A/m2]
  double voc = 0;  // [V]
  double vmp = 0;  // [V]
  double jmp = 0;  // [A/m2]

  double fill_factor() const noexcept { return voc > 0 ? vmp * jmp / (voc * jsc) : 0; }
  double efficiency() const noexcept { return vmp * jmp / 1000; }  // [-] at 1000 W/m2
};

/// Figures of a film's curve with its shunts and `ohmic` [S/m2].
CellFigures cell_figures(const module::StripCell& cell, double ohmic = 0);

/// A cell's curve as a function of voltage.
MonotoneCubic curve_of(const device::CellCurve& curve);

}  // namespace heliofab::twin
