// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "heliofab/device/solve_cell.hpp"

namespace heliofab::device {

/// Pairs generated between the front contact and each position [1/m2/s]; positions rise [m].
using GenerationAt = std::function<std::vector<double>(std::span<const double> positions)>;

/// One cell to be solved; as the arguments of solve_cell.
struct CellTask {
  CellDesign design;
  Mesh mesh;
  std::vector<double> generation;  // [1/m2/s] at volume_edges(mesh); empty means dark
  CurveRequest request;
  GenerationAt generation_at = {};  // for finer meshes; without it a lit mesh is not refined
};

/// Currents lost in the cell, by mechanism [A/m2]; with the current delivered they add up to the
/// photocurrent.
struct LossCurrents {
  double radiative = 0;
  double auger = 0;
  double shockley_read_hall = 0;
  double front_contact = 0;  // minority carriers: holes at the front, or with p in front electrons
  double back_contact = 0;   // electrons at the back, or holes
  double interfaces = 0;     // by the levels between films

  friend bool operator==(const LossCurrents&, const LossCurrents&) = default;
};

/// A bias point with the evidence that it is a solution, from the state itself.
struct CertifiedPoint {
  double voltage = 0;          // [V]
  double current_density = 0;  // [A/m2] delivered; from the balance of generation and losses
  double residual = 0;         // [A/m2] largest imbalance of one carrier in one volume
  double rounding = 0;         // [A/m2] the part of it that no state of doubles can avoid
  double spread = 0;           // [A/m2] of the total current over the elements
  double balance = 0;          // [A/m2] |balance of the cell - mean current over the elements|
  double mesh_error = 0;       // [A/m2] excess over an infinitely fine mesh, as MeshError
  LossCurrents losses;
  Status status;  // iterations; residual: last update, kT/q

  friend bool operator==(const CertifiedPoint&, const CertifiedPoint&) = default;
};

/// By how much a figure exceeds that of an infinitely fine mesh: a third of what halving the
/// elements adds to it.
struct MeshError {
  double jsc = 0;          // [A/m2]
  double voc = 0;          // [V]
  double fill_factor = 0;  // [-]
  double pmax = 0;         // [W/m2]

  friend bool operator==(const MeshError&, const MeshError&) = default;
};

/// J-V of a cell with its figures and their certificate.
struct CertifiedCurve {
  std::vector<CertifiedPoint> points;  // voltage increasing
  double jsc = 0;                      // [A/m2]
  double voc = 0;                      // [V]
  double vmp = 0;                      // [V]
  double jmp = 0;                      // [A/m2]
  double fill_factor = 0;              // [-]
  MeshError mesh_error;
  std::size_t nodes = 0;            // of the mesh it was solved on
  std::vector<std::string> doubts;  // why the curve is not certified, for people; empty: it is

  bool is_certified() const noexcept { return doubts.empty(); }
  double pmax() const noexcept { return vmp * jmp; }  // [W/m2]
  /// The same without the evidence.
  CellCurve curve() const;

  friend bool operator==(const CertifiedCurve&, const CertifiedCurve&) = default;
};

/// What a certificate takes; currents relative to |J| + Jsc, beyond 16 times their rounding.
struct CertificateLimits {
  double current = 1e-6;  // [-] residual, spread and balance of every point
  double mesh = 3e-3;     // [-] error by the mesh of Pmax, over Pmax or 1 W/m2; in the dark, of J
  int refinements = 3;    // times that every element is cut in two to get there
};

/// Solves many cells: the equations of solve_cell, one cell in each lane of a register, then the
/// points of each curve side by side.
///
/// Voltages are first solved some 3 kT/q apart, by Newton from extrapolated states; those between
/// start from interpolated states, which takes one or two iterations. Voc and the maximum power
/// point are solved for, up to 5 V beyond the last voltage asked for. Half the elements are solved
/// first: they give the start for the whole mesh and the error of the mesh; where that is too
/// large, all elements are cut in two. What a cell yields depends on nothing else: not on the other
/// cells, their number, the width of the registers or the number of threads.
///
/// @throws InputError  E3103 .. E3110 of the first task that has any
///
/// A cell that cannot be solved throws nothing: its doubts say what was tried. A voltage above the
/// limit of Shockley and Queisser for the smallest gap is a doubt, too.
/// 0.1 us per node and iteration and lane of four; docs/validation/device.md has the times.
std::vector<CertifiedCurve> solve_cells(std::span<const CellTask> tasks,
                                        const CertificateLimits& limits = {});

}  // namespace heliofab::device
