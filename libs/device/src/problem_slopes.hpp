// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "linear_cell.hpp"

namespace heliofab::device {

/// Derivatives by a sheet's numbers; n1 and p1 follow the bands and the energy of their level.
struct SheetSlopes {
  struct Level {
    double density = 0;
    double capture_n = 0;
    double capture_p = 0;
    double energy = 0;  // by that of the level in kT
  };
  std::array<double, 2> log_n{};  // of the films
  std::array<double, 2> log_p{};
  std::vector<Level> levels;
};

/// Derivatives by the numbers of a problem.
struct ProblemSlopes {
  Problem by;                        // each number the derivative by the same one; without sheets
  std::vector<SheetSlopes> sheets;   // as those of the problem
  std::vector<double> sheet_charge;  // by a charge in the plane of each node [1/m2]
};

/// Of the shape of a problem, all zero.
ProblemSlopes zero_like(const Problem& problem);

/// Adds `scale` times the derivatives of the current at a fixed voltage; theory (36) and (72).
void add_slopes(const Problem& problem, const LinearPoint& at, const Adjoint& adjoint, double scale,
                ProblemSlopes& slopes);

/// Adds those of the levels of a sheet. Returns its weighed charge [A/m2].
/// @param weights  of the rows of the nodes on the left and on the right
double add_sheet_slopes(const Sheet& sheet, const State& state, double thermal_voltage,
                        const std::array<Eigen::Vector3d, 2>& weights, SheetSlopes& slopes);

}  // namespace heliofab::device
