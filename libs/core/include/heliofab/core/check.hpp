// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/error.hpp"

/// Throws LogicError when a promise inside the program is broken. Always on: it costs a branch.
#define HELIOFAB_CHECK(condition)                                   \
  do {                                                              \
    if (!(condition)) {                                             \
      throw ::heliofab::LogicError(#condition, __FILE__, __LINE__); \
    }                                                               \
  } while (false)
