// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/process/evaporator.hpp"

namespace heliofab::process {

/// A place in the plane of the web.
struct WebPlace {
  double along = 0;   // [m] down the path
  double across = 0;  // [m] from the web's middle
};

/// What arrives at a place of the web's plane per emitted atom [1/m2], were there no shields: the
/// mean over the nozzles of (n + 1) / (2 pi) cos^n(theta) cos(theta_web) / r^2, where theta is
/// measured from the tilted axis. theory/evaporation.md (4).
double impingement(const EvaporationSource& source, const WebPlace& place);

/// Where a source's atoms go, as shares of what it emits.
struct PlumeShares {
  double film = 0;     // [-] web used for modules
  double margins = 0;  // [-] web beside it
  double walls = 0;    // [-] shields, walls, and past the web's edges

  friend bool operator==(const PlumeShares&, const PlumeShares&) = default;
};

/// Film and margins by quadrature over the web's plane, walls by quadrature over all directions
/// that miss the web or its opening: two independent sums that add up to 1 within 1e-10.
/// Expects a checked tool.
PlumeShares plume_shares(const Evaporator& evaporator, const EvaporationSource& source);

}  // namespace heliofab::process
