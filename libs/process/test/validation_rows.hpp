// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "../../core/test/validation_page.hpp"

/// Rows of docs/validation/process.md, each of which is an assertion, and its pictures.
namespace heliofab::process::validation_rows {

using validation::Check;
using validation::Checks;

/// Equal steps from one place to another, both among them.
inline std::vector<double> spaced(double from, double to, int steps) {
  std::vector<double> places;
  for (int k = 0; k <= steps; ++k) {
    places.push_back(from + (to - from) * k / steps);
  }
  return places;
}
/// A function at some places.
template <class Function>
line_chart::Line drawn(std::string name, const std::vector<double>& x, const Function& f,
                       int colour, line_chart::Look look = line_chart::Look::line) {
  line_chart::Line line{std::move(name), x, {}, colour, look};
  for (const double at : x) {
    line.y.push_back(f(at));
  }
  return line;
}

/// Vapours, bores and plumes.
Checks source_rows();
line_chart::Picture source_picture();
/// Films of the web that moves through plumes, and where atoms go.
Checks growth_rows();
line_chart::Picture growth_picture();
/// Gallium over the depth, and how it spreads.
Checks depth_rows();
line_chart::Picture depth_picture();
/// How errors fall with steps, layers and frames.
Checks order_rows();
std::string order_table();
line_chart::Picture order_picture();
/// Magnetrons, ZnO:Al, the bath.
Checks contact_rows();
line_chart::Picture contact_picture();
/// Grooves and what P2 joins.
Checks scribe_rows();
line_chart::Picture scribe_picture();
/// Fields and defects against their laws.
Checks field_rows();
line_chart::Picture field_picture();
/// A stretch alone is the same stretch of the whole.
Checks stretch_rows();
/// What each setting that makes no sense is told; compares the texts as it writes them.
std::string setting_table();
/// EWMA, CUSUM and limits of published data.
Checks chart_rows();
line_chart::Picture chart_picture();
/// Mean run lengths.
Checks run_length_rows();
line_chart::Picture run_length_picture();
/// Capability and gauge studies of published data.
Checks study_rows();
/// Run-to-run control.
Checks control_rows();
line_chart::Picture control_picture();

}  // namespace heliofab::process::validation_rows
