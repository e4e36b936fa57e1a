// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/module/plane_module.hpp"

// What a solved module looks like: as a table, and as a camera sees its luminescence.
namespace heliofab::report {

/// A module at one voltage.
struct ModulePicture {
  std::string title;
  module::ModuleDesign design;
  module::VoltageMap map;
  double diode_voltage = 0.0362;  // [V] ideality times kT/q
};

/// The map as CSV, a row a point of the mesh; stripes count from 1.
std::string module_map_csv(const module::VoltageMap& map);

/// A picture of exp(junction voltage / diode voltage) over the module, from black to white at the
/// brightest place. Stripes stand upright, the first at the left; scribes and flaws are black.
std::string module_image_svg(const ModulePicture& picture);

}  // namespace heliofab::report
