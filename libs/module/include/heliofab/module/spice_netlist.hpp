// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/module/solve_module.hpp"

namespace heliofab::module {

/// A sweep of the voltage between a module's terminals, for a circuit simulator.
struct SpiceSweep {
  double from = 0;  // [V]
  double to = 0;    // [V]
  double step = 0;  // [V]
};

/// A module as a netlist for ngspice or a relative: the network of finite volumes that solve_plane
/// solves on polynomials of degree 1, whatever the mesh's degree. The terminal `plus` is driven by
/// the source V1, whose current is what the module delivers; the other one is ground. Sheets,
/// links and shunts are resistors, light current sources, diodes and all that is not ohmic
/// behavioural sources. Nodes are b<column>_<row> of the back sheet, f<column>_<row> of the front,
/// j<column>_<row>_<number> between film and its resistance.
/// @throws InputError  E4103 when films, places or mesh do not fit the design; E4105 for films by a
///                     table
std::string spice_netlist(const PlaneModule& module, const SpiceSweep& sweep);

/// The same of a module as warm as light and currents make it at one voltage [V]: the film of each
/// point has the temperature that solve_heated() finds there, and keeps it over the whole sweep.
/// So only at that voltage it carries what the heated module does. The second line says so.
/// @throws InputError  as above and as solve_heated()
/// @throws ModelError  E4202, E4203
std::string spice_netlist(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                          const SpiceSweep& sweep);

/// What solve_module() solves, as a netlist for ngspice: each stripe a ladder of its two sheets
/// with films between them, design.strip_elements of them, then P2 and the way to the next stripe.
/// Films are subcircuits: the J-V as straight lines between points, with shunts, faults and
/// breakdown beside it. Lines are within 2e-5 of the light's current of the curve, up to
/// as much forward current; beyond, within 1e-3 of the current. Terminals as above.
/// @throws InputError  E4101 as active_width, E4102 when the number of cells is not the design's
std::string spice_netlist(const ModuleDesign& design, std::span<const StripCell> cells,
                          const SpiceSweep& sweep);

}  // namespace heliofab::module
