// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/reference_data.hpp"

// Modules of others, measured over light and warmth, and the twin's model of a module fitted to
// them: docs/validation/field.md.
namespace heliofab::twin {

/// A flash in one light and warmth.
struct MeasuredPoint {
  double temperature = 0;  // [K] of the module
  double irradiance = 0;   // [W/m2]
  field::ModuleFigures figures;
  SimTime time{};
};

struct MeasuredModule {
  std::string name;
  std::int64_t cells = 0;  // [-] in series; strings side by side count as one of larger cells
  double area = 0;         // [m2] of the module
  std::vector<MeasuredPoint> points;
};

/// @throws InputError  as read_csv
std::vector<MeasuredModule> read_measured_modules(const std::filesystem::path& file);

/// What is fitted of a module. All else is that of FAB 2: the films' thicknesses, the gallium's
/// profile, the contacts, the sheets.
struct FittedModule {
  double light = 0.85;       // [-] share of the light that reaches the film
  double current_slope = 0;  // [1/K] of the photocurrent
  double ggi = 0.3;          // [-] mean over the depth
  double lifetime = 1e-9;    // [s] of electrons
  double doping = 8e21;      // [1/m3]
  double p2_contact = 3e-3;  // [ohm m] stands for all that is in series beside the sheets
  double shunt = 5;          // [S/m2] ohmic
};

/// A fitted value, where it may lie, and whether its logarithm is searched.
struct FittedSide {
  const char* name;  // with its unit, as in the file
  double FittedModule::*member;
  double unit;  // of the file
  double least;
  double most;
  bool is_logarithm;
};
inline constexpr std::array<FittedSide, 7> fitted_sides{{
    {"light", &FittedModule::light, 1, 0.3, 1.3, false},
    {"current_slope_percent_K", &FittedModule::current_slope, 1e-2, -2e-3, 2e-3, false},
    {"ggi", &FittedModule::ggi, 1, 0.05, 0.7, false},
    {"lifetime_ns", &FittedModule::lifetime, 1e-9, 1e-12, 1e-7, true},
    {"doping_per_cm3", &FittedModule::doping, 1e6, 1e21, 3e23, true},
    {"p2_ohm_cm", &FittedModule::p2_contact, 1e-2, 1e-4, 0.4, true},
    {"shunt_S_m2", &FittedModule::shunt, 1, 1e-3, 400, true},
}};

/// The twin's model of a module with the film and the physics of a fab.
class ModuleModel {
 public:
  ModuleModel(const Process& process, const ReferenceData& data);

  /// FAB 2's film in place of a fitted one: where a search begins.
  FittedModule start() const;
  /// The figures at each point, from the film up: optics, drift and diffusion, stripes, string.
  /// @throws ModelError for a cell without a certified curve
  std::vector<field::ModuleFigures> figures(const MeasuredModule& module,
                                            const FittedModule& fitted,
                                            std::span<const MeasuredPoint> points) const;

 private:
  const Process* process_;
  const ReferenceData* data_;
};

/// Flashes in less light count for less: what they tell hangs on what came before them.
inline constexpr double bright = 400;  // [W/m2]
inline constexpr double dim_weight = 0.3;

/// Least squares over the points by Levenberg and Marquardt: by how much of itself power is off,
/// and half of that of Voc and Isc.
/// @param is_over_warmth  false: the points have one temperature, and current_slope stays 0
FittedModule fit(const ModuleModel& model, const MeasuredModule& module,
                 std::span<const MeasuredPoint> points, bool is_over_warmth);

}  // namespace heliofab::twin
