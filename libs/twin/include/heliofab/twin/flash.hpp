// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// The flash tester and the sorting behind it.
struct FlashTest {
  double repeatability = 0.005;          // [-] standard deviation of a power reading
  double current_share = 0.6;            // [-] of that variance in the current, the rest in voltage
  double temperature_sigma = 0.5;        // [K] of the module after correction to 25 degC
  double voltage_coefficient = -0.0035;  // [1/K] of Voc, by which a wrong temperature errs
  std::vector<double> bin_edges{0.075, 0.085, 0.095, 0.105, 0.115};  // [-] aperture efficiency
  double most_fault_conductance = 0.5;  // [S] of one stripe in the dark; more is a hot spot

  friend bool operator==(const FlashTest&, const FlashTest&) = default;
};

template <class Visit>
void describe(Visit& visit, FlashTest& f) {
  visit(f.repeatability,
        {"repeatability", unit::percent, 0, 20, "standard deviation of a power reading", "D"});
  visit(f.current_share,
        {"current_share", unit::one, 0, 1, "share of that variance in the current", "D"});
  visit(f.temperature_sigma,
        {"temperature_sigma", unit::K, 0, 20, "error of the module temperature", "D"});
  visit(f.voltage_coefficient,
        {"voltage_coefficient", unit::one, -0.02, 0,
         "relative change of Voc per kelvin, by which a wrong temperature errs", "D"});
  visit(f.bin_edges,
        {"bin_edges", unit::percent, 0, 40,
         "lower edges of the bins in aperture efficiency; below the first is scrap", "D"});
  visit(f.most_fault_conductance, {"most_fault_conductance", unit::S, 0, 1e4,
                                   "of one stripe in the dark; a worse stripe is a hot spot", "D"});
}

/// Flashes a module: what it is, as a tester with noise reports it, then bin and verdict.
/// Draws are addressed by serial. Rejected for "low power" below the first bin edge, and for
/// "hot spot" when a stripe's faults conduct more than the limit.
FlashRow flash(const FlashTest& test, const module::ModuleCurve& curve, double aperture_m2,
               double worst_fault, Serial serial, SimTime time, std::uint64_t seed);

/// "9.5-10.5 %" for the bin that holds an efficiency; empty below the first edge.
std::string bin_of(const FlashTest& test, double aperture_efficiency);

}  // namespace heliofab::twin
