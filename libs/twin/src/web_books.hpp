// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/process/cut.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// A length in whole micrometres, the nearest.
std::int64_t micrometres(double length);

/// A piece of a cut roll, in whole micrometres.
struct ExactPiece {
  std::int64_t from = 0;
  std::int64_t length = 0;
};
struct ExactCut {
  std::vector<ExactPiece> footprints;  // as in the plan
  std::vector<ExactPiece> scrap;
};

/// Each piece ends where the next one begins, so that all together are the roll to the micrometre.
/// @param length  of the roll [m] that the plan cuts
/// @throws LogicError when the pieces leave a gap or overlap by more than a micrometre
ExactCut exact_cut(const process::CutPlan& plan, double length);

/// Films of a place by area [kg/m2], in the order of `film_layers`: thickness times density, of the
/// CIGS and its sodium fluoride their atoms. theory/twin.md (12).
FilmMasses areal_masses(const Process& process, const process::Film& film);

/// The films of a recipe with their densities.
std::vector<LayerRow> layers_of(const Process& process);

/// What lies on the aperture width of a coated roll. The integral over any stretch is exact for a
/// map that is linear between its places, so that pieces that tile a roll weigh what it weighs.
class WebMasses {
 public:
  /// @param coated  without a map weighs nothing
  WebMasses(const Process& process, const CoatedRoll& coated);

  FilmMasses of(const ExactPiece& piece) const;

 private:
  FilmMasses up_to(double position) const;  // [m]

  double first_ = 0;                // [m] position of the first frame
  std::vector<FilmMasses> by_way_;  // [kg/m] at each frame
  std::vector<FilmMasses> before_;  // [kg] from the first frame to each
};

}  // namespace heliofab::twin
