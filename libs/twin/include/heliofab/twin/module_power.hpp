// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/reference_data.hpp"

// From a module as it is designed to its power in any light and warmth.
namespace heliofab::twin {

/// What a bend makes of the resistance of sheets whose contacts it cracks; 1: they are as flat.
struct SheetFactors {
  double tco = 1;  // [-]
  double mo = 1;   // [-]

  friend bool operator==(const SheetFactors&, const SheetFactors&) = default;
};

/// A module whose film is everywhere as the recipe wants it.
struct NominalModule {
  Process process;
  Product layout;
  SheetFactors bent = {};  // of all its stripes, over the scribes as well

  bool is_bent() const noexcept { return bent != SheetFactors{}; }
  /// The same before it was bent.
  NominalModule flat() const { return {process, layout}; }
  friend bool operator==(const NominalModule&, const NominalModule&) = default;
};

/// Multiplies the sheets of a design and of its stripe.
void bend_sheets(const SheetFactors& bent, module::ModuleDesign& design,
                 module::StripCell& stripe) noexcept;
/// nominal_design and nominal_stripe of a process, bent as the module is.
module::ModuleDesign nominal_design(const NominalModule& module);
module::StripCell nominal_stripe(const NominalModule& module, const device::CellCurve& curve);

/// Nodes for modules on Earth: 2 to 1200 W/m2, -30 to 90 degC.
field::PowerGrid earth_grid();
/// For modules under lamps: 0.1 to 20 W/m2 of AM1.5G, 0 to 45 degC.
field::PowerGrid indoor_grid();
/// For modules in orbit: 20 to 1700 W/m2, -120 to 140 degC.
field::PowerGrid space_grid();

/// Solves a module at each point: the device engine at that light and temperature, with the rates,
/// gaps and densities of states that go with it (docs/theory/device.md, (6)), then the module
/// engine with shunts, sheets, scribes and bus bars. At 1000 W/m2 and 25 degC it is what
/// `heliofab module` prints, bit for bit.
///
/// Left out: shunts, sheets and contacts are as at 25 degC, gaps keep their width in the
/// optics, the spectrum is AM1.5G of another brightness.
///
/// @return nothing when the observer stopped it
/// @throws ModelError E3203 for a cell without a certified curve, and those of solve_module
std::optional<std::vector<field::ModuleFigures>> solve_module_at(
    const NominalModule& module, const ReferenceData& data,
    std::span<const field::PowerPoint> points, Observer* observer = nullptr);

/// The same at each node of a table, and in the middle of each cell for its error.
std::optional<field::PowerTable> make_module_power(const NominalModule& module,
                                                   const ReferenceData& data,
                                                   const field::PowerGrid& grid,
                                                   Observer* observer = nullptr);

/// A stripe of the module at each light and temperature, its film's curve by the device engine and
/// its shunts and sheets as the recipe wants them: what make_module_power gives to the module
/// engine.
/// @throws ModelError E3203
std::vector<module::StripCell> stripes_in_light(const NominalModule& module,
                                                const ReferenceData& data,
                                                std::span<const field::PowerPoint> points);

/// Current [-] of the module's cell in sunlight of space, over that in as much light of AM1.5G.
/// @param sunlight    of space, as read_spectrum gives it
/// @param irradiance  of all of it [W/m2]
/// @throws ModelError E3203
double space_current_factor(const NominalModule& module, const ReferenceData& data,
                            const optics::Spectrum& sunlight, double irradiance);

}  // namespace heliofab::twin
