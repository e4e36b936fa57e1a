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

using Straying = process::CigsStraying;

Cause straying_of(const char* name, std::initializer_list<Scatter Straying::*> members) {
  return {name, [members = std::vector(members)](FabPlan& quiet, const FabPlan& full) {
            for (const auto member : members) {
              quiet.process.tools.cigs.straying.*member = full.process.tools.cigs.straying.*member;
            }
          }};
}

// One part of the tools as in the full plan.
template <class Part>
Cause tool_part(const char* name, Part part) {
  return {name, [part](FabPlan& quiet, const FabPlan& full) {
            part(quiet.process.tools) = part(full.process.tools);
          }};
}

std::vector<Cause> causes_of_tools() {
  return {
      straying_of("metal fluxes", {&Straying::copper, &Straying::indium, &Straying::gallium}),
      straying_of("regulation of melts", {&Straying::control}),
      tool_part(
          "crucibles running down", [](auto& t) -> auto& { return t.cigs.straying.depletion; }),
      straying_of("selenium flux", {&Straying::selenium}),
      straying_of("sodium flux", {&Straying::sodium}),
      tool_part(
          "web temperature", [](auto& t) -> auto& { return t.cigs.straying.temperature; }),
      straying_of("web speed", {&Straying::web_speed}),
      tool_part(
          "errors of X-ray fluorescence", [](auto& t) -> auto& { return t.cigs.xrf; }),
      {"back contact",
       [](FabPlan& quiet, const FabPlan& full) {
         quiet.process.tools.molybdenum.power = full.process.tools.molybdenum.power;
         quiet.process.tools.molybdenum.gas = full.process.tools.molybdenum.gas;
       }},
      tool_part(
          "bath", [](auto& t) -> auto& { return t.cds.temperature; }),
      {"front contact",
       [](FabPlan& quiet, const FabPlan& full) {
         quiet.process.tools.tco.power = full.process.tools.tco.power;
         quiet.process.tools.tco.gas = full.process.tools.tco.gas;
       }},
      tool_part(
          "scribes", [](auto& t) -> auto& { return t.scribe; }),
      tool_part(
          "bus bars", [](auto& t) -> auto& { return t.busbar; }),
      tool_part(
          "lamination", [](auto& t) -> auto& { return t.lamination; }),
      tool_part(
          "point defects", [](auto& t) -> auto& { return t.defects; }),
      scatter_of("film beside its tools",
                 {&Variation::thickness, &Variation::cgi, &Variation::ggi, &Variation::sodium,
                  &Variation::cds, &Variation::tco, &Variation::mo, &Variation::lifetime}),
  };
}

std::vector<Cause> causes_of_recipe() {
  return {
      scatter_of("CIGS thickness", {&Variation::thickness}),
      scatter_of("CGI", {&Variation::cgi}),
      scatter_of("GGI", {&Variation::ggi}),
      scatter_of("sodium", {&Variation::sodium}),
      scatter_of("CdS thickness", {&Variation::cds}),
      scatter_of("sheet resistances", {&Variation::tco, &Variation::mo}),
      scatter_of("lifetime", {&Variation::lifetime}),
      {"faults",
       [](FabPlan& quiet, const FabPlan& full) { quiet.process.defects = full.process.defects; }},
  };
}

std::vector<Cause> causes(FilmFrom film_from) {
  std::vector<Cause> all{
      {"no causes", [](FabPlan&, const FabPlan&) {}},
      {"all causes", [](FabPlan& quiet, const FabPlan& full) { quiet = full; }},
  };
  for (Cause& cause : film_from == FilmFrom::tools ? causes_of_tools() : causes_of_recipe()) {
    all.push_back(std::move(cause));
  }
  all.push_back(scatter_of("P2 contact", {&Variation::p2}));
  all.push_back(scatter_of("dark shunts", {&Variation::shunt}));
  all.push_back({"flash test", [](FabPlan& quiet, const FabPlan& full) {
                   quiet.flash.tester = full.flash.tester;
                   quiet.flash.lamp_temperature = full.flash.lamp_temperature;
                 }});
  return all;
}

FabPlan without_causes(const FabPlan& plan) {
  FabPlan quiet = plan;
  quiet.process.variation = process::no_variation();
  quiet.process.tools = process::without_straying(plan.process.tools);
  quiet.process.defects.fault_density = 0;
  quiet.flash.tester = process::ideal_tester();
  quiet.flash.lamp_temperature = 0;
  return quiet;
}

constexpr std::int64_t sample_rolls = 24;
constexpr std::int64_t modules_per_roll = 4;

// Flashed efficiencies of a few modules from each of many rolls; the same places and draws for
// every cause.
std::vector<double> sample_efficiencies(const FabPlan& plan, const FabCoater& coater,
                                        const FilmCurves& curves,
                                        const SpectralMismatch& mismatch) {
  const Product& product = plan.products.front();
  const ModuleMaker maker(plan.process, curves, static_cast<std::uint64_t>(plan.seed));
  const double length = plan.line.roll_length;
  const auto seed = static_cast<std::uint64_t>(plan.seed);
  const Tester tester(plan.flash, plan.process, mismatch, SimTime{}, seed);
  std::vector<double> efficiencies(static_cast<std::size_t>(sample_rolls * modules_per_roll));
  parallel_for(static_cast<std::size_t>(sample_rolls), [&](std::size_t r) {
    // Rolls of their own, far from those of the run.
    const CoatedRoll roll = coater.sample(1'000'000 + static_cast<std::int64_t>(r), length);
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

std::vector<VarianceRow> variance_by_cause(const FabPlan& plan, const FabCoater& coater,
                                           const FilmCurves& curves,
                                           const SpectralMismatch& mismatch, Observer* observer) {
  std::vector<VarianceRow> rows;
  const std::vector<Cause> all = causes(plan.process.film_from);
  double whole = 0;
  for (const Cause& cause : all) {
    if (!goes_on(observer, "causes", rows.size(), all.size())) {
      return {};
    }
    FabPlan variant = without_causes(plan);
    cause.switch_on(variant, plan);
    const Distribution d =
        distribution_of(sample_efficiencies(variant, FabCoater(coater, variant), curves, mismatch));
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
