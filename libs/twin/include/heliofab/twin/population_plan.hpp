// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"

// Many modules of one design that differ by chance: what a design is worth is judged by all.
namespace heliofab::twin {

/// How many, and by which chance.
struct PopulationPlan {
  std::int64_t modules = 0;  // 0: none, the one module whose film does not stray
  std::int64_t seed = 1;

  friend bool operator==(const PopulationPlan&, const PopulationPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, PopulationPlan& p) {
  visit(p.modules,
        {"modules", 0, 10'000, "of the population; 0: one whose film does not stray", "D"});
  visit(p.seed, {"seed", 0, 9'000'000'000'000'000, "of all their draws", "D"});
}

/// Log-normal factors with a median of 1, as standard deviations of their natural logarithm.
struct Spread {
  double modules = 0;  // [-] from module to module
  double stripes = 0;  // [-] from stripe to stripe of one module

  friend bool operator==(const Spread&, const Spread&) = default;
};

template <class Visit>
void describe(Visit& visit, Spread& s) {
  visit(s.modules, {"modules", unit::one, 0, 3,
                    "standard deviation of the logarithm, from module to module", "D"});
  visit(s.stripes,
        {"stripes", unit::one, 0, 3,
         "standard deviation of the logarithm, from stripe to stripe of one module", "D"});
}

/// A population of modules by what their film does: factors on what each stripe has.
struct StripePopulationPlan {
  PopulationPlan of;
  Spread photocurrent;
  Spread saturation;
  Spread shunt;
  Spread tco;
  Spread p2;

  friend bool operator==(const StripePopulationPlan&, const StripePopulationPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, StripePopulationPlan& p) {
  describe(visit, p.of);
  visit(p.photocurrent, {"photocurrent", "spread of the photocurrent"});
  visit(p.saturation, {"saturation", "spread of the saturation current"});
  visit(p.shunt, {"shunt", "spread of the shunt's conductance"});
  visit(p.tco, {"tco", "spread of the sheet resistance of the front contact"});
  visit(p.p2, {"p2", "spread of the contact of P2"});
}

}  // namespace heliofab::twin
