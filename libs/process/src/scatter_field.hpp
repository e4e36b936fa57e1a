// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heliofab/process/recipe.hpp"
#include "heliofab/process/web_field.hpp"

namespace heliofab::process {

/// How one quantity strays on a roll, as a function of the place: theory/process.md (1) with the
/// drift of theory/fields.md (1). Parts of it have draws of their own, so that one may be switched
/// off without moving the others.
class ScatterField {
 public:
  /// @param purpose  of the draws: fixed text, used once
  ScatterField(const Scatter& scatter, std::uint64_t seed, const std::string& purpose);

  /// Adds what is the same over the whole width: the roll's offset and its drift.
  void add_along(std::int64_t roll, const WebGrid& grid, std::span<double> values) const;
  /// Adds what differs across, to rows of `zones` values each: tilt and bow, and what is local.
  void add_across(std::int64_t roll, const WebGrid& grid, std::size_t zones,
                  std::span<double> values) const;

 private:
  Scatter scatter_;
  Stream roll_, cross_, local_;
  WebField drift_;
};

/// Both, on places x zones.
std::vector<double> deviations(const ScatterField& field, std::int64_t roll, const WebGrid& grid,
                               std::size_t zones);

}  // namespace heliofab::process
