// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures.hpp"
#include "heliofab/field/weather.hpp"
#include "heliofab/twin/product_laminate.hpp"
#include "heliofab/twin/product_yield.hpp"
#include "run_product.hpp"

namespace heliofab::cli {

/// What a command lays over a product.
struct ProductOptions {
  std::string weather;          // file in place of the product's, or empty
  std::optional<double> years;  // in place of the product's or its mission's
  RunChoice run;                // modules in place of nominal ones
};

/// One way of energy, from what light would give at nominal efficiency to what is delivered.
struct Way {
  double potential = 0;  // [J]
  std::vector<field::YieldLoss> losses;

  double delivered() const noexcept;  // [J]
};

/// A product as it was solved; of `installed`, `charger`, `space` and `indoor` the one of its
/// market.
struct SolvedProduct {
  twin::ProductPlan plan;
  twin::NominalModule module;  // of the plan, or process and layout of a run
  twin::ProductPower power;
  field::Weather weather;  // empty in space and indoors
  std::optional<twin::InstalledYield> installed;
  std::optional<field::ChargerYield> charger;
  std::optional<twin::SpaceYield> space;
  std::optional<twin::IndoorYield> indoor;
  std::optional<RunModules> made;                 // when modules are those of a run
  std::optional<twin::LaminateFigures> laminate;  // of a product with a stack
  std::optional<Way> flat;                        // of a bent product's modules, were they flat

  double period_days() const;  // of the weather, or of the mission
};

/// @return nothing when the observer stopped it; warnings of files are told when `tells`
/// @throws InputError E1xxx, E61xx, E71xx; ModelError E3203
std::optional<SolvedProduct> solve_product(const io::Document& document,
                                           const twin::ReferenceData& data,
                                           const ProductOptions& options, Observer* observer,
                                           bool tells);

/// Weather of a product, or of the file `instead`; empty in space and indoors.
/// @throws InputError E6141, E71xx
field::Weather weather_of(const io::Document& document, const twin::ProductPlan& plan,
                          const std::string& instead, bool tells);

Figures figures_of(const SolvedProduct& product);
/// Nominal power of a product with such figures [W]; in space of one module.
double nominal_of(const SolvedProduct& product, const Figures& figures);
/// Mass, and what the laminate bears and the bend does; nothing of what is not said.
void add_laminate(const SolvedProduct& product, Figures& figures);
/// Light of a product's lamp, by its file. @throws InputError E6141, E14xx
twin::LampLight lamp_light_of(const io::Document& document, const twin::ProductPlan& plan,
                              const twin::NominalModule& module, const twin::ReferenceData& data);
/// Of a product under lamps, whose power is solved.
twin::IndoorYield solve_indoor(const io::Document& document, const SolvedProduct& product,
                               const twin::NominalModule& module, const twin::ReferenceData& data);
Figures indoor_figures(const SolvedProduct& product);
/// What `Kind::figures` calls.
Figures product_figures(const io::Document& document, const twin::ReferenceData& data,
                        Observer* observer);

/// What a bend takes stands last: what the flat product delivers, less what it delivers bent.
Way way_of(const SolvedProduct& product);
/// What the potential is: "nominal power in all light".
std::string_view begin_of(const SolvedProduct& product);
/// For people.
std::string text_of(const SolvedProduct& product);
/// The figures, the months and the losses.
io::Json json_of(const SolvedProduct& product);

}  // namespace heliofab::cli
