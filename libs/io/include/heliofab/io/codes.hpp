// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace heliofab::io {

/// A kind of problem: every diagnostic ends with its code.
struct Code {
  std::string_view code;     // "E1203"
  std::string_view meaning;  // "a value has no unit"
  std::string_view cure;     // what to do about it, in a sentence or two
};

/// All codes of Heliofab in ascending order. E11 files and keys, E12 values, E13 ranges, E14
/// tables; E21 materials, E22 optics; E31 to E33 cells; E41 and E42 modules, E43 cutting, E44
/// markets, E45 lines; E51 run stores; E61 products and plans, E62 the command line.
std::span<const Code> all_codes() noexcept;

/// The code written "E1203" or "e1203", or null.
const Code* find_code(std::string_view code) noexcept;

}  // namespace heliofab::io
