// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "heliofab/process/plume.hpp"
#include "heliofab/process/tune_evaporator.hpp"

namespace heliofab::process {

/// Where the charge of one crucible goes.
struct SourceBalance {
  PlumeShares shares;    // [-] of what it emits
  double mass_rate = 0;  // [kg/s] emitted
  double life = 0;       // [s] a full crucible lasts at this rate
};

/// What the tool uses and what becomes of it.
struct MassBalance {
  std::vector<SourceBalance> sources;  // in the tool's order
  /// [-] of each evaporant emitted, what stays in the film of the aperture: geometry alone for
  /// metals and sodium fluoride, for selenium also less what leaves the film again
  std::array<double, n_evaporants> utilisation{};
  double selenium_left = 0;  // [1/s] fell on the web, margins included, and left it again
  double rest = 0;           // [-] largest |film + margins + walls - 1| of all sources: the check
};

/// Plumes of all sources of a tool at work. The web's margins are taken to keep as much of their
/// selenium as the aperture does.
MassBalance balance_masses(const Evaporator& evaporator, const EvaporatorRun& run);

}  // namespace heliofab::process
