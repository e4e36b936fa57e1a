// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// Changes of the figures of a cell, to first order in whatever changed.
struct FigureSlopes {
  double jsc = 0;          // [A/m2]
  double voc = 0;          // [V]
  double vmp = 0;          // [V]
  double jmp = 0;          // [A/m2]
  double fill_factor = 0;  // [-]
  double pmax = 0;         // [W/m2]

  friend bool operator==(const FigureSlopes&, const FigureSlopes&) = default;
};

/// Derivatives of one figure by everything the cell is made of.
struct FigureGradient {
  /// Each number is the derivative of the figure by that number of the design, in the unit of the
  /// figure over its own. Nodes move with the thickness of their layer, the pairs of each half
  /// volume stay; kinds, shapes, elements and depths of gradings are those of the design.
  CellDesign design;
  std::vector<double> edges;  // [m] volume_edges of the mesh
  std::vector<double> pairs;  // by pairs generated between each edge and the next [1/m2/s]
};

/// Every number of a design, in the order in which a gradient has its derivatives.
std::vector<double> numbers_of(const CellDesign& design);

/// Sum of slopes[k] (plus[k] - minus[k]): `change` of gradients and designs whose numbers are at
/// hand already.
/// @throws InputError E3123 when sizes do not match
double change(std::span<const double> slopes, std::span<const double> minus,
              std::span<const double> plus);

/// Change of the figure from one design to another near the solved one, to first order: a sum of
/// products. Whatever an input reaches, its derivative is that between the designs that two values
/// of it make.
/// @throws InputError E3123 when a design has other layers, levels or gradings
double change(const FigureGradient& gradient, const CellDesign& minus, const CellDesign& plus);

/// Change of the figure from one light to another, which adds to that of the design.
/// @param minus,plus  [1/m2/s] pairs between the front contact and each of FigureGradient::edges;
///                    where films grow, at the places to which these move
/// @throws InputError E3123 when sizes do not match
double change(const FigureGradient& gradient, std::span<const double> minus,
              std::span<const double> plus);

/// A solved cell in light that knows how its figures answer to small changes of any input, by one
/// adjoint solution each at 0 V, Voc and the maximum power point.
class CellSensitivity {
 public:
  /// @throws InputError  as solve_cells; E3123 in the dark
  /// @throws ModelError  E3202 when a bias has no solution
  /// A curve of solve_cells, and 0.2 ms for each of five biases on 201 nodes.
  explicit CellSensitivity(const CellTask& task, const CertificateLimits& limits = {});
  ~CellSensitivity();
  CellSensitivity(CellSensitivity&&) noexcept;
  CellSensitivity& operator=(CellSensitivity&&) noexcept;

  const CertifiedCurve& curve() const noexcept;

  /// Figures of `plus` less those of `minus`, two cells near this one: whatever an input reaches,
  /// through composition, optics or films, by two constructions instead of two solves.
  ///
  /// @param minus,plus  with meshes of as many elements in each layer as that of the task; nodes
  ///                    may move, pairs may change. Where the certificate has cut the elements in
  ///                    two, so are theirs, which wants their generation_at
  /// @throws InputError  as solve_cells; E3123 when a mesh does not match
  ///
  /// The change at a fixed state errs by the square of the step, of terms that may cancel: 1e-6 of
  /// each number is a good one, energies and temperature included. Figures that the curve lacks
  /// have no slope: 0. Two constructions and ten assemblies: 1 ms on 201 nodes. For many inputs
  /// `gradient` is faster; this is what it is tested against, and depths of gradings are in it too.
  /// Equations (31), (34) and (35) in docs/theory/device.md.
  FigureSlopes slopes(const CellTask& minus, const CellTask& plus) const;

  /// All derivatives of one figure at once, as `gradient(&FigureSlopes::pmax)`: 0.1 ms for each
  /// bias that the figure hangs on, whatever the number of inputs. The chain rule through the
  /// numbers of the cell, so it has no step. Numbers that say by 0 that there is nothing (a
  /// reference of scattering, saturation and emission velocities) have no slope there. Equations
  /// (34)-(36) and (72)-(74) in docs/theory/device.md.
  FigureGradient gradient(double FigureSlopes::*figure) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab::device
