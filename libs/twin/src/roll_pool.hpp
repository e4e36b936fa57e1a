// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "fab_parts.hpp"
#include "film_shop.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/twin/ramp.hpp"

namespace heliofab::twin {

/// Rolls that stand for all others: coated one after the other on tools that remember, some of
/// their modules solved. A roll of the run is one of them, by its number, with the alarms, lost
/// stretches and modules of that one; a module is the nearest of its product that was solved.
class RollPool {
 public:
  /// Plan and parts must outlive it. @throws ModelError when a module has no solution
  RollPool(FabParts& parts, const PoolSize& size);

  FilmShop shop();

 private:
  struct Made {
    double position = 0;  // [m]
    MadeModule module;
  };
  struct Roll {
    std::vector<plant::AlarmStop> stops;
    std::vector<process::Stretch> lost;
    std::vector<std::vector<Made>> modules;  // by product and place
  };
  void fill();
  std::vector<process::Footprint> places_on(const CoatedRoll& roll, const Product& product) const;
  std::size_t drawn(plant::RollId roll) const;

  FabParts* parts_;
  PoolSize size_;
  Stream draws_;
  std::int64_t filled_ = 0;  // times
  std::int64_t moved_ = 0;   // times that the tools changed since
  std::vector<Roll> rolls_;
};

}  // namespace heliofab::twin
