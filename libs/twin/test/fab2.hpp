// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/io/document.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin::fab2 {

/// The plan of FAB 2 in data/, with `overrides` laid over it.
inline io::Read<FabPlan> plan(const std::vector<std::string>& overrides = {}) {
  return read_plan(
      io::read_document(HELIOFAB_SOURCE_DIR "/data/fabs/fab2-2010.yaml", {.overrides = overrides}));
}

/// FAB 2's recipe with scatter about it that fills a box of six axes.
inline FabPlan straying_plan() {
  FabPlan straying = plan({"process.film_from=recipe"}).value;
  straying.process.variation = {};
  straying.process.variation.lifetime = {
      .roll = 0.05, .drift = 0.25, .drift_length = 20, .cross = 0.08};
  straying.process.variation.shunt = {.roll = 0.6, .local = 0.5};
  return straying;
}

inline const ReferenceData& data() {
  static const ReferenceData read = read_reference_data(HELIOFAB_SOURCE_DIR "/data");
  return read;
}

/// A fab that is done in a few seconds: short rolls, small modules of ten cells, three days.
inline io::Read<FabPlan> small_plan(std::vector<std::string> overrides = {}) {
  std::vector<std::string> all{"days=3",
                               "line.roll_length=24 m",
                               "products.building.stripes=across",
                               "products.building.length=100 mm",
                               "products.building.pitch=10 mm",
                               "market.segments.building.demand=20 kW/month",
                               "market.segments.portable.demand=1 kW/month"};
  all.insert(all.end(), overrides.begin(), overrides.end());
  return plan(all);
}

}  // namespace heliofab::twin::fab2
