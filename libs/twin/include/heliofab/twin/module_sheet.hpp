// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/twin/module_fit.hpp"
#include "heliofab/twin/product_plan.hpp"

// A product's module as data sheets and other programs tell it.
namespace heliofab::twin {

/// What a nominal module is and does, in light of AM1.5G that reaches it head on. Sizes are those
/// of its aperture.
struct ModuleSheet {
  std::string name;                        // of the product
  std::int64_t cells = 0;                  // [-] in series
  double length = 0;                       // [m] the longer side
  double width = 0;                        // [m]
  double cell_area = 0;                    // [m2] that makes current
  double mass = 0;                         // [kg] 0: the product says none
  std::vector<field::FigurePoint> points;  // of iec61853_points()
  std::vector<field::FigurePoint> table;   // the nodes of earth_grid(), where they were asked for
  field::ModuleFigures rated;              // at 1000 W/m2 and 25 degC
  field::TemperatureSlopes slopes;
  field::Installation installation;  // its heat, reflection and colour; in space as in the open on
                                     // Earth
  double noct = 0;                   // [K] by it: 800 W/m2, air of 20 degC, wind of 1 m/s
  double noon_power = 0;             // [W] at 1000 W/m2 in such air and wind: PVUSA's conditions
  bool is_building = false;

  double area() const noexcept { return length * width; }  // [m2] of the aperture
};

/// Solves the module at each point, on Earth whatever the product's market.
/// @param with_table  asks for the finer table as well
/// @return nothing when the observer stopped it
/// @throws ModelError as solve_module_at
std::optional<ModuleSheet> make_module_sheet(const ProductPlan& plan, const NominalModule& module,
                                             const ReferenceData& data, bool with_table,
                                             Observer* observer = nullptr);

/// The fit task of a sheet, which must outlive it.
FitTask fit_task(const ModuleSheet& sheet);

}  // namespace heliofab::twin
