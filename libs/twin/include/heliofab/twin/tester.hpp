// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/flash.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What a lamp makes of films that are not the golden module's: their current in its light over
/// that in sunlight, both over the golden module's own. First order in the logarithm of thickness,
/// GGI, CdS and ZnO:Al; what a film collects counts as what it absorbs. theory/flash.md (4).
class SpectralMismatch {
 public:
  /// @param golden  the film of the module that sets the light
  /// @throws InputError when the composition leaves the data
  SpectralMismatch(const CellModel& model, const process::CellParameters& golden,
                   double lamp_temperature, const ReferenceData& data);

  double at(const process::CellParameters& film) const noexcept;  // [-]

 private:
  process::CellParameters golden_;
  std::vector<double> slopes_;  // [-] of log mismatch over log of each of film_members
};

/// Flashes modules: what they are, as the tester reports it, then bin and verdict. Draws are
/// addressed by serial. Rejected for "low power" below the first bin edge, and for "hot spot" when
/// a stripe's faults conduct more than the limit.
class Tester {
 public:
  /// @param calibrated  when the golden module, of the recipe's own film, was measured elsewhere
  /// All that is given must outlive it.
  Tester(const FlashTest& test, const Process& process, const SpectralMismatch& mismatch,
         SimTime calibrated, std::uint64_t seed)
      : test_(&test),
        process_(&process),
        mismatch_(&mismatch),
        calibrated_(calibrated),
        seed_(seed) {}

  FlashRow flash(const MadeModule& made, Serial serial, SimTime time) const;

 private:
  const FlashTest* test_;
  const Process* process_;
  const SpectralMismatch* mismatch_;
  SimTime calibrated_;
  std::uint64_t seed_;
};

}  // namespace heliofab::twin
