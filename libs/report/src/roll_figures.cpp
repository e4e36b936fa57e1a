// SPDX-License-Identifier: Apache-2.0
#include "roll_figures.hpp"

#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

using twin::RunRecord;

namespace {

// Those that are sealed, with their aperture areas [m2].
std::map<twin::RollId, double> areas_of_sealed_rolls(const RunRecord& record) {
  const std::set<twin::RollId> sealed = twin::sealed_rolls(record);
  std::map<twin::RollId, double> areas;
  for (const twin::RollRow& roll : record.rolls) {
    if (sealed.contains(roll.roll)) {
      areas[roll.roll] = roll.length_m * roll.width_m;
    }
  }
  return areas;
}

// Sums over the flashed modules of a roll.
struct RollSums {
  double modules = 0;
  double efficiency = 0;
  double fill_factor = 0;
  double voc_per_cell_V = 0;
  double jsc_mA_cm2 = 0;
  double good_m2 = 0;
  double good_W = 0;
};

std::map<twin::RollId, RollSums> sums_by_roll(const RunRecord& record) {
  std::map<twin::Serial, const twin::FlashRow*> flashes;
  for (const twin::FlashRow& flash : record.flashes) {
    flashes[flash.serial] = &flash;
  }
  std::map<twin::RollId, RollSums> sums;
  for (const twin::ModuleRow& module : record.modules) {
    const auto found = flashes.find(module.serial);
    if (found == flashes.end() || module.cells == 0) {
      continue;
    }
    const twin::FlashRow& flash = *found->second;
    const auto cells = static_cast<double>(module.cells);
    RollSums& s = sums[module.roll];
    s.modules += 1;
    s.efficiency += flash.aperture_efficiency;
    s.fill_factor += flash.fill_factor;
    s.voc_per_cell_V += flash.voc_V / cells;
    s.jsc_mA_cm2 += 0.1 * flash.isc_A * cells / module.aperture_m2;
    s.good_m2 += flash.is_good ? module.aperture_m2 : 0;
    s.good_W += flash.is_good ? flash.pmax_W : 0;
  }
  return sums;
}

}  // namespace

RollFigures figures_by_roll(const RunRecord& record) {
  const auto areas = areas_of_sealed_rolls(record);
  const auto sums = sums_by_roll(record);
  RollFigures figures;
  const auto set = [&](const char* name, const char* unit, twin::RollId roll, double value) {
    figures[name].unit = unit;
    figures[name].values[roll] = value;
  };
  for (const twin::RollRow& row : record.rolls) {
    const auto area = areas.find(row.roll);
    if (area == areas.end()) {
      continue;
    }
    const auto found = sums.find(row.roll);
    const RollSums s = found == sums.end() ? RollSums{} : found->second;
    set("line yield", "", row.roll, s.good_m2 / area->second);
    set("good power a metre of web", "W/m", row.roll, s.good_W / row.length_m);
    set("modules a roll", "modules", row.roll, s.modules);
    set("from the first tool to the cut", "h", row.roll, to_s(row.finished - row.started) / 3600);
    if (s.modules > 0) {
      set("aperture efficiency", "", row.roll, s.efficiency / s.modules);
      set("fill factor", "", row.roll, s.fill_factor / s.modules);
      set("Voc per cell", "V", row.roll, s.voc_per_cell_V / s.modules);
      set("short-circuit current", "mA/cm2", row.roll, s.jsc_mA_cm2 / s.modules);
    }
  }
  return figures;
}

RollFigures scrap_by_roll(const RunRecord& record, const std::set<std::string>& causes) {
  const auto areas = areas_of_sealed_rolls(record);
  RollFigures figures;
  for (const std::string& cause : causes) {
    for (const auto& [roll, area] : areas) {
      figures[cause].values[roll] = 0;
    }
  }
  const auto add = [&](const std::string& cause, twin::RollId roll, double area_m2) {
    if (const auto area = areas.find(roll); area != areas.end()) {
      figures[cause].values[roll] += area_m2 / area->second;
    }
  };
  for (const twin::ScrapRow& row : record.scrap) {
    add(row.station + ": " + row.cause, row.roll, row.area_m2);
  }
  std::map<twin::Serial, const twin::ModuleRow*> modules;
  for (const twin::ModuleRow& module : record.modules) {
    modules[module.serial] = &module;
  }
  for (const twin::FlashRow& flash : record.flashes) {
    if (const auto module = modules.find(flash.serial); !flash.is_good && module != modules.end()) {
      add("flash: " + flash.cause, module->second->roll, module->second->aperture_m2);
    }
  }
  return figures;
}

std::set<std::string> causes_of_scrap(const RunRecord& a, const RunRecord& b) {
  std::set<std::string> causes;
  for (const RunRecord* record : {&a, &b}) {
    for (const twin::ScrapRow& row : record->scrap) {
      causes.insert(row.station + ": " + row.cause);
    }
    for (const twin::FlashRow& row : record->flashes) {
      if (!row.is_good) {
        causes.insert("flash: " + row.cause);
      }
    }
  }
  return causes;
}

}  // namespace heliofab::report
