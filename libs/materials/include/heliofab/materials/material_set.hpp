// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// A named table and where it comes from.
struct Material {
  std::string name = {};  // "mo", "cds"; the stem of its file in data/optics
  OpticalConstants constants = {};
  std::string source = {};  // key in docs/references.bib
  std::string grade = "D";  // A, B, C or D

  friend bool operator==(const Material&, const Material&) = default;
};

/// The optical data of a plan, as values.
struct MaterialSet {
  std::vector<Material> materials;
  std::vector<CigsTable> cigs;  // ggi strictly increasing

  /// Null when there is no such material.
  const Material* find(std::string_view name) const noexcept;
  /// @throws InputError E2103, with the nearest known name
  const OpticalConstants& at(std::string_view name) const;

  friend bool operator==(const MaterialSet&, const MaterialSet&) = default;
};

}  // namespace heliofab::materials
