// SPDX-License-Identifier: Apache-2.0
#include "product_report.hpp"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/report/product_report.hpp"
#include "heliofab/twin/product_laminate.hpp"
#include "kinds.hpp"
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

// Of a fab the film and the product's layout; of a module all.
std::vector<twin::InputRow> module_inputs_of(const io::Document& document,
                                             const twin::ProductPlan& plan) {
  std::vector<twin::InputRow> rows;
  const io::Document module = read_input(
      twin::product_file(document, plan.module.file, "module.file", data_folder()).string());
  const std::string layout = fmt::format("fab.products.{}.", plan.module.layout);
  for (const io::InputValue& input : kind_of(module).check(module).inputs) {
    const bool is_of_film = input.path.starts_with("fab.process.");
    if (module.kind() != "fab" || is_of_film || input.path.starts_with(layout)) {
      rows.push_back(twin::input_row(input));
      rows.back().where = fs::path(rows.back().where).filename().string();
    }
  }
  return rows;
}

// A room, an office, a shop window, over shunts from a thousand times less to ten times more than
// the module's own.
twin::IndoorOverShunts indoors(const io::Document& document, const twin::ProductPlan& plan,
                               const twin::ReferenceData& data) {
  constexpr int n_shunts = 33;
  const fs::path folder = data_folder();
  const twin::NominalModule module =
      twin::lay_module(document, plan, twin::read_product_module(document, plan, folder), folder)
          .module;
  const double own = module.process.physics.shunt > 0 ? module.process.physics.shunt : 1;
  std::vector<double> shunts;
  shunts.reserve(n_shunts);
  for (int k = 0; k < n_shunts; ++k) {
    shunts.push_back(own * std::pow(10.0, 1 - 4.0 * k / (n_shunts - 1)));
  }
  const twin::Lamp diode = twin::read_lamp(folder / "spectra" / "led.csv", folder);
  return twin::over_shunts(
      twin::make_indoor_module(module, data, twin::lamp_light(module, data, diode),
                               twin::indoor_levels),
      shunts);
}

report::ProductDetails details_of(const SolvedProduct& p, const io::Document& document,
                                  const twin::ReferenceData& data) {
  Way way = way_of(p);
  report::ProductDetails details{.figures = {},
                                 .potential = way.potential,
                                 .potential_name = std::string(begin_of(p)),
                                 .losses = std::move(way.losses),
                                 .orbits = {},
                                 .over_shunts = {},
                                 .inputs = inputs_of(document),
                                 .module_inputs = module_inputs_of(document, p.plan),
                                 .weather_file = {},
                                 .json = json_of(p).dump(2)};
  for (const Figure& figure : figures_of(p)) {
    details.figures.push_back({std::string(figure.key), figure.value, std::string(figure.label),
                               std::string(figure.unit)});
  }
  if (p.space) {
    details.orbits = twin::orbit_cases(p.plan, p.power, *p.space);
  }
  if (p.charger || p.indoor) {
    details.over_shunts = indoors(document, p.plan, data);
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

void write_product_files(const SolvedProduct& p, const io::Document& document,
                         const twin::ReferenceData& data, const std::string& weather_file,
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
    report::ProductDetails details = details_of(p, document, data);
    details.weather_file = weather_file.empty() ? p.plan.weather : weather_file;
    write_file(page, report::product_report(view, details, version(), command_line()));
  }
}

}  // namespace heliofab::cli
