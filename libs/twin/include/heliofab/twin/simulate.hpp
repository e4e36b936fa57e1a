// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin {

/// Takes each batch of a run as it is finished, a simulated day each; the last one is complete
/// unless the run was interrupted. Batches concatenated are the record.
using BatchSink = std::function<void(const RunRecord&)>;

/// Simulates a fab: orders, shifts and tools month by month, the line event by event, the film of
/// each roll, every module through optics, device and string, flash test, costs.
///
/// The same plan and data give the same record, bit for bit, for any number of threads.
/// @param provenance  goes into the record; from, to, seed and hashes are filled in here
/// @param observer    may be null. A stop takes effect at the end of a simulated day; the books of
///                    the month are closed there and the record says that it is not complete
/// @throws InputError when check(plan) does, ModelError when a cell or module has no solution
///
/// Rules: docs/theory/twin.md. On one core 4 ms a module of 0.1 m, 9 ms one of 5 m, and some 20 s
/// for cell curves and causes.
RunRecord simulate(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                   const ReferenceData& data, Provenance provenance, Observer* observer,
                   const BatchSink& sink);

/// Header of a run's record: what simulate() will put there. Known before the first batch.
Provenance complete(Provenance provenance, const FabPlan& plan,
                    const std::vector<io::InputValue>& inputs, const ReferenceData& data);

}  // namespace heliofab::twin
