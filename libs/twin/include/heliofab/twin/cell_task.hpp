// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/device/solve_cells.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "heliofab/optics/generation.hpp"
#include "heliofab/twin/cell_plan.hpp"

// From a cell as it was written to what the engines solve.
namespace heliofab::twin {

/// What a cell names in other files, as values.
struct CellData {
  optics::Spectrum spectrum;  // of one sun, on the wavelengths computed; empty in other light
  std::map<std::string, materials::OpticalConstants, std::less<>> index;  // of files
  std::vector<materials::CigsTable> cigs;
  std::vector<double> depth;  // [m] of a table of generation
  std::vector<double> rate;   // [1/m3/s]
};

/// Reads spectra and optical constants by name from `folder` (data/), CSV files from beside the
/// document.
/// @throws InputError E2103 (no such name), E14xx, E2202 (a spectrum that ends too early)
CellData read_cell_data(const io::Document& document, const CellPlan& plan,
                        const std::filesystem::path& folder);

/// The spectrum that falls on the cell: that of one sun times the suns of the plan.
optics::Spectrum cell_spectrum(const CellPlan& plan, const CellData& data);

/// The direction from which it comes.
optics::Incidence incidence_of(const LightPlan& light) noexcept;

/// n, k of an index that a cell names: by a formula of the plan, on the wavelengths of the
/// spectrum, else of the data. @throws InputError E2101, E2102, E2106 as the formulas
materials::OpticalConstants index_named(const CellPlan& plan, const CellData& data,
                                        std::string_view name);

/// Of what this index absorbs, the share that makes pairs at each wavelength of the spectrum [-];
/// the rest is that of its free carriers. Empty where it has none.
std::vector<double> pair_share(const CellPlan& plan, const CellData& data, std::string_view name);

/// Layers, levels and contacts for the device engine; profiles become points of gradings.
device::CellDesign cell_design(const CellPlan& plan);

/// Films for transfer matrices; a layer whose composition runs becomes several, and a rough
/// interface a film of its own.
materials::LayerStack layer_stack(const CellPlan& plan, const CellData& data);

/// Pairs made between the front of the first layer and each position [1/m2/s]; empty in the dark.
std::vector<double> cell_generation(const CellPlan& plan, const CellData& data,
                                    std::span<const double> positions);

/// The same for one photon of each wavelength of the spectrum that falls on the cell [-],
/// wavelength by wavelength; for light by a spectrum.
std::vector<double> pairs_of_photons(const CellPlan& plan, const CellData& data,
                                     std::span<const double> positions);

/// The curve at the terminals, behind the resistances of the plan; empty when it has none.
std::optional<device::CellCurve> at_terminals(const CellPlan& plan,
                                              const device::CertifiedCurve& curve);

/// Light on the cell for any positions, with what it takes prepared once. `data` must outlive it.
device::GenerationAt cell_light(const CellPlan& plan, const CellData& data);

/// Solves one cell. @throws InputError as solve_cells, ModelError E3203 with every doubt
device::CertifiedCurve certified_curve(const device::CellTask& task);

/// The cell on a mesh of its elements, in its light. `data` must outlive it.
device::CellTask cell_task(const CellPlan& plan, const CellData& data);

}  // namespace heliofab::twin
