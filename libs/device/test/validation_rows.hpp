// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "../../core/test/validation_page.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/solve_cells.hpp"

/// Rows of docs/validation/device.md, each of which is an assertion, and its pictures.
namespace heliofab::device::testing_cells {

using validation::Check;
using validation::Checks;

/// True while the page is written: pictures are drawn and the ten thousand cells are that many.
bool is_page_written();

/// Curves of BM-1, BM-2 and CdS/CdTe.
Checks benchmark_rows();
/// The observed order, and what certificates say of the mesh.
Checks mesh_rows();
line_chart::Picture mesh_picture();
/// The baselines of [gloeckler2003].
Checks baseline_rows();
line_chart::Picture curve_picture();
/// Random cells.
Checks ensemble_rows();
line_chart::Picture ensemble_picture();
/// Quantum efficiency, reciprocity and admittance.
Checks response_rows();
line_chart::Picture response_picture();
/// Derivatives of a solved state.
Checks analysis_rows();
/// Interfaces, contacts, statistics and mobility.
Checks physics_rows();
/// The limit of Shockley and Queisser.
Checks limit_rows();
line_chart::Picture limit_picture();
/// Closed forms of diodes; temperature and light.
Checks closed_form_rows();
Checks condition_rows();
/// The trends of CIGS.
Checks cigs_trends();
line_chart::Picture trend_picture();

/// Figures of merit in table units: mA/cm2, V, %, mW/cm2.
struct Figures {
  double jsc, voc, fill_factor, pmax;
};
template <class Curve>
Figures figures(const Curve& c) {
  return {c.jsc / unit::mA_per_cm2, c.voc, 100 * c.fill_factor, c.pmax() / unit::mA_per_cm2};
}

/// Voltage [V] and current density [mA/cm2].
using ReferencePoints = std::vector<std::pair<double, double>>;

/// BM-1 by the reference on 801 nodes with perfect contacts, dark; on 3201 nodes in light.
inline const ReferencePoints bm1_dark{{0.02, 1.62288e-5}, {0.10, 1.88357e-4}, {0.30, 1.212651e-2},
                                      {0.50, 0.942320},   {0.60, 14.32796},   {0.70, 362.103},
                                      {0.80, 4634.4}};
inline const ReferencePoints bm1_light{{0.10, 32.163908},  {0.30, 31.744641}, {0.50, 30.226964},
                                       {0.55, 27.556094},  {0.60, 16.268344}, {0.65, -40.743823},
                                       {0.70, -335.69365}, {0.80, -4623.7858}};
/// CdS/CdTe, mesh-converged.
inline const ReferencePoints cdte_light{{0.5, 14.548}, {0.7, 14.157}, {0.8, 12.767},
                                        {0.85, 9.273}, {0.9, -4.234}, {1.0, -142.1}};

}  // namespace heliofab::device::testing_cells
