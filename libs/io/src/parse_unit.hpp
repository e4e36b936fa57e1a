// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parse_value.hpp"

namespace heliofab::io {

/// The unit written `symbol` behind the number `digits`, if a field of unit `wanted` takes it;
/// otherwise null with a fault added. The number is at `begin` of the value and the symbol
/// `offset` bytes behind that.
const Unit* find_unit_for(std::string_view symbol, std::string_view digits, std::size_t begin,
                          std::size_t offset, const Unit& wanted, std::vector<Fault>& faults);

/// Symbols of all units of this quantity, that of `unit` first.
std::vector<std::string_view> symbols_like(const Unit& unit);

}  // namespace heliofab::io
