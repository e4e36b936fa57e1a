// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "../../core/test/validation_page.hpp"

/// Rows of docs/validation/module.md, each of which is an assertion, and its pictures.
namespace heliofab::module::testing_planes {

using validation::Check;
using validation::Checks;

/// The example of another program.
Checks pvmos_rows();
/// Bent sheets.
Checks laminate_rows();
/// The model of strips in series.
Checks plain_rows();
/// Many modules with a bound of the error of each.
Checks population_rows();
line_chart::Picture population_picture();
/// What faults at points take, spread out and by their equivalent.
Checks fault_rows();
/// Exact currents of fifty and of ten cells, ten cells with a patch.
Checks benchmark_rows();
line_chart::Picture curve_picture();
/// How the error falls.
Checks mesh_rows();
line_chart::Picture mesh_picture();
/// Errors over what their estimates say.
Checks mesh_error_rows();
/// A stripe in full and in half shade.
Checks shade_rows();
line_chart::Picture shade_picture();
/// Formulas of linear films and of P2.
Checks closed_form_rows();
/// The best pitch.
Checks pitch_rows();
line_chart::Picture pitch_picture();
/// Where the power goes.
Checks loss_rows();
line_chart::Picture loss_picture();
/// Conservation.
Checks balance_rows();
line_chart::Picture map_picture();
/// Temperatures.
Checks heat_rows();
line_chart::Picture heat_picture();

}  // namespace heliofab::module::testing_planes
