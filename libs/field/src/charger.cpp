// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/charger.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/field/energy_yield.hpp"

namespace heliofab::field {

namespace {

// Light that enters each panel and that warms it, row by row.
struct PanelLight {
  std::vector<double> entered;  // [W/m2]
  std::vector<double> warming;  // [W/m2]
};

constexpr int turns = 8;  // ways in which wandering panels face, evenly spaced

PanelLight light_of_panel(const Weather& weather, const Charger& charger,
                          const FoldedPanel& panel) {
  Weather shaded = weather;
  // What shades the beam leaves the sky: of the global light it takes the beam's part.
  for (std::size_t i = 0; i < weather.size(); ++i) {
    shaded.beam[i] *= 1 - panel.shade;
    shaded.global[i] -= panel.shade * std::max(0.0, weather.global[i] - weather.diffuse[i]);
  }
  const Installation lying{
      .plane = panel.plane, .albedo = charger.albedo, .reflection = charger.reflection};
  SurfaceLight light = surface_light(shaded, lying);
  return {std::move(light.entered), std::move(light.shaded)};
}

// Figures in each row, of each way that the panels face.
struct PanelWays {
  std::vector<std::vector<PanelLight>> lights;  // [way][panel]
};

PanelWays ways_of(const Weather& weather, const Charger& charger) {
  const std::vector<FoldedPanel> panels = panels_of(charger);
  const int ways = charger.wander > 0 ? turns : 1;
  PanelWays all;
  for (int way = 0; way < ways; ++way) {
    const double turn = ways > 1 ? charger.wander * ((2 * way + 1.0) / ways - 1) : 0;
    std::vector<PanelLight>& lights = all.lights.emplace_back();
    for (FoldedPanel panel : panels) {
      panel.plane.azimuth += turn;
      lights.push_back(light_of_panel(weather, charger, panel));
    }
  }
  return all;
}

// Whose day it is on the place's clock.
std::int64_t day_of(const Weather& weather, std::size_t row) {
  return std::chrono::floor<std::chrono::days>(centre_of(weather, row) + weather.zone)
      .time_since_epoch()
      .count();
}

}  // namespace

Joined join(Wiring wiring, double diode, std::span<const ModuleFigures> panels) {
  Joined best;
  if (wiring == Wiring::parallel) {
    for (const ModuleFigures& panel : panels) {
      if (panel.vmp > diode) {
        best.voltage = std::max(best.voltage, panel.vmp - diode);
        best.power += panel.power * (1 - diode / panel.vmp);
      }
    }
    return best;
  }
  std::vector<ModuleFigures> sorted(panels.begin(), panels.end());
  const auto current_of = [](const ModuleFigures& p) { return p.vmp > 0 ? p.power / p.vmp : 0; };
  std::ranges::stable_sort(sorted, std::greater<>{}, current_of);
  double voltage = 0;
  for (std::size_t n = 0; n < sorted.size(); ++n) {
    voltage += sorted[n].vmp;
    const double net = voltage - diode * static_cast<double>(sorted.size() - n - 1);
    const double power = net * current_of(sorted[n]);
    if (power > best.power) {
      best = {net, power};
    }
  }
  return best;
}

std::vector<FoldedPanel> panels_of(const Charger& charger) {
  std::vector<FoldedPanel> panels = charger.panels;
  const ZigzagFold& z = charger.zigzag;
  const auto count = static_cast<int>(z.panels);
  for (FoldedPanel& panel : zigzag(count, z.fold, z.lying, z.area)) {
    panels.push_back(std::move(panel));
  }
  const auto dark = std::min(panels.size(), static_cast<std::size_t>(z.shaded));
  for (std::size_t k = panels.size() - dark; k < panels.size(); ++k) {
    panels[k].shade = z.shade;
  }
  return panels;
}

ChargerYield simulate_charger(const Weather& weather, const Charger& charger,
                              const PowerTable& panel) {
  HELIOFAB_CHECK(!panels_of(charger).empty() && weather.size() > 0);
  const PanelWays ways = ways_of(weather, charger);
  const Converter& converter = charger.converter;
  const double step = to_s(weather.step);
  const std::size_t n_ways = ways.lights.size();
  std::vector<ModuleFigures> figures(ways.lights.front().size());
  ChargerYield yield;
  bool is_charging = false;
  std::int64_t day = 0;
  for (std::size_t i = 0; i < weather.size(); ++i) {
    if (yield.daily.empty() || day_of(weather, i) != day) {
      day = day_of(weather, i);
      yield.daily.push_back(0);
    }
    // Held in hand the panels face each way for a while: the mean of what each gives.
    double each = 0;
    double light = 0;
    double warmth = 0;
    Joined joined;
    for (const std::vector<PanelLight>& lights : ways.lights) {
      for (std::size_t k = 0; k < lights.size(); ++k) {
        const double warm = weather.air[i] + charger.by_irradiance * lights[k].warming[i];
        figures[k] = figures_at(panel, lights[k].entered[i], warm);
        each += figures[k].power / static_cast<double>(n_ways);
        light += lights[k].entered[i];
        warmth += warm;
      }
      const Joined one = join(charger.wiring, charger.diode, figures);
      joined.voltage += one.voltage / static_cast<double>(n_ways);
      joined.power += one.power / static_cast<double>(n_ways);
    }
    const auto count = static_cast<double>(n_ways * figures.size());
    yield.light.push_back(light / count);
    yield.cell.push_back(warmth / count);
    yield.panels += each * step;
    yield.joined += joined.power * step;
    yield.voltage.push_back(joined.voltage);
    yield.offered.push_back(joined.power);
    yield.power.push_back(0);
    const double current = joined.power * converter.efficiency / converter.output;
    if (joined.voltage < converter.start_voltage || current < converter.start_current) {
      yield.refused += joined.power * step;
      is_charging = false;
      continue;
    }
    yield.starts += is_charging ? 0 : 1;
    const double waiting = is_charging ? 0 : std::min(step, converter.restart_time);
    is_charging = true;
    const double taken = std::min(current, converter.most_current) * converter.output /
                         converter.efficiency;  // [W] of the panels
    const double active = step - waiting;
    yield.waiting += joined.power * waiting;
    yield.surplus += (joined.power - taken) * active;
    yield.converted += taken * (1 - converter.efficiency) * active;
    const double energy = taken * converter.efficiency * active;
    yield.energy += energy;
    yield.daily.back() += energy;
    yield.power.back() = energy / step;
    yield.monthly[month_of(weather, i)] += energy;
    yield.charging += active;
    yield.monthly_charging[month_of(weather, i)] += active;
  }
  return yield;
}

StandAloneYield simulate_stand_alone(const Weather& weather, std::span<const double> power,
                                     const StandAlone& system) {
  HELIOFAB_CHECK(power.size() == weather.size());
  const double step = to_s(weather.step);
  // Half of the loss on the way in, half on the way out.
  const double one_way = std::sqrt(system.charging);
  StandAloneYield yield{.left = system.battery};
  double dark = 0;
  for (std::size_t i = 0; i < power.size(); ++i) {
    const SimTime local = centre_of(weather, i) + weather.zone;
    const Duration since_midnight = local - std::chrono::floor<std::chrono::days>(local);
    const auto hour = static_cast<std::size_t>(since_midnight / std::chrono::hours(1));
    const double wanted = system.load[hour];
    const double direct = std::min(wanted, power[i]);
    double spare = power[i] - direct;
    double missing = (wanted - direct) * step;
    const double room_left = (system.battery - yield.left) / one_way;  // [J] of the modules
    const double stored = std::min(spare * step, room_left);
    const double taken = std::min(missing / one_way, yield.left);  // [J] of the battery
    yield.left += stored * one_way - taken;
    yield.stored_loss += stored * (1 - one_way) + taken * (1 - one_way);
    missing -= taken * one_way;
    spare -= stored / step;
    const bool is_pumping = system.start_power > 0 && spare >= system.start_power;
    const double pumping = is_pumping ? std::min(spare, system.most_power) : 0;
    yield.pumped += pumping * step;
    yield.pump_time += is_pumping ? step : 0;
    yield.pumping.push_back(pumping);
    spare -= pumping;
    yield.wanted += wanted * step;
    yield.direct += direct * step;
    const double served = wanted * step - missing;
    yield.served += served;
    yield.monthly_wanted[month_of(weather, i)] += wanted * step;
    yield.monthly_served[month_of(weather, i)] += served;
    yield.serving.push_back(served / step);
    yield.stored.push_back(yield.left);
    yield.surplus += spare * step;
    const bool is_dark = missing > 1e-9 * wanted * step;
    dark = is_dark ? dark + step : 0;
    yield.dark_time += is_dark ? step : 0;
    yield.longest_dark = std::max(yield.longest_dark, dark);
  }
  return yield;
}

}  // namespace heliofab::field
