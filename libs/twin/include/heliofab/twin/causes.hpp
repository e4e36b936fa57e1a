// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/film_curves.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/tester.hpp"

namespace heliofab::twin {

/// Each cause of scatter alone, all and none, on one sample of modules of the first product.
/// Shares are of the variance with all causes on. theory/twin.md (5).
std::vector<VarianceRow> variance_by_cause(const FabPlan& plan, const FabCoater& coater,
                                           const FilmCurves& curves,
                                           const SpectralMismatch& mismatch, Observer* observer);

}  // namespace heliofab::twin
