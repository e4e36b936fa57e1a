// SPDX-License-Identifier: Apache-2.0
#include "kinds.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/write.hpp"
#include "heliofab/twin/cell_plan.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/line_plan.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "heliofab/twin/product_plan.hpp"
#include "product_yield.hpp"

namespace heliofab::cli {

namespace {

template <class Plan, class Read>
Kind make_kind(std::string_view name, std::string_view command, Read read,
               decltype(Kind::figures) figures, std::string_view goal,
               decltype(Kind::samples) samples = {}) {
  return {.name = name,
          .command = command,
          .check =
              [read](const io::Document& document) {
                auto plan = read(document);
                return CheckedInput{std::move(plan.inputs), std::move(plan.warnings)};
              },
          .write =
              [read, name](const io::Document& document) {
                const io::Read<Plan> plan = read(document);
                return io::write_yaml(name, plan.value, plan.inputs);
              },
          .schema = [name] { return io::json_schema<Plan>(name); },
          .catalogue = [name] { return io::catalogue<Plan>(name); },
          .figures = std::move(figures),
          .fills_all_cores = std::is_same_v<Plan, twin::FabPlan>,
          .goal = goal,
          .samples = std::move(samples)};
}

}  // namespace

std::span<const Kind> kinds() {
  static const std::vector<Kind> all{
      make_kind<twin::FabPlan>("fab", "run", twin::read_plan, fab_figures,
                               "aperture_efficiency_median"),
      make_kind<twin::LinePlan>("fab", "run", twin::read_line_plan, line_figures,
                                "throughput_per_s"),
      make_kind<twin::CellPlan>("cell", "cell", twin::read_cell_plan, layered_cell_figures,
                                "efficiency"),
      make_kind<twin::FilmPlan>("film", "cell", twin::read_film_plan, film_figures, "efficiency"),
      make_kind<twin::ModulePlan>("module", "module", twin::read_module_plan, module_figures,
                                  "aperture_efficiency", module_samples),
      make_kind<twin::PlaneModulePlan>("module", "module", twin::read_plane_module_plan,
                                       plane_module_figures, "aperture_efficiency",
                                       plane_module_samples),
      make_kind<twin::ProductPlan>("product", "yield", twin::read_product_plan, product_figures,
                                   "energy_kWh")};
  return all;
}

const Kind& kind_named(std::string_view name) {
  const auto found = std::ranges::find(kinds(), name, &Kind::name);
  if (found == kinds().end()) {
    std::vector<std::string_view> names;
    for (const Kind& kind : kinds()) {
      names.push_back(kind.name);
    }
    const std::string_view near = nearest(name, names);
    throw InputError(
        "E6202", name,
        fmt::format("'{}' is no kind of input file, wanted fab, cell, film, module or product",
                    name),
        near.empty() ? std::string() : fmt::format("did you mean '{}'?", near));
  }
  return *found;
}

io::Json schema_named(std::string_view name) {
  io::Json schema = kind_named(name).schema();
  io::Json bodies = io::Json::array();
  for (const Kind& kind : kinds()) {
    if (kind.name == name) {
      bodies.push(*kind.schema().find("properties")->find(name));
    }
  }
  io::Json properties = *schema.find("properties");
  if (bodies != io::Json::array({*properties.find(name)})) {
    properties.set(name, io::Json::object({{"anyOf", std::move(bodies)}}));
    schema.set("properties", std::move(properties));
  }
  return schema;
}

const Kind& kind_of(const io::Document& document) {
  try {
    const Kind& first = kind_named(document.kind());
    const bool is_second = twin::is_plane_module(document) || twin::is_line_plan(document);
    return is_second ? *std::find_if(&first + 1, kinds().data() + kinds().size(),
                                     [&](const Kind& kind) { return kind.name == first.name; })
                     : first;
  } catch (const InputError& error) {
    throw InputError({io::locate(document, error.diagnostics().front())});
  }
}

}  // namespace heliofab::cli
