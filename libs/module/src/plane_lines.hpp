// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/module/plane_module.hpp"
#include "line_mesh.hpp"

namespace heliofab::module {

/// Where a module is cut along its stripes, and across one of them: at every edge of a flaw, shade,
/// patch or fault, finest there.
LineMesh rows_of(const PlaneModule& module);
LineMesh columns_of(const PlaneModule& module, std::int64_t cell);

}  // namespace heliofab::module
