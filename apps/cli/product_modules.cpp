// SPDX-License-Identifier: Apache-2.0
#include "product_modules.hpp"

#include <unordered_map>

#include "heliofab/core/grid.hpp"

namespace heliofab::cli {

namespace {

twin::MadePower solve_in_rooms(const SolvedProduct& p, const RunChoice& choice,
                               const twin::ReferenceData& data) {
  return *twin::make_made_power(
      p.module, rows_of(choice, p.plan), data,
      {.measured_under = choice.run->plan.process.cover, .grid = twin::indoor_grid()});
}

}  // namespace

report::ProductModules page_modules(const RunModules& modules, const twin::RunRecord& record) {
  report::ProductModules page{.text = modules.text,
                              .count = modules.count,
                              .run = record.provenance,
                              .fingerprint = twin::fingerprint(record)};
  std::unordered_map<twin::Serial, double> shunt_of;
  for (const twin::ModuleRow& row : record.modules) {
    shunt_of.emplace(row.serial, row.shunt_S_m2);
  }
  for (const twin::MadeModulePower& one : modules.each) {
    page.serials.push_back(static_cast<std::int64_t>(one.serial));
    page.shunts.push_back(shunt_of.at(one.serial));
  }
  for (const Spread& s : modules.spreads) {
    page.spreads.push_back({s.key, s.label, s.unit, s.p5, s.p50, s.p95, s.values});
  }
  return page;
}

void add_rooms(const SolvedProduct& p, const ProductSources& sources, const twin::LampLight& lamp,
               report::ProductModules& modules, twin::IndoorOverShunts& over) {
  twin::MadePower again;
  const bool is_solved = p.plan.market == twin::ProductMarket::indoor;
  if (!is_solved) {
    again = solve_in_rooms(p, sources.run, sources.data);
  }
  const field::PowerTable& mean = is_solved ? p.power.table : again.mean;
  const double warmth = twin::IndoorPlan{}.temperature;
  over.own_shunt = quantile(modules.shunts, 0.5);
  for (std::size_t level = 0; level < over.lux.size(); ++level) {
    const double light = over.lux[level] * lamp.equivalent;  // [W/m2]
    over.own_power[level] = field::maximum_power(mean, light, warmth);
    std::vector<double>& power = modules.indoor.emplace_back();
    for (const twin::MadeModulePower& one : is_solved ? p.made->each : again.modules) {
      power.push_back(field::maximum_power(one.table, light, warmth));
    }
  }
}

}  // namespace heliofab::cli
