// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "heliofab/module/plane_module.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// What joins two stripes at one place along their scribes, piece by piece.
struct ScribePlace {
  double p1 = 0;          // [S/m] leakage between the back sheets
  double p3 = 0;          // [S/m] between the front sheets
  double bridged_p1 = 0;  // [S/m] that faults add
  double bridged_p3 = 0;
  // From the front sheet to the next back sheet, in series [ohm m].
  double contact = 0;  // of P2
  double front = 0;    // front sheet over P1 and the land before P2
  double back = 0;     // back sheet over the land behind P2 and P3
  double end = 0;      // of one of the end contacts
  bool is_p2_faulty = false;

  double series() const noexcept { return contact + front + back + end; }
  ScribeLinks links() const noexcept {
    return {.p1 = p1 + bridged_p1, .p2 = 1 / series(), .p3 = p3 + bridged_p3};
  }
};

/// The scribes between two stripes of a module along their length; before the first stripe (0) and
/// behind the last one those to the terminals. The last stripe hands its current to a pad of the
/// back contact by a P2 of its own.
class ScribePlaces {
 public:
  ScribePlaces(const PlaneModule& module, std::size_t scribe);

  const ScribePlace& even() const noexcept { return even_; }  // without faults
  bool is_even() const noexcept { return faults_.empty(); }
  ScribePlace at(double y) const;

 private:
  ScribePlace even_;
  std::vector<const ScribeFault*> faults_;
};

}  // namespace heliofab::module
