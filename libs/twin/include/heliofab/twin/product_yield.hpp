// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "heliofab/field/uneven.hpp"
#include "heliofab/twin/product_plan.hpp"

// What a product delivers where it is used.
namespace heliofab::twin {

/// A module as a product has it.
struct ProductPower {
  field::PowerTable table;    // of one module
  double aperture = 0;        // [m2] of one module
  double current_factor = 1;  // [-] of a product in space, for what shines there
  field::UnevenTable uneven;  // of an installation whose light is uneven
  double lamp_light = 0;      // [W/m2] of AM1.5G by a lux, of a product indoors
  double bend_loss = 0;       // [-] of the flat module's nominal power, while it is bent
};

/// Tells a bent module's nominal power as it is sold, flat, and what the bend takes of it.
/// @param nominal  [W] of the flat module
void rate_flat(double nominal, ProductPower& bent) noexcept;

/// @param sunlight  of space; of no other market
/// @return nothing when the observer stopped it
/// @throws ModelError as make_module_power
std::optional<ProductPower> make_product_power(const ProductPlan& plan, const NominalModule& module,
                                               const ReferenceData& data,
                                               const optics::Spectrum& sunlight,
                                               Observer* observer = nullptr);

/// Nodes for the light and temperatures of a market.
field::PowerGrid grid_of(ProductMarket market);
/// A module whose power is known already. @param module  as nominal, for its aperture and current
ProductPower with_table(const ProductPlan& plan, const NominalModule& module,
                        const ReferenceData& data, const optics::Spectrum& sunlight,
                        field::PowerTable table);

/// The cycle of heat that a module is tested with, -40 to 85 degC [iec61215], and the power of its
/// range by which smaller ones count, that of solder (grade D).
inline constexpr double test_cycle_range = 125;   // [K]
inline constexpr double test_cycle_exponent = 2;  // [-]

/// What modules on Earth deliver, and what a load has of it.
struct InstalledYield {
  field::EnergyYield energy;
  std::optional<field::StandAloneYield> alone;
  double test_cycles = 0;  // [-] of the test that the cells' swings in the first year are worth
};
InstalledYield installed_yield(const ProductPlan& plan, const ProductPower& power,
                               const field::Weather& weather);

field::ChargerYield charger_yield(const ProductPlan& plan, const ProductPower& power,
                                  const field::Weather& weather);

/// Of a square metre of aperture.
struct SpaceYield {
  field::SpacePanel panel;  // with the current factor that was taken
  field::OrbitYield orbit;
  double areal_power = 0;  // [W/m2] new, facing the sun, at 28 degC, as cells for space are rated
  double specific_power = 0;  // [W/kg] the same; 0 where no mass is said
};
SpaceYield space_yield(const ProductPlan& plan, const ProductPower& power);

/// What a product delivers, in one number.
struct ProductEnergy {
  double energy =
      0;  // [J] of the first year, of the time of the weather or the mission, or of a year indoors
  double nominal = 0;  // [W] of the modules that deliver it; in space one
};
ProductEnergy product_energy(const ProductPlan& plan, const ProductPower& power,
                             const field::Weather& weather);

}  // namespace heliofab::twin
