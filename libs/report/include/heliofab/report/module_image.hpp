// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/module/plane_heat.hpp"

// What a solved module looks like: as a table, and as a camera sees it.
namespace heliofab::report {

/// What a picture shows of a module.
enum class ImageOf : std::uint8_t { luminescence, temperature, heat, thermography, phase };
constexpr std::array<std::string_view, 5> names_of(ImageOf) {
  return {"luminescence", "temperature", "heat", "thermography", "phase"};
}

/// A module at one voltage.
struct ModulePicture {
  std::string title;
  module::ModuleDesign design;
  module::VoltageMap map;
  ImageOf shows = ImageOf::luminescence;
  // By points of the map: temperatures [K], heat [W/m2], amplitudes [K] or phases [rad] of lock-in
  // thermography; luminescence is the map's own.
  std::vector<double> values;
  double diode_voltage = 0.0362;  // [V] ideality times kT/q, of luminescence
  double frequency = 0;           // [1/s] of lock-in thermography
};

/// The map as CSV, a row a point of the mesh; stripes count from 1.
/// @param heat  temperatures and heat of the same points, or null
std::string module_map_csv(const module::VoltageMap& map, const module::HeatMap* heat = nullptr);

/// A picture over the module; stripes stand upright, the first at the left. Luminescence goes as
/// exp(junction voltage / diode voltage) from black to white at the brightest place, scribes and
/// flaws black; all else in the colours of thermography with a scale beside them, without a gap at
/// scribes. Heat and amplitudes that span decades have a scale of logarithms.
std::string module_image_svg(const ModulePicture& picture);

}  // namespace heliofab::report
