// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_fit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/twin/box_search.hpp"

namespace heliofab::twin {

namespace {

using field::rated_light;
using field::rated_warmth;

constexpr double least_ideality = 0.3;  // [-] of each cell
constexpr double most_ideality = 4;
constexpr double most_adjust = 1;        // [-]
constexpr double gap_of_cis = 1.03;      // [eV] that PVsyst takes [pvsyst_diode]
constexpr double builtin_of_cell = 0.9;  // [V] the same
const double nothing = std::numeric_limits<double>::quiet_NaN();

// Of relative errors, each weighed with the light at its point: as energy is.
template <class Module>
double sum_of_squares(const Module& module, std::span<const field::FigurePoint> points) {
  double sum = 0;
  const std::vector<field::FigurePoint> told = field::points_of(module, points);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const field::ModuleFigures& is = points[k].figures;
    const field::ModuleFigures& model = told[k].figures;
    for (const double ratio : {model.power / is.power, model.isc / is.isc, model.voc / is.voc}) {
      sum += points[k].irradiance / rated_light * (ratio - 1) * (ratio - 1);
    }
  }
  return sum;
}

// Which thermal voltages of the whole string leave a diode with the rated figures.
class RatedDiodes {
 public:
  RatedDiodes(const FitTask& task, double recombination = 0)
      : figures_(&field::rated_figures(task.points)),
        of_unity_(task.cells * constants::boltzmann_eV * rated_warmth),
        recombination_(recombination),
        builtin_(builtin_of_cell * task.cells) {
    constexpr int steps = 24;
    const double ratio = std::pow(most_ideality / least_ideality, 1.0 / steps);
    double ideality = least_ideality;
    for (int k = 0; k <= steps; ++k, ideality *= ratio) {
      if (at(ideality)) {
        least_ = least_ == 0 ? ideality : least_;
        most_ = ideality;
      }
    }
    double beyond = most_ * ratio;
    for (int k = 0; k < steps && most_ > 0; ++k) {
      const double middle = (most_ + beyond) / 2;
      (at(middle) ? most_ : beyond) = middle;
    }
  }

  bool is_empty() const { return most_ == 0; }
  double ideality(double share) const { return least_ + share * (most_ - least_); }
  double of_unity() const { return of_unity_; }  // [V] thermal voltage of ideal cells

  std::optional<field::Diode> at(double ideality) const {
    return recombination_ > 0
               ? field::diode_through(*figures_, ideality * of_unity_, recombination_, builtin_)
               : field::diode_through(*figures_, ideality * of_unity_);
  }

 private:
  const field::ModuleFigures* figures_;
  double of_unity_;
  double recombination_;
  double builtin_;
  double least_ = 0;
  double most_ = 0;
};

ModelError no_diode(const FitTask& task) {
  const field::ModuleFigures& f = field::rated_figures(task.points);
  return {"E6142",
          fmt::format("no diode of {:g} cells has {:.4g} W at {:.4g} V, {:.4g} A at short circuit "
                      "and {:.4g} V at open circuit",
                      task.cells, f.power, f.vmp, f.isc, f.voc)};
}

RatedDiodes rated_diodes(const FitTask& task) {
  RatedDiodes diodes(task);
  if (diodes.is_empty()) {
    throw no_diode(task);
  }
  return diodes;
}

field::DeSotoModule de_soto_of(const field::Diode& d, double current_by_kelvin) {
  return {.photocurrent = d.photocurrent,
          .saturation = d.saturation,
          .series = d.series,
          .shunt = 1 / std::max(d.conductance, 1e-9),
          .thermal = d.thermal,
          .current_by_kelvin = current_by_kelvin};
}

// Where one side of the unit box is all there is: a scan, then the best of its neighbourhood.
double best_share(const std::function<double(double)>& loss) {
  constexpr int steps = 60;
  int best = 0;
  double least = std::numeric_limits<double>::max();
  for (int k = 0; k <= steps; ++k) {
    const double value = loss(static_cast<double>(k) / steps);
    if (value < least) {
      least = value;
      best = k;
    }
  }
  const double low = std::max(0, best - 1) / static_cast<double>(steps);
  const double high = std::min(steps, best + 1) / static_cast<double>(steps);
  const auto gain = [&](double share) {
    const double value = loss(share);
    return std::isfinite(value) ? -value : -std::numeric_limits<double>::max();
  };
  const Maximum found = find_maximum(gain, low, high, 1e-9);
  return -found.value < least ? found.x : static_cast<double>(best) / steps;
}

std::vector<double> best_place(const SearchFunction& gain, std::vector<double> start) {
  const std::vector<SearchAxis> axes(start.size());
  const std::vector<SearchEnd> ends =
      find_maxima(gain, axes, start,
                  {.starts = 8, .tolerance = 1e-7, .most_points = 4000, .is_parallel = true});
  const auto best = std::ranges::max_element(ends, [](const SearchEnd& a, const SearchEnd& b) {
    return std::isnan(a.value) || a.value < b.value;
  });
  return best->point.empty() ? start : best->point;
}

template <class Module>
Fitted<Module> fitted(const FitTask& task, const std::optional<Module>& module) {
  if (!module) {
    throw no_diode(task);
  }
  return {*module, field::fit_error(field::points_of(*module, task.points), task.points)};
}

// The best of the modules at the places of a unit box; where there is none, nothing.
template <class ModuleAt>
auto best_fit(const FitTask& task, const ModuleAt& module_at, std::vector<double> start) {
  const auto gain = [&](std::span<const double> at) -> std::optional<double> {
    const auto module = module_at(at);
    return module ? -sum_of_squares(*module, task.points) : nothing;
  };
  return fitted(task, module_at(best_place(gain, std::move(start))));
}

double between(double share, double low, double high) { return low + share * (high - low); }

// Sets `adjust` so that power changes with temperature as it should; where no adjustment within its
// bounds does, there is none.
void adjust_power(const FitTask& task, double wanted, field::DeSotoModule& module) {
  const auto excess = [&](double adjust) {
    module.adjust = adjust;
    return field::temperature_slopes(field::points_of(module, task.points)).power - wanted;
  };
  module.adjust = find_root(excess, -most_adjust, most_adjust, 1e-12).value_or(0);
}

}  // namespace

Fitted<field::DeSotoModule> fit_cec(const FitTask& task) {
  const RatedDiodes diodes = rated_diodes(task);
  const field::TemperatureSlopes slopes = field::temperature_slopes(task.points);
  const auto module_at = [&](double share) -> std::optional<field::DeSotoModule> {
    const auto diode = diodes.at(diodes.ideality(share));
    if (!diode) {
      return std::nullopt;
    }
    field::DeSotoModule module = de_soto_of(*diode, slopes.isc);
    adjust_power(task, slopes.power, module);
    return module;
  };
  const double share = best_share([&](double at) {
    const auto module = module_at(at);
    return module ? sum_of_squares(*module, task.points) : nothing;
  });
  return fitted(task, module_at(share));
}

Fitted<field::DeSotoModule> fit_de_soto(const FitTask& task) {
  const RatedDiodes diodes = rated_diodes(task);
  const field::TemperatureSlopes slopes = field::temperature_slopes(task.points);
  const auto module_at = [&](std::span<const double> at) -> std::optional<field::DeSotoModule> {
    const auto diode = diodes.at(diodes.ideality(at[0]));
    if (!diode) {
      return std::nullopt;
    }
    field::DeSotoModule module = de_soto_of(*diode, slopes.isc);
    module.gap_eV = between(at[1], 0.5, 2.5);
    return module;
  };
  return best_fit(task, module_at, {0.5, 0.3});
}

Fitted<field::PvsystModule> fit_pvsyst(const FitTask& task) {
  rated_diodes(task);  // throws when even without recombination there is none
  const double voc = field::rated_figures(task.points).voc;
  const field::TemperatureSlopes slopes = field::temperature_slopes(task.points);
  const auto module_at = [&](std::span<const double> at) -> std::optional<field::PvsystModule> {
    const double recombination = at[4] * 0.1 * voc;
    const RatedDiodes diodes(task, recombination);
    const auto diode = diodes.is_empty() ? std::nullopt : diodes.at(diodes.ideality(at[0]));
    if (!diode) {
      return std::nullopt;
    }
    const double shunt = 1 / std::max(diode->conductance, 1e-9);
    return field::PvsystModule{.photocurrent = diode->photocurrent,
                               .saturation = diode->saturation,
                               .series = diode->series,
                               .shunt = shunt,
                               .dark_shunt = shunt * std::pow(100.0, at[1]),
                               .shunt_exponent = between(at[2], 0.2, 20),
                               .cells = task.cells,
                               .ideality = diode->thermal / diodes.of_unity(),
                               .ideality_by_kelvin = between(at[3], -5e-3, 5e-3),
                               .current_by_kelvin = slopes.isc,
                               .gap_eV = gap_of_cis,
                               .recombination = recombination,
                               .builtin = builtin_of_cell};
  };
  return best_fit(task, module_at, {0.5, 0.3, 0.25, 0.5, 0.1});
}

}  // namespace heliofab::twin
