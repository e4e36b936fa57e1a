// SPDX-License-Identifier: Apache-2.0
#include "intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "heliofab/core/grid.hpp"
#include "heliofab/plant/key_figures.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

namespace {

struct RollOfRun {
  const twin::RollRow* row = nullptr;
  double good_m2 = 0;
  std::vector<double> efficiency, fill_factor, voc_per_cell;
};

std::vector<RollOfRun> finished_rolls(const twin::RunRecord& record) {
  std::vector<RollOfRun> rolls;
  std::unordered_map<std::int64_t, std::size_t> place;
  for (const twin::RollRow& row : record.rolls) {
    place[static_cast<std::int64_t>(row.roll)] = rolls.size();
    rolls.push_back({&row});
  }
  std::unordered_map<std::int64_t, const twin::ModuleRow*> modules;
  for (const twin::ModuleRow& module : record.modules) {
    modules[static_cast<std::int64_t>(module.serial)] = &module;
  }
  for (const twin::FlashRow& flash : record.flashes) {
    const auto module = modules.find(static_cast<std::int64_t>(flash.serial));
    const auto at = module == modules.end()
                        ? place.end()
                        : place.find(static_cast<std::int64_t>(module->second->roll));
    if (at == place.end() || !std::isfinite(flash.aperture_efficiency)) {
      continue;
    }
    RollOfRun& roll = rolls[at->second];
    roll.good_m2 += flash.is_good ? module->second->aperture_m2 : 0;
    roll.efficiency.push_back(flash.aperture_efficiency);
    roll.fill_factor.push_back(flash.fill_factor);
    roll.voc_per_cell.push_back(flash.voc_V / static_cast<double>(module->second->cells));
  }
  const std::set<twin::RollId> sealed = twin::sealed_rolls(record);
  std::erase_if(rolls, [&](const RollOfRun& roll) {
    return roll.efficiency.empty() || !sealed.contains(roll.row->roll);
  });
  std::ranges::sort(rolls, {}, [](const RollOfRun& roll) {
    return std::pair(roll.row->started, roll.row->roll);
  });
  return rolls;
}

double half_width_of(const std::vector<double>& batches) {
  const double half_width = plant::estimate_mean(batches).half_width;
  return std::isfinite(half_width) ? half_width : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Intervals intervals_of(const twin::RunRecord& record) {
  const std::vector<RollOfRun> rolls = finished_rolls(record);
  const std::size_t batches = std::min(rolls.size(), most_batches);
  if (batches < least_batches) {
    return {};
  }
  std::vector<double> yield, efficiency, fill_factor, voc;
  for (std::size_t b = 0; b < batches; ++b) {
    RollOfRun batch;
    double web_m2 = 0;
    for (std::size_t i = b * rolls.size() / batches; i < (b + 1) * rolls.size() / batches; ++i) {
      web_m2 += rolls[i].row->length_m * rolls[i].row->width_m;
      batch.good_m2 += rolls[i].good_m2;
      for (auto sample :
           {&RollOfRun::efficiency, &RollOfRun::fill_factor, &RollOfRun::voc_per_cell}) {
        (batch.*sample)
            .insert((batch.*sample).end(), (rolls[i].*sample).begin(), (rolls[i].*sample).end());
      }
    }
    yield.push_back(batch.good_m2 / web_m2);
    efficiency.push_back(quantile(batch.efficiency, 0.5));
    fill_factor.push_back(quantile(batch.fill_factor, 0.5));
    voc.push_back(quantile(batch.voc_per_cell, 0.5));
  }
  return {batches, half_width_of(yield), half_width_of(efficiency), half_width_of(fill_factor),
          half_width_of(voc)};
}

}  // namespace heliofab::report
