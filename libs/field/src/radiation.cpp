// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/radiation.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::field {

namespace {

// Mean over a revolution of what stands at the ends of its steps; 0 without any.
double mean_of(const OrbitCycle& cycle, std::span<const double> values) {
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    sum += (cycle.time[i] - cycle.time[i - 1]) * (values[i] + values[i - 1]) / 2;
  }
  const double span = cycle.time.empty() ? 0 : cycle.time.back() - cycle.time.front();
  return span > 0 ? sum / span : 0;
}

}  // namespace

double remaining_factor(const RadiationModel& model, double fluence) {
  return std::max(0.0, 1 - model.loss * std::log10(1 + std::max(0.0, fluence) / model.knee));
}

double annealing_rate(const RadiationModel& model, double temperature, double light) {
  constexpr double sun = 1000;  // [W/m2]
  return model.attempts * std::exp(-model.energy_eV / (constants::boltzmann_eV * temperature)) +
         model.by_light * std::max(0.0, light) / sun;
}

double annealing_rate(const RadiationModel& model, const OrbitCycle& cycle) {
  std::vector<double> rates;
  for (std::size_t i = 0; i < cycle.time.size(); ++i) {
    rates.push_back(annealing_rate(model, cycle.temperature[i], cycle.light[i]));
  }
  return mean_of(cycle, rates);
}

double fluence_after(double fluence, double flux, double rate, double time) {
  // (1 - exp(-k t)) / k without the digits that a small k t would lose.
  const double reach = rate > 0 ? -std::expm1(-rate * time) / rate : time;
  return fluence * std::exp(-rate * time) + flux * reach;
}

namespace {

void tell_losses(const SpacePanel& panel, const ArealPower& power, double time, OrbitYield& yield) {
  const double per_light = power(rated_light, rated_warmth) / rated_light;
  const double light = mean_of(yield.cycle, yield.cycle.light);  // worth of AM1.5G
  const double facing = panel.sunlight * per_light * time;
  double left = facing;
  const auto leave = [&](const char* name, double rest) {
    yield.losses.push_back({name, left - rest});
    left = rest;
  };
  yield.potential = facing;
  leave("shadow", facing * (1 - yield.eclipse));
  leave("pointing", light / panel.current_factor * per_light * time);
  leave("spectrum", light * per_light * time);
  leave("temperature", yield.cycle.mean_power * time);
  leave("radiation", yield.mission_energy);
}

}  // namespace

OrbitYield simulate_mission(const Mission& mission, const SpacePanel& panel,
                            const ArealPower& power, const RadiationModel& radiation) {
  HELIOFAB_CHECK(mission.years > 0);
  OrbitYield yield{.cycle = simulate_orbit(mission.orbit, mission.pointing, panel, power),
                   .period = orbit_period(mission.orbit),
                   .eclipse = eclipse_fraction(mission.orbit),
                   .yearly_orbits = orbits_per_year(mission.orbit)};
  yield.swing = yield.cycle.hottest - yield.cycle.coldest;
  yield.thermal_cycles = yield.yearly_orbits * mission.years;
  yield.peak_power = std::ranges::max(yield.cycle.power);
  const double rate = mission.anneals ? annealing_rate(radiation, yield.cycle) : 0;
  const double flux = mission.yearly_fluence / unit::yr.scale;
  // A month at a time; damage moves slowly against it, or stands still.
  const int months = std::max(1, static_cast<int>(std::ceil(mission.years * 12)));
  const double span = mission.years * unit::yr.scale / months;
  double fluence = 0;
  double time = 0;
  yield.course.push_back(1);
  for (int month = 0; month < months; ++month) {
    const double before = remaining_factor(radiation, fluence);
    fluence = fluence_after(fluence, flux, rate, span);
    const double after = remaining_factor(radiation, fluence);
    yield.course.push_back(after);
    const double energy = yield.cycle.mean_power * span * (before + after) / 2;
    yield.mission_energy += energy;
    const double in_first = std::clamp((unit::yr.scale - time) / span, 0.0, 1.0);
    yield.first_year += energy * in_first;
    time += span;
  }
  yield.remaining = remaining_factor(radiation, fluence);
  tell_losses(panel, power, mission.years * unit::yr.scale, yield);
  return yield;
}

}  // namespace heliofab::field
