// SPDX-License-Identifier: Apache-2.0
#include "product_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/report/product_report.hpp"
#include "kinds.hpp"
#include "product_modules.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace fs = std::filesystem;

namespace {

std::vector<twin::InputRow> inputs_of(const io::Document& document) {
  std::vector<twin::InputRow> rows;
  for (const io::InputValue& input : twin::read_product_plan(document).inputs) {
    rows.push_back(twin::input_row(input));
  }
  return rows;
}

// Of a fab the film and the layout; of a module all.
bool is_of_module(const std::string& path, const std::string& layout) {
  return path.starts_with("fab.process.") ||
         path.starts_with(fmt::format("fab.products.{}.", layout));
}

std::vector<twin::InputRow> module_inputs_of(const io::Document& document,
                                             const twin::ProductPlan& plan) {
  std::vector<twin::InputRow> rows;
  const io::Document module = read_input(
      twin::product_file(document, plan.module.file, "module.file", data_folder()).string());
  for (const io::InputValue& input : kind_of(module).check(module).inputs) {
    if (module.kind() != "fab" || is_of_module(input.path, plan.module.layout)) {
      rows.push_back(twin::input_row(input));
    }
  }
  return rows;
}

std::vector<twin::InputRow> module_inputs_of(const SolvedProduct& p,
                                             const ProductSources& sources) {
  std::vector<twin::InputRow> rows;
  if (p.made) {
    std::ranges::copy_if(
        sources.run.run->record.inputs, std::back_inserter(rows),
        [&](const twin::InputRow& row) { return is_of_module(row.path, p.made->layout); });
  } else {
    rows = module_inputs_of(sources.document, p.plan);
  }
  for (twin::InputRow& row : rows) {
    row.where = fs::path(row.where).filename().string();
  }
  return rows;
}

// A room, an office, a shop window, over shunts from a thousand times less to ten times more than
// those of the recipe's film.
twin::IndoorOverShunts indoors(const twin::NominalModule& module, const twin::LampLight& lamp,
                               const twin::ReferenceData& data) {
  constexpr int n_shunts = 33;
  const double own = module.process.physics.shunt > 0 ? module.process.physics.shunt : 1;
  std::vector<double> shunts;
  shunts.reserve(n_shunts);
  for (int k = 0; k < n_shunts; ++k) {
    shunts.push_back(own * std::pow(10.0, 1 - 4.0 * k / (n_shunts - 1)));
  }
  return twin::over_shunts(twin::make_indoor_module(module, data, lamp, twin::indoor_levels),
                           shunts);
}

void add_indoors(const SolvedProduct& p, const ProductSources& sources,
                 report::ProductDetails& details) {
  const fs::path folder = data_folder();
  const twin::LampLight diode = twin::lamp_light(
      p.module, sources.data, twin::read_lamp(folder / "spectra" / "led.csv", folder));
  details.over_shunts = indoors(p.module, diode, sources.data);
  if (details.modules) {
    add_rooms(p, sources, diode, *details.modules, *details.over_shunts);
  }
}

report::ProductDetails details_of(const SolvedProduct& p, const ProductSources& sources) {
  Way way = way_of(p);
  report::ProductDetails details{
      .figures = {},
      .potential = way.potential,
      .potential_name = std::string(begin_of(p)),
      .losses = std::move(way.losses),
      .orbits = {},
      .over_shunts = {},
      .inputs = inputs_of(sources.document),
      .module_inputs = module_inputs_of(p, sources),
      .weather_file = sources.weather.empty() ? p.plan.weather : sources.weather,
      .json = json_of(p).dump(2)};
  for (const Figure& figure : figures_of(p)) {
    details.figures.push_back({std::string(figure.key), figure.value, std::string(figure.label),
                               std::string(figure.unit)});
  }
  if (p.made) {
    details.modules = page_modules(*p.made, sources.run.run->record);
  }
  if (p.space) {
    details.orbits = twin::orbit_cases(p.plan, p.power, *p.space);
  }
  if (p.charger || p.indoor) {
    add_indoors(p, sources, details);
  }
  return details;
}

}  // namespace

fs::path page_of(const std::string& input, const ProductFiles& files) {
  if (!files.report) {
    return {};
  }
  const std::string stem = input == "-" ? "product" : fs::path(input).stem().string();
  return files.report->empty() ? fs::path(stem + ".html") : fs::path(*files.report);
}

void check_writable(const fs::path& page, const ProductFiles& files) {
  for (const fs::path& file : {page, fs::path(files.series)}) {
    if (!file.empty()) {
      check_writable(file);
    }
  }
}

void write_product_files(const SolvedProduct& p, const ProductSources& sources,
                         const fs::path& page, const ProductFiles& files) {
  field::SurfaceLight light;
  if (p.installed) {
    light = field::surface_light(p.weather, p.plan.installation);
  }
  const report::ProductView view{.plan = p.plan,
                                 .power = p.power,
                                 .weather = p.weather,
                                 .installed = p.installed ? &*p.installed : nullptr,
                                 .light = p.installed ? &light : nullptr,
                                 .charger = p.charger ? &*p.charger : nullptr,
                                 .space = p.space ? &*p.space : nullptr,
                                 .indoor = p.indoor ? &*p.indoor : nullptr};
  if (!files.series.empty() && p.indoor) {
    throw InputError("E6204", "--series", "indoors every hour is alike: there are no rows",
                     "leave it out");
  }
  if (!files.series.empty()) {
    write_file(files.series, report::product_series_csv(view));
  }
  if (!page.empty()) {
    write_file(page,
               report::product_report(view, details_of(p, sources), version(), command_line()));
  }
}

}  // namespace heliofab::cli
