// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/module/plane_module.hpp"

namespace heliofab::module {

/// What is at a place of a stripe: factors on what its law says, and more.
struct Matter {
  double photocurrent = 1;  // [-]
  double saturation = 1;
  double shunt = 1;
  double front_sheet = 1;
  double back_sheet = 1;
  double added_shunt = 0;  // [S/m2]
  double ohmic = 0;        // [S/m2]
  bool is_film = true;
};

/// True within a rectangle, its edges left out.
bool holds(const Place& place, double x, double y) noexcept;

/// All that lies in one stripe.
class StripeMatter {
 public:
  StripeMatter(const PlaneModule& module, std::int64_t cell);

  /// Of an element whose middle is there [m]: what begins and ends at edges of elements.
  Matter at(double x, double y) const;

 private:
  std::vector<const Flaw*> flaws_;
  std::vector<const Shade*> shades_;
  std::vector<const Patch*> patches_;
  ScribeEdges edges_;
  double width_ = 0;  // [m] of the film
};

/// What all maps of a module say at a place [m], x from the edge of the module [-].
double factor_of(const PlaneModule& module, std::vector<double> FilmMap::*values, double x,
                 double y);

}  // namespace heliofab::module
