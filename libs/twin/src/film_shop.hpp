// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

/// How web becomes modules: coated and solved one by one, or drawn from rolls that were.
struct FilmShop {
  /// A web tool takes up a roll; where will alarms stop it?
  std::function<std::vector<plant::AlarmStop>(const plant::RollHistory&)> take_up;
  std::function<CoatedRoll(const plant::RollHistory&)> coat;
  /// Called from several threads at a time.
  std::function<MadeModule(const Product&, const CoatedRoll&, const process::Footprint&)> make;
  /// False where modules are drawn: nothing is read of them at the scribes.
  bool makes_each = true;
  /// What the plan says of tools that stray has changed.
  std::function<void()> renew;
};

}  // namespace heliofab::twin
