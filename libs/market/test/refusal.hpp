// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/core/error.hpp"

namespace heliofab::market {

/// The text of the InputError that `call` throws.
template <class Function>
std::string refusal_of(Function&& call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace heliofab::market
