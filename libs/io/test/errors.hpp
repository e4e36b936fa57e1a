// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/read.hpp"
#include "sample_plan.hpp"

// What tests of errors share.
namespace heliofab::io::sample {

/// The diagnostics of reading `text` as a plan named f.yaml; none when it can be read.
inline std::vector<Diagnostic> problems_of(std::string_view text,
                                           std::vector<std::string> overrides = {}) {
  try {
    read<Plan>(parse_document(text, "f.yaml", {.overrides = std::move(overrides)}), "fab");
  } catch (const InputError& error) {
    return error.diagnostics();
  }
  return {};
}

/// The same as a user sees them.
inline std::string errors_of(std::string_view text, std::vector<std::string> overrides = {}) {
  std::string all;
  for (const Diagnostic& d : problems_of(text, std::move(overrides))) {
    all += format(d);
  }
  return all;
}

/// The plan in `text`; what the user would see when it cannot be read.
inline Read<Plan> plan_of(std::string_view text, std::vector<std::string> overrides = {}) {
  return read<Plan>(parse_document(text, "f.yaml", {.overrides = std::move(overrides)}), "fab");
}

}  // namespace heliofab::io::sample
