// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace heliofab::cli {

/// A small input file that brings a code, and the same file mended.
struct CodeExample {
  std::string_view code;
  std::string_view wrong;
  std::string_view right;
};

/// Null where a file of a few lines cannot show it.
const CodeExample* example_of(std::string_view code);

}  // namespace heliofab::cli
