// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/device/cell_design.hpp"
#include "heliofab/device/mesh.hpp"

namespace heliofab::device {

/// One bias point and how well it was solved.
struct CurvePoint {
  double voltage = 0;          // [V]
  double current_density = 0;  // [A/m2] delivered; positive in the power quadrant
  double imbalance = 0;        // [A/m2] spread of the total current over the elements
  Status status;               // iterations of all attempts; residual: last update, kT/q

  friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// J-V of a cell and its figures of merit. Without light the figures stay zero; Jsc does not need
/// the sweep, the others stay zero when it ends before open circuit.
struct CellCurve {
  std::vector<CurvePoint> points;  // in the order solved, voltage increasing
  double jsc = 0;                  // [A/m2]
  double voc = 0;                  // [V]
  double vmp = 0;                  // [V]
  double jmp = 0;                  // [A/m2]
  double fill_factor = 0;          // [-]

  double pmax() const noexcept { return vmp * jmp; }  // [W/m2]
  friend bool operator==(const CellCurve&, const CellCurve&) = default;
};

struct CurveRequest {
  double from = 0;             // [V]; negative is reverse bias
  double to = 1.0;             // [V]
  double step = 0.02;          // [V]
  bool stop_after_voc = true;  // in light, end the sweep one step beyond open circuit
};

/// Solves Poisson's equation and both continuity equations in steady state, bias by bias.
///
/// Vertex-centred finite volumes; Scharfetter-Gummel fluxes in quasi-Fermi form, which carry
/// exactly no current in equilibrium; SRH (charged or neutral levels, in films and between them),
/// radiative and Auger recombination; emission over steps; Boltzmann or Fermi-Dirac statistics;
/// full Newton with the analytic Jacobian, block-tridiagonal elimination and logarithmic damping.
/// Voc (to 1e-9 V) and the maximum power point (1e-5 V, 1e-7 of the power) are solved for, not
/// interpolated.
///
/// @param design      layers, contacts, temperature 150 .. 600 K
/// @param mesh        from make_mesh(design)
/// @param generation  electron-hole pairs per area and time generated between the front contact
///                    and each of volume_edges(mesh) [1/m2/s], non-decreasing; empty means dark
/// @throws InputError  E3103 .. E3110, all at once, when sizes do not match or a bound is broken
/// @throws ModelError  E3201 when there is no solution at 0 V, with what was tried; E3202 when
/// there
///                     is none at a voltage between solved ones. A point of the sweep that fails
///                     ends it and is marked by its status
///
/// O(points * iterations * nodes); 0.02 to 0.03 ms per iteration and 100 nodes, about 2.6
/// iterations per point.
/// Equations (1)-(22) in docs/theory/device.md; [scharfetter1969], [selberherr1984].
CellCurve solve_cell(const CellDesign& design, const Mesh& mesh, std::span<const double> generation,
                     const CurveRequest& request = {});

}  // namespace heliofab::device
