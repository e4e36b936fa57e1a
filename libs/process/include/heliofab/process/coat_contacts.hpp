// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/process/line_tools.hpp"
#include "heliofab/process/web_map.hpp"

// Molybdenum, CdS and ZnO:Al on a roll. What a tool remembers is a value: the same roll from the
// same memory is the same film.
namespace heliofab::process {

/// What a sputter tool knows when a roll begins.
struct SputterMemory {
  double energy = 0;      // [J] that went through each target
  double log_power = 0;   // [-] of the power over that of a new target
  RunToRunState learned;  // ln of the sheet resistance over the recipe's
  double time = 0;        // [s] since its gauge was first calibrated

  friend bool operator==(const SputterMemory&, const SputterMemory&) = default;
};

/// What the four-point probe made of a roll.
struct SheetReading {
  double mean = 0;         // [ohm]
  std::int64_t count = 0;  // of readings; without any nothing is learned

  friend bool operator==(const SheetReading&, const SheetReading&) = default;
};

/// Runs of one sputter tool: what it lays down over what the recipe wants, and what it costs its
/// target.
class SputterRuns {
 public:
  /// @param thickness  that the recipe wants [m]
  /// @param purpose    of its draws: fixed text
  SputterRuns(const SputterTool& tool, double thickness, double web_speed, std::uint64_t seed,
              std::string purpose);

  /// Thickness over the recipe's at the places of a map [-], of a roll that begins with `before`.
  std::vector<double> thickness_ratios(const SputterMemory& before, std::int64_t roll,
                                       const WebMap& map) const;
  /// Reads a coated roll. @param sheets  [ohm] places of `map`
  SheetReading read(const SputterMemory& before, std::int64_t roll, const WebMap& map,
                    double Film::*sheet, double wanted) const;
  /// After a roll of `length` [m]. @param wanted  [ohm]
  SputterMemory after(SputterMemory before, double length, const SheetReading& reading,
                      double wanted) const;

 private:
  double wear(double energy) const;

  SputterTool tool_;
  double power_;  // [W] on each cathode with new targets
  double web_speed_;
  std::uint64_t seed_;
  std::string purpose_;
};

/// Temperature at which a fed bath at rest gives the recipe's CdS [K].
/// @throws InputError E4330 when none between 20 and 95 degC does
double bath_temperature(const BathTool& tool, double web_speed, double thickness);

}  // namespace heliofab::process
