// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/read.hpp"
#include "heliofab/twin/indoor.hpp"
#include "heliofab/twin/orbit_cases.hpp"
#include "heliofab/twin/product_yield.hpp"

// What a product delivers where it is used, as a page and as a table of its rows.
namespace heliofab::report {

/// A product as it was solved. Of `installed`, `charger`, `space` and `indoor` the one of its
/// market is there.
struct ProductView {
  const twin::ProductPlan& plan;
  const twin::ProductPower& power;
  const field::Weather& weather;  // empty in space and indoors
  const twin::InstalledYield* installed = nullptr;
  const field::SurfaceLight* light = nullptr;  // of the same
  const field::ChargerYield* charger = nullptr;
  const twin::SpaceYield* space = nullptr;
  const twin::IndoorYield* indoor = nullptr;
};

/// A figure as the command prints it.
struct ProductFigure {
  std::string key;    // "energy_kWh": in JSON
  double value = 0;   // in its unit; a fraction where the unit is "%"
  std::string label;  // "energy"
  std::string unit;   // "kWh"
};

/// A figure over the modules of a set.
struct ProductSpread {
  std::string key;    // "module_W": in JSON
  std::string label;  // "a module"
  std::string unit;   // "W"
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
  std::vector<double> values;  // of each module solved
};

/// Modules of a run that a product has; its figures are of their mean.
struct ProductModules {
  std::string text;                              // "run FAB 2, 2010, bin 9.5-10.5 %, 123 modules"
  std::size_t count = 0;                         // of the set
  std::vector<std::int64_t> serials = {};        // of those solved, by rising power
  std::vector<double> shunts = {};               // [S/m2] of their median stripes, by the record
  std::vector<std::vector<double>> indoor = {};  // [W] of each: [level of over_shunts][module]
  std::vector<ProductSpread> spreads = {};       // of more than one
  twin::Provenance run = {};
  std::string fingerprint = {};  // of its rows
};

/// What else a page shows.
struct ProductDetails {
  std::vector<ProductFigure> figures;
  double potential = 0;                               // [J] where the losses begin
  std::string potential_name;                         // "nominal power in all light"
  std::vector<field::YieldLoss> losses;               // [J]
  std::vector<twin::OrbitCase> orbits;                // of a product in space, its own first
  std::optional<twin::IndoorOverShunts> over_shunts;  // of a portable product or one for rooms
  std::optional<ProductModules> modules = {};         // nothing: the nominal module
  std::vector<twin::InputRow> inputs;                 // of the product
  std::vector<twin::InputRow> module_inputs;          // of its module: film, scribes, layout
  std::string weather_file;
  std::string json;  // what the command prints as JSON
};

/// One page that needs nothing else, in the style of html_report.
///
/// Sections, each with its id: answer, modules (a set of a run), then by market months, days, load,
/// years (installed), months, days, indoor (portable), orbit, mission (space), indoor (of rooms),
/// then losses, module, inputs, provenance. Each chart says where its figures come from, and what
/// of it is of the film as a run's plan wants it. O(rows of the weather); some 0.1 MB, 0.3 MB with
/// 400 modules of a run.
///
/// @param version  of Heliofab
/// @param command  that repeats the page
std::string product_report(const ProductView& product, const ProductDetails& details,
                           std::string_view version, std::string_view command);

/// Row by row of the weather, or of one revolution in space: docs/formats/csv.md. Empty indoors,
/// where every hour is alike.
std::string product_series_csv(const ProductView& product);

}  // namespace heliofab::report
