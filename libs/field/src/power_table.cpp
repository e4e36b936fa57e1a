// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/power_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "power_table_lanes.hpp"

namespace heliofab::field {

namespace {

double light_of(const PowerGrid& grid, double node) {
  return grid.dimmest * std::exp(light_step(grid) * node);
}

double warmth_of(const PowerGrid& grid, double node) {
  return grid.coldest + warmth_step(grid) * node;
}

// Weights of the nodes -1, 0, 1 and 2 at u: Lagrange's cubic.
std::array<double, 4> cubic(double u) {
  return {-u * (u - 1) * (u - 2) / 6, (u + 1) * (u - 1) * (u - 2) / 2, -(u + 1) * u * (u - 2) / 2,
          (u + 1) * u * (u - 1) / 6};
}

// The four nodes by whose cubic a place is found, and their weights.
struct Stretch {
  std::size_t first = 0;
  std::array<double, 4> weight{};
};

Stretch stretch(double at, std::size_t nodes) {
  const double inside = std::clamp(at, 0.0, static_cast<double>(nodes - 1));
  const double cell = std::clamp(std::floor(inside), 1.0, static_cast<double>(nodes) - 3);
  return {static_cast<std::size_t>(cell) - 1, cubic(inside - cell)};
}

struct Place {
  Stretch light;
  Stretch warmth;
  double dim = 1;  // [-] light below the grid over its dimmest
};

Place place_of(const PowerGrid& grid, double irradiance, double temperature) {
  const double at = std::log(std::max(irradiance, grid.dimmest) / grid.dimmest) / light_step(grid);
  return {stretch(at, grid.lights),
          stretch((temperature - grid.coldest) / warmth_step(grid), grid.warmths),
          std::min(1.0, irradiance / grid.dimmest)};
}

double value_at(std::span<const double> nodes, const PowerGrid& grid, const Place& place,
                std::size_t stride = 1, std::size_t offset = 0) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t node = (place.light.first + i) * grid.warmths + place.warmth.first + j;
      row += place.warmth.weight[j] * nodes[node * stride + offset];
    }
    sum += place.light.weight[i] * row;
  }
  return sum;
}

// Behind a shunt power goes with the square of light.
double power_at(const PowerTable& table, const Place& place, double irradiance) {
  return value_at(table.power, table.grid, place) * place.dim * irradiance;
}

// Current over isc at a fraction of voc.
double shape_at(const PowerTable& table, const Place& place, double fraction) {
  const std::size_t points = table.grid.curve;
  const Stretch along = stretch(fraction * static_cast<double>(points - 1), points);
  double sum = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    sum += along.weight[k] * value_at(table.current, table.grid, place, points, along.first + k);
  }
  return sum;
}

template <class Module>
ModuleAt diode_module(const Module& module, std::size_t curve) {
  return [=](double irradiance, double temperature) {
    const Diode diode = diode_of(module, irradiance, temperature);
    const OperatingPoint best = maximum_power(diode);
    ModuleFigures figures{.isc = current_at(diode, 0),
                          .voc = voltage_at(diode, 0),
                          .vmp = best.voltage,
                          .power = best.power};
    for (std::size_t k = 0; k < curve; ++k) {
      figures.current.push_back(
          current_at(diode, figures.voc * static_cast<double>(k) / static_cast<double>(curve - 1)));
    }
    return figures;
  };
}

// The worst in the middles of cells, whose figures these are.
void measure_error(std::span<const PowerPoint> points, std::span<const ModuleFigures> figures,
                   PowerTable& table) {
  for (std::size_t c = 0; c < points.size(); ++c) {
    const auto [light, warmth] = points[c];
    const ModuleFigures& is = figures[c];
    const ModuleFigures told = figures_at(table, light, warmth);
    table.error = std::max(table.error,
                           std::abs(told.power - is.power) / (table.nominal * light / rated_light));
    for (std::size_t k = 0; k < is.current.size(); ++k) {
      table.curve_error =
          std::max(table.curve_error, std::abs(told.current[k] - is.current[k]) / is.isc);
    }
  }
}

void check_grid(const PowerGrid& grid) {
  HELIOFAB_CHECK(grid.lights >= 4 && grid.warmths >= 4 && (grid.curve == 0 || grid.curve >= 5));
  HELIOFAB_CHECK(grid.dimmest > 0 && grid.brightest > grid.dimmest && grid.coldest > 0 &&
                 grid.hottest > grid.coldest);
}

void add_node(const ModuleFigures& figures, double light, PowerTable& table) {
  HELIOFAB_CHECK(figures.isc > 0 && figures.current.size() == table.grid.curve);
  table.power.push_back(figures.power / light);
  table.isc.push_back(figures.isc / light);
  table.voc.push_back(figures.voc);
  table.vmp.push_back(figures.vmp);
  for (const double current : figures.current) {
    table.current.push_back(current / figures.isc);
  }
}

}  // namespace

std::vector<PowerPoint> power_points(const PowerGrid& grid) {
  check_grid(grid);
  std::vector<PowerPoint> points;
  const auto add = [&](std::size_t lights, std::size_t warmths, double from) {
    for (std::size_t i = 0; i < lights; ++i) {
      for (std::size_t j = 0; j < warmths; ++j) {
        points.push_back({light_of(grid, static_cast<double>(i) + from),
                          warmth_of(grid, static_cast<double>(j) + from)});
      }
    }
  };
  add(grid.lights, grid.warmths, 0);
  points.push_back({rated_light, rated_warmth});
  add(grid.lights - 1, grid.warmths - 1, 0.5);
  return points;
}

PowerTable make_power_table(std::span<const ModuleFigures> figures, const PowerGrid& grid) {
  const std::vector<PowerPoint> points = power_points(grid);
  HELIOFAB_CHECK(figures.size() == points.size());
  const std::size_t nodes = grid.lights * grid.warmths;
  PowerTable table{.grid = grid};
  for (std::size_t k = 0; k < nodes; ++k) {
    add_node(figures[k], points[k].irradiance, table);
  }
  table.nominal = figures[nodes].power;
  measure_error(std::span(points).subspan(nodes + 1), figures.subspan(nodes + 1), table);
  return table;
}

PowerTable make_power_table(const ModuleAt& module, const PowerGrid& grid) {
  std::vector<ModuleFigures> figures;
  for (const auto& [irradiance, temperature] : power_points(grid)) {
    figures.push_back(module(irradiance, temperature));
  }
  return make_power_table(figures, grid);
}

ModuleAt module_at(const DeSotoModule& module, std::size_t curve) {
  return diode_module(module, curve);
}

ModuleAt module_at(const PvsystModule& module, std::size_t curve) {
  return diode_module(module, curve);
}

ModuleFigures figures_at(const PowerTable& table, double irradiance, double temperature) {
  const PowerGrid& grid = table.grid;
  ModuleFigures f;
  f.current.assign(grid.curve, 0.0);
  if (irradiance <= 0) {
    return f;
  }
  const Place place = place_of(grid, irradiance, temperature);
  // Behind a shunt voltage goes with light.
  f.isc = value_at(table.isc, grid, place) * irradiance;
  f.voc = value_at(table.voc, grid, place) * place.dim;
  f.vmp = value_at(table.vmp, grid, place) * place.dim;
  f.power = power_at(table, place, irradiance);
  for (std::size_t k = 0; k < grid.curve; ++k) {
    f.current[k] = f.isc * value_at(table.current, grid, place, grid.curve, k);
  }
  return f;
}

double maximum_power(const PowerTable& table, double irradiance, double temperature) {
  return irradiance <= 0
             ? 0
             : power_at(table, place_of(table.grid, irradiance, temperature), irradiance);
}

double current_at(const PowerTable& table, double irradiance, double temperature, double voltage) {
  const PowerGrid& grid = table.grid;
  HELIOFAB_CHECK(grid.curve >= 5);
  if (irradiance <= 0 || voltage < 0) {
    return 0;
  }
  const Place place = place_of(grid, irradiance, temperature);
  const double voc = value_at(table.voc, grid, place) * place.dim;
  if (voltage >= voc) {
    return 0;
  }
  return value_at(table.isc, grid, place) * irradiance * shape_at(table, place, voltage / voc);
}

void maximum_power(const PowerTable& table, std::span<const double> irradiance,
                   std::span<const double> temperature, std::span<double> power) {
  HELIOFAB_CHECK(irradiance.size() == temperature.size() && irradiance.size() == power.size());
  power_lanes(table, irradiance, temperature, power);
}

}  // namespace heliofab::field
