// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "heliofab/module/plane_module.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// What two fields of potentials make of the resistances of a module: the sum of conductances times
/// the product of both fields' voltages across them. A field with itself burns that [W]; the
/// voltages of one with the currents of the other are what small changes answer to.
struct OhmicPowers {
  enum Part : std::size_t {
    front_sheet,    // over the film
    front_scribes,  // over P1 and the land before P2; along the stripe over all but P3
    back_sheet,
    back_scribes,  // over the land behind P2 and P3; along the stripe over all but P1
    p2_contacts,
    p2_faults,
    end_contacts,
    leakage,  // over P1 and P3, as designed
    bridges,  // where P1 and P3 are at fault
    flaws,    // from sheet to sheet
    count
  };
  std::array<double, count> of{};
};

/// @param problem  of the module
OhmicPowers ohmic_powers(const PlaneModule& module, const PlaneProblem& problem,
                         const PlaneField& a, const PlaneField& b);

}  // namespace heliofab::module
