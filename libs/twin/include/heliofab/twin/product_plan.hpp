// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"
#include "heliofab/field/charger.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/radiation.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/twin/indoor.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/module_power.hpp"

// What a product manager writes: a module, and what it is for.
namespace heliofab::twin {

/// Who buys a product, and so what is asked of it.
enum class ProductMarket : std::uint8_t { building, terrestrial, portable, space, indoor };
constexpr std::array<std::string_view, 5> names_of(ProductMarket) {
  return {"building", "terrestrial", "portable", "space", "indoor"};
}

/// What lies over the cells: what the module's file says, or another.
enum class ProductCover : std::uint8_t { as_designed, bare, laminate };
constexpr std::array<std::string_view, 3> names_of(ProductCover) {
  return {"as_designed", "bare", "laminate"};
}

/// Which module a product is made of.
struct ProductModulePlan {
  std::string file;
  std::string layout;  // of a fab
  ProductCover cover = ProductCover::as_designed;

  friend bool operator==(const ProductModulePlan&, const ProductModulePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ProductModulePlan& m) {
  constexpr bool required = true;
  visit(m.file, {"file",
                 "a fab, or a module with a recipe: beside this file or below data/, such as "
                 "fabs/fab2-2010.yaml",
                 "", required});
  visit(m.layout, {"layout", "of a fab: which of its products; a module has one layout"});
  visit(m.cover, {"cover", "over the cells, where the product has another than the file says"});
}

/// What lives on modules far from a grid: a load with a battery, a pump that takes what the load
/// leaves. Nothing of them: all energy goes to a grid.
struct LoadPlan {
  double day = 0;          // [W] 6 h to 18 h
  double night = 0;        // [W] 18 h to 6 h
  double battery = 0;      // [J] usable
  double charging = 0.9;   // [-]
  double pump_start = 0;   // [W] below which a pump stands still; 0: there is none
  double pump_most = 1e9;  // [W] that it takes

  bool is_given() const noexcept { return day > 0 || night > 0 || pump_start > 0; }
  friend bool operator==(const LoadPlan&, const LoadPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LoadPlan& l) {
  visit(l.day, {"day", unit::W, 0, 1e9, "from 6 h to 18 h of the place's time", "D"});
  visit(l.night, {"night", unit::W, 0, 1e9, "from 18 h to 6 h", "D"});
  visit(l.battery, {"battery", unit::kWh, 0, 1e6, "usable; 0 is none", "D"});
  visit(l.charging, {"charging", unit::one, 0.1, 1, "into the battery and out of it again", "C"});
  visit(l.pump_start,
        {"pump_start", unit::W, 0, 1e9, "below which a pump stands still; 0: there is none", "D"});
  visit(l.pump_most, {"pump_most", unit::W, 0, 1e9, "that the pump takes", "D"});
}

/// Who pays what for a product, where modules are sorted by market.
struct SalePlan {
  double price_usd_per_W = 0;  // 0: what the run's plan says of the layout
  double share = 1;            // [-] of the modules of its layout

  friend bool operator==(const SalePlan&, const SalePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, SalePlan& s) {
  visit(s.price_usd_per_W,
        {"price", unit::USD_per_W, 0, 1e4,
         "for a module that delivers the mean energy; 0: of the run's market for the layout", "D"});
  visit(s.share, {"share", unit::percent, 0, 100,
                  "of the modules of its layout that it takes at most", "D"});
}

/// What a product manager writes.
struct ProductPlan {
  std::string name = "a product";
  ProductMarket market = ProductMarket::building;
  ProductModulePlan module;
  std::string weather;             // a file
  std::int64_t weather_parts = 1;  // that each interval of it is cut into
  double areal_mass = 0;           // [kg/m2] of aperture; a laminate says its own
  LaminatePlan laminate;
  std::int64_t years = 1;  // of the weather, one after the other
  field::Installation installation;
  field::AgeingModel ageing;
  LoadPlan load;
  field::Charger charger;
  double phone_battery = 12e-3 * unit::kWh.scale;  // [J]
  field::Mission mission;
  field::SpacePanel panel;
  field::RadiationModel radiation;
  IndoorPlan indoor;
  bool solves_current = true;
  bool solves_uneven = true;
  SalePlan sale;
};

template <class Visit>
void describe(Visit& visit, ProductPlan& p) {
  constexpr bool required = true;
  visit(p.name, {"name", "shown with the results"});
  visit(p.market, {"market", "where it works: installed, as a charger, in orbit or under lamps", "",
                   required});
  visit(p.module, {"module", "what it is made of", "", required});
  visit(p.weather, {"weather",
                    "file of an hourly year, beside this file or below data/; docs/formats/"
                    "weather.md has the formats"});
  visit(p.weather_parts,
        {"weather_parts", 1, 60,
         "that each of its intervals is cut into, light by the sun's height; 4 makes quarters of "
         "an hour",
         "D"});
  visit(p.areal_mass,
        {"mass_per_area", unit::kg_per_m2, 0, 1000,
         "of the product with all that is sold with it, by its aperture, where no laminate says "
         "it; 0: not said",
         "D"});
  visit(p.laminate, {"laminate",
                     "what the module is wrapped in, film thicknesses as its recipe has them, and "
                     "how all of it is bent"});
  visit(p.years, {"years", 1, 100, "of the same weather; a mission has its own", "D"});
  visit(p.installation, {"installation", "of a building or a terrestrial product"});
  visit(p.ageing, {"ageing", "of the same: what time, water and dirt take"});
  visit(p.load, {"load", "of a terrestrial product far from a grid"});
  visit(p.charger, {"charger", "of a portable product"});
  visit(p.phone_battery,
        {"phone_battery", unit::kWh, 1e-4, 1, "what charges in `hours` say; 12 Wh is usual", "C"});
  visit(p.mission, {"mission", "of a product in space"});
  visit(p.panel, {"panel", "of the same: its optics and heat, and what shines on it"});
  visit(p.solves_current,
        {"solves_current",
         "that of the panel is the cell's own in light of space; false: what panel says"});
  visit(p.solves_uneven,
        {"solves_uneven",
         "what a shadow's edge or a bend costs is solved by the module engine; false: the darkest "
         "place limits cells along it"});
  visit(p.radiation, {"radiation", "of the same: what particles take and heat gives back"});
  visit(p.indoor, {"indoor", "of a product under lamps: its light, its day, its load"});
  visit(p.sale, {"sale", "what is paid, where modules of a run are sorted by market"});
}

/// Reads and checks a product. Parts of another market must be as their defaults; parts that are
/// missing and others that say something are told at their place in the file.
/// @throws InputError E1xxx, E6119
io::Read<ProductPlan> read_product_plan(const io::Document& document);

/// A file that a product names: beside the product's own, or else below `folder` (data/).
/// @throws InputError E6141 when it is in neither
std::filesystem::path product_file(const io::Document& document, const std::string& named,
                                   std::string_view key, const std::filesystem::path& folder);

/// The module of a product, from its file.
/// @throws InputError E6141 for a file that holds no module with a recipe, or no such layout, and
///                    those of that file
NominalModule read_product_module(const io::Document& document, const ProductPlan& plan,
                                  const std::filesystem::path& folder);

}  // namespace heliofab::twin
