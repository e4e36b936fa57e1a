// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What the record has of a module by itself: its film, stripes and figures. Where it stands and
/// what it is for is left to the caller.
ModuleRow made_row(Serial serial, const MadeModule& made);

}  // namespace heliofab::twin
