// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/space_panel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::field {

namespace {

constexpr double full_turn = 2 * std::numbers::pi;

double light_on(const SpacePanel& panel, const OrbitView& view) {
  return panel.current_factor * panel.sunlight * view.sun_front;
}

double emissivity_of(const SpacePanel& panel) {
  return panel.front_emissivity + panel.back_emissivity;
}

double radiated(const SpacePanel& panel, double temperature) {
  const double square = temperature * temperature;
  return emissivity_of(panel) * constants::stefan_boltzmann * square * square;
}

double radiated_slope(const SpacePanel& panel, double temperature) {
  return 4 * emissivity_of(panel) * constants::stefan_boltzmann * temperature * temperature *
         temperature;
}

// What comes in [W/m2]; electricity goes out of it.
double absorbed(const SpacePanel& panel, const OrbitView& view) {
  const double reflected = panel.albedo * panel.sunlight * view.earth_light;
  return panel.sunlight *
             (panel.front_absorption * view.sun_front + panel.back_absorption * view.sun_back) +
         reflected *
             (panel.front_absorption * view.earth_front + panel.back_absorption * view.earth_back) +
         panel.earth_infrared *
             (panel.front_emissivity * view.earth_front + panel.back_emissivity * view.earth_back);
}

class Flight {
 public:
  Flight(const Orbit& orbit, const Pointing& pointing, const SpacePanel& panel,
         const ArealPower& power, int steps)
      : orbit_(orbit), pointing_(pointing), panel_(panel), power_(power) {
    const double dark = eclipse_fraction(orbit);
    const auto n_dark = dark > 0 ? std::max(8, static_cast<int>(std::lround(dark * steps))) : 0;
    const int n_lit = std::max(8, steps - n_dark);
    // From the exit of the shadow, through noon, to the next exit.
    const double exit = -(1 - dark) / 2;
    add_part(exit, 1 - dark, n_lit, true);
    add_part(exit + 1 - dark, dark, n_dark, false);
  }

  double end_of(double start, OrbitCycle* cycle = nullptr) const {
    double temperature = start;
    double time = 0;
    for (const Part& part : parts_) {
      const double step = part.span * orbit_period(orbit_) / part.steps;
      for (int k = 0; k < part.steps; ++k) {
        if (cycle != nullptr) {
          record(time, view(part, k), temperature, step, *cycle);
        }
        temperature = advance(part, k, step, temperature);
        time += step;
        if (cycle != nullptr) {
          record(time, view(part, k + 1), temperature, step, *cycle);
        }
      }
    }
    return temperature;
  }

 private:
  struct Part {
    double begin;  // [-] turns from noon
    double span;   // [-] turns
    int steps;
    bool is_lit;
  };

  void add_part(double begin, double span, int steps, bool is_lit) {
    if (steps > 0 && span > 0) {
      parts_.push_back({begin, span, steps, is_lit});
    }
  }

  // Of a place of a part, in its middle's light or shadow even at the edge itself.
  OrbitView view(const Part& part, double step) const {
    constexpr double inside = 1e-9;  // [-] of a part, off its edges
    const double share = std::clamp(step / part.steps, inside, 1 - inside);
    return orbit_view(orbit_, pointing_, full_turn * (part.begin + part.span * share));
  }

  double heating(const OrbitView& v, double temperature) const {
    return (absorbed(panel_, v) - power_(light_on(panel_, v), temperature) -
            radiated(panel_, temperature)) /
           panel_.heat;
  }

  // One stage: T = base + weight * heating(T), by Newton with the slope of radiation.
  double stage(const OrbitView& v, double base, double weight, double guess) const {
    double temperature = guess;
    for (int i = 0; i < 30; ++i) {
      const double off = temperature - base - weight * heating(v, temperature);
      const double slope = 1 + weight * radiated_slope(panel_, temperature) / panel_.heat;
      const double next = std::max(2.0, temperature - off / slope);
      const double change = std::abs(next - temperature);
      temperature = next;
      if (change < 1e-10) {
        break;
      }
    }
    return temperature;
  }

  // Alexander's two stages of second order, stiffly stable [alexander1977].
  double advance(const Part& part, int k, double step, double temperature) const {
    const double gamma = 1 - std::sqrt(0.5);
    const OrbitView first = view(part, k + gamma);
    const double one = stage(first, temperature, gamma * step, temperature);
    const double base = temperature + (1 - gamma) / gamma * (one - temperature);
    return stage(view(part, k + 1), base, gamma * step, one);
  }

  // Both ends of a step count half.
  void record(double time, const OrbitView& v, double temperature, double step,
              OrbitCycle& cycle) const {
    const double light = light_on(panel_, v);
    const double power = power_(light, temperature);
    cycle.time.push_back(time);
    cycle.temperature.push_back(temperature);
    cycle.light.push_back(light);
    cycle.power.push_back(power);
    cycle.energy += power * step / 2;
  }

  const Orbit& orbit_;
  const Pointing& pointing_;
  const SpacePanel& panel_;
  const ArealPower& power_;
  std::vector<Part> parts_;
};

}  // namespace

ArealPower areal_power(const PowerTable& table, double area) {
  return [table, area](double light, double temperature) {
    return maximum_power(table, light, temperature) / area;
  };
}

double steady_temperature(const SpacePanel& panel, const OrbitView& view, const ArealPower& power) {
  double temperature = 300;
  for (int i = 0; i < 100; ++i) {
    const double off = radiated(panel, temperature) + power(light_on(panel, view), temperature) -
                       absorbed(panel, view);
    const double change = off / radiated_slope(panel, temperature);
    temperature = std::max(temperature / 2, temperature - change);
    if (std::abs(change) < 1e-10) {
      break;
    }
  }
  return temperature;
}

double time_constant(const SpacePanel& panel, double temperature) {
  return panel.heat / radiated_slope(panel, temperature);
}

OrbitCycle simulate_orbit(const Orbit& orbit, const Pointing& pointing, const SpacePanel& panel,
                          const ArealPower& power, int steps) {
  HELIOFAB_CHECK(steps >= 16);
  constexpr double close = 1e-6;  // [K]
  constexpr int most = 2000;
  const Flight flight(orbit, pointing, panel, power, steps);
  OrbitCycle cycle;
  double start = 270;
  double end = flight.end_of(start);
  double last_start = start;
  double last_off = end - start;
  start = end;
  for (cycle.revolutions = 1; cycle.revolutions < most; ++cycle.revolutions) {
    end = flight.end_of(start);
    const double off = end - start;
    if (std::abs(off) < close) {
      break;
    }
    // A slab forgets slowly: the secant of what a turn changes finds where it changes nothing.
    const double slope = start != last_start ? (off - last_off) / (start - last_start) : -1;
    last_start = start;
    last_off = off;
    start = slope < 0 ? std::clamp(start - off / slope, start / 2, start * 2) : end;
  }
  cycle.mismatch = flight.end_of(start, &cycle) - start;
  cycle.hottest = std::ranges::max(cycle.temperature);
  cycle.coldest = std::ranges::min(cycle.temperature);
  cycle.mean_power = cycle.energy / orbit_period(orbit);
  return cycle;
}

}  // namespace heliofab::field
