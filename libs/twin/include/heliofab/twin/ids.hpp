// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace heliofab::twin {

/// Of a roll of web.
enum class RollId : std::int64_t {};
/// Of a module.
enum class Serial : std::int64_t {};

}  // namespace heliofab::twin
