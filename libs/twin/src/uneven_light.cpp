// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/uneven_light.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

constexpr double least_light = 0.5;     // [W/m2]
constexpr std::size_t ladder = 18;      // lights that are solved
constexpr double ladder_step = 1.6;     // [-] up to 1475 W/m2
constexpr std::size_t trials = 28;      // currents or voltages tried before the best is refined
constexpr double worth_refining = 0.8;  // [-] of the best one tried
constexpr int bend_levels = 12;         // of light on a bend, as many as its strips

// The highest maximum of a function with several: tried at rising places, refined between those
// beside each that may be it.
double highest(const std::function<double(double)>& f, const std::vector<double>& places) {
  std::vector<double> value(places.size());
  std::ranges::transform(places, value.begin(), f);
  double best = std::ranges::max(value);
  const double enough = worth_refining * best;
  for (std::size_t k = 1; k + 1 < places.size(); ++k) {
    if (value[k] >= enough && value[k] >= value[k - 1] && value[k] >= value[k + 1]) {
      best = std::max(best, find_maximum(f, places[k - 1], places[k + 1], 1e-5 * places[k]).value);
    }
  }
  return std::max(best, 0.0);
}

double short_circuit(const module::ModuleDesign& design, const module::StripCell& cell) {
  return module::local_current(cell, 0, 0).value * module::active_width(design) *
         design.cell_length;
}

double stripe_voltage(const module::ModuleDesign& design, const module::StripCell& cell,
                      double current) {
  const module::StripSolution strip = module::solve_strip(design, cell, current);
  if (!strip.status) {
    throw ModelError("E4201",
                     fmt::format("module in uneven light: a stripe did not converge at {:.6g} A; "
                                 "last update {:.3g} V after {} iterations",
                                 current, strip.status.residual, strip.status.iterations));
  }
  return strip.voltage;
}

}  // namespace

UnevenModule::UnevenModule(const NominalModule& module, const ReferenceData& data,
                           double temperature)
    : design_(nominal_design(module)) {
  std::vector<field::PowerPoint> points;
  for (std::size_t k = 0; k < ladder; ++k) {
    lights_.push_back(least_light * std::pow(ladder_step, static_cast<double>(k)));
    points.push_back({lights_.back(), temperature});
  }
  stripes_ = stripes_in_light(module, data, points);
}

module::StripCell UnevenModule::stripe(double light) const {
  const std::size_t i = find_interval(lights_, light);
  const double weight = (light - lights_[i]) / (lights_[i + 1] - lights_[i]);
  module::StripCell mixed = stripes_[i];
  std::vector<double> voltage(mixed.curve.x().begin(), mixed.curve.x().end());
  std::vector<double> current(voltage.size());
  for (std::size_t k = 0; k < voltage.size(); ++k) {
    current[k] = (1 - weight) * mixed.curve.y()[k] + weight * stripes_[i + 1].curve.at(voltage[k]);
  }
  mixed.curve = {std::move(voltage), std::move(current)};
  return mixed;
}

double UnevenModule::series_power(std::span<const LitPart> parts) const {
  std::vector<module::StripCell> cells;
  double least = INFINITY, most = 0;  // [A]
  for (const LitPart& part : parts) {
    cells.push_back(stripe(part.light));
    const double current = short_circuit(design_, cells.back());
    least = std::min(least, current);
    most = std::max(most, current);
  }
  const auto power = [&](double current) {
    double voltage = -design_.end_contact / design_.cell_length * current;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      voltage += static_cast<double>(design_.cells) * parts[k].amount *
                 stripe_voltage(design_, cells[k], current);
    }
    return current * voltage;
  };
  // In dim light a shunt takes half of the current.
  const double from = 0.4 * std::max(least, 1e-3 * most);
  std::vector<double> currents(trials);
  for (std::size_t k = 0; k < trials; ++k) {
    const double way = static_cast<double>(k) / static_cast<double>(trials - 1);
    currents[k] = from * std::pow(1.02 * most / from, way);
  }
  return highest(power, currents);
}

double UnevenModule::parallel_power(std::span<const LitPart> parts) const {
  std::vector<module::StripCell> cells;
  double most = 0;  // [A]
  for (const LitPart& part : parts) {
    cells.push_back(stripe(part.light));
    most = std::max(most, short_circuit(design_, cells.back()));
  }
  const auto stripes = static_cast<double>(design_.cells);
  const auto voltage = [&](std::size_t k, double current) {
    return stripes * stripe_voltage(design_, cells[k], current) -
           design_.end_contact / design_.cell_length * current;
  };
  double open = 0;  // [V] of the brightest
  for (std::size_t k = 0; k < parts.size(); ++k) {
    open = std::max(open, voltage(k, 0));
  }
  const auto power = [&](double at) {
    double current = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const auto ahead = [&](double i) { return voltage(k, i) - at; };
      current += parts[k].amount * find_root(ahead, -3 * most, 1.1 * most, 1e-7 * most).value_or(0);
    }
    return at * current;
  };
  std::vector<double> voltages;
  for (const double share : {0.3, 0.5, 0.65, 0.75, 0.85, 0.98}) {
    voltages.push_back(share * open);
  }
  return highest(power, voltages);
}

double UnevenModule::even_power(double light) const {
  const LitPart all{light, 1};
  return series_power({&all, 1});
}

std::vector<LitPart> lit_parts(Unevenness kind, const module::ModuleDesign& design,
                               const field::UnevenPoint& point) {
  const double bright = point.light;
  const double dark = point.ratio * bright;
  std::vector<LitPart> parts;
  const auto add = [&](double light, double amount) {
    if (amount > 1e-9) {
      parts.push_back({light, amount});
    }
  };
  if (kind == Unevenness::edge_across) {
    add(dark, point.share);
    add(bright, 1 - point.share);
  } else if (kind == Unevenness::edge_along) {
    const auto stripes = static_cast<double>(design.cells);
    const double whole = std::floor(point.share * stripes + 1e-9);
    const double rest = std::max(0.0, point.share * stripes - whole);  // of one more stripe
    add(dark, whole / stripes);
    add(bright - rest * (bright - dark), rest > 0 ? 1 / stripes : 0);
    add(bright, 1 - (whole + (rest > 0 ? 1 : 0)) / stripes);
  } else {
    const auto rank = [](int k) { return static_cast<double>(k) / (bend_levels - 1); };
    const auto excess = [&](double exponent) {
      double sum = 0;
      for (int k = 0; k < bend_levels; ++k) {
        sum += std::pow(rank(k), exponent);
      }
      return sum / bend_levels - (1 - point.share);
    };
    const double exponent = find_root(excess, 1e-3, 100, 1e-9).value_or(1);
    for (int k = 0; k < bend_levels; ++k) {
      add(dark + (bright - dark) * std::pow(rank(k), exponent), 1.0 / bend_levels);
    }
  }
  return parts;
}

field::UnevenTable make_uneven_table(const UnevenModule& module, Unevenness kind) {
  field::UnevenTable table{.share = {0, 0.2, 0.4, 0.6, 0.8, 1},
                           .ratio = {0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 1},
                           .light = {15, 60, 200, 500, 1100},
                           .factor = {}};
  if (kind == Unevenness::edge_along) {
    // The first stripes in the shade cost most.
    const double one = 1 / static_cast<double>(module.design().cells);
    table.share.clear();
    for (const double stripes : {0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0}) {
      table.share.push_back(stripes * one);
    }
    for (const double share : {0.25, 0.4, 0.6, 0.8, 0.95}) {
      if (share > table.share.back() + 0.02) {
        table.share.push_back(share);
      }
    }
    table.share.push_back(1);
    table.ratio = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1};
  } else if (kind == Unevenness::bend_along) {
    table.share = {0.12, 0.25, 0.4, 0.55, 0.7, 0.9};
    table.ratio = {0, 0.05, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1};
  }
  const std::vector<field::UnevenPoint> points = field::uneven_points(table);
  std::vector<double> factors(points.size());
  parallel_for(points.size(), [&](std::size_t k) {
    const std::vector<LitPart> parts = lit_parts(kind, module.design(), points[k]);
    double mean = 0;
    for (const LitPart& part : parts) {
      mean += part.amount * part.light;
    }
    const double even = module.even_power(mean);
    const double uneven =
        kind == Unevenness::edge_across ? module.parallel_power(parts) : module.series_power(parts);
    factors[k] = parts.size() > 1 && even > 0 ? uneven / even : 1;
  });
  field::fill(table, factors);
  return table;
}

std::optional<Unevenness> unevenness_of(const field::Installation& installation) {
  const bool along = installation.cells == field::CellRun::along;
  const auto edge = along ? Unevenness::edge_along : Unevenness::edge_across;
  switch (installation.surface) {
    case field::SurfaceKind::facade:
      return installation.overhang.depth > 0 ? std::optional(edge) : std::nullopt;
    case field::SurfaceKind::rows:
      return installation.tracker.backtracks ? std::nullopt : std::optional(edge);
    case field::SurfaceKind::bent:
      return along && installation.cylinder.arc > 0 ? std::optional(Unevenness::bend_along)
                                                    : std::nullopt;
    case field::SurfaceKind::plane:
      break;
  }
  return std::nullopt;
}

}  // namespace heliofab::twin
