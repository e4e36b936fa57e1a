// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/product_plan.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/write.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

namespace {

// A part that only some markets have.
struct OwnPart {
  const char* key;
  bool says_something;  // other than its default
  std::vector<ProductMarket> markets;
};

template <class Part>
bool differs(const Part& part) {
  return io::write_yaml("part", part) != io::write_yaml("part", Part{});
}

std::vector<OwnPart> own_parts(const ProductPlan& p) {
  using enum ProductMarket;
  const ProductPlan usual;
  return {
      {"weather", !p.weather.empty(), {building, terrestrial, portable}},
      {"weather_parts", p.weather_parts != usual.weather_parts, {building, terrestrial, portable}},
      {"years", p.years != usual.years, {building, terrestrial}},
      {"installation", differs(p.installation), {building, terrestrial}},
      {"ageing", differs(p.ageing), {building, terrestrial}},
      {"load", differs(p.load), {terrestrial}},
      {"charger", differs(p.charger), {portable}},
      {"phone_battery", p.phone_battery != usual.phone_battery, {portable}},
      {"mission", differs(p.mission), {space}},
      {"panel", differs(p.panel), {space}},
      {"solves_current", !p.solves_current, {space}},
      {"radiation", differs(p.radiation), {space}},
      {"solves_uneven", !p.solves_uneven, {building, terrestrial}},
      {"indoor", differs(p.indoor), {ProductMarket::indoor}}};
}

std::string_view name_of(ProductMarket market) {
  return names_of(market)[static_cast<std::size_t>(market)];
}

void check_parts(const ProductPlan& plan, PlanProblems& problems) {
  for (const OwnPart& part : own_parts(plan)) {
    const bool fits = std::ranges::find(part.markets, plan.market) != part.markets.end();
    std::string owners;
    for (const ProductMarket market : part.markets) {
      owners += (owners.empty() ? "" : " or ") + std::string(name_of(market));
    }
    problems.add_if(!fits && part.says_something, fmt::format("product.{}", part.key),
                    fmt::format("of no use to the market '{}'", name_of(plan.market)),
                    fmt::format("it belongs to the market {}", owners));
  }
}

void check_mounting(const field::Installation& installation, PlanProblems& problems) {
  const std::vector<std::string_view> known = field::mounting_names(installation.heat);
  if (installation.mounting.empty() ||
      std::ranges::find(known, installation.mounting) != known.end()) {
    return;
  }
  std::string all;
  for (const std::string_view name : known) {
    all += (all.empty() ? "it knows " : ", ") + std::string(name);
  }
  problems.add_if(
      true, "product.installation.mounting",
      fmt::format("heat '{}' knows no mounting '{}'",
                  field::names_of(installation.heat)[static_cast<std::size_t>(installation.heat)],
                  installation.mounting),
      all.empty() ? "it takes its own numbers alone" : all);
}

void check_laminate(const ProductPlan& plan, PlanProblems& problems) {
  const LaminatePlan& l = plan.laminate;
  problems.add_if(plan.areal_mass > 0 && !l.stack.empty(), "product.mass_per_area",
                  "a laminate with a stack as well, wanted one of the two",
                  "layers say what the product weighs; what is sold with it and is no layer "
                  "belongs to laminate.extra_mass");
  const auto refuse = [&](bool is_there, const char* key) {
    problems.add_if(is_there, fmt::format("product.laminate.bend.{}", key),
                    "a stretch of the module, wanted all of it",
                    "a product is bent as a whole; 'heliofab module' solves one that is bent in "
                    "part");
  };
  refuse(l.bend.from > 0, "from");
  refuse(l.bend.length > 0, "length");
  // Of any recipe: its own is in another file.
  problems.add(laminate_problems(with_recipe(l, process::Recipe{}), "product.laminate"));
}

std::vector<Diagnostic> problems_of(const ProductPlan& plan) {
  PlanProblems problems;
  check_parts(plan, problems);
  check_laminate(plan, problems);
  problems.add_if(plan.module.file.empty(), "product.module.file",
                  "no file, wanted that of a fab or of a module with a recipe");
  switch (plan.market) {
    case ProductMarket::space:
      problems.add_if(plan.mission.years == 0, "product.mission.years",
                      "0, wanted how long the mission lasts");
      break;
    case ProductMarket::indoor:
      problems.add_if(!std::ranges::is_sorted(plan.indoor.bin_edges), "product.indoor.bin_edges",
                      "not in rising order");
      break;
    case ProductMarket::portable:
      problems.add_if(field::panels_of(plan.charger).empty(), "product.charger.panels",
                      "no panel, wanted one or more as they are folded out");
      [[fallthrough]];
    case ProductMarket::building:
    case ProductMarket::terrestrial:
      problems.add_if(plan.weather.empty(), "product.weather",
                      "no weather, wanted the file of an hourly year",
                      "weather/thornton-synthetic.epw of data/ is one, of no real place");
      problems.add_if(plan.installation.modules == 0, "product.installation.modules",
                      "0, wanted how many modules there are");
      problems.add_if(plan.load.battery > 0 && plan.load.day == 0 && plan.load.night == 0,
                      "product.load.battery",
                      "a battery without a load, wanted day or night above 0 W");
      problems.add_if(plan.load.pump_start > plan.load.pump_most, "product.load.pump_most",
                      "less than pump_start: the pump would never run");
      check_mounting(plan.installation, problems);
      break;
  }
  return problems.take();
}

[[noreturn]] void refuse(const io::Document& document, const char* key, std::string message,
                         std::string note) {
  throw InputError({io::locate(document, {.code = "E6141",
                                          .path = fmt::format("product.{}", key),
                                          .message = std::move(message),
                                          .note = std::move(note)})});
}

const Product& layout_named(const io::Document& document, const FabPlan& fab,
                            const std::string& name) {
  const auto found = std::ranges::find(fab.products, name, &Product::name);
  if (found == fab.products.end()) {
    std::string all;
    for (const Product& p : fab.products) {
      all += (all.empty() ? "" : ", ") + p.name;
    }
    refuse(document, "module.layout",
           name.empty() ? "no layout, wanted one of the fab's products"
                        : fmt::format("the fab makes no '{}'", name),
           fmt::format("it makes {}", all));
  }
  return *found;
}

}  // namespace

io::Read<ProductPlan> read_product_plan(const io::Document& document) {
  return io::read<ProductPlan>(document, "product", [](const io::Read<ProductPlan>& read) {
    return problems_of(read.value);
  });
}

std::filesystem::path product_file(const io::Document& document, const std::string& named,
                                   std::string_view key, const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  fs::path beside = fs::absolute(document.file()).parent_path() / named;
  if (fs::is_regular_file(beside, ignored)) {
    return beside;
  }
  if (fs::is_regular_file(folder / named, ignored)) {
    return folder / named;
  }
  refuse(document, std::string(key).c_str(), fmt::format("there is no file '{}'", named),
         fmt::format("looked for beside {} and below {}", document.file(), folder.string()));
}

NominalModule read_product_module(const io::Document& document, const ProductPlan& plan,
                                  const std::filesystem::path& folder) {
  const io::Document of =
      io::read_document(product_file(document, plan.module.file, "module.file", folder).string(),
                        {.folders = {(folder / "fabs").string(), (folder / "modules").string()}});
  NominalModule module;
  if (of.kind() == "fab") {
    const FabPlan fab = read_plan(of).value;
    module = {fab.process, layout_named(document, fab, plan.module.layout)};
  } else if (of.kind() == "module" && !is_plane_module(of)) {
    const ModulePlan own = read_module_plan(of).value;
    module = {process_of(own), own.layout};
  } else {
    refuse(document, "module.file", fmt::format("'{}' holds no recipe of a film", plan.module.file),
           "power in dim light and heat follows from the film: wanted a fab, or a module with a "
           "recipe");
  }
  if (plan.module.cover != ProductCover::as_designed) {
    module.process.cover = plan.module.cover == ProductCover::bare ? Cover::bare : Cover::laminate;
  }
  return module;
}

}  // namespace heliofab::twin
