// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_sheet.hpp"

#include <algorithm>
#include <span>

#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;

constexpr double noct_light = 800;            // [W/m2] of nominal operating temperature [iec61215]
constexpr double mild_air = 20 * unit::degC;  // [K]
constexpr double light_wind = 1;              // [m/s]

double cell_in(const ModuleSheet& sheet, double irradiance) {
  return field::cell_temperature(
      sheet.installation,
      {.irradiance = irradiance, .air = mild_air, .wind = light_wind, .sky = {}});
}

void add_mounting(const ProductPlan& plan, ModuleSheet& sheet) {
  sheet.installation = field::with_mounting(plan.installation);
  sheet.is_building = plan.market == ProductMarket::building;
  if (plan.market == ProductMarket::portable) {
    sheet.installation.heat = field::HeatModel::ross;
    sheet.installation.ross = {plan.charger.by_irradiance};
    sheet.installation.reflection = plan.charger.reflection;
    sheet.installation.spectrum = field::SpectrumModel::none;
  }
  sheet.noct = cell_in(sheet, noct_light);
}

std::vector<field::FigurePoint> joined(std::span<const field::PowerPoint> points,
                                       std::span<const field::ModuleFigures> figures) {
  std::vector<field::FigurePoint> all;
  for (std::size_t k = 0; k < points.size(); ++k) {
    all.push_back({points[k].irradiance, points[k].temperature, figures[k]});
  }
  return all;
}

}  // namespace

std::optional<ModuleSheet> make_module_sheet(const ProductPlan& plan, const NominalModule& module,
                                             const ReferenceData& data, bool with_table,
                                             Observer* observer) {
  const module::ModuleDesign design = nominal_design(module);
  const double span = static_cast<double>(design.cells) * design.pitch;
  ModuleSheet sheet{.name = plan.name,
                    .cells = design.cells,
                    .length = std::max(span, design.cell_length),
                    .width = std::min(span, design.cell_length),
                    .cell_area = module::active_width(design) * design.cell_length};
  sheet.mass = plan.areal_mass * sheet.area();
  add_mounting(plan, sheet);

  std::vector<field::PowerPoint> points = field::iec61853_points();
  const auto matrix = static_cast<std::ptrdiff_t>(points.size());
  points.push_back({rated_light, cell_in(sheet, rated_light)});
  if (with_table) {
    const field::PowerGrid grid = earth_grid();
    const std::vector<field::PowerPoint> nodes = field::power_points(grid);
    points.insert(points.end(), nodes.begin(),
                  nodes.begin() + static_cast<std::ptrdiff_t>(grid.lights * grid.warmths));
  }
  const auto figures = solve_module_at(module, data, points, observer);
  if (!figures) {
    return std::nullopt;
  }
  const std::vector<field::FigurePoint> all = joined(points, *figures);
  sheet.points.assign(all.begin(), all.begin() + matrix);
  sheet.noon_power = all[static_cast<std::size_t>(matrix)].figures.power;
  sheet.table.assign(all.begin() + matrix + 1, all.end());
  sheet.rated = field::rated_figures(sheet.points);
  sheet.slopes = field::temperature_slopes(sheet.points);
  return sheet;
}

FitTask fit_task(const ModuleSheet& sheet) {
  return {.points = sheet.points, .cells = static_cast<double>(sheet.cells)};
}

}  // namespace heliofab::twin
