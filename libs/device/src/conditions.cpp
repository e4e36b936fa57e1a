// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/conditions.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/radiative_limit.hpp"

namespace heliofab::device {

namespace {

// Curves whose figures others are made of.
std::vector<CertifiedCurve> sure_curves(const CellTask& task, std::span<const Condition> conditions,
                                        const CertificateLimits& limits) {
  std::vector<CertifiedCurve> curves = solve_conditions(task, conditions, limits);
  for (std::size_t k = 0; k < curves.size(); ++k) {
    const CertifiedCurve& curve = curves[k];
    if (!curve.is_certified() || !(curve.voc > 0)) {
      throw ModelError("E3203", fmt::format("cell at {:g} K under {:g} of its light: {}",
                                            conditions[k].temperature, conditions[k].light,
                                            curve.is_certified() ? "no open circuit above 0 V"
                                                                 : curve.doubts.front()));
    }
  }
  return curves;
}

bool is_one_sun(double suns) { return std::abs(suns - 1) < 1e-9; }

void check_suns(std::span<const double> suns) {
  const bool is_rising = std::ranges::adjacent_find(suns, std::greater_equal<>()) == suns.end();
  if (suns.size() < 3 || !(suns.front() > 0) || !is_rising ||
      std::ranges::none_of(suns, is_one_sun)) {
    throw InputError("E3121", "suns", "wanted three or more, above 0, increasing, 1 among them");
  }
}

}  // namespace

CellTask under(const CellTask& task, const Condition& condition) {
  CellTask changed = task;
  changed.design.temperature = condition.temperature;
  if (task.request.stop_after_voc) {
    changed.request.to = std::max(task.request.to, smallest_gap(changed.design));
  }
  for (double& pairs : changed.generation) {
    pairs *= condition.light;
  }
  if (task.generation_at) {
    changed.generation_at = [at = task.generation_at,
                             light = condition.light](std::span<const double> positions) {
      std::vector<double> pairs = at(positions);
      for (double& value : pairs) {
        value *= light;
      }
      return pairs;
    };
  }
  return changed;
}

std::vector<CertifiedCurve> solve_conditions(const CellTask& task,
                                             std::span<const Condition> conditions,
                                             const CertificateLimits& limits) {
  std::vector<CellTask> tasks;
  for (const Condition& condition : conditions) {
    tasks.push_back(under(task, condition));
  }
  return solve_cells(tasks, limits);
}

TemperatureCoefficients temperature_coefficients(const CellTask& task, double step,
                                                 const CertificateLimits& limits) {
  const double middle = task.design.temperature;
  const std::array conditions{Condition{middle - step, 1}, Condition{middle + step, 1}};
  const auto curves = sure_curves(task, conditions, limits);
  const auto change = [&](double cold, double warm) { return std::log(warm / cold) / (2 * step); };
  return {.jsc = change(curves[0].jsc, curves[1].jsc),
          .voc = change(curves[0].voc, curves[1].voc),
          .fill_factor = change(curves[0].fill_factor, curves[1].fill_factor),
          .pmax = change(curves[0].pmax(), curves[1].pmax())};
}

double activation_energy(std::span<const double> temperature, std::span<const double> voc) {
  double weight = 0;
  double t_mean = 0;
  double v_mean = 0;
  for (std::size_t k = 0; k < std::min(temperature.size(), voc.size()); ++k) {
    weight += 1;
    t_mean += (temperature[k] - t_mean) / weight;
    v_mean += (voc[k] - v_mean) / weight;
  }
  double over = 0;
  double along = 0;
  for (std::size_t k = 0; k < std::min(temperature.size(), voc.size()); ++k) {
    over += (temperature[k] - t_mean) * (voc[k] - v_mean);
    along += (temperature[k] - t_mean) * (temperature[k] - t_mean);
  }
  if (temperature.size() != voc.size() || !(along > 0)) {
    throw InputError("E3121", "activation_energy",
                     fmt::format("{} temperatures and {} voltages, wanted as many of both and two "
                                 "different temperatures",
                                 temperature.size(), voc.size()));
  }
  return v_mean - over / along * t_mean;
}

std::vector<double> decades(double low, double high, std::size_t count) {
  std::vector<double> factors(count, high);
  for (std::size_t k = 0; k + 1 < count; ++k) {
    factors[k] =
        low * std::pow(high / low, static_cast<double>(k) / static_cast<double>(count - 1));
  }
  return factors;
}

SunsVoc suns_voc(const CellTask& task, std::span<const double> suns,
                 const CertificateLimits& limits) {
  check_suns(suns);
  std::vector<Condition> conditions;
  for (const double light : suns) {
    conditions.push_back({task.design.temperature, light});
  }
  const auto curves = sure_curves(task, conditions, limits);
  const auto one = static_cast<std::size_t>(std::ranges::find_if(suns, is_one_sun) - suns.begin());
  SunsVoc result{.points = {}, .jsc = curves[one].jsc, .voc = curves[one].voc};
  std::vector<double> log_suns;
  std::vector<double> voc;
  for (std::size_t k = 0; k < suns.size(); ++k) {
    log_suns.push_back(std::log(suns[k]));
    voc.push_back(curves[k].voc);
  }
  // Voc is all but linear in the logarithm of light: the best place to interpolate.
  const MonotoneCubic voc_at(log_suns, voc);
  const double vt = constants::boltzmann_eV * task.design.temperature;
  const auto pseudo_current = [&](double light) { return result.jsc * (1 - light); };
  for (std::size_t k = 0; k < suns.size(); ++k) {
    result.points.push_back({.suns = suns[k],
                             .voc = voc[k],
                             .ideality = voc_at.slope(log_suns[k]) / vt,
                             .pseudo_current = pseudo_current(suns[k])});
  }
  const auto power = [&](double log_light) {
    return voc_at.at(log_light) * pseudo_current(std::exp(log_light));
  };
  result.pmax = find_maximum(power, log_suns.front(), 0, 1e-7).value;
  result.fill_factor = result.pmax / (result.voc * result.jsc);
  return result;
}

}  // namespace heliofab::device
