// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "equations.hpp"
#include "heliofab/device/cell_profile.hpp"
#include "solved_cell.hpp"

namespace heliofab::device {

/// Draws the profiles of one solved cell, which must outlive it.
class Profiler {
 public:
  Profiler(const CellDesign& design, SolvedCell& cell);

  CellProfile at(double voltage) const;

 private:
  // The half volumes of one row: one at a contact or a junction, else two.
  struct Site {
    std::size_t node = 0;
    std::size_t element = 0;  // of the first half
    std::size_t end = 0;      // of that element
    std::size_t halves = 1;   // the second is the left end of the next element
  };

  struct Drawn {
    ProfileRow row;            // but for its currents
    double gained_before = 0;  // [A/m2] by light in front of the node
  };

  Drawn draw(const Site& site, const State& state) const;

  const CellDesign* design_;
  SolvedCell* cell_;
  Problem problem_;
  std::vector<Site> sites_;
  std::vector<double> layer_start_;  // [m]
};

}  // namespace heliofab::device
