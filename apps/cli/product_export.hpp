// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common.hpp"

namespace heliofab::cli {

/// Files that a product's module goes into; empty names are not asked for.
struct ModuleFiles {
  std::string cec;
  std::string pan;
  std::string pvlib;
  std::string matrix;
  std::string spice;

  bool is_empty() const;
};

/// Solves the module of a product and writes it for other programs, with what each model's fit is
/// off. @throws InputError, ModelError and StorageError as what it calls
Exit export_product(const std::string& file, const std::vector<std::string>& overrides,
                    const ModuleFiles& files);

}  // namespace heliofab::cli
