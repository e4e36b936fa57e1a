// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "heliofab/core/error.hpp"

namespace heliofab::fuzz {

/// Ends the program, so that the fuzzer keeps the input, unless `holds`.
inline void require(bool holds, std::string_view what, const std::string& shown = {}) {
  if (!holds) {
    std::fprintf(stderr, "broken promise: %.*s\n%s\n", static_cast<int>(what.size()), what.data(),
                 shown.c_str());
    std::abort();
  }
}

/// Every problem says what, where and under which code; at most 50 are listed, then their count
/// (E1199, E7199).
inline void require_located(const InputError& error) {
  require(!error.diagnostics().empty() && error.diagnostics().size() <= 51, "1 to 51 problems");
  for (const Diagnostic& d : error.diagnostics()) {
    const std::string text = format(d);
    const bool has_place = d.line >= 1 && d.column >= 1 && d.length >= 1;
    require(!d.file.empty() && (has_place || d.code.ends_with("199")), "a place", text);
    require(d.code.size() == 5 && !d.message.empty(), "a code and a message", text);
    const auto is_harmless = [](char c) {
      return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\n';
    };
    require(std::ranges::all_of(text, is_harmless), "nothing that a terminal acts on", text);
  }
}

}  // namespace heliofab::fuzz
