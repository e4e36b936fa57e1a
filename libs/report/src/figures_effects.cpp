// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "figures.hpp"
#include "format.hpp"
#include "heliofab/core/grid.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using twin::ModuleRow;

struct FilmQuantity {
  const char* name;
  double (*of)(const ModuleRow& module);
};

constexpr std::array film_quantities{
    FilmQuantity{"CIGS thickness [µm]", [](const ModuleRow& m) { return m.thickness_um; }},
    FilmQuantity{"cgi", [](const ModuleRow& m) { return m.cgi; }},
    FilmQuantity{"ggi", [](const ModuleRow& m) { return m.ggi; }},
    FilmQuantity{"sodium, of the best dose", [](const ModuleRow& m) { return m.sodium; }},
    FilmQuantity{"CdS thickness [nm]", [](const ModuleRow& m) { return m.cds_nm; }},
    FilmQuantity{"front contact [ohm/sq]", [](const ModuleRow& m) { return m.tco_ohm_sq; }},
    FilmQuantity{"back contact [ohm/sq]", [](const ModuleRow& m) { return m.mo_ohm_sq; }},
    FilmQuantity{"P2 contact [ohm cm]", [](const ModuleRow& m) { return m.p2_ohm_cm; }},
    FilmQuantity{"dark shunt [S/m²]", [](const ModuleRow& m) { return m.shunt_S_m2; }},
    FilmQuantity{"dead width of scribes [µm]", [](const ModuleRow& m) { return m.dead_um; }},
    FilmQuantity{"cells killed by faults",
                 [](const ModuleRow& m) { return static_cast<double>(m.hard_shunts); }},
    FilmQuantity{"position down the web [m]", [](const ModuleRow& m) { return m.position_m; }},
};

struct Effect {
  std::string name;
  double low = 0, high = 0;        // quartiles of the quantity
  double at_low = 0, at_high = 0;  // [-] median efficiency below and above them
  double points() const { return at_high - at_low; }
};

double median_efficiency(const std::vector<const ModuleRow*>& modules) {
  std::vector<double> sample;
  for (const ModuleRow* module : modules) {
    sample.push_back(module->aperture_efficiency);
  }
  return sample.empty() ? std::nan("") : quantile(sample, 0.5);
}

Effect effect_of(const FilmQuantity& quantity, const std::vector<const ModuleRow*>& modules) {
  std::vector<double> values;
  for (const ModuleRow* module : modules) {
    values.push_back(quantity.of(*module));
  }
  Effect effect{quantity.name, quantile(values, 0.25), quantile(values, 0.75)};
  std::vector<const ModuleRow*> low, high;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (values[i] <= effect.low) {
      low.push_back(modules[i]);
    }
    // A count may be alike in most modules: then "more" is what is above them.
    if (effect.high > effect.low ? values[i] >= effect.high : values[i] > effect.low) {
      high.push_back(modules[i]);
    }
  }
  effect.at_low = median_efficiency(low);
  effect.at_high = median_efficiency(high);
  return effect;
}

}  // namespace

std::string effects_table(const twin::RunRecord& record) {
  constexpr std::size_t least_modules = 40;
  constexpr std::size_t most_effects = 10;
  std::vector<const ModuleRow*> modules;
  for (const ModuleRow& module : record.modules) {
    if (std::isfinite(module.aperture_efficiency) &&
        std::ranges::all_of(film_quantities, [&](const FilmQuantity& quantity) {
          return std::isfinite(quantity.of(module));
        })) {
      modules.push_back(&module);
    }
  }
  if (modules.size() < least_modules) {
    return {};
  }
  std::vector<Effect> effects;
  for (const FilmQuantity& quantity : film_quantities) {
    Effect effect = effect_of(quantity, modules);
    if (std::isfinite(effect.points())) {
      effects.push_back(std::move(effect));
    }
  }
  std::ranges::stable_sort(effects, std::ranges::greater(),
                           [](const Effect& effect) { return std::abs(effect.points()); });
  effects.resize(std::min(effects.size(), most_effects));
  Table table{{{"of a module"},
               {"lowest quarter, up to", true},
               {"its median efficiency", true},
               {"highest quarter, from", true},
               {"its median efficiency", true},
               {"difference [points]", true}},
              {}};
  for (const Effect& effect : effects) {
    table.rows.push_back({effect.name, four_digits(effect.low), percent(effect.at_low, 2),
                          four_digits(effect.high), percent(effect.at_high, 2),
                          fixed(100 * effect.points(), 2)});
  }
  return "<h3>What good and poor modules differ in</h3>\n" +
         paragraph(
             "The quarter of the modules with least of a quantity beside the quarter with most of "
             "it: at most ten quantities, the largest difference first. What goes together is not "
             "always cause.") +
         html_table(table);
}

}  // namespace heliofab::report
