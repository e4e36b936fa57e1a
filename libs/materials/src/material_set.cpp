// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/material_set.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::materials {

const Material* MaterialSet::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(materials, name, &Material::name);
  return found == materials.end() ? nullptr : &*found;
}

const OpticalConstants& MaterialSet::at(std::string_view name) const {
  if (const Material* material = find(name)) {
    return material->constants;
  }
  std::vector<std::string_view> known;
  for (const Material& material : materials) {
    known.push_back(material.name);
  }
  const std::string_view close = nearest(name, known);
  throw InputError("E2103", "materials", fmt::format("no optical constants named '{}'", name),
                   close.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                 : fmt::format("did you mean '{}'?", close));
}

}  // namespace heliofab::materials
