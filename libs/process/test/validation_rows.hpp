// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../../core/test/validation_page.hpp"

/// Rows of docs/validation/process.md, each of which is an assertion, and its pictures.
namespace heliofab::process::validation_rows {

using validation::Check;
using validation::Checks;

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
