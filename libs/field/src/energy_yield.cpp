// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/energy_yield.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "yield_columns.hpp"

namespace heliofab::field {

namespace {

// The way of energy, step by step: what is left behind each.
enum Step : std::size_t {
  after_open,
  after_shade,
  after_reflection,
  after_uneven,
  after_spectrum,
  after_dirt,
  after_low_light,
  after_heat,
  after_age,
  after_mismatch,
  after_wiring,
  after_conversion,
  n_steps
};
constexpr std::array<std::string_view, n_steps> step_names{
    "potential", "shade",       "reflection", "uneven light", "spectrum", "dirt",
    "low light", "temperature", "ageing",     "mismatch",     "wiring",   "conversion"};

class YieldWalk {
 public:
  YieldWalk(const Weather& weather, const Installation& installation, const PowerTable& table,
            const AgeingModel& ageing, const UnevenTable& uneven)
      : weather_(weather),
        installation_(installation),
        table_(table),
        ageing_(ageing),
        light_(surface_light(weather, installation)),
        colour_(colours_of(weather, installation, light_)),
        humidity_(relative_humidity(weather)) {
    yield_.cell = cells_of(weather, installation, light_);
    yield_.nominal = table.nominal * installation.modules;
    kept_.assign(weather.size(), 1.0);
    if (uneven.is_given()) {
      for (std::size_t i = 0; i < kept_.size(); ++i) {
        kept_[i] = uneven_factor(uneven, {light_.dark[i], light_.entered[i], light_.bright[i]});
      }
      light_.limiting = light_.entered;
    }
  }

  EnergyYield walk(int years) {
    for (int year = 0; year < years; ++year) {
      live_year();
      yield_.yearly.push_back(pass(year == 0));
    }
    finish();
    return std::move(yield_);
  }

 private:
  // States of dirt and age, row by row, with the light of the first year: what dirt takes of the
  // light does not cool the module.
  void live_year() {
    const std::size_t n = weather_.size();
    clean_.resize(n);
    aged_.resize(n);
    constexpr double usual_humidity = 0.5;  // [-] where the weather gives none
    for (std::size_t i = 0; i < n; ++i) {
      advance(ageing_,
              {.time = to_s(weather_.step),
               .cell = yield_.cell[i],
               .air = weather_.air[i],
               .humidity = humidity_.empty() ? usual_humidity : humidity_[i],
               .light = light_.shaded[i]},
              yield_.age);
      clean_[i] = clean_factor(ageing_, yield_.age);
      aged_[i] = power_factor(ageing_, yield_.age);
    }
  }

  // Energy [J] of a year; of the first one also the rows and the losses.
  double pass(bool is_first) {
    const std::size_t n = weather_.size();
    std::vector<double> inside(n), cool(n), power(n);
    for (std::size_t i = 0; i < n; ++i) {
      inside[i] = std::max(0.0, light_.limiting[i]) * colour_[i] * clean_[i];
    }
    if (is_first) {  // losses are told of the first year alone
      maximum_power(table_, inside, std::vector<double>(n, rated_warmth), cool);
    }
    maximum_power(table_, inside, yield_.cell, power);
    const double step = to_s(weather_.step) * installation_.modules;
    double energy = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::array<double, n_steps> left{};
      const double per_light = table_.nominal / rated_light;
      left[after_open] = per_light * light_.open[i];
      left[after_shade] = per_light * light_.shaded[i];
      left[after_reflection] = per_light * light_.entered[i];
      left[after_uneven] = per_light * std::max(0.0, light_.limiting[i]) * kept_[i];
      left[after_spectrum] = left[after_uneven] * colour_[i];
      left[after_dirt] = per_light * inside[i] * kept_[i];
      left[after_low_light] = cool[i] * kept_[i];
      left[after_heat] = power[i] * kept_[i];
      left[after_age] = left[after_heat] * aged_[i];
      left[after_mismatch] = left[after_age] * (1 - installation_.mismatch);
      left[after_wiring] = left[after_mismatch] * (1 - installation_.wiring);
      left[after_conversion] = left[after_wiring] * installation_.conversion;
      energy += left[after_conversion] * step;
      if (is_first) {
        record(i, left, step);
      }
    }
    return energy;
  }

  void record(std::size_t i, const std::array<double, n_steps>& left, double step) {
    for (std::size_t k = 0; k < n_steps; ++k) {
      left_[k] += left[k] * step;
    }
    yield_.power.push_back(left[after_conversion] * installation_.modules);
    yield_.monthly[month_of(weather_, i)] += left[after_conversion] * step;
    yield_.irradiation += light_.open[i] * to_s(weather_.step);
    yield_.mean_cell += yield_.cell[i] * light_.open[i] * to_s(weather_.step);
  }

  void finish() {
    yield_.energy = yield_.yearly.front();
    yield_.potential = left_[after_open];
    for (std::size_t k = 1; k < n_steps; ++k) {
      yield_.losses.push_back({std::string(step_names[k]), left_[k - 1] - left_[k]});
    }
    yield_.hottest = std::ranges::max(yield_.cell);
    yield_.mean_cell /= std::max(yield_.irradiation, 1e-300);
    yield_.specific = yield_.nominal > 0 ? yield_.energy / yield_.nominal : 0;
    yield_.performance_ratio = yield_.potential > 0 ? yield_.energy / yield_.potential : 0;
  }

  const Weather& weather_;
  const Installation& installation_;
  const PowerTable& table_;
  const AgeingModel& ageing_;
  SurfaceLight light_;
  std::vector<double> kept_;  // [-] of power in uneven light
  std::vector<double> colour_;
  std::vector<double> humidity_;
  std::vector<double> clean_;
  std::vector<double> aged_;
  std::array<double, n_steps> left_{};
  EnergyYield yield_;
};

}  // namespace

EnergyYield simulate_yield(const Weather& weather, const Installation& installation,
                           const PowerTable& table, const AgeingModel& ageing, int years,
                           const UnevenTable& uneven) {
  HELIOFAB_CHECK(years >= 1);
  return YieldWalk(weather, installation, table, ageing, uneven).walk(years);
}

}  // namespace heliofab::field
