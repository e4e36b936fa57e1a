// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/module_plan.hpp"

// What is asked of a module in its plane: its figures, its curve, its map.
namespace heliofab::twin {

/// Work done for an answer.
struct PlaneWork {
  std::int64_t nodes = 0;   // of each sheet
  std::int64_t points = 0;  // voltages solved
  std::int64_t newton_steps = 0;
  std::int64_t inner_steps = 0;
  double residual = 0;  // worst imbalance, over the light's current of a stripe [-]

  friend bool operator==(const PlaneWork&, const PlaneWork&) = default;
};

/// Figures of a module in light.
struct PlaneFigures {
  double isc = 0;             // [A] at 0 V
  double voc = 0;             // [V]
  double vmp = 0;             // [V]
  double imp = 0;             // [A]
  double power_change = 0;    // [W] of the maximum between the last two refinements
  double voltage_change = 0;  // [V] of open circuit
  double open_slope = 0;      // [S] of the current over the voltage there
  PlaneWork work;
  bool is_complete = true;  // the observer did not stop it

  double pmax() const noexcept { return vmp * imp; }
  double fill_factor() const noexcept { return pmax() / (isc * voc); }

  friend bool operator==(const PlaneFigures&, const PlaneFigures&) = default;
};

/// Light on any stripe whose film makes current of it; stripes dark all over have none.
bool is_lit(const module::PlaneModule& module);

/// Finds the figures by solving: all voltages up to open circuit in steps of some 0.02 V a stripe,
/// then ever closer ones around the highest power and around open circuit.
/// @param heat  what warms the module at each voltage; null: nothing does
/// @throws ModelError E4202, E4203
PlaneFigures solve_figures(const module::PlaneModule& module, Observer* observer = nullptr,
                           const module::PlaneHeat* heat = nullptr);

/// A module that a string drives a current through.
struct DrivenModule {
  double current = 0;  // [A] delivered
  double voltage = 0;  // [V]
  // The place that is farthest in reverse, or least forward.
  std::int64_t cell = 0;        // [-] its stripe, the first is 0
  double junction_voltage = 0;  // [V]

  double power() const noexcept { return voltage * current; }  // [W] delivered

  friend bool operator==(const DrivenModule&, const DrivenModule&) = default;
};

/// @param current  [A] of any sign
/// @param heat     what warms the module; null: nothing does
/// @throws ModelError E4204
DrivenModule drive_module(const module::PlaneModule& module, double current,
                          const module::PlaneHeat* heat = nullptr);

/// The voltages that a plan asks for [V]. @param voc  [V] where they end when it names no end
std::vector<double> sweep_voltages(const VoltagesPlan& sweep, double voc);

/// A curve at rising voltages, with the map at the last. Empty when the observer stopped it.
/// @throws ModelError E4202
module::PlaneCurve solve_plane_curve(const module::PlaneModule& module,
                                     const std::vector<double>& voltages,
                                     Observer* observer = nullptr);

/// The same with the heat that warms the module. @throws ModelError E4202, E4203
module::HeatedCurve solve_heated_curve(const module::PlaneModule& module,
                                       const module::PlaneHeat& heat,
                                       const std::vector<double>& voltages,
                                       Observer* observer = nullptr);

/// The currents that a plan asks for [A]; none where it asks for voltages.
std::vector<double> sweep_currents(const CurrentsPlan& sweep);

/// A curve at currents [A], with the map at the last. Empty when the observer stopped it.
/// @param heat  what warms the module; null: nothing does
/// @throws ModelError E4204
module::PlaneCurve solve_driven_curve(const module::PlaneModule& module,
                                      const std::vector<double>& currents,
                                      const module::PlaneHeat* heat = nullptr,
                                      Observer* observer = nullptr);

/// The map at a voltage [V]. @throws ModelError E4202
module::VoltageMap solve_map(const module::PlaneModule& module, double voltage);

}  // namespace heliofab::twin
