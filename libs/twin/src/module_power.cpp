// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_power.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include "cells_in_light.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;

constexpr std::size_t conditions_at_once = 16;  // conditions between looks at the observer

CellModel cell_of(const NominalModule& module, const ReferenceData& data) {
  return {module.process.recipe, module.process.physics, module.process.cover, data};
}

class ModuleInLight {
 public:
  ModuleInLight(const NominalModule& module, const ReferenceData& data)
      : module_(&module),
        cells_(module.process, cell_parameters(module.process, nominal_film(module.process)), data),
        design_(nominal_design(module)) {}

  std::vector<module::StripCell> stripes(std::span<const device::Condition> conditions) const {
    std::vector<module::StripCell> stripes;
    for (const device::CertifiedCurve& curve : cells_.solve(conditions)) {
      stripes.push_back(nominal_stripe(*module_, curve.curve()));
    }
    return stripes;
  }

  std::vector<field::ModuleFigures> solve(std::span<const device::Condition> conditions) const {
    const std::vector<module::StripCell> cells = stripes(conditions);
    std::vector<field::ModuleFigures> figures(cells.size());
    parallel_for(cells.size(), [&](std::size_t k) {
      const module::ModuleCurve curve = module::solve_module(design_, cells[k]);
      figures[k] = {.isc = curve.isc, .voc = curve.voc, .vmp = curve.vmp, .power = curve.pmax()};
    });
    return figures;
  }

 private:
  const NominalModule* module_;
  CellsInLight cells_;
  module::ModuleDesign design_;
};

// Each of a design and a stripe has both.
template <class Sheets>
void multiply(const SheetFactors& bent, Sheets& sheets) noexcept {
  sheets.tco_sheet_resistance *= bent.tco;
  sheets.mo_sheet_resistance *= bent.mo;
}

}  // namespace

void bend_sheets(const SheetFactors& bent, module::ModuleDesign& design,
                 module::StripCell& stripe) noexcept {
  multiply(bent, design);
  multiply(bent, stripe);
}

module::ModuleDesign nominal_design(const NominalModule& module) {
  module::ModuleDesign design = nominal_design(module.process, module.layout);
  multiply(module.bent, design);
  return design;
}

module::StripCell nominal_stripe(const NominalModule& module, const device::CellCurve& curve) {
  module::StripCell stripe = nominal_stripe(module.process, curve);
  multiply(module.bent, stripe);
  return stripe;
}

field::PowerGrid earth_grid() {
  return {.dimmest = 2,
          .brightest = 1200,
          .lights = 11,
          .coldest = -30 * unit::degC,
          .hottest = 90 * unit::degC,
          .warmths = 6};
}

field::PowerGrid indoor_grid() {
  return {.dimmest = 0.1,
          .brightest = 20,
          .lights = 9,
          .coldest = 0 * unit::degC,
          .hottest = 45 * unit::degC,
          .warmths = 4};
}

field::PowerGrid space_grid() {
  return {.dimmest = 20,
          .brightest = 1700,
          .lights = 8,
          .coldest = -120 * unit::degC,
          .hottest = 140 * unit::degC,
          .warmths = 9};
}

std::optional<std::vector<field::ModuleFigures>> solve_module_at(
    const NominalModule& module, const ReferenceData& data,
    std::span<const field::PowerPoint> points, Observer* observer) {
  const ModuleInLight solver(module, data);
  const std::vector<device::Condition> conditions = conditions_of(points);
  const std::span<const device::Condition> all(conditions);
  std::vector<field::ModuleFigures> figures;
  figures.reserve(conditions.size());
  for (std::size_t k = 0; k < all.size(); k += conditions_at_once) {
    std::ranges::copy(solver.solve(all.subspan(k, std::min(conditions_at_once, all.size() - k))),
                      std::back_inserter(figures));
    if (!goes_on(observer, "module in light and warmth", figures.size(), all.size())) {
      return std::nullopt;
    }
  }
  return figures;
}

std::optional<field::PowerTable> make_module_power(const NominalModule& module,
                                                   const ReferenceData& data,
                                                   const field::PowerGrid& grid,
                                                   Observer* observer) {
  const auto figures = solve_module_at(module, data, field::power_points(grid), observer);
  if (!figures) {
    return std::nullopt;
  }
  return field::make_power_table(*figures, grid);
}

std::vector<module::StripCell> stripes_in_light(const NominalModule& module,
                                                const ReferenceData& data,
                                                std::span<const field::PowerPoint> points) {
  return ModuleInLight(module, data).stripes(conditions_of(points));
}

double space_current_factor(const NominalModule& module, const ReferenceData& data,
                            const optics::Spectrum& sunlight, double irradiance) {
  const auto current = [&](const ReferenceData& lit) {
    const process::CellParameters film =
        cell_parameters(module.process, nominal_film(module.process));
    return cell_of(module, lit).solve(film, {.from = 0, .to = 0.02}).jsc;
  };
  ReferenceData space = data;
  space.am15g = optics::rebin(sunlight, data.am15g.wavelength);
  return current(space) / irradiance / (current(data) / rated_light);
}

}  // namespace heliofab::twin
