// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/causes.hpp"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <vector>

#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/summary.hpp"
#include "heliofab/twin/tester.hpp"

namespace heliofab::twin {

namespace {

using process::Scatter;
using process::Variation;

struct Cause {
  const char* name;
  std::function<void(FabPlan&, const FabPlan&)> switch_on;  // copies the cause from the full plan
};

Cause scatter_of(const char* name, std::initializer_list<Scatter Variation::*> members) {
  return {name, [members = std::vector(members)](FabPlan& quiet, const FabPlan& full) {
            for (const auto member : members) {
              quiet.process.variation.*member = full.process.variation.*member;
            }
          }};
}

std::vector<Cause> causes() {
  return {
      {"no causes", [](FabPlan&, const FabPlan&) {}},
      {"all causes", [](FabPlan& quiet, const FabPlan& full) { quiet = full; }},
      scatter_of("CIGS thickness", {&Variation::thickness}),
      scatter_of("CGI", {&Variation::cgi}),
      scatter_of("GGI", {&Variation::ggi}),
      scatter_of("sodium", {&Variation::sodium}),
      scatter_of("CdS thickness", {&Variation::cds}),
      scatter_of("sheet resistances", {&Variation::tco, &Variation::mo}),
      scatter_of("P2 contact", {&Variation::p2}),
      scatter_of("lifetime", {&Variation::lifetime}),
      scatter_of("dark shunts", {&Variation::shunt}),
      {"faults",
       [](FabPlan& quiet, const FabPlan& full) { quiet.process.defects = full.process.defects; }},
      {"flash test",
       [](FabPlan& quiet, const FabPlan& full) {
         quiet.flash.tester = full.flash.tester;
         quiet.flash.lamp_temperature = full.flash.lamp_temperature;
       }},
  };
}

FabPlan without_causes(const FabPlan& plan) {
  FabPlan quiet = plan;
  quiet.process.variation = process::no_variation();
  quiet.process.defects.fault_density = 0;
  quiet.flash.tester = process::ideal_tester();
  quiet.flash.lamp_temperature = 0;
  return quiet;
}

constexpr std::int64_t sample_rolls = 24;
constexpr std::int64_t modules_per_roll = 4;

// Flashed efficiencies of a few modules from each of many rolls; the same places and draws for
// every cause.
std::vector<double> sample_efficiencies(const FabPlan& plan, const FilmCurves& curves,
                                        const SpectralMismatch& mismatch) {
  const Product& product = plan.products.front();
  const ModuleMaker maker(plan.process, curves);
  const double length = plan.line.roll_length;
  const auto seed = static_cast<std::uint64_t>(plan.seed);
  const Tester tester(plan.flash, plan.process, mismatch, SimTime{}, seed);
  std::vector<double> efficiencies(static_cast<std::size_t>(sample_rolls * modules_per_roll));
  parallel_for(static_cast<std::size_t>(sample_rolls), [&](std::size_t r) {
    // Rolls of their own, far from those of the run.
    const CoatedRoll roll =
        coat_roll(plan.process, seed, 1'000'000 + static_cast<std::int64_t>(r), length);
    for (std::int64_t k = 0; k < modules_per_roll; ++k) {
      const double position = (length - product.length) * (static_cast<double>(k) + 0.5) /
                              static_cast<double>(modules_per_roll);
      const MadeModule made = maker.make(product, roll, {position, product.length});
      const std::size_t i = r * modules_per_roll + static_cast<std::size_t>(k);
      const auto serial = static_cast<Serial>(1'000'000'000 + static_cast<std::int64_t>(i));
      efficiencies[i] = tester.flash(made, serial, SimTime{}).aperture_efficiency;
    }
  });
  return efficiencies;
}

}  // namespace

std::vector<VarianceRow> variance_by_cause(const FabPlan& plan, const FilmCurves& curves,
                                           const SpectralMismatch& mismatch, Observer* observer) {
  std::vector<VarianceRow> rows;
  const std::vector<Cause> all = causes();
  double whole = 0;
  for (const Cause& cause : all) {
    if (!goes_on(observer, "causes", rows.size(), all.size())) {
      return {};
    }
    FabPlan variant = without_causes(plan);
    cause.switch_on(variant, plan);
    const Distribution d = distribution_of(sample_efficiencies(variant, curves, mismatch));
    if (rows.size() == 1) {
      whole = d.std * d.std;
    }
    rows.push_back({.order = static_cast<std::int64_t>(rows.size()),
                    .cause = cause.name,
                    .variance_share = whole > 0 ? d.std * d.std / whole : 0,
                    .median_efficiency = d.median,
                    .std_efficiency = d.std});
  }
  return rows;
}

}  // namespace heliofab::twin
