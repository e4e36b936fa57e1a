// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/twin/module_power.hpp"

// Modules under lamps, where shunts decide.
namespace heliofab::twin {

/// Where a product works indoors, and what lives on it.
struct IndoorPlan {
  std::string lamp = "spectra/led.csv";
  double illuminance = 500;                        // [lx] on the module
  double lit = 10 * unit::h.scale;                 // [s] a day
  double temperature = 296.15;                     // [K] of the cells
  double modules = 1;                              // [-]
  double load = 0;                                 // [W] mean, day and night
  double storage = 0.8;                            // [-] out of the store over into it
  std::vector<double> bin_edges{0.02, 0.05, 0.1};  // [W/m2] of aperture at 1000 lx

  friend bool operator==(const IndoorPlan&, const IndoorPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, IndoorPlan& i) {
  visit(i.lamp, {"lamp", "spectrum of its light: a file beside the product's or below data/"});
  visit(i.illuminance, {"illuminance", unit::one, 1, 1e5, "in lux, on the module", "D"});
  visit(i.lit, {"lit", unit::h, 0, 24, "of a day", "D"});
  visit(i.temperature, {"temperature", unit::degC, 0, 45, "of the cells", "C"});
  visit(i.modules, {"modules", unit::one, 1, 1e6, "how many", "D"});
  visit(i.load, {"load", unit::W, 0, 1e3, "mean of what lives on it, day and night", "D"});
  visit(i.storage, {"storage", unit::one, 0.1, 1, "what comes out of the store of it", "D"});
  visit(i.bin_edges, {"bin_edges", unit::W_per_m2, 0, 100,
                      "lower edges of the classes, of power by aperture at 1000 lux; 0.01 W/m2 is "
                      "1 uW/cm2",
                      "D"});
}

/// The levels [lx] at which indoor power is told: dim and bright rooms, and beside a window.
inline constexpr std::array<double, 3> indoor_levels{200, 500, 1000};
/// The level [lx] whose power makes classes.
inline constexpr double indoor_class_level = 1000;
inline constexpr double indoor_days = 365;  // of the year that is told

/// A lamp and the eye that says how bright it is.
struct Lamp {
  optics::Spectrum light;           // in any brightness
  std::vector<double> wavelength;   // [m]
  std::vector<double> sensitivity;  // [-] of the eye, photopic, on these
};
/// @param file    of the lamp's spectrum
/// @param folder  data/, whose spectra/photopic.csv is the eye
/// @throws InputError E14xx
Lamp read_lamp(const std::filesystem::path& file, const std::filesystem::path& folder);

/// What light of a lamp is to a module.
struct LampLight {
  double equivalent = 0;  // [W/m2] of AM1.5G with the same photocurrent, by a lux
  double power = 0;       // [W/m2] of the lamp, by a lux
  double mismatch = 0;  // [-] current by power of the lamp's light, over that of AM1.5G from 300 to
                        // 1300 nm
};
/// By the quantum efficiency of the module's cell in light as dim as 1000 lux;
/// docs/theory/field.md (12.1) to (12.3).
/// @throws ModelError as CellModel::quantum_efficiency
LampLight lamp_light(const NominalModule& module, const ReferenceData& data, const Lamp& lamp);

/// A module under lamps before anything is said of its shunts.
struct IndoorModule {
  module::ModuleDesign design;
  std::vector<double> lux;                 // [lx]
  std::vector<module::StripCell> stripes;  // one of each, with the recipe's shunts
  double aperture = 0;                     // [m2]
};
IndoorModule make_indoor_module(const NominalModule& module, const ReferenceData& data,
                                const LampLight& lamp, std::span<const double> lux,
                                double temperature = 296.15);

/// Power [W] at each illuminance of the module, were the dark shunts of all its stripes `shunt`
/// [S/m2] at 0.5 V; the edges of scribes leak beside them, as the design says.
/// @throws ModelError as solve_module
std::vector<double> indoor_power(const IndoorModule& module, double shunt);
/// The same of stripes each with a shunt of its own.
std::vector<double> indoor_power(const IndoorModule& module, std::span<const double> shunts);

/// What shunts leave of a module indoors, its film as it is otherwise.
struct IndoorOverShunts {
  std::vector<double> lux;                 // [lx]
  std::vector<double> shunt;               // [S/m2] of the film at 0.5 V
  std::vector<std::vector<double>> power;  // [W] of the module: [lux][shunt]
  double own_shunt = 0;                    // [S/m2] of the recipe's film
  std::vector<double> own_power;           // [W] with that, one a lux
  double aperture = 0;                     // [m2] of the module

  friend bool operator==(const IndoorOverShunts&, const IndoorOverShunts&) = default;
};
/// The shunt keeps its exponent: in dim light, below 0.5 V, a film resists more than its figure
/// says. @throws ModelError as solve_module
IndoorOverShunts over_shunts(const IndoorModule& module, std::span<const double> shunts);

/// Indoor power over the shunts of a module, for many modules of one film and layout.
class IndoorByShunt {
 public:
  /// @param least,most  shunts [S/m2] at 0.5 V, above 0; @param nodes  in equal ratios, 4 or more
  /// @throws ModelError as solve_module
  IndoorByShunt(const IndoorModule& module, double least, double most, std::size_t nodes = 25);

  /// [W] at the illuminance number `level` of the module; shunts outside count as at the end.
  double power(std::size_t level, double shunt) const;
  /// [-] worst difference in the middle of two nodes, over the power there.
  double error() const noexcept { return error_; }

 private:
  std::vector<MonotoneCubic> by_shunt_;  // of ln [S/m2], ln [W]
  double error_ = 0;
};

/// Number of edges that a power by aperture [W/m2] has reached: 0 is below the first.
std::size_t indoor_class(std::span<const double> edges, double areal_power);

/// What modules deliver indoors.
struct IndoorYield {
  LampLight light;
  std::array<double, indoor_levels.size()> power{};  // [W] of all modules at indoor_levels
  double here = 0;                                   // [W] at the plan's illuminance
  double unshunted = 0;                              // [W] there without dark shunts
  double potential = 0;                              // [W] there at nominal efficiency
  double daily = 0;                                  // [J] a day
  double yearly = 0;                                 // [J] in indoor_days
  double served = 0;                                 // [-] of the load; 0 without one
  double area_wanted = 0;  // [m2] of aperture that would serve all of it; 0 without a load
  std::size_t bin = 0;     // indoor_class at indoor_class_level
};
/// @param table  of one module, by indoor_grid()
/// @param film   the same module at the plan's illuminance and temperature, for `unshunted`
IndoorYield indoor_yield(const IndoorPlan& plan, const field::PowerTable& table,
                         const IndoorModule& film, const LampLight& light);

}  // namespace heliofab::twin
