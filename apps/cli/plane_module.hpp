// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "common.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/report/module_image.hpp"

namespace heliofab::cli {

/// A voltage between the terminals, or a current that is driven through them.
struct BiasPoint {
  double value = 0;  // [V] or [A], delivered
  bool is_current = false;
};
/// "27.5" and "27.5 V" are voltages, "0.3 A" is a current; nothing of other words.
std::optional<BiasPoint> bias_point(const std::string& words);

/// What is wanted of a module in its plane.
struct PlaneModuleOptions {
  std::string curve;  // CSV file, or empty
  std::string map;    // CSV file of the map, or empty
  std::string image;  // SVG file of the map, or empty
  report::ImageOf image_of = report::ImageOf::luminescence;
  std::string netlist;          // SPICE file, or empty
  std::optional<BiasPoint> at;  // of the map; without it at maximum power
  bool losses = false;          // where the power goes
  std::string waterfall;        // SVG file of that, or empty
  bool slopes = false;          // what every input does to the power
  bool json = false;

  bool wants_map() const { return !map.empty() || !image.empty(); }
  bool wants_power() const { return losses || slopes || !waterfall.empty(); }
};

/// Solves and prints it; Exit::interrupted when it was stopped.
/// @throws InputError, ModelError E4202, E4203, StorageError
Exit solve_plane_module(const io::Document& document, const PlaneModuleOptions& options);

}  // namespace heliofab::cli
