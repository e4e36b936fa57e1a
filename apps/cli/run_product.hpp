// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/field/weather.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/twin/made_power.hpp"
#include "heliofab/twin/product_laminate.hpp"
#include "heliofab/twin/product_yield.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::cli {

/// A run that was read, and its plan.
struct ReadRun {
  twin::RunRecord record;
  twin::FabPlan plan;
};
/// Tells of other data or another version. @throws StorageError; InputError E8106
ReadRun read_run_plan(const std::string& run, const twin::ReferenceData& data);

/// Modules of a run, as a command names them. No run: nominal ones.
struct RunChoice {
  const ReadRun* run = nullptr;
  std::string bin = {};
  std::optional<std::int64_t> serial = {};
};
/// Those of a product's layout. @throws InputError E8107 when there are none
std::vector<twin::ModuleRow> rows_of(const RunChoice& choice, const twin::ProductPlan& plan);

/// A figure over the modules of a set.
struct Spread {
  std::string key;
  std::string label;
  std::string unit;
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
  std::vector<double> values;  // of each module solved, by rising power
};

/// Modules of a run as a product has them.
struct RunModules {
  std::string text;                              // "run FAB 2, 2010, bin 10.5-11.5 %, 123 modules"
  std::string layout;                            // as in modules.product
  std::string bin;                               // as in flashes; empty: all
  std::size_t count = 0;                         // of the set
  std::size_t solved = 0;                        // of them
  double cost_usd_per_W = 0;                     // of all that the run made; 0: without books
  std::optional<twin::Corrections> corrections;  // of a module alone
  std::vector<Spread> spreads;                   // of more than one
  std::vector<twin::MadeModulePower> each;       // those solved, by rising power
};

/// Modules of a run with their own power; that of a product is their mean.
struct RunProduct {
  twin::LaidModule laid;  // process and layout of the run
  twin::ProductPower power;
  std::optional<twin::ProductPower> flat;  // of bent modules, were they flat
  twin::MadePower made;
  RunModules modules;  // without spreads and each
};

/// Process and layout of a run under the cover and in the laminate that a product has.
/// @throws InputError E2103, E6119
twin::LaidModule run_module(const io::Document& document, const twin::ProductPlan& plan,
                            const twin::FabPlan& fab, const std::string& layout);

/// A product of modules of a table: as twin::with_table, with the light of its lamp indoors.
twin::ProductPower product_power(const io::Document& document, const twin::ProductPlan& plan,
                                 const twin::NominalModule& module, const twin::ReferenceData& data,
                                 field::PowerTable table);

/// @return nothing when the observer stopped it
/// @throws StorageError; InputError E8106, E8107; ModelError
std::optional<RunProduct> solve_run_product(const io::Document& document,
                                            const twin::ProductPlan& plan, const RunChoice& choice,
                                            const twin::ReferenceData& data, Observer* observer);

/// What a product delivers with each module, as shares of the modules solved. Nothing when the
/// observer stopped it, or of one module.
std::vector<Spread> spreads_of(const twin::ProductPlan& plan, const RunProduct& run,
                               const field::Weather& weather, Observer* observer);

/// For people, behind the figures.
std::string text_of(const RunModules& modules);
/// Adds what there is beside `module`.
void add_to(io::Json& json, const RunModules& modules);

}  // namespace heliofab::cli
