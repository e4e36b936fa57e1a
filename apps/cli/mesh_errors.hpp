// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/mesh_errors.hpp"

namespace heliofab::cli {

/// A line on what the mesh leaves as errors, and another on what to set where they are large.
/// @param is_heated  the hottest place has an error as well
std::string mesh_errors_text(const twin::MeshErrors& errors, const twin::PlaneFigures& figures,
                             std::int64_t degree, bool is_heated);

/// The same numbers; null where there is no estimate.
io::Json mesh_errors_json(const twin::MeshErrors& errors, bool is_heated);

}  // namespace heliofab::cli
