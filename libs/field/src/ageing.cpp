// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/ageing.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/unit.hpp"
#include "heliofab/field/weather.hpp"

namespace heliofab::field {

namespace {

constexpr double gas_constant = constants::boltzmann * 6.02214076e23;  // [J/mol/K]
constexpr double damp_temperature = 358.15;                            // [K] of the test
constexpr double damp_humidity = 0.85;                                 // [-]

// [coyle2011]
double humidity_term(double humidity) { return humidity / (1 - humidity + 0.04); }

// Way of a state to where it is going.
double towards(double state, double goal, double time, double constant) {
  return goal + (state - goal) * std::exp(-time / constant);
}

}  // namespace

double water_transmission(const WaterSheet& sheet, double temperature) {
  constexpr double unit_of_permeation =
      unit::g_per_m2_d.scale * unit::mm.scale;  // [kg/m/s] of g mm/m2/d
  return sheet.permeation * std::exp(-sheet.energy / (gas_constant * temperature)) *
         unit_of_permeation / sheet.thickness;
}

double damp_heat_rate(const AgeingModel& model, double temperature, double humidity) {
  const double inside = std::clamp(humidity, 0.0, 1.0);
  return model.damp_rate *
         std::exp(model.damp_energy / gas_constant * (1 / damp_temperature - 1 / temperature)) *
         humidity_term(inside) / humidity_term(damp_humidity);
}

void advance(const AgeingModel& model, const Exposure& e, ModuleAge& age) {
  constexpr double sun = 1000;  // [W/m2]
  // Vapour outside, as a humidity at the cell's own temperature, is what water inside goes to.
  const double goal =
      std::clamp(e.humidity * saturation_pressure(e.air) / saturation_pressure(e.cell), 0.0, 1.0);
  const double rate = water_transmission(model.sheet, e.cell) / model.capacity;
  const double before = age.water;
  age.water = towards(age.water, goal, e.time, rate > 0 ? 1 / rate : 1e30);
  const double mean = (before + age.water) / 2;
  age.damp = 1 - (1 - age.damp) * std::exp(-damp_heat_rate(model, e.cell, mean) * e.time);
  const double filling = e.light > 0 ? e.light / sun / model.soak_time : 0;
  const double emptying = 1 / model.rest_time;
  age.soaked =
      towards(age.soaked, filling / (filling + emptying), e.time, 1 / (filling + emptying));
  age.dirty = std::fmod(age.dirty + e.time, model.cleaned_every);
  age.time += e.time;
}

double power_factor(const AgeingModel& model, const ModuleAge& age) {
  const double years = age.time / unit::yr.scale;
  return std::max(0.0, 1 - model.yearly_rate * years) * (1 - age.damp) *
         (1 - model.soak_gain * (1 - age.soaked));
}

double clean_factor(const AgeingModel& model, const ModuleAge& age) {
  return 1 - std::min(model.most_soiling, model.daily_soiling * age.dirty / unit::d.scale);
}

std::vector<ThermalCycle> count_cycles(std::span<const double> temperature, double least) {
  std::vector<double> turns;  // where the history turns round
  std::vector<ThermalCycle> cycles;
  const auto add = [&](double from, double to, double count) {
    if (std::abs(to - from) >= least) {
      cycles.push_back({std::abs(to - from), (from + to) / 2, count});
    }
  };
  const auto close_inner = [&] {
    while (turns.size() >= 3) {
      const double last = std::abs(turns[turns.size() - 1] - turns[turns.size() - 2]);
      const double before = std::abs(turns[turns.size() - 2] - turns[turns.size() - 3]);
      if (last < before) {
        return;
      }
      if (turns.size() == 3) {  // a range that holds the start is half a cycle
        add(turns[0], turns[1], 0.5);
        turns.erase(turns.begin());
      } else {
        add(turns[turns.size() - 3], turns[turns.size() - 2], 1);
        turns.erase(turns.end() - 3, turns.end() - 1);
      }
    }
  };
  for (std::size_t i = 0; i < temperature.size(); ++i) {
    const bool is_end = i == 0 || i + 1 == temperature.size();
    const bool is_turn =
        is_end || (temperature[i] - temperature[i - 1]) * (temperature[i + 1] - temperature[i]) < 0;
    if (is_turn) {
      turns.push_back(temperature[i]);
      close_inner();
    }
  }
  for (std::size_t i = 1; i < turns.size(); ++i) {
    add(turns[i - 1], turns[i], 0.5);
  }
  return cycles;
}

double equivalent_cycles(std::span<const ThermalCycle> cycles, double reference, double exponent) {
  double sum = 0;
  for (const ThermalCycle& cycle : cycles) {
    sum += cycle.count * std::pow(cycle.range / reference, exponent);
  }
  return sum;
}

}  // namespace heliofab::field
