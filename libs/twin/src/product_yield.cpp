// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/product_yield.hpp"

#include <utility>

#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/uneven_light.hpp"

namespace heliofab::twin {

namespace {

constexpr double space_rating = 28 * unit::degC;  // [K]

field::StandAlone system_of(const LoadPlan& load) {
  field::StandAlone system{.battery = load.battery,
                           .charging = load.charging,
                           .start_power = load.pump_start,
                           .most_power = load.pump_most};
  constexpr std::size_t dawn = 6;
  constexpr std::size_t dusk = 18;
  for (std::size_t hour = 0; hour < system.load.size(); ++hour) {
    system.load[hour] = hour >= dawn && hour < dusk ? load.day : load.night;
  }
  return system;
}

// [J] of a year.
double indoor_energy(const IndoorPlan& plan, const ProductPower& power) {
  const double module =
      field::maximum_power(power.table, plan.illuminance * power.lamp_light, plan.temperature);
  return module * plan.modules * plan.lit * indoor_days;
}

}  // namespace

field::PowerGrid grid_of(ProductMarket market) {
  return market == ProductMarket::space    ? space_grid()
         : market == ProductMarket::indoor ? indoor_grid()
                                           : earth_grid();
}

void rate_flat(double nominal, ProductPower& bent) noexcept {
  bent.bend_loss = 1 - bent.table.nominal / nominal;
  bent.table.nominal = nominal;
}

ProductPower with_table(const ProductPlan& plan, const NominalModule& module,
                        const ReferenceData& data, const optics::Spectrum& sunlight,
                        field::PowerTable table) {
  ProductPower power{.table = std::move(table),
                     .aperture = module::aperture_area(nominal_design(module)),
                     .current_factor = plan.panel.current_factor};
  if (plan.market == ProductMarket::space && plan.solves_current) {
    power.current_factor = space_current_factor(module, data, sunlight, field::solar_constant_e490);
  }
  const std::optional<Unevenness> kind = unevenness_of(plan.installation);
  if (kind && plan.solves_uneven) {
    power.uneven = make_uneven_table(UnevenModule(module, data), *kind);
  }
  return power;
}

std::optional<ProductPower> make_product_power(const ProductPlan& plan, const NominalModule& module,
                                               const ReferenceData& data,
                                               const optics::Spectrum& sunlight,
                                               Observer* observer) {
  std::optional<field::PowerTable> table =
      make_module_power(module, data, grid_of(plan.market), observer);
  if (!table) {
    return std::nullopt;
  }
  return with_table(plan, module, data, sunlight, std::move(*table));
}

InstalledYield installed_yield(const ProductPlan& plan, const ProductPower& power,
                               const field::Weather& weather) {
  InstalledYield yield{
      .energy = field::simulate_yield(weather, plan.installation, power.table, plan.ageing,
                                      static_cast<int>(plan.years), power.uneven),
      .alone = {}};
  yield.test_cycles = field::equivalent_cycles(field::count_cycles(yield.energy.cell),
                                               test_cycle_range, test_cycle_exponent);
  if (plan.load.is_given()) {
    yield.alone = field::simulate_stand_alone(weather, yield.energy.power, system_of(plan.load));
  }
  return yield;
}

field::ChargerYield charger_yield(const ProductPlan& plan, const ProductPower& power,
                                  const field::Weather& weather) {
  return field::simulate_charger(weather, plan.charger, power.table);
}

SpaceYield space_yield(const ProductPlan& plan, const ProductPower& power) {
  SpaceYield yield{.panel = plan.panel, .orbit = {}};
  yield.panel.current_factor = power.current_factor;
  const field::ArealPower areal = field::areal_power(power.table, power.aperture);
  yield.orbit = field::simulate_mission(plan.mission, yield.panel, areal, plan.radiation);
  yield.areal_power = areal(yield.panel.sunlight * yield.panel.current_factor, space_rating);
  yield.specific_power = plan.areal_mass > 0 ? yield.areal_power / plan.areal_mass : 0;
  return yield;
}

ProductEnergy product_energy(const ProductPlan& plan, const ProductPower& power,
                             const field::Weather& weather) {
  const double module = power.table.nominal;
  switch (plan.market) {
    case ProductMarket::space:
      return {space_yield(plan, power).orbit.mission_energy * power.aperture, module};
    case ProductMarket::portable:
      return {charger_yield(plan, power, weather).energy,
              module * static_cast<double>(field::panels_of(plan.charger).size())};
    case ProductMarket::indoor:
      return {indoor_energy(plan.indoor, power), module * plan.indoor.modules};
    case ProductMarket::building:
    case ProductMarket::terrestrial:
      break;
  }
  const field::EnergyYield yield =
      field::simulate_yield(weather, plan.installation, power.table, plan.ageing, 1, power.uneven);
  return {yield.energy, yield.nominal};
}

}  // namespace heliofab::twin
